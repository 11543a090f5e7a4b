"""Dates, wall-clock times and time zones: the only place that knows how the calendar works.

``zoneinfo`` prefers the operating system's files, which still put British Columbia on standard
time every winter; the planner reads the pinned ``tzdata`` package only.
"""

import functools
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from planner.domain.errors import PlannerError
from planner.domain.sentences import Sentence, told

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_WORDS = (
    told("Mon"),
    told("Tue"),
    told("Wed"),
    told("Thu"),
    told("Fri"),
    told("Sat"),
    told("Sun"),
)
"""The same where a page may say them; what files hold is ``WEEKDAYS`` in every language."""
MINUTES_PER_DAY = 24 * 60


class ZoneDataError(PlannerError):
    """The time-zone data on this machine are too old to plan with."""


def use_pinned_zone_data() -> None:
    """Make every ``ZoneInfo`` read the ``tzdata`` package; refuse to go on with data before 2026.2.

    Raises:
        ZoneDataError: Vancouver is not at UTC-7 on 2027-01-15.
    """
    zoneinfo.reset_tzpath(to=[])
    ZoneInfo.clear_cache()
    noon = datetime(2027, 1, 15, 12, tzinfo=ZoneInfo("America/Vancouver"))
    if noon.utcoffset() != timedelta(hours=-7):
        raise ZoneDataError(
            told(
                "The time-zone data are too old: British Columbia stays on UTC-7 all year since"
                " 8 March 2026. Install tzdata 2026.2 or later."
            )
        )


@dataclass(frozen=True, order=True)
class DateRange:
    """The half-open range of days ``[start, end)``; an ``end`` of None never comes."""

    start: date
    end: date | None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "DateRange") -> bool:
        """Whether the two ranges share a day."""
        return (other.end is None or self.start < other.end) and (
            self.end is None or other.start < self.end
        )


def days_between(start: date, end: date) -> Iterator[date]:
    """Every day of ``[start, end)``."""
    for offset in range((end - start).days):
        yield start + timedelta(days=offset)


def monday_of(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def elapsed_minutes(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Real minutes between two wall-clock times in ``zone``, clock changes counted."""
    begin, finish = (moment.replace(tzinfo=zone).astimezone(UTC) for moment in (start, end))
    return int((finish - begin).total_seconds()) // 60


@functools.cache
def time_of_day(minute: int) -> Sentence:
    """``09:00``, from minutes after midnight; the end of a day is ``24:00``."""
    hour, rest = divmod(minute, 60)
    if not rest:
        return told("0{hour}:00", hour=hour) if 0 <= hour < 10 else told("{hour}:00", hour=hour)
    minutes = f"{rest:02}"
    if 0 <= hour < 10:
        return told("0{hour}:{minutes}", hour=hour, minutes=minutes)
    return told("{hour}:{minutes}", hour=hour, minutes=minutes)
