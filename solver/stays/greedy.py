"""Places one case as cheaply as a partial plan allows: first come first served, or all alone."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from solver.stays.problem import Placement, Span, StayProblem, held, placement_cost
from solver.stays.windows import Window, entry_days_between, windows_of
from solver.stays.workers import assign_workers

Placements = Sequence[Placement | None]


class Placer:
    """Finds the cheapest placement of a case beside those that are placed already."""

    def __init__(self, problem: StayProblem) -> None:
        self._problem = problem
        self._windows: list[list[Window]] = [[] for _ in problem.cases]
        for window in windows_of(problem):
            self._windows[window.case].append(window)
        self._crowded: dict[int, list[int]] = {}

    def cheapest(self, case: int, placed: Placements) -> Placement | None:
        """The cheapest placement that breaks no rule, None if there is none.

        For each start and enrolment it tries the longest stay and the shortest one; the shortest
        is the easiest to fit, so a case that can be placed at all is placed.
        """
        best, least = None, self._problem.cases[case].unplaced_cost
        workers = _WorkerTest(self._problem, case, placed)
        for window in self._windows[case]:
            for k, start in enumerate(window.start_days):
                for placement in self._candidates(window, k, start, placed):
                    cost = placement_cost(self._problem.cases[case], placement)
                    if best is not None and cost >= least:
                        continue
                    if self._fits(case, placement, placed, workers):
                        best, least = placement, cost
        return best

    def earliest(self, case: int, placed: Placements) -> Placement | None:
        """The placement with the first start, as short as it can be; None if there is none."""
        if not self._problem.cases[case].workers:
            return None
        rows = sorted(
            (start, number, k)
            for number, window in enumerate(self._windows[case])
            for k, start in enumerate(window.start_days)
        )
        workers = _WorkerTest(self._problem, case, placed)
        for start, number, k in rows:
            candidates = self._candidates(self._windows[case][number], k, start, placed)
            found = self._shortest(case, candidates, placed, workers)
            if found:
                return found
        return None

    def _shortest(
        self, case: int, candidates: list[Placement], placed: Placements, workers: "_WorkerTest"
    ) -> Placement | None:
        """The shortest of the placements from one day: where it lacks staff, so do the longer."""
        for end in sorted({placement.end_day for placement in candidates}):
            until = [placement for placement in candidates if placement.end_day == end]
            if not self._has_minutes(_with(placed, case, until[0])):
                return None
            seated = next((p for p in until if self._has_places(p, case, placed)), None)
            if seated:
                return seated if workers.passes(seated) else None
        return None

    def in_turn(
        self, order: Sequence[int], give_up: Callable[[], bool] = lambda: False
    ) -> tuple[Placement | None, ...]:
        """A whole plan: the cases one after another, each as cheaply as then possible.

        ``give_up`` is asked before each case; the rest then stays unplaced.
        """
        placed: list[Placement | None] = [None] * len(self._problem.cases)
        for case in order:
            if give_up():
                break
            placed[case] = self.cheapest(case, placed)
        return tuple(placed)

    def _candidates(
        self, window: Window, k: int, start: int, placed: Placements
    ) -> list[Placement]:
        case = self._problem.cases[window.case]
        entries: Sequence[int | None] = entry_days_between(case, start) or (None,)
        opening = case.openings[window.opening]
        longest = min(window.last_ends[k], self._next_block(window, start, placed))
        found = []
        for entry in entries:
            shortest = opening.earliest_ends[opening.start_days.index(start)]
            if entry is not None and case.entry is not None and case.entry.within_stay:
                shortest = max(shortest, entry + self._problem.program_days)
            if shortest > longest:
                continue
            full = max(shortest, min(longest, window.full_ends[k]))
            if opening.earliest_ends == opening.latest_ends:
                full = longest
            for end in dict.fromkeys((full, shortest)):
                found.append(Placement(window.opening, start, end, entry))
        return found

    def _next_block(self, window: Window, start: int, placed: Placements) -> int:
        """The last end that leaves bed and house to whoever comes next; the start if none does."""
        latest = window.last_ends[-1]
        if window.bed is None:
            return latest
        problem = self._problem
        opponents = {
            j if i == window.case else i for i, j in problem.conflicts if window.case in (i, j)
        }
        for index, other in enumerate(placed):
            if other is None or index == window.case:
                continue
            bed = problem.cases[index].openings[other.opening].bed
            if bed is None:
                continue
            same_house = problem.bed_house[bed] == problem.bed_house[window.bed]
            if same_house and abs(other.start_day - start) < problem.spacing_days:
                return start
            if bed == window.bed:
                if start >= other.end_day + problem.turnover_days:
                    continue
                latest = min(latest, max(start, other.start_day - problem.turnover_days))
            elif same_house and index in opponents and start < other.end_day:
                latest = min(latest, max(start, other.start_day))
        return latest

    def _fits(
        self, case: int, placement: Placement, placed: Placements, workers: "_WorkerTest"
    ) -> bool:
        """S9-S11; bed and house are settled by the candidates."""
        return (
            self._has_places(placement, case, placed)
            and self._has_minutes(_with(placed, case, placement))
            and workers.passes(placement)
        )

    def _enrolment(self, case: int, placement: Placement) -> int | None:
        takes_place = self._problem.cases[case].takes_place
        return placement.start_day if takes_place else placement.entry_day

    def _has_places(self, placement: Placement, case: int, placed: Placements) -> bool:
        first = self._enrolment(case, placement)
        if first is None:
            return True
        length = self._problem.program_days
        others = [
            entry
            for index, other in enumerate(placed)
            if other is not None and index != case
            for entry in [self._enrolment(index, other)]
            if entry is not None
        ]
        return all(
            1 + sum(entry <= day < entry + length for entry in others)
            <= held(self._problem.places_free, day)
            for day in self._crowded_days(len(others), first, first + length)
        )

    def _crowded_days(self, others: int, first: int, end: int) -> Sequence[int]:
        """The days of ``[first, end)`` on which so many enrolments could leave no place."""
        free = self._problem.places_free
        if free[-1] <= others:
            return range(first, end)
        if others not in self._crowded:
            self._crowded[others] = [day for day, n in enumerate(free) if n <= others]
        days = self._crowded[others]
        return days[bisect_left(days, first) : bisect_left(days, end)]

    def _has_minutes(self, placements: Placements) -> bool:
        problem = self._problem
        load: dict[int, int] = {}
        for case, placement in zip(problem.cases, placements, strict=True):
            if placement is None or not case.openings[placement.opening].counts:
                continue
            committed = dict(case.committed_minutes)
            begun = problem.week_of(placement.start_day)
            for week in range(begun, problem.week_of(placement.end_day - 1) + 1):
                minutes = held(problem.minutes_by_age, week - begun)
                load[week] = load.get(week, 0) + max(0, minutes - committed.get(week, 0))
        return all(minutes <= held(problem.minutes_free, week) for week, minutes in load.items())


def _with(placed: Placements, case: int, placement: Placement) -> list[Placement | None]:
    together = list(placed)
    together[case] = placement
    return together


class _WorkerTest:
    """Whether everybody has a worker when one case joins the placed ones (S10).

    A service fails wherever a shorter one within it has failed, so each failure is cut down to the
    shortest stretch that explains it before it is kept.
    """

    def __init__(self, problem: StayProblem, case: int, placed: Placements) -> None:
        self._problem = problem
        self._case = case
        self._placed = placed
        self._failed: list[Span] = []

    def passes(self, placement: Placement) -> bool:
        """Whether the case can be placed so."""
        if not self._problem.cases[self._case].workers:
            return False
        span = placement.start_day, placement.end_day
        counts = self._problem.cases[self._case].openings[placement.opening].counts
        if not counts:
            return self._assigned(placement, span)
        if any(span[0] <= first and end <= span[1] for first, end in self._failed):
            return False
        if self._assigned(placement, span):
            return True
        self._failed.append(self._cut(placement, span))
        return False

    def _assigned(self, placement: Placement, span: Span) -> bool:
        service = replace(placement, start_day=span[0], end_day=span[1])
        together = _with(self._placed, self._case, service)
        return assign_workers(self._problem, together) is not None

    def _cut(self, placement: Placement, span: Span) -> Span:
        """The start as late, then the end as early as the service still fails."""
        start, end = span
        passes = bisect_left(
            range(start, end), True, key=lambda day: self._assigned(placement, (day, end))
        )
        start += max(0, passes - 1)
        fails = bisect_left(
            range(start, end), True, key=lambda day: not self._assigned(placement, (start, day))
        )
        return start, start + fails
