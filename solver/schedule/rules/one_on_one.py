"""R7: one-on-one sessions: one a day, no more than asked for, within the worker's minutes."""

from ortools.sat.python import cp_model

from solver.schedule.problem import QUARTER_MINUTES
from solver.schedule.variables import Bool, Variables


def add_one_worker(variables: Variables) -> None:
    """R7: ensures one worker a session, and on timed days a start at which she is there."""
    for s, session_day in enumerate(variables.problem.session_days):
        present = variables.presence(s)
        if session_day.locked:
            variables.model.add_exactly_one(present)
        else:
            variables.model.add_at_most_one(present)
        if s in variables.start:
            _add_starts(variables, s)


def _add_starts(variables: Variables, session: int) -> None:
    session_day = variables.problem.session_days[session]
    every_start = {start for choice in session_day.choices for start in choice.starts}
    for choice in session_day.choices:
        if len(choice.starts) < len(every_start):
            variables.model.add_linear_expression_in_domain(
                variables.start[session], cp_model.Domain.from_values(choice.starts)
            ).only_enforce_if(variables.held[session, choice.person])


def add_kept_sessions(variables: Variables) -> None:
    """R8: ensures that a published session counts as kept only with its worker and start."""
    for s, kept in variables.kept.items():
        session = variables.problem.session_days[s].kept
        if session is None:
            raise AssertionError("only a published session can be kept")
        person, start = session
        variables.model.add_implication(kept, variables.held[s, person])
        if s in variables.start:
            variables.model.add(variables.start[s] == start).only_enforce_if(kept)


def add_most_sessions(variables: Variables) -> None:
    """R7: ensures no more sessions in a week than the demand, locked ones apart."""
    problem = variables.problem
    for d, demand in enumerate(problem.demands):
        days = problem.days_by_demand[d]
        locked = sum(problem.session_days[s].locked for s in days)
        most = max(demand.needed, demand.held + locked) - demand.held
        if len(days) > most:
            held = [literal for s in days for literal in variables.presence(s)]
            variables.model.add(sum(held) <= max(0, most))


def add_support_minutes(variables: Variables) -> None:
    """R7: ensures no more session minutes of a worker in a Monday week than hers."""
    problem = variables.problem
    held: dict[tuple[int, int], list[tuple[Bool, int]]] = {}
    for (s, p), literal in variables.held.items():
        session_day = problem.session_days[s]
        week = problem.demands[session_day.demand].week
        quarters = session_day.minutes // QUARTER_MINUTES
        held.setdefault((p, week), []).append((literal, quarters))
    for (p, week), sessions in held.items():
        most = problem.people[p].support_minutes_by_week[week] // QUARTER_MINUTES
        if sum(quarters for _, quarters in sessions) > most:
            variables.model.add(sum(literal * quarters for literal, quarters in sessions) <= most)
