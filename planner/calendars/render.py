"""A feed as the octets of an iCalendar file: the same entries always give the same octets."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from planner.calendars.entries import CalendarEntry
from planner.calendars.levels import Language
from planner.calendars.lines import content, text_value
from planner.calendars.timezone import timezone_lines
from planner.calendars.words import WORDS, title


def render_feed(
    entries: Iterable[CalendarEntry], zone: ZoneInfo, language: Language, published: date
) -> bytes:
    """An iCalendar file (RFC 5545, 7986) with one event for each entry, in order of time.

    Without a calendar UID, which makes one client take the whole feed for a single entry, and
    without anything random or of the present moment. Its zone covers the entries, the day of
    publication and a year more.
    """
    ordered = sorted(entries, key=lambda entry: (entry.duty.start, entry.duty.end, entry.uid))
    return content(_lines(ordered, zone, language, published))


def strong_etag(body: bytes) -> str:
    """The ETag of a feed, quoted as HTTP wants it."""
    return f'"{hashlib.sha256(body).hexdigest()[:40]}"'


def _lines(
    entries: list[CalendarEntry], zone: ZoneInfo, language: Language, published: date
) -> Iterator[str]:
    name = text_value(WORDS[language].calendar)
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//harbourplan//schedule//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    )
    years = [published.year, *(entry.duty.start.year for entry in entries)]
    last = max([published.year, *(entry.duty.end.year for entry in entries)])
    yield from timezone_lines(zone.key, min(years), last + 1)
    for entry in entries:
        yield from _event(entry, zone, language)
    yield "END:VCALENDAR"


def _event(entry: CalendarEntry, zone: ZoneInfo, language: Language) -> tuple[str, ...]:
    duty, changed_at = entry.duty, f"{_written(entry.changed_at)}Z"
    is_free = entry.is_cancelled or duty.is_all_day
    return (
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{changed_at}",
        f"LAST-MODIFIED:{changed_at}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART{_moment(duty.start, duty.is_all_day, zone)}",
        f"DTEND{_moment(duty.end, duty.is_all_day, zone)}",
        f"SUMMARY:{text_value(title(entry, language))}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if is_free else 'OPAQUE'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    )


def _moment(moment: datetime, is_all_day: bool, zone: ZoneInfo) -> str:
    """Wall-clock time with its zone, because readers with old zone data keep the wall time.

    Readers disagree on the hour that a change of clocks leaves out or repeats; a time in it is
    written in UTC, in the offset before the change, which is how the planner counts it.
    """
    if is_all_day:
        return f";VALUE=DATE:{moment:%Y%m%d}"
    aware = moment.replace(tzinfo=zone)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        return f":{_written(aware.astimezone(UTC))}Z"
    return f";TZID={zone.key}:{_written(moment)}"


def _written(moment: datetime) -> str:
    """Three times as quick as a format string, and a year of duties has thousands of moments."""
    return moment.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "")
