"""R4: minutes of duty in a work day and in a legal week."""

from solver.schedule.problem import QUARTER_MINUTES
from solver.schedule.variables import Variables


def add_daily_hours(variables: Variables) -> None:
    """R4: ensures daily_max_minutes of duty in every work day."""
    problem = variables.problem
    for p, person in enumerate(problem.people):
        if person.daily_max_minutes is None:
            continue
        for day in sorted({e.day for e in variables.engagements[p]}):
            past = variables.past_minutes(p, day, day + 1)
            _add_at_most(variables, p, day, day + 1, person.daily_max_minutes - past)


def add_weekly_hours(variables: Variables) -> None:
    """R4: ensures weekly_max_minutes and max_weekly_hours in every legal week."""
    problem = variables.problem
    for p, person in enumerate(problem.people):
        for week in problem.labour.legal_weeks:
            past = variables.past_minutes(p, week.first_day, week.end_day)
            _add_at_most(
                variables, p, week.first_day, week.end_day, person.weekly_max_minutes - past
            )


def _add_at_most(
    variables: Variables, person: int, first_day: int, end_day: int, minutes: int
) -> None:
    """History alone is never blamed: where it leaves nothing, nothing more is given."""
    possible = sum(e.minutes for e in variables.on_days(person, first_day, end_day))
    if possible > minutes:
        quarters = max(0, minutes) // QUARTER_MINUTES
        variables.model.add(variables.quarters(person, first_day, end_day) <= quarters)
