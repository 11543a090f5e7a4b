"""The days that the week page shows, and the weeks of the law beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.clock import days_between, monday_of
from planner.domain.programme import Programme

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    """A day of the page; ``is_outside`` are those of a month's first and last week beyond it."""

    date: date
    is_today: bool
    is_holiday: bool
    is_over: bool
    is_outside: bool = False


@dataclass(frozen=True)
class Days:
    """Whole Monday weeks, and where the pages before and after begin."""

    weeks: tuple[tuple[Day, ...], ...]
    anchor: date
    earlier: date
    later: date

    @property
    def all(self) -> list[Day]:
        """Every day in order."""
        return [day for week in self.weeks for day in week]

    @property
    def first(self) -> date:
        """The first day shown."""
        return self.weeks[0][0].date

    @property
    def end(self) -> date:
        """The first day that is not shown any more."""
        return self.weeks[-1][-1].date + timedelta(days=1)


def week_days(programme: Programme, wanted: date, today: date) -> Days:
    """The Monday week of a date."""
    monday = monday_of(wanted)
    week = _week(programme, monday, today, None)
    return Days((week,), monday, monday - WEEK, monday + WEEK)


def month_days(programme: Programme, wanted: date, today: date) -> Days:
    """The Monday weeks that a month touches."""
    first = wanted.replace(day=1)
    later = (first + timedelta(days=31)).replace(day=1)
    earlier = (first - timedelta(days=1)).replace(day=1)
    mondays = [m for m in days_between(monday_of(first), later) if m.weekday() == 0]
    weeks = tuple(_week(programme, monday, today, first.month) for monday in mondays)
    return Days(weeks, first, earlier, later)


def legal_weeks_of(programme: Programme, first: date, end: date) -> Iterator[tuple[date, date]]:
    """First and last day of each legal week that touches ``[first, end)``."""
    back = (first.weekday() - programme.labour.week_starts) % 7
    start = first - timedelta(days=back)
    while start < end:
        yield start, start + timedelta(days=6)
        start += WEEK


def _week(programme: Programme, monday: date, today: date, month: int | None) -> tuple[Day, ...]:
    return tuple(
        Day(
            day,
            day == today,
            day in programme.holidays,
            day < today,
            month is not None and day.month != month,
        )
        for day in days_between(monday, monday + WEEK)
    )
