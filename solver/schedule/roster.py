"""Finds the best roster without sessions and proves it: column generation, dives, branching.

The relaxation over whole rosters of a person gives the bound. Dives take what the relaxation takes
nearly, more and more of it, first everywhere, then in a few weeks around the best roster. Between
them a branching search closes what is left between roster and bound. All in one thread and in
rounds of fixed work, so that a search that ends by proof always gives the same roster.
"""

import heapq
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from solver.common.limits import Limits, Progress, Stop
from solver.schedule.branches import Branch, taking
from solver.schedule.columns import ROUNDING, Master, Relaxed, SearchEnded
from solver.schedule.paths import PathFinder
from solver.schedule.problem import ScheduleProblem, ScheduleSolution
from solver.schedule.roster_rows import RosterRows
from solver.schedule.states import PersonNetwork

_TAKEN = 1e-5
_DIVE_SHARES = (0.7, 0.8, 0.6, 0.9)
_WINDOW_DAYS = (10, 12, 14, 16, 18)
# Branching decides on the choice whose share is nearest to this.
_UNDECIDED = 0.5
_WIDE_GAP = 0.02
_NODES_WHEN_WIDE = 2
# Steps of branching between two dives when the gap is narrow; more after each dive in vain.
_LEAST_REST, _LONGEST_REST = 20, 320


@dataclass(frozen=True)
class RosterOutcome:
    """The best roster found (None: none), its cost, a bound on any roster, why the search ended.

    With a proof and no roster there is none. A bound of None: nothing is known yet.
    """

    solution: ScheduleSolution | None
    objective: int | None
    bound: int | None
    stop: Stop


def solve_roster(problem: ScheduleProblem, limits: Limits) -> RosterOutcome:
    """Plan a schedule without sessions: optimal with proof, or the best when stopped before."""
    if problem.demands or problem.session_days:
        raise ValueError("A roster has no sessions.")
    return _Search(problem, limits).run()


class _Search:
    def __init__(self, problem: ScheduleProblem, limits: Limits) -> None:
        self._problem = problem
        self._limits = limits
        self._networks = [PersonNetwork(problem, p) for p in range(len(problem.people))]
        self._finders = [PathFinder(network) for network in self._networks]
        self._rows = RosterRows(problem, self._networks)
        self._master = Master(self._rows, self._finders, limits)
        self._random = random.Random(limits.seed)
        self._best: list[list[int]] | None = None
        self._objective = math.inf
        self._bound = -math.inf
        self._open: list[tuple[float, int, Branch]] = []
        self._plunge: tuple[float, Branch] | None = None
        self._branched = 0

    def run(self) -> RosterOutcome:
        stop = Stop.PROOF
        if all(finder.has_path for finder in self._finders):
            try:
                self._search()
            except SearchEnded as ended:
                stop = ended.stop
        return self._outcome(stop)

    def _search(self) -> None:
        if not self._solve_root():
            return
        for share in _DIVE_SHARES:
            self._dive(Branch(), share)
            if self._best is not None:
                break
        rest = _LEAST_REST
        while self._plunge is not None or self._open:
            wide = self._objective - self._bound > _WIDE_GAP * abs(self._objective)
            self._branch(_NODES_WHEN_WIDE if wide else rest)
            if self._best is not None and self._least_open() < self._objective:
                before = self._objective
                self._dive(self._window(self._best), self._random.choice(_DIVE_SHARES))
                rest = _LEAST_REST if self._objective < before else min(2 * rest, _LONGEST_REST)

    def _solve_root(self) -> bool:
        """The relaxation of the whole problem; False where it has no roster."""
        try:
            relaxed = self._master.solve(Branch(), math.inf)
        finally:
            self._raise_bound(self._master.bound)
        self._plunge = (self._master.bound, Branch())
        return relaxed is not None

    def _dive(self, branch: Branch, share: float) -> None:
        """Take every choice that the relaxation takes by this share, at least one, and repeat."""
        while True:
            relaxed = self._master.solve(branch, self._objective)
            if relaxed is None:
                return
            undecided = sorted(_fractional(relaxed), key=lambda choice: (-choice[0], choice[1:]))
            if not undecided:
                if self._parts(branch, relaxed) is None:
                    self._keep(relaxed)
                return
            chosen = [choice for choice in undecided if choice[0] >= share] or undecided[:1]
            branch = self._without_costly(branch, relaxed)
            branch = branch.without(taking(self._finders, [(p, k) for _, p, k in chosen]))

    def _window(self, best: list[list[int]]) -> Branch:
        """Everything as in the best roster but for some days."""
        days = self._problem.days
        length = min(days, self._random.choice(_WINDOW_DAYS))
        first = self._random.randrange(-length // 3, days - length + length // 3 + 1)
        outside = [day for day in range(days) if not first <= day < first + length]
        kept = [(p, choices[day]) for p, choices in enumerate(best) for day in outside]
        return Branch().without(taking(self._finders, kept))

    def _branch(self, nodes: int) -> None:
        """So many steps of the branching search: down first, then where the bound is least."""
        for _ in range(nodes):
            following = self._next()
            if following is None:
                break
            branch = following[1]
            try:
                relaxed = self._master.solve(branch, self._objective)
            except SearchEnded:
                self._plunge = following
                raise
            if relaxed is not None:
                self._divide(branch, relaxed)
            self._raise_bound(self._least_open())

    def _next(self) -> tuple[float, Branch] | None:
        """The part to look at next; None when nothing is left below the best roster."""
        following, self._plunge = self._plunge, None
        if following is None and self._open:
            bound, _, branch = heapq.heappop(self._open)
            following = bound, branch
        return following

    def _divide(self, branch: Branch, relaxed: Relaxed) -> None:
        branch = self._without_costly(branch, relaxed)
        parts = self._parts(branch, relaxed)
        if parts is None:
            self._keep(relaxed)
            return
        self._branched += 1
        heapq.heappush(self._open, (relaxed.objective, -self._branched, parts[1]))
        self._plunge = relaxed.objective, parts[0]

    def _parts(self, branch: Branch, relaxed: Relaxed) -> tuple[Branch, Branch] | None:
        """Two parts without the fractional point between them; None when it is a roster."""
        costs = self._rows.linear.costs
        paid = {column: amount for column, amount in relaxed.amounts.items() if costs[column]}
        totals: dict[int, float] = {}
        for column, amount in paid.items():
            totals[costs[column]] = totals.get(costs[column], 0.0) + amount
        for cost in sorted(totals, reverse=True):
            if not _is_whole(totals[cost]):
                return branch.split_total(cost, totals[cost])
        undecided = list(_fractional(relaxed))
        if not undecided:
            for column, amount in paid.items():
                if not _is_whole(amount):
                    return branch.split_amount(column, amount)
            return None
        _, person, choice = min(undecided, key=lambda c: (abs(c[0] - _UNDECIDED), c[1:]))
        return (
            branch.without(taking(self._finders, [(person, choice)])),
            branch.without({person: 1 << choice}),
        )

    def _without_costly(self, branch: Branch, relaxed: Relaxed) -> Branch:
        """Leave out every choice that lifts the bound above the best roster."""
        most = self._objective - 1 + ROUNDING - relaxed.objective
        if math.isinf(most):
            return branch
        return branch.without(
            {
                person: sum(1 << choice for choice, lift in enumerate(lifts) if lift > most)
                for person, lifts in enumerate(relaxed.lifts)
            }
        )

    def _keep(self, relaxed: Relaxed) -> None:
        if relaxed.objective < self._objective - ROUNDING:
            self._objective = round(relaxed.objective)
            self._best = [sorted(taken) for taken in relaxed.taken]
            self._open = [part for part in self._open if self._is_open(part[0])]
            heapq.heapify(self._open)
            self._report()

    def _is_open(self, bound: float) -> bool:
        return math.ceil(bound - ROUNDING) < self._objective

    def _least_open(self) -> float:
        bounds = [part[0] for part in self._open[:1]]
        if self._plunge is not None:
            bounds.append(self._plunge[0])
        return min(bounds, default=self._objective)

    def _raise_bound(self, bound: float) -> None:
        if math.isfinite(bound) and math.ceil(bound - ROUNDING) > self._bound:
            self._bound = math.ceil(bound - ROUNDING)
            self._report()

    def _report(self) -> None:
        objective, bound = _whole(self._objective), _whole(self._bound)
        self._limits.report(Progress(self._limits.elapsed, objective, bound))

    def _outcome(self, stop: Stop) -> RosterOutcome:
        if self._best is None:
            return RosterOutcome(None, None, _whole(self._bound), stop)
        if self._bound >= self._objective:
            stop = Stop.PROOF
        duties = frozenset(
            (person, duty)
            for person, choices in enumerate(self._best)
            for choice in choices
            for duty in self._finders[person].pattern(choice).duties
        )
        bound = _whole(min(self._bound, self._objective))
        return RosterOutcome(ScheduleSolution(duties), _whole(self._objective), bound, stop)


def _fractional(relaxed: Relaxed) -> Iterator[tuple[float, int, int]]:
    """Choices that are taken in part: the share, the person, the choice."""
    for person, taken in enumerate(relaxed.taken):
        for choice, share in taken.items():
            if _TAKEN < share < 1.0 - _TAKEN:
                yield share, person, choice


def _is_whole(figure: float) -> bool:
    return abs(figure - round(figure)) <= _TAKEN


def _whole(figure: float) -> int | None:
    return round(figure) if math.isfinite(figure) else None
