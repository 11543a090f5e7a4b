"""Finds the cheapest schedule and proves it: duties and session days first, times of day after.

Without times of day the model is small and its bound holds for the whole problem. The days whose
sessions then find no times, which is rare, are timed in the next search, until cost and bound meet.
"""

from dataclasses import dataclass, replace
from math import ceil
from threading import Event

from ortools.sat.python import cp_model

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits, Progress, Stop
from solver.schedule.model import ScheduleModel
from solver.schedule.problem import ScheduleProblem, ScheduleSolution
from solver.schedule.steady import steadied
from solver.schedule.timetable import TimedSchedule, set_times, untimely_days

# CP-SAT's deterministic time for the whole search, some hours.
_WORK = 10_000.0
# Of a time limit, what the first search may take; the rest is for the times of day.
_SEARCHING_SHARE = 0.9
# A schedule in hand when a person or the clock stops the search still gets its times.
_GRACE_SECONDS = 10.0
_ROUNDING = 1e-6


@dataclass(frozen=True)
class ScheduleOutcome:
    """The best schedule, its cost, a proven lower bound, and why the search ended."""

    solution: ScheduleSolution
    objective: int
    bound: int
    stop: Stop


def solve_schedule(problem: ScheduleProblem, limits: Limits) -> ScheduleOutcome | None:
    """Optimal with proof, or the best schedule and bound when stopped before.

    None where no schedule was found in time, or none keeps what is locked.
    """
    return _Search(problem, limits).run()


class _Search:
    def __init__(self, problem: ScheduleProblem, limits: Limits) -> None:
        self._problem = problem
        self._limits = limits
        seconds = limits.seconds
        self._searching = replace(
            limits, seconds=None if seconds is None else _SEARCHING_SHARE * seconds
        )
        self._best: TimedSchedule | None = None
        self._bound: int | None = None

    def run(self) -> ScheduleOutcome | None:
        timed_days: frozenset[int] = frozenset()
        finished = True
        while finished and not self._is_proven():
            untimed, finished = self._search(timed_days)
            if untimed is None:
                break
            timed_days |= self._give_times(untimed)
        if self._best is None or self._bound is None:
            return None
        stop = Stop.PROOF
        if not self._is_proven():
            stop = self._searching.interrupted or Stop.WORK_LIMIT
        best = steadied(self._problem, self._best, self._limits)
        return ScheduleOutcome(best.solution, best.cost, min(self._bound, best.cost), stop)

    def _is_proven(self) -> bool:
        return self._best is not None and self._bound == self._best.cost

    def _search(self, timed_days: frozenset[int]) -> tuple[ScheduleSolution | None, bool]:
        """The best schedule without times on most days, and whether none can be better."""
        model = ScheduleModel(self._problem, timed_days)
        if self._best is not None:
            model.hint(self._best.solution)
        solver = new_solver(self._searching, _WORK)
        reporter = _Reporter(self._limits)
        status = solve_watched(solver, model.model, self._searching, reporter)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, False
        bound = ceil(solver.best_objective_bound - _ROUNDING)
        self._bound = bound if self._bound is None else max(bound, self._bound)
        return model.solution(solver), status == cp_model.OPTIMAL

    def _give_times(self, untimed: ScheduleSolution) -> frozenset[int]:
        """Keep the schedule with times, less the sessions without; returns the days of those."""
        patient = replace(self._limits, seconds=self._limits.elapsed + _GRACE_SECONDS, stop=Event())
        days: frozenset[int] = frozenset()
        timed = set_times(self._problem, untimed, patient)
        if timed is None:
            days = untimely_days(self._problem, untimed, patient)
            timed = set_times(self._problem, untimed, patient, days)
        if timed is not None and (self._best is None or timed.cost < self._best.cost):
            self._best = timed
            self._limits.report(Progress(self._limits.elapsed, timed.cost, self._bound))
        return days


class _Reporter(cp_model.CpSolverSolutionCallback):
    """Tells how the search goes whenever it finds a better schedule."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def on_solution_callback(self) -> None:
        """Report cost and bound."""
        objective, bound = round(self.objective_value), ceil(self.best_objective_bound - _ROUNDING)
        self._limits.report(Progress(self._limits.elapsed, objective, bound))
