"""Improves a schedule part by part, each decided anew: large neighbourhood search."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from random import Random

from ortools.sat.python import cp_model

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits, Progress
from solver.schedule.model import ScheduleModel
from solver.schedule.neighbourhoods import Neighbourhood, around
from solver.schedule.problem import ScheduleProblem, ScheduleSolution

# Open duties of the first parts, how these grow and shrink, and CP-SAT's deterministic time a part.
_FIRST_SIZE, _LEAST_SIZE = 600, 100
_GROWTH, _SHRINKAGE = 1.3, 0.8
_PART_WORK = 2.0
# Rounds without any gain after which the parts are given up.
_PATIENCE = 30


@dataclass(frozen=True)
class _Tried:
    solution: ScheduleSolution | None
    cost: int
    is_best: bool


@dataclass
class Improvement:
    """A search from a schedule, of which ``untimely`` tells the days that lack times.

    Each round tries as many parts at a time as there are threads and keeps the best, so the outcome
    does not depend on which of them ends first.
    """

    problem: ScheduleProblem
    solution: ScheduleSolution
    cost: int
    timed_days: frozenset[int]
    untimely: Callable[[ScheduleSolution], frozenset[int]]

    def run(self, bound: int, limits: Limits) -> None:
        """Improve ``solution`` and ``cost`` until nothing is gained, or the limits end it."""
        random = Random(limits.seed)
        size, idle = float(_FIRST_SIZE), 0
        with ThreadPoolExecutor(limits.threads) as threads:
            while idle < _PATIENCE and self.cost > bound and limits.interrupted is None:
                tries = self._round(threads, round(size), random, limits)
                idle += 1
                if self._keep(min(tries, key=lambda tried: tried.cost)):
                    idle = 0
                    limits.report(Progress(limits.elapsed, self.cost, bound))
                done = all(tried.is_best for tried in tries)
                size = max(_LEAST_SIZE, size * (_GROWTH if done else _SHRINKAGE))

    def _round(
        self, threads: ThreadPoolExecutor, size: int, random: Random, limits: Limits
    ) -> list[_Tried]:
        parts = [around(self.problem, self.solution, size, random) for _ in range(limits.threads)]
        running = [
            threads.submit(
                _try,
                part,
                self.solution,
                self.timed_days,
                replace(limits, seed=random.randrange(2**31)),
            )
            for part in parts
        ]
        return [one.result() for one in running]

    def _keep(self, tried: _Tried) -> bool:
        """Take a cheaper schedule, unless some of its days lack times: they are timed from now."""
        if tried.solution is None or tried.cost >= self.cost:
            return False
        days = self.untimely(tried.solution)
        self.timed_days |= days
        if not days:
            self.solution, self.cost = tried.solution, tried.cost
        return True


def _try(
    part: Neighbourhood, solution: ScheduleSolution, timed_days: frozenset[int], limits: Limits
) -> _Tried:
    """The best that can be made of a part within its work."""
    model = ScheduleModel(part.problem, timed_days)
    model.hint(part.narrowed(solution))
    alone = replace(limits, threads=1)
    solver = new_solver(alone, _PART_WORK)
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 0
    status = solve_watched(solver, model.model, alone)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _Tried(None, sys.maxsize, is_best=False)
    found = part.widened(model.solution(solver))
    return _Tried(found, model.cost_of(solver), status == cp_model.OPTIMAL)
