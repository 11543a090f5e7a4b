"""Which duties of one person exclude each other, and where a weekly rest may lie (R1, R4)."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from solver.schedule.problem import Labour, LegalWeek

_MINUTES_PER_DAY = 24 * 60
# A duty may end as late as the end of the next day, on days that a clock change makes shorter.
_CLOCK_CHANGE_MINUTES = 60


class Timed(Protocol):
    """Anything with a work day and real minutes ``[start, end)``."""

    @property
    def day(self) -> int:
        """The work day."""

    @property
    def start_minute(self) -> int:
        """The first minute."""

    @property
    def end_minute(self) -> int:
        """The first minute after it."""


def overlap(one: Timed, other: Timed) -> bool:
    """Whether two duties share a minute (R1)."""
    return one.start_minute < other.end_minute and other.start_minute < one.end_minute


def exclude_each_other(labour: Labour, one: Timed, other: Timed) -> bool:
    """Whether nobody may have both: they overlap, or break the rest or the span of a day."""
    first, second = sorted((one, other), key=lambda duty: (duty.day, duty.start_minute))
    if overlap(first, second):
        return True
    if first.day != second.day:
        return second.start_minute - first.end_minute < labour.min_rest_minutes
    span = labour.day_span_minutes
    end = max(first.end_minute, second.end_minute)
    return span is not None and end - first.start_minute > span


def near_days(labour: Labour) -> int:
    """Duties whose work days lie further apart than this cannot be too close together."""
    return 2 + (labour.min_rest_minutes + _CLOCK_CHANGE_MINUTES) // _MINUTES_PER_DAY


def spans(busy: Iterable[Timed]) -> list[tuple[int, int]]:
    """The minutes that duties take, ascending; those that overlap or meet are one."""
    found: list[tuple[int, int]] = []
    for duty in sorted(busy, key=lambda duty: duty.start_minute):
        if found and duty.start_minute <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], duty.end_minute)
        else:
            found.append((duty.start_minute, duty.end_minute))
    return found


def free_stretches(busy: Iterable[Timed], week: LegalWeek) -> Iterator[tuple[int, int]]:
    """The stretches of a legal week that no duty touches, as minutes, ascending."""
    free_from = week.start_minute
    for duty in sorted(busy, key=lambda duty: duty.start_minute):
        if duty.end_minute <= week.start_minute or duty.start_minute >= week.end_minute:
            continue
        if duty.start_minute > free_from:
            yield free_from, duty.start_minute
        free_from = max(free_from, duty.end_minute)
    if free_from < week.end_minute:
        yield free_from, week.end_minute


def has_weekly_rest(labour: Labour, busy: Iterable[Timed], week: LegalWeek) -> bool:
    """Whether one duty-free stretch of the week is long enough (R4)."""
    least = labour.weekly_rest_minutes
    return least <= 0 or any(end - start >= least for start, end in free_stretches(busy, week))
