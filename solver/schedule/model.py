"""The whole schedule as one CP-SAT model; reads as a table of contents of MODEL.md, section 2."""

from ortools.sat.python import cp_model

from solver.schedule.objective import add_objective
from solver.schedule.problem import HeldSession, ScheduleProblem, ScheduleSolution
from solver.schedule.rules.apart import (
    add_no_excluding_duties,
    add_sessions_apart,
    add_sessions_fit,
)
from solver.schedule.rules.cover import add_company, add_locked_duties, add_most_people
from solver.schedule.rules.days_in_a_row import add_consecutive_days, add_consecutive_nights
from solver.schedule.rules.hours import add_daily_hours, add_weekly_hours
from solver.schedule.rules.one_on_one import (
    add_kept_sessions,
    add_most_sessions,
    add_one_worker,
    add_support_minutes,
)
from solver.schedule.rules.pattern import add_shift_patterns, add_successions
from solver.schedule.rules.rooms import add_rooms
from solver.schedule.rules.weekly_rest import add_weekly_rest
from solver.schedule.variables import Variables


class ScheduleModel:
    """The model of a problem; availability, skills and exclusions (R2, R3) are in its data."""

    def __init__(self, problem: ScheduleProblem, timed_days: frozenset[int]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.variables = Variables(problem, self.model, timed_days)
        add_no_excluding_duties(self.variables)
        add_sessions_apart(self.variables)
        add_sessions_fit(self.variables)
        add_daily_hours(self.variables)
        add_weekly_hours(self.variables)
        add_weekly_rest(self.variables)
        add_consecutive_days(self.variables)
        add_consecutive_nights(self.variables)
        add_most_people(self.variables)
        add_company(self.variables)
        add_one_worker(self.variables)
        add_most_sessions(self.variables)
        add_support_minutes(self.variables)
        add_rooms(self.variables)
        add_locked_duties(self.variables)
        add_kept_sessions(self.variables)
        add_shift_patterns(self.variables)
        add_successions(self.variables)
        self.cost = add_objective(self.variables)

    def hint(self, solution: ScheduleSolution) -> None:
        """Let the search begin at a schedule."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for pair, literal in self.variables.duty.items():
            self.model.add_hint(literal, pair in solution.duties)
        starts = {(h.session_day, h.person): h.start_minute for h in solution.sessions}
        for pair, literal in self.variables.held.items():
            self.model.add_hint(literal, pair in starts)
        for session in solution.sessions:
            if session.session_day in self.variables.start and session.start_minute is not None:
                start = self.variables.start[session.session_day]
                self.model.add_hint(start, session.start_minute)

    def solution(self, found: cp_model.CpSolver) -> ScheduleSolution:
        """The schedule that a solver has found."""
        held = self.variables.held.items()
        return ScheduleSolution(
            frozenset(p for p, duty in self.variables.duty.items() if found.boolean_value(duty)),
            tuple(
                HeldSession(s, p, self._start(found, s))
                for (s, p), literal in held
                if found.boolean_value(literal)
            ),
        )

    def cost_of(self, found: cp_model.CpSolver) -> int:
        """The cost of the schedule that a solver has found, as its values say."""
        return found.value(self.cost)

    def _start(self, found: cp_model.CpSolver, session: int) -> int | None:
        if session in self.variables.start:
            return found.value(self.variables.start[session])
        kept = self.problem.session_days[session].kept
        if kept is not None and found.boolean_value(self.variables.kept[session]):
            return kept[1]
        return None
