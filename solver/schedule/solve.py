"""Finds the cheapest schedule and proves it: duties and session days first, times of day after.

Without times of day the model is small and its bound holds for the whole problem. The days whose
sessions then find no times, which is rare, are timed in the next search, until cost and bound meet.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from threading import Event

from ortools.sat.python import cp_model

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits, Progress, Stop
from solver.common.parts import improve_by_parts
from solver.schedule.greedy import first_schedule
from solver.schedule.improvement import SIZES, Improvement
from solver.schedule.model import ScheduleModel
from solver.schedule.problem import ScheduleProblem, ScheduleSolution
from solver.schedule.steady import steadied
from solver.schedule.timetable import TimedSchedule, all_days, set_times, untimely_days

# CP-SAT's deterministic time for a proof; where it is not enough, the schedule is improved part by
# part and the proof is given more, up to some hours.
_FIRST_WORK, _MORE_WORK, _MOST_WORK = 8.0, 6.0, 5_000.0
# Of a time limit, what the first search may take; the rest is for the times of day.
_SEARCHING_SHARE = 0.9
# A schedule in hand when a person or the clock stops the search still gets its times.
_GRACE_SECONDS = 10.0
_ROUNDING = 1e-6


@dataclass(frozen=True)
class ScheduleOutcome:
    """The best schedule, its cost, a proven lower bound, and why the search ended.

    Without a solution none was found; if it ended by proof, none keeps every rule.
    """

    solution: ScheduleSolution | None
    objective: int
    bound: int
    stop: Stop


def solve_schedule(problem: ScheduleProblem, limits: Limits) -> ScheduleOutcome:
    """Optimal with proof, or the best schedule and bound when stopped before."""
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
        # Every term is at least nothing.
        self._bound = problem.fixed_cost
        self._timed_days: frozenset[int] = frozenset()
        self._work = _FIRST_WORK
        self._is_impossible = False

    def run(self) -> ScheduleOutcome:
        self._give_times(first_schedule(self._problem))
        while not self._is_over() and self._work <= _MOST_WORK:
            self._until_timed(self._prove)
            self._until_timed(self._improve)
            self._work *= _MORE_WORK
        if self._best is None:
            return ScheduleOutcome(None, self._bound, self._bound, self._stop())
        best = steadied(self._problem, self._best, self._limits)
        return ScheduleOutcome(best.solution, best.cost, min(self._bound, best.cost), self._stop())

    def _is_over(self) -> bool:
        over = self._is_proven() or self._is_impossible
        return over or self._searching.interrupted is not None

    def _is_proven(self) -> bool:
        return self._best is not None and self._bound == self._best.cost

    def _stop(self) -> Stop:
        if self._is_proven() or self._is_impossible:
            return Stop.PROOF
        return self._searching.interrupted or Stop.WORK_LIMIT

    def _until_timed(self, search: Callable[[], ScheduleSolution | None]) -> None:
        """Search again with times on the days for which the schedule found has none."""
        while not self._is_over():
            untimed = search()
            days = frozenset() if untimed is None else self._give_times(untimed)
            every_day = all_days(self._problem)
            if not days or self._timed_days >= every_day:
                return
            # A weekly rest can fail on days that are timed beside others that are not.
            self._timed_days = every_day if days <= self._timed_days else self._timed_days | days

    def _prove(self) -> ScheduleSolution | None:
        """One thread with the whole linear relaxation: many times as quick as others at a proof.

        The schedule has no times on most days; the bound holds with times too.
        """
        alone = replace(self._searching, threads=1)
        solver = new_solver(alone, self._work)
        solver.parameters.linearization_level = 2
        solver.parameters.symmetry_level = 0
        model = ScheduleModel(self._problem, self._timed_days)
        if self._best is not None:
            model.hint(self._best.solution)
        status = solve_watched(solver, model.model, alone, _Reporter(self._limits))
        self._is_impossible = status == cp_model.INFEASIBLE
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        self._bound = max(self._bound, ceil(solver.best_objective_bound - _ROUNDING))
        return model.solution(solver)

    def _improve(self) -> ScheduleSolution | None:
        """Part by part, as long as that gains something."""
        if self._best is None:
            return None
        search = Improvement(
            self._problem,
            self._best.solution,
            self._best.cost,
            self._timed_days,
            lambda found: untimely_days(self._problem, found, self._patient()),
        )
        improve_by_parts(search, SIZES, lambda: self._bound, self._searching)
        self._timed_days = search.timed_days
        return search.solution

    def _patient(self) -> Limits:
        """Limits for what must still be done when a person or the clock has stopped the search."""
        return replace(self._limits, seconds=self._limits.elapsed + _GRACE_SECONDS, stop=Event())

    def _give_times(self, untimed: ScheduleSolution) -> frozenset[int]:
        """Keep the schedule with times, less the sessions without; returns the days of those."""
        patient = self._patient()
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
