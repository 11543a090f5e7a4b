"""An entry as a document of JSON values and back, for whoever stores it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from planner.calendars.entries import CalendarEntry, Duty, EntryKind, Feed, FeedKind
from planner.calendars.levels import PrivacyLevel


def entry_document(entry: CalendarEntry, level: PrivacyLevel) -> dict[str, Any]:
    """Everything of an entry and the level that it was built for."""
    duty = entry.duty
    return {
        "level": str(level),
        "feed": str(duty.feed.kind),
        "code": duty.feed.code,
        "source": duty.source,
        "start": duty.start.isoformat(),
        "end": duty.end.isoformat(),
        "kind": str(duty.kind),
        "names": list(duty.names),
        "is_all_day": duty.is_all_day,
        "uid": entry.uid,
        "sequence": entry.sequence,
        "changed_at": entry.changed_at.astimezone(UTC).isoformat(),
        "is_cancelled": entry.is_cancelled,
    }


def entry_level(document: Mapping[str, Any]) -> PrivacyLevel:
    """The level that a stored entry was built for."""
    return PrivacyLevel(document["level"])


def entry_of(document: Mapping[str, Any]) -> CalendarEntry:
    """The entry of a document that ``entry_document`` made."""
    duty = Duty(
        Feed(FeedKind(document["feed"]), document["code"]),
        document["source"],
        datetime.fromisoformat(document["start"]),
        datetime.fromisoformat(document["end"]),
        EntryKind(document["kind"]),
        tuple(document["names"]),
        document["is_all_day"],
    )
    return CalendarEntry(
        duty,
        document["uid"],
        document["sequence"],
        datetime.fromisoformat(document["changed_at"]),
        document["is_cancelled"],
    )
