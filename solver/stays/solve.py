"""Finds the best stay plan and proves it: relaxation, reduced costs, then a 0/1 search.

The linear relaxation over all choices gives prices; with them each start and end has a reduced
cost, how far it lifts the bound. The search runs over the cheapest choices first and widens them
until everything left out is provably too expensive for a better plan. Cuts that the relaxation
breaks join the searches, and the relaxation itself where the gap stays wide.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from math import ceil, inf

from solver.common.limits import Limits, Progress, Stop
from solver.common.mip import MipResult, solve_mip, solve_relaxation
from solver.common.parts import improve_by_parts
from solver.stays.cuts import WeekCut
from solver.stays.greedy import Placer
from solver.stays.improvement import SIZES, Improvement
from solver.stays.intervals import solve_intervals
from solver.stays.model import StayModel
from solver.stays.pricing import Pricing, price
from solver.stays.problem import Placement, Span, StayProblem, StaySolution, total_cost
from solver.stays.windows import Window, windows_of
from solver.stays.workers import assign_workers, conflicting_services, settle_anchors

# CP-SAT's deterministic time for the first look, about three seconds.
_SCOUTING_WORK = 1.0
# The first search holds about so many starts, each later one so many times as many.
_FIRST_STARTS = 150
_WIDER = 2
# CP-SAT's deterministic time for a search; where it is not enough, the plan is improved part by
# part and the search is given more, up to some hours.
_FIRST_WORK, _MORE_WORK, _MOST_WORK = 30.0, 8.0, 5_000.0
# The part of the cost beyond which a gap is worth another relaxation, with cuts.
_WIDE_GAP = 0.01
_ROUNDING = 1e-3

Placements = tuple[Placement | None, ...]


@dataclass(frozen=True)
class StayOutcome:
    """The best plan found, its cost, a proven lower bound on any plan, and why the search ended."""

    solution: StaySolution
    objective: int
    bound: int
    stop: Stop


def solve_stays(problem: StayProblem, limits: Limits) -> StayOutcome:
    """Plan the stays: optimal with proof, or the best plan and bound when stopped before."""
    return _Search(settle_anchors(problem), limits).run()


class _Search:
    def __init__(self, problem: StayProblem, limits: Limits) -> None:
        self._problem = problem
        self._limits = limits
        self._excluded: list[dict[int, Span]] = []
        self._cuts = list[WeekCut]()
        self._best: Placements = (None,) * len(problem.cases)
        self._objective = total_cost(problem, self._best)
        self._bound: int = problem.fixed_cost

    def run(self) -> StayOutcome:
        self._start_with_turns()
        if self._limits.interrupted is None:
            self._scout()
        if self._bound >= self._objective:
            return self._outcome(Stop.PROOF)
        if self._limits.interrupted is not None:
            return self._outcome(self._limits.interrupted)
        windows = windows_of(self._problem)
        pricing = self._relaxed(windows)
        if pricing is None:
            return self._outcome(self._limits.interrupted or Stop.WORK_LIMIT)
        return self._outcome(self._widen(windows, pricing))

    def _relaxed(self, windows: tuple[Window, ...]) -> Pricing | None:
        """The prices of the relaxation, None if it was stopped; what it breaks becomes a cut."""
        model = StayModel(self._problem, windows, self._cuts)
        self._raise_bound(ceil(price(model, {}).bound - _ROUNDING))
        relaxation = solve_relaxation(model.linear, self._limits)
        if relaxation is None:
            return None
        self._cuts += model.violated_cuts(relaxation.values)
        pricing = price(model, relaxation.prices)
        self._raise_bound(ceil(pricing.bound - _ROUNDING))
        return pricing

    def _start_with_turns(self) -> None:
        """First plans: by date, and by what a day of waiting costs."""
        placer, cases = Placer(self._problem), self._problem.cases
        everybody = range(len(cases))
        by_date = sorted(everybody, key=lambda i: (cases[i].ready_day, i))
        by_cost = sorted(everybody, key=lambda i: (-cases[i].day_cost, cases[i].ready_day, i))
        for order in (by_date, by_cost):
            self._keep(placer.in_turn(order, lambda: self._limits.interrupted is not None))

    def _scout(self) -> None:
        """Let CP-SAT have a short look: it proves short lists at once and finds good plans."""
        alone = replace(self._limits, threads=1)
        outcome = solve_intervals(self._problem, alone, _SCOUTING_WORK)
        if outcome.placements is not None:
            self._keep(outcome.placements)
        self._raise_bound(outcome.bound)

    def _widen(self, windows: tuple[Window, ...], pricing: Pricing) -> Stop:
        """Search ever wider until what is left out cannot be part of a better plan."""
        costs, starts, work = _start_costs(pricing), _FIRST_STARTS, _FIRST_WORK
        has_new_cuts = bool(self._cuts)
        while self._bound < self._objective:
            margin = costs[starts] if starts < len(costs) else inf
            result = self._search(_cheap_windows(windows, pricing, margin), work)
            beyond = pricing.bound + margin - _ROUNDING
            within = self._objective if result.finished else result.bound
            if within is not None:
                proven = min(self._objective, within, beyond)
                self._raise_bound(ceil(proven))
            if has_new_cuts and self._objective - self._bound > _WIDE_GAP * self._objective:
                has_new_cuts = False
                pricing = self._relaxed(windows) or pricing
                costs, starts = _start_costs(pricing), _FIRST_STARTS
            elif result.finished:
                starts = self._wider(costs, starts, pricing)
            elif self._limits.interrupted or work >= _MOST_WORK:
                return self._limits.interrupted or Stop.WORK_LIMIT
            else:
                self._improve()
                work *= _MORE_WORK
        return Stop.PROOF

    def _improve(self) -> None:
        """Decide some cases anew at a time; the better the plan, the less must be ruled out."""
        search = Improvement(self._problem, self._best, self._objective)
        improve_by_parts(search, SIZES, lambda: self._bound, self._limits)
        self._keep(search.placements)

    def _wider(self, costs: list[float], starts: int, pricing: Pricing) -> int:
        """Twice as many starts, but no more than a better plan could use, ties included."""
        needed = self._objective - 1 - pricing.bound + _ROUNDING
        return min(_WIDER * starts, max(starts + 1, bisect_right(costs, needed)))

    def _search(self, windows: tuple[Window, ...], work: float) -> MipResult:
        """The best plan over some windows; plans without workers for everybody are cut off."""
        while True:
            model = StayModel(self._problem, windows, self._cuts)
            for spans in self._excluded:
                model.exclude(spans)
            hint = model.hint(self._best)
            result = solve_mip(model.linear, self._limits, hint, work)
            if result.values is None:
                return result
            placements = model.placements(result.values)
            if assign_workers(self._problem, placements) is not None:
                self._keep(placements)
                return result
            spans = conflicting_services(self._problem, placements)
            self._excluded.append(spans)
            if self._limits.interrupted or not spans:
                return replace(result, finished=False)

    def _keep(self, placements: Placements) -> None:
        cost = total_cost(self._problem, placements)
        if cost < self._objective:
            self._best, self._objective = placements, cost
            self._report()

    def _raise_bound(self, bound: int) -> None:
        if bound > self._bound:
            self._bound = bound
            self._report()

    def _report(self) -> None:
        self._limits.report(Progress(self._limits.elapsed, self._objective, self._bound))

    def _outcome(self, stop: Stop) -> StayOutcome:
        assignment = assign_workers(self._problem, self._best)
        if assignment is None:
            raise AssertionError("every kept plan has been assigned before")
        solution = StaySolution(self._best, assignment.workers, assignment.anchor_workers)
        if self._bound >= self._objective:
            stop = Stop.PROOF
        return StayOutcome(solution, self._objective, min(self._bound, self._objective), stop)


def _start_costs(pricing: Pricing) -> list[float]:
    """The reduced costs of all starts, the least first."""
    return sorted(cost for window in pricing.windows for cost in window.by_start.values())


def _cheap_windows(
    windows: tuple[Window, ...], pricing: Pricing, margin: float
) -> tuple[Window, ...]:
    """The windows without the starts and ends that lift the bound by more than the margin."""
    priced = {(p.steps.window.case, p.steps.window.opening): p for p in pricing.windows}
    cheap = []
    for window in windows:
        costs = priced[window.case, window.opening]
        starts = frozenset(day for day, cost in costs.by_start.items() if cost <= margin)
        ends = frozenset(day for day, cost in costs.by_end.items() if cost <= margin)
        restricted = window.restricted(starts, ends)
        if restricted.start_days:
            cheap.append(restricted)
    return tuple(cheap)
