"""Dates as day numbers from the planning date, and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.clock import DateRange, monday_of


@dataclass(frozen=True)
class Days:
    """Day 0 is ``as_of``; week 0 is its Monday week."""

    as_of: date

    def number(self, day: date) -> int:
        """The day number of a date; negative before ``as_of``."""
        return (day - self.as_of).days

    def on(self, number: int) -> date:
        """The date of a day number."""
        return self.as_of + timedelta(days=number)

    def week(self, day: date) -> int:
        """The number of the Monday week in which a date lies."""
        return (monday_of(day) - monday_of(self.as_of)).days // 7

    def monday(self, week: int) -> date:
        """The Monday of a week."""
        return monday_of(self.as_of) + timedelta(weeks=week)

    def spans(self, ranges: Iterable[DateRange]) -> tuple[tuple[int, int], ...]:
        """The parts of bounded date ranges from ``as_of`` on, as day numbers, ascending."""
        spans = ((self.number(r.start), self.number(r.end)) for r in ranges if r.end is not None)
        return tuple(sorted((max(0, start), end) for start, end in spans if end > 0))
