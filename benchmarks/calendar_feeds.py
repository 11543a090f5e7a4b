"""How long a year of duties takes as a feed: python -m benchmarks.calendar_feeds."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from benchmarks.command import Tally
from planner.calendars.entries import CalendarEntry, Duty, EntryKind, Feed, FeedKind
from planner.calendars.levels import Language
from planner.calendars.render import render_feed

MOST_MILLISECONDS = 50
_ZONE = ZoneInfo("America/Toronto")
_STAMP = datetime(2027, 1, 1, tzinfo=UTC)


def year_of_entries() -> list[CalendarEntry]:
    """A shift and two sessions on every day of 2027, with codes."""
    kinds = ((8, 8, EntryKind.SHIFT), (10, 1, EntryKind.SESSION), (13, 1, EntryKind.SESSION))
    entries = []
    for number in range(365):
        for hour, hours, kind in kinds:
            start = datetime(2027, 1, 1, hour) + timedelta(days=number)
            end = start + timedelta(hours=hours)
            duty = Duty(Feed(FeedKind.STAFF, "S01"), "", start, end, kind, ("P101", "ONE1"))
            entries.append(CalendarEntry(duty, f"{len(entries):032x}", 0, _STAMP))
    return entries


def feed_speed(tally: Tally) -> None:
    """Note the best of five runs, and what the library takes for the same events."""
    entries = year_of_entries()
    ours, library = (
        min(_milliseconds(entries, render) for _ in range(5)) for render in (_ours, _library)
    )
    text = f"a feed of {len(entries)} duties: {ours:.0f} ms, at most {MOST_MILLISECONDS} ms"
    tally.note(f"{text} (the library: {library:.0f} ms)", ours < MOST_MILLISECONDS)


def _milliseconds(
    entries: list[CalendarEntry], render: Callable[[list[CalendarEntry]], bytes]
) -> float:
    begin = process_time()
    render(entries)
    return 1000 * (process_time() - begin)


def _ours(entries: list[CalendarEntry]) -> bytes:
    return render_feed(entries, _ZONE, Language.ENGLISH, date(2027, 1, 1))


def _library(entries: list[CalendarEntry]) -> bytes:
    calendar = Calendar.new(name="Schedule")
    for entry in entries:
        event = Event.new(
            uid=entry.uid,
            stamp=entry.changed_at,
            start=entry.duty.start.replace(tzinfo=_ZONE),
            end=entry.duty.end.replace(tzinfo=_ZONE),
            summary="Shift",
            sequence=entry.sequence,
            last_modified=entry.changed_at,
        )
        calendar.add_component(event)
    return calendar.to_ical()


if __name__ == "__main__":
    feed_speed(Tally())
