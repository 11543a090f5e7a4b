"""Improves a stay plan by deciding some cases anew while the others stay where they are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from solver.common.limits import Limits
from solver.common.parts import Sizes, Tried
from solver.stays.intervals import solve_intervals
from solver.stays.problem import Case, Placement, StayProblem, total_cost
from solver.stays.workers import assign_workers

# In cases.
SIZES = Sizes(first=8, least=4, growth=1.1, shrinkage=0.9)
# CP-SAT's deterministic time for a part.
_PART_WORK = 0.5
# How often any cases are chosen, not those of a time.
_ANY_CASES = 0.5

Placements = tuple[Placement | None, ...]


@dataclass
class Improvement:
    """A search from a plan."""

    problem: StayProblem
    placements: Placements
    cost: int

    def part(self, size: int, random: Random) -> Callable[[Limits], Tried[Placements]]:
        """A part of so many open cases."""
        now, chosen = self.placements, self._chosen(size, random)
        return lambda limits: _decided(self.problem, now, chosen, limits)

    def _chosen(self, size: int, random: Random) -> set[int]:
        """Any cases, or those that start around some day and some of the unplaced."""
        cases = list(range(len(self.problem.cases)))
        size = min(size, len(cases))
        if random.random() < _ANY_CASES:
            return set(random.sample(cases, size))
        day = random.randrange(self.problem.horizon_days)

        def distance(case: int) -> float:
            placement = self.placements[case]
            if placement is None:
                return random.uniform(0, self.problem.horizon_days / 2)
            return abs(placement.start_day - day)

        return set(sorted(cases, key=distance)[:size])

    def keep(self, tried: Tried[Placements]) -> bool:
        """Take a cheaper plan in which everybody has a worker."""
        if tried.plan is None or tried.cost >= self.cost:
            return False
        if assign_workers(self.problem, tried.plan) is None:
            return False
        self.placements, self.cost = tried.plan, tried.cost
        return True


def _decided(
    problem: StayProblem, now: Placements, chosen: set[int], limits: Limits
) -> Tried[Placements]:
    """The best that can be made of a part within its work; the others stay, or are given up."""
    cases = tuple(
        case if i in chosen else _held(case, now[i]) for i, case in enumerate(problem.cases)
    )
    outcome = solve_intervals(replace(problem, cases=cases), limits, _PART_WORK)
    if outcome.placements is None:
        return Tried()
    found = tuple(
        placement if i in chosen else _widened(placement, now[i])
        for i, placement in enumerate(outcome.placements)
    )
    return Tried(found, total_cost(problem, found), outcome.is_proven)


def _held(case: Case, placement: Placement | None) -> Case:
    """The case with nothing but the dates that it has."""
    if placement is None:
        return replace(case, openings=())
    opening = replace(
        case.openings[placement.opening],
        start_days=(placement.start_day,),
        earliest_ends=(placement.end_day,),
        latest_ends=(placement.end_day,),
    )
    return replace(case, openings=(opening,))


def _widened(placement: Placement | None, now: Placement | None) -> Placement | None:
    """A held case's placement among all its openings."""
    if placement is None or now is None:
        return None
    return replace(placement, opening=now.opening)
