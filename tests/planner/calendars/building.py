"""Builders of duties and entries; what a test does not care about has a default."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from planner.calendars.entries import CalendarEntry, Duty, EntryKind, Feed, FeedKind
from planner.calendars.levels import Language
from planner.calendars.render import render_feed
from planner.calendars.revisions import Publication
from planner.domain.plan import Plan
from planner.domain.programme import Programme

OTTAWA, PENTICTON = ZoneInfo("America/Toronto"), ZoneInfo("America/Vancouver")
STAMP = datetime(2027, 2, 8, 18, 0, tzinfo=UTC)
S01, S02 = Feed(FeedKind.STAFF, "S01"), Feed(FeedKind.STAFF, "S02")


@dataclass(frozen=True)
class Published:
    """A programme with the plan that was published."""

    programme: Programme
    plan: Plan


def at(text: str) -> datetime:
    """A wall-clock time, such as ``2027-02-08 09:30``."""
    return datetime.fromisoformat(text)


def shift(start: str, hours: float = 8, code: str = "day", **changes: object) -> Duty:
    """A shift of S01."""
    begin = at(start)
    end = begin + timedelta(hours=hours)
    duty = Duty(S01, f"shift {code}", begin, end, EntryKind.SHIFT, (code,))
    return replace(duty, **changes)  # type: ignore[arg-type]


def session(start: str, participant: str = "P101", **changes: object) -> Duty:
    """A session of an hour of S01, as level ``busy`` has it."""
    begin = at(start)
    source = f"session {participant}"
    duty = Duty(S01, source, begin, begin + timedelta(hours=1), EntryKind.SESSION)
    return replace(duty, **changes)  # type: ignore[arg-type]


def arrivals(day: str, number: int = 1) -> Duty:
    """So many arrivals on a day."""
    begin = at(day)
    house, kind = Feed(FeedKind.HOUSE), EntryKind.ARRIVALS
    return Duty(house, "arrivals", begin, begin + timedelta(days=1), kind, (str(number),), True)


def entry(duty: Duty, number: int = 1, **changes: object) -> CalendarEntry:
    """A duty as it was first handed out."""
    made = CalendarEntry(duty, f"{number:032x}", 0, STAMP)
    return replace(made, **changes)  # type: ignore[arg-type]


def entries(*duties: Duty) -> list[CalendarEntry]:
    """Duties as they were first handed out, numbered from 1."""
    return [entry(duty, number) for number, duty in enumerate(duties, start=1)]


def counted_uids(first: int = 100) -> Callable[[], str]:
    """UIDs that a test can foresee."""
    numbers = count(first)
    return lambda: f"{next(numbers):032x}"


def publication(moment: str, zone: ZoneInfo = PENTICTON) -> Publication:
    """A publication at a wall-clock time."""
    return Publication(at(moment).replace(tzinfo=zone), zone)


def feed(
    shown: Iterable[CalendarEntry],
    zone: ZoneInfo = PENTICTON,
    language: Language = Language.ENGLISH,
    published: date = date(2027, 2, 8),
) -> bytes:
    """The octets of a feed."""
    return render_feed(shown, zone, language, published)
