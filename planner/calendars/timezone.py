"""VTIMEZONE of our own: the library puts the onset of daylight time an hour wrong (RFC 5545 3.6.5).

One part for each change, without RDATE and RRULE, which readers understand differently.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_QUARTER, _DAY = timedelta(minutes=15), timedelta(days=1)


@lru_cache(maxsize=64)
def timezone_lines(key: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """The VTIMEZONE of the zone ``key`` for both years and those between, unfolded lines.

    Kept for each zone and span, because to look for the changes takes a moment.
    """
    zone = ZoneInfo(key)
    # A day early, so that the year has begun nowhere yet.
    start = datetime(first_year - 1, 12, 31, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}", *_part(zone, start, _offset(zone, start))]
    for instant, before in _changes(zone, start, end):
        lines += _part(zone, instant, before)
    return (*lines, "END:VTIMEZONE")


def _part(zone: ZoneInfo, instant: datetime, before: timedelta) -> list[str]:
    local = instant.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    # Read in the offset before the change, not in the one after it.
    onset = (instant + before).replace(tzinfo=None)
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_signed(before)}",
        f"TZOFFSETTO:{_signed(_offset(zone, instant))}",
        f"TZNAME:{local.tzname()}",
        f"END:{kind}",
    ]


def _changes(
    zone: ZoneInfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, timedelta]]:
    """Each instant in ``(start, end]`` at which the offset changes, with the offset before it.

    Found by days, then by quarter hours, on which the zones that we serve change.
    """
    instant, before = start, _offset(zone, start)
    while instant < end:
        following = min(instant + _DAY, end)
        if _offset(zone, following) != before:
            following = instant + _QUARTER
            while _offset(zone, following) == before:
                following += _QUARTER
            yield following, before
            before = _offset(zone, following)
        instant = following


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
