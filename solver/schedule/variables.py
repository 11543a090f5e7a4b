"""The decisions of a schedule: who has which duty, who holds which session and when."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from solver.schedule.problem import FixedDuty, ScheduleProblem, SessionDay

Bool = cp_model.IntVar
Expression = cp_model.LinearExprT


@dataclass(frozen=True)
class Engagement:
    """A literal that gives a person ``minutes`` of duty on a work day."""

    literal: Bool
    day: int
    minutes: int


class Variables:
    """``duty[person, duty]``; ``held[session day, person]``, ``start[session day]`` on timed days.

    On days that are not timed it is decided who holds a session but not at what time.
    """

    def __init__(
        self, problem: ScheduleProblem, model: cp_model.CpModel, timed_days: frozenset[int]
    ) -> None:
        self.problem = problem
        self.model = model
        self.timed_days = timed_days
        self.duty: dict[tuple[int, int], Bool] = {
            (p, d): model.new_bool_var(f"duty_{p}_{d}")
            for p, person in enumerate(problem.people)
            for d in person.duties
        }
        self.held: dict[tuple[int, int], Bool] = {
            (s, choice.person): model.new_bool_var(f"held_{s}_{choice.person}")
            for s, session_day in enumerate(problem.session_days)
            for choice in session_day.choices
        }
        self.start = {
            s: _start(model, s, session_day)
            for s, session_day in enumerate(problem.session_days)
            if session_day.day in timed_days
        }
        self.kept = {
            s: model.new_bool_var(f"kept_{s}")
            for s, session_day in enumerate(problem.session_days)
            if session_day.kept is not None
        }
        self._intervals: dict[tuple[str, int, int], cp_model.IntervalVar] = {}
        self.engagements = [self._engagements(p) for p in range(len(problem.people))]

    def sessions_of(self, person: int) -> list[int]:
        """The session days on which a person may hold the session."""
        return [s for (s, p) in self.held if p == person]

    def presence(self, session_day: int) -> list[Bool]:
        """The literals of which at most one says who holds the session."""
        choices = self.problem.session_days[session_day].choices
        return [self.held[session_day, choice.person] for choice in choices]

    def session_interval(self, session_day: int, person: int) -> cp_model.IntervalVar:
        """The time of a session if this person holds it."""
        key = ("session", session_day, person)
        if key not in self._intervals:
            start = self.start[session_day]
            minutes = self.problem.session_days[session_day].minutes
            self._intervals[key] = self.model.new_optional_interval_var(
                start,
                minutes,
                start + minutes,
                self.held[session_day, person],
                "_".join(map(str, key)),
            )
        return self._intervals[key]

    def duty_interval(self, person: int, duty: int) -> cp_model.IntervalVar:
        """The time of a duty if this person has it."""
        key = ("duty", person, duty)
        if key not in self._intervals:
            span = self.problem.duties[duty]
            self._intervals[key] = self.model.new_optional_fixed_size_interval_var(
                span.start_minute, span.minutes, self.duty[person, duty], "_".join(map(str, key))
            )
        return self._intervals[key]

    def past_minutes(self, person: int, first_day: int, end_day: int) -> int:
        """Minutes of duty that are over, on the work days ``[first_day, end_day)``."""
        return sum(p.minutes for p in self.past(person, first_day, end_day))

    def past(self, person: int, first_day: int, end_day: int) -> list[FixedDuty]:
        """Duties that are over, on the work days ``[first_day, end_day)``."""
        past = self.problem.people[person].past
        return [duty for duty in past if first_day <= duty.day < end_day]

    def on_days(self, person: int, first_day: int, end_day: int) -> list[Engagement]:
        """What a person may be given on the work days ``[first_day, end_day)``."""
        return [e for e in self.engagements[person] if first_day <= e.day < end_day]

    def quarters(self, person: int, first_day: int, end_day: int) -> Expression:
        """Quarter hours of duty that are still to be decided on ``[first_day, end_day)``."""
        chosen = self.on_days(person, first_day, end_day)
        return cp_model.LinearExpr.weighted_sum(
            [e.literal for e in chosen], [e.minutes // 15 for e in chosen]
        )

    def _engagements(self, person: int) -> list[Engagement]:
        problem = self.problem
        duties = [
            Engagement(self.duty[person, d], problem.duties[d].day, problem.duties[d].minutes)
            for d in problem.people[person].duties
        ]
        sessions = [
            Engagement(literal, problem.session_days[s].day, problem.session_days[s].minutes)
            for (s, p), literal in self.held.items()
            if p == person
        ]
        return duties + sessions


def _start(model: cp_model.CpModel, index: int, session_day: SessionDay) -> cp_model.IntVar:
    starts = sorted({start for choice in session_day.choices for start in choice.starts})
    return model.new_int_var_from_domain(cp_model.Domain.from_values(starts), f"start_{index}")
