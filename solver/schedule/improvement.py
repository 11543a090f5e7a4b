"""Improves a schedule by deciding some days, or the duties of some people, anew."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ortools.sat.python import cp_model

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits
from solver.common.parts import Sizes, Tried
from solver.schedule.model import ScheduleModel
from solver.schedule.neighbourhoods import Neighbourhood, around
from solver.schedule.problem import ScheduleProblem, ScheduleSolution

# In open duties.
SIZES = Sizes(first=600, least=100)
# CP-SAT's deterministic time for a part.
_PART_WORK = 2.0


@dataclass
class Improvement:
    """A search from a schedule; ``untimely`` tells the days of a schedule that lack times."""

    problem: ScheduleProblem
    solution: ScheduleSolution
    cost: int
    timed_days: frozenset[int]
    untimely: Callable[[ScheduleSolution], frozenset[int]]

    def part(self, size: int, random: Random) -> Callable[[Limits], Tried[ScheduleSolution]]:
        """A part of about this many open duties."""
        part, now = around(self.problem, self.solution, size, random), self.solution
        days = self.timed_days
        return lambda limits: _decided(part, now, days, limits)

    def keep(self, tried: Tried[ScheduleSolution]) -> bool:
        """Take a cheaper schedule, unless some of its days lack times: they are timed from now."""
        if tried.plan is None or tried.cost >= self.cost:
            return False
        days = self.untimely(tried.plan)
        self.timed_days |= days
        if not days:
            self.solution, self.cost = tried.plan, tried.cost
        return True


def _decided(
    part: Neighbourhood, now: ScheduleSolution, timed_days: frozenset[int], limits: Limits
) -> Tried[ScheduleSolution]:
    """The best that can be made of a part within its work."""
    model = ScheduleModel(part.problem, timed_days)
    model.hint(part.narrowed(now))
    solver = new_solver(limits, _PART_WORK)
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 0
    status = solve_watched(solver, model.model, limits)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Tried()
    found = part.widened(model.solution(solver))
    return Tried(found, model.cost_of(solver), status == cp_model.OPTIMAL)
