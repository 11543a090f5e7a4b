"""An agency's own rules on the shifts of one person; docs/data.md describes them."""

from collections.abc import Sequence

from solver.schedule.problem import DAYS_PER_WEEK, Duty, FixedDuty, ShiftPattern
from solver.schedule.variables import Bool, Variables


def add_shift_patterns(variables: Variables) -> None:
    """Ensures hours in all, shifts of a type, weekends and runs of days as somebody's rules say."""
    for p, person in enumerate(variables.problem.people):
        if person.pattern != ShiftPattern():
            _add_totals(variables, p, person.pattern)
            _add_weekends(variables, p, person.pattern)
            if person.pattern.limits_runs:
                _add_runs(variables, p, person.pattern)


def add_successions(variables: Variables) -> None:
    """Ensures that no shift follows on the next day that must not follow it."""
    problem, model = variables.problem, variables.model
    for p in range(len(problem.people)):
        shifts = _shifts(variables, p)
        by_day: dict[int, list[int]] = {}
        for d in shifts:
            by_day.setdefault(problem.duties[d].day, []).append(d)
        for d in shifts:
            for after in by_day.get(problem.duties[d].day + 1, []):
                if _is_barred(variables, problem.duties[d], problem.duties[after]):
                    model.add_at_most_one(variables.duty[p, d], variables.duty[p, after])
        for past in problem.people[p].past:
            for after in by_day.get(past.day + 1, []):
                if _is_barred(variables, past, problem.duties[after]):
                    model.add(variables.duty[p, after] == 0)


def _is_barred(variables: Variables, first: Duty | FixedDuty, second: Duty) -> bool:
    return (first.shift, second.shift) in variables.problem.successions


def _shifts(variables: Variables, person: int) -> list[int]:
    duties = variables.problem.duties
    return [d for d in variables.problem.people[person].duties if duties[d].shift is not None]


def _add_totals(variables: Variables, person: int, pattern: ShiftPattern) -> None:
    problem, model = variables.problem, variables.model
    shifts = _shifts(variables, person)
    done = [p for p in variables.past(person, 0, problem.days) if p.is_shift]
    over = sum(duty.minutes for duty in done)
    minutes = sum(variables.duty[person, d] * problem.duties[d].minutes for d in shifts)
    model.add(minutes >= pattern.min_minutes - over)
    if pattern.max_minutes is not None:
        model.add(minutes <= max(0, pattern.max_minutes - over))
    for shift, most in pattern.most_by_shift.items():
        same = [variables.duty[person, d] for d in shifts if problem.duties[d].shift == shift]
        left = max(0, most - sum(duty.shift == shift for duty in done))
        if len(same) > left:
            model.add(sum(same) <= left)


def _add_weekends(variables: Variables, person: int, pattern: ShiftPattern) -> None:
    problem, model = variables.problem, variables.model
    if pattern.max_weekends is None:
        return
    past = variables.past(person, 0, problem.days)
    over = {duty.day // DAYS_PER_WEEK for duty in past if duty.is_weekend_shift}
    most, weekends = pattern.max_weekends - len(over), []
    for week in range(-(-problem.days // DAYS_PER_WEEK)):
        shifts = [
            variables.duty[person, d]
            for d in _shifts(variables, person)
            if problem.duties[d].day // DAYS_PER_WEEK == week and problem.duties[d].is_weekend_shift
        ]
        if not shifts or (week in over and most >= 0):
            continue
        worked = model.new_bool_var(f"weekend_{person}_{week}")
        for shift in shifts:
            model.add_implication(shift, worked)
        weekends.append(worked)
    if len(weekends) > most:
        model.add(sum(weekends) <= max(0, most))


def _add_runs(variables: Variables, person: int, pattern: ShiftPattern) -> None:
    """Runs that touch neither end of the schedule nor the days that are over have their minima."""
    problem, model = variables.problem, variables.model
    worked = [_works(variables, person, day) for day in range(problem.days)]
    if pattern.max_consecutive_days is not None:
        _add_longest_run(variables, person, worked, pattern.max_consecutive_days)
    begin = max(1, problem.open_from)
    for length in range(1, pattern.min_consecutive_days):
        for first in range(begin, problem.days - length):
            run = worked[first : first + length]
            model.add(sum(run) - worked[first - 1] - worked[first + length] <= length - 1)
    for length in range(1, pattern.min_consecutive_days_off):
        for first in range(begin, problem.days - length):
            run = worked[first : first + length]
            model.add(worked[first - 1] + worked[first + length] - sum(run) <= 1)


def _add_longest_run(variables: Variables, person: int, worked: Sequence[Bool], most: int) -> None:
    """Days before the schedule count; a run that history alone makes too long gets no longer."""
    past = {duty.day for duty in variables.problem.people[person].past if duty.is_shift}
    for first in range(-most, len(worked) - most):
        window = range(first, first + most + 1)
        days = [worked[day] for day in window if day >= 0 and day not in past]
        over = sum(day in past for day in window)
        if days and over + len(days) > most:
            variables.model.add(sum(days) <= max(0, most - over))


def _works(variables: Variables, person: int, day: int) -> Bool:
    """Whether a person has a shift on a day of the schedule."""
    problem, model = variables.problem, variables.model
    if any(p.is_shift and p.day == day for p in problem.people[person].past):
        return model.new_constant(1)
    today = [
        variables.duty[person, d]
        for d in _shifts(variables, person)
        if problem.duties[d].day == day
    ]
    works = model.new_bool_var(f"shift_{person}_{day}")
    model.add_max_equality(works, [0, *today])
    return works
