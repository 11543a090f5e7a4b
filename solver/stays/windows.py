"""The choices of each case that can be part of a best plan, dominated ones left out.

Nothing is gained by a stay beyond its target unless its minimum or the day program asks for it: a
shorter one frees bed, worker and minutes earlier and costs no more.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from solver.stays.problem import Case, StayProblem


@dataclass(frozen=True)
class Window:
    """The useful starts and ends of one opening of a case.

    A service that starts on ``start_days[k]`` ends on one of ``end_days`` within
    ``[first_ends[k], last_ends[k]]``; ``full_ends[k]`` is the first end that costs nothing for
    shortness. ``first_entries[k]`` is her earliest enrolment then (the start itself without one).
    """

    case: int
    opening: int
    bed: int | None
    counts: bool
    start_days: tuple[int, ...]
    first_ends: tuple[int, ...]
    last_ends: tuple[int, ...]
    full_ends: tuple[int, ...]
    first_entries: tuple[int, ...]
    end_days: tuple[int, ...]

    @property
    def has_one_end(self) -> bool:
        """Whether the start decides the end."""
        return self.first_ends == self.last_ends

    def restricted(self, starts: frozenset[int], ends: frozenset[int]) -> "Window":
        """The same opening with some of its starts and ends only."""
        rows = [
            row
            for row in zip(
                self.start_days,
                self.first_ends,
                self.last_ends,
                self.full_ends,
                self.first_entries,
                strict=True,
            )
            if row[0] in starts and (self.has_one_end or _any_between(ends, row[1], row[2]))
        ]
        return _window(self, rows, tuple(day for day in self.end_days if day in ends))


def _any_between(ends: frozenset[int], first: int, last: int) -> bool:
    return any(day in ends for day in range(first, last + 1))


def _window(model: Window, rows: Sequence[tuple[int, ...]], end_days: tuple[int, ...]) -> Window:
    columns = tuple(zip(*rows, strict=True)) if rows else ((),) * 5
    starts, first_ends, last_ends, full_ends, entries = columns
    return Window(
        model.case,
        model.opening,
        model.bed,
        model.counts,
        starts,
        first_ends,
        last_ends,
        full_ends,
        entries,
        first_ends if first_ends == last_ends else end_days,
    )


def entries_can_wait(problem: StayProblem) -> bool:
    """Whether the places of the day program can ever bind, so that an entry may have to wait."""
    residents = sum(case.entry is not None for case in problem.cases)
    if all(case.entry is None or case.entry.within_stay for case in problem.cases):
        residents = min(residents, len(problem.bed_house))
    others = sum(case.takes_place for case in problem.cases)
    return residents + others > min(problem.places_free)


def windows_of(problem: StayProblem) -> tuple[Window, ...]:
    """All windows of all cases, in the order of cases and openings."""
    waiting = entries_can_wait(problem)
    windows = []
    for index, case in enumerate(problem.cases):
        for number in range(len(case.openings)):
            window = _useful_window(problem, index, number, waiting)
            if window.start_days:
                windows.append(window)
    return tuple(windows)


def entry_days_between(case: Case, start: int, last: int | None = None) -> Sequence[int]:
    """The days on which the enrolment of a stay from ``start`` may begin, up to ``last``."""
    if case.entry is None:
        return ()
    days = case.entry.days
    end = start + case.entry.latest_days
    low = bisect_left(days, start + case.entry.earliest_days)
    return days[low : bisect_right(days, end if last is None else min(last, end))]


def _useful_window(problem: StayProblem, index: int, number: int, waiting: bool) -> Window:
    case = problem.cases[index]
    opening = case.openings[number]
    rows = []
    for start, first, last in zip(
        opening.start_days, opening.earliest_ends, opening.latest_ends, strict=True
    ):
        entry, needed = start, first
        if case.entry is not None:
            days = entry_days_between(case, start)
            if not days:
                continue
            entry = days[0]
            if case.entry.within_stay:
                needed = max(first, entry + problem.program_days)
        full = max(start + case.target_days, needed)
        useful = full
        if case.entry is not None and case.entry.within_stay and waiting:
            useful = max(full, days[-1] + problem.program_days)
        if opening.earliest_ends == opening.latest_ends:
            useful = last
        if needed <= last:
            rows.append((start, needed, min(last, useful), full, entry))
    blank = Window(index, number, opening.bed, opening.counts, (), (), (), (), (), ())
    if not rows:
        return blank
    ends = tuple(range(min(row[1] for row in rows), max(row[2] for row in rows) + 1))
    return _window(blank, rows, ends)
