"""Started by, ended by, enrolled by: the 0/1 columns of the stay model, in cumulative form.

A column "started by day t" is 1 on and after the day of the start. In this form a bed on a night, a
conflict, a caseload or a stagger rule is one short row, and the relaxation is nearly integral.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem
from solver.stays.windows import Window, entries_can_wait, entry_days_between


@dataclass(frozen=True)
class Steps:
    """A quantity that rises from 0 to at most 1: ``columns[k]`` holds from ``days[k]`` on."""

    days: tuple[int, ...]
    columns: tuple[int, ...]

    def by(self, day: int, sign: int = 1) -> list[tuple[int, int]]:
        """The term "happened by this day", empty before the first day."""
        k = bisect_right(self.days, day)
        return [(self.columns[k - 1], sign)] if k else []

    def before(self, day: int, sign: int = 1) -> list[tuple[int, int]]:
        """The term "happened before this day"."""
        return self.by(day - 1, sign)

    @property
    def ever(self) -> int:
        """The column "happened at all"."""
        return self.columns[-1]


@dataclass(frozen=True)
class WindowSteps:
    """The start and the end of one window; they share columns where the start decides the end."""

    window: Window
    start: Steps
    end: Steps

    def in_service(self, day: int) -> list[tuple[int, int]]:
        """The terms of "in service on this day" (for a stay: on this night)."""
        return self.start.by(day) + self.end.by(day, -1)


class StayVariables:
    """The columns of every window and of every enrolment that may have to wait for a place."""

    def __init__(self, model: LinearModel, problem: StayProblem, windows: Sequence[Window]) -> None:
        self.windows = [_add_window(model, window) for window in windows if window.start_days]
        self.entries: dict[int, Steps] = {}
        self.left_young: dict[tuple[int, int, int, int], int] = {}
        if entries_can_wait(problem):
            for index, case in enumerate(problem.cases):
                starts = [day for w in self.of_case(index) for day in w.window.start_days]
                days = sorted({d for start in starts for d in entry_days_between(case, start)})
                if days:
                    self.entries[index] = _add_steps(model, days)

    def of_case(self, case: int) -> list[WindowSteps]:
        """The windows of one case."""
        return [window for window in self.windows if window.window.case == case]

    def of_bed(self, bed: int) -> list[WindowSteps]:
        """The windows that lead into one bed."""
        return [window for window in self.windows if window.window.bed == bed]

    def of_beds(self, beds: Iterable[int]) -> list[WindowSteps]:
        """The windows that lead into one of these beds."""
        chosen = set(beds)
        return [window for window in self.windows if window.window.bed in chosen]


def start_days(windows: Iterable[WindowSteps]) -> list[int]:
    """All days on which one of the windows may start, ascending."""
    return sorted({day for window in windows for day in window.start.days})


def _add_window(model: LinearModel, window: Window) -> WindowSteps:
    start = _add_steps(model, window.start_days)
    if window.has_one_end:
        return WindowSteps(window, start, Steps(window.last_ends, start.columns))
    end = _add_steps(model, window.end_days)
    return WindowSteps(window, start, end)


def _add_steps(model: LinearModel, days: Sequence[int]) -> Steps:
    columns = tuple(model.add_binary() for _ in days)
    for earlier, later in pairwise(columns):
        model.add_row([(earlier, 1), (later, -1)], 0)
    return Steps(tuple(days), columns)
