"""Real clients see the instants that the planner means, and follow what is published."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.calendars.entries import CalendarEntry, Feed, FeedKind
from planner.calendars.feeds import feed_duties
from planner.calendars.levels import Language, PrivacyLevel
from planner.calendars.revisions import next_entries
from planner.calendars.words import title
from tests.planner.calendars.building import (
    OTTAWA,
    PENTICTON,
    Published,
    arrivals,
    counted_uids,
    entries,
    entry,
    feed,
    publication,
    session,
    shift,
)
from tests.planner.calendars.clients import (
    Phone,
    Shown,
    served,
    with_ical_js,
    with_recurring_ical_events,
)

pytestmark = pytest.mark.slow

ZONES = pytest.mark.parametrize("zone", [OTTAWA, PENTICTON], ids=["Ottawa", "Penticton"])
EVENINGS = ("2027-03-12", "2027-03-13", "2027-03-14", "2027-11-05", "2027-11-06", "2027-11-07")
STARTS = {
    "00:00": 8,
    "08:00": 8,
    "10:00": 1,
    "16:00": 8,
    "18:00": 7,
    "18:15": 8,
    "19:00": 7.75,
    "23:30": 8,
}


def changing_nights() -> list[CalendarEntry]:
    """Duties around both changes of clocks; some begin or end in an hour left out or repeated."""
    return entries(
        *(
            shift(f"{evening} {start}", hours)
            for evening in EVENINGS
            for start, hours in STARTS.items()
        )
    )


def meant(shown: Iterable[CalendarEntry], zone: ZoneInfo) -> list[Shown]:
    """What the planner means by the entries of a feed in English."""
    return sorted(
        Shown(
            written(entry.duty.start, zone, entry.duty.is_all_day),
            written(entry.duty.end, zone, entry.duty.is_all_day),
            title(entry, Language.ENGLISH),
            "CANCELLED" if entry.is_cancelled else "CONFIRMED",
        )
        for entry in shown
    )


def written(local: datetime, zone: ZoneInfo, is_date: bool) -> str:
    if is_date:
        return f"{local:%Y-%m-%d}"
    return f"{local.replace(tzinfo=zone).astimezone(UTC):%Y-%m-%dT%H:%M}"


def timed(shown: Iterable[Shown]) -> list[Shown]:
    return [event for event in shown if "T" in event.start]


@ZONES
def test_all_clients_see_the_same_instants_over_both_clock_changes(
    zone: ZoneInfo, tmp_path: Path
) -> None:
    shown = changing_nights()
    with served(feed(shown, zone)) as address:
        phone = Phone(address, tmp_path)
        phone.synchronise()
        seen = [phone.shown(), with_ical_js(address), with_recurring_ical_events(address)]
    assert seen == [meant(shown, zone)] * 3


@ZONES
def test_night_of_the_clock_change_is_an_hour_shorter_or_longer_in_ottawa_only(
    zone: ZoneInfo,
) -> None:
    nights = entries(shift("2027-03-14 00:00"), shift("2027-11-07 00:00"))
    with served(feed(nights, zone)) as address:
        lengths = [
            datetime.fromisoformat(event.end) - datetime.fromisoformat(event.start)
            for event in with_ical_js(address)
        ]
    hours = [7, 9] if zone is OTTAWA else [8, 8]
    assert lengths == [timedelta(hours=number) for number in hours]


def test_clients_follow_what_is_added_moved_and_cancelled(tmp_path: Path) -> None:
    stays, moves, goes = (
        shift("2027-02-10 08:00"),
        session("2027-02-11 10:00"),
        shift("2027-02-12 08:00"),
    )
    first = next_entries((), [stays, moves, goes], publication("2027-02-08 09:00"), counted_uids())
    second = next_entries(
        first,
        [stays, session("2027-02-12 14:00"), session("2027-02-10 10:00", "P102")],
        publication("2027-02-09 09:00"),
        counted_uids(200),
    )
    assert {entry.uid for entry in first} < {entry.uid for entry in second}
    with served(feed(first)) as address:
        phone = Phone(address, tmp_path)
        for published in (first, second, first[:1]):
            address.body = feed(published)
            phone.synchronise()
            expected = meant(published, PENTICTON)
            assert phone.shown() == expected
            assert with_ical_js(address) == with_recurring_ical_events(address) == expected


def test_whole_days_and_cancelled_events_are_understood(tmp_path: Path) -> None:
    (gone,) = next_entries(
        entries(shift("2027-02-12 08:00")), (), publication("2027-02-09 09:00"), counted_uids()
    )
    shown = [entry(arrivals("2027-02-11", 2), 2), gone]
    with served(feed(shown)) as address:
        phone = Phone(address, tmp_path)
        phone.synchronise()
        assert with_ical_js(address) == meant(shown, PENTICTON)
        assert with_recurring_ical_events(address) == meant(shown, PENTICTON)
        assert phone.shown() == [
            Shown("2027-02-11", "2027-02-11", "Arrivals: 2", "CONFIRMED"),
            *timed(meant(shown, PENTICTON)),
        ]


def test_house_of_a_sample_is_read_alike_by_all(published: Published, tmp_path: Path) -> None:
    programme, zone = published.programme, ZoneInfo(published.programme.timezone)
    duties = feed_duties(programme, published.plan, Feed(FeedKind.HOUSE), PrivacyLevel.DUTY)
    shown = entries(*duties)
    with served(feed(shown, zone, published=programme.as_of)) as address:
        phone = Phone(address, tmp_path)
        phone.synchronise()
        assert with_ical_js(address) == with_recurring_ical_events(address) == meant(shown, zone)
        assert timed(phone.shown()) == timed(meant(shown, zone))
