import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from planner.calendars.documents import entry_document, entry_level, entry_of
from planner.calendars.entries import CalendarEntry
from planner.calendars.levels import PrivacyLevel
from tests.planner.calendars.building import arrivals, entry, feed, session, shift

ENTRIES = [
    entry(shift("2027-02-08 23:30")),
    entry(session("2027-02-08 10:00", names=("P101", "ONE1")), sequence=3, is_cancelled=True),
    entry(arrivals("2027-02-10")),
]


@pytest.mark.parametrize("stored", ENTRIES, ids=["shift", "session", "arrivals"])
@pytest.mark.parametrize("level", PrivacyLevel)
def test_entry_is_the_same_after_it_was_stored(stored: CalendarEntry, level: PrivacyLevel) -> None:
    document = json.loads(json.dumps(entry_document(stored, level)))
    assert entry_of(document) == stored
    assert entry_level(document) is level


def test_feed_of_stored_entries_is_the_same_to_the_octet() -> None:
    stored = [
        entry_of(json.loads(json.dumps(entry_document(row, PrivacyLevel.CODE)))) for row in ENTRIES
    ]
    assert feed(stored) == feed(ENTRIES)


def test_stamp_of_another_zone_is_stored_in_utc() -> None:
    zone = timezone(timedelta(hours=-7))
    stamped = entry(shift("2027-02-08 08:00"), changed_at=datetime(2027, 2, 8, 12, tzinfo=zone))
    document = entry_document(stamped, PrivacyLevel.BUSY)
    assert document["changed_at"] == "2027-02-08T19:00:00+00:00"
    assert entry_of(document).changed_at.tzinfo is UTC
