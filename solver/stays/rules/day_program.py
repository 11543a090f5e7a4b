"""S8 and S9: the enrolment that comes with a stay, and the places of the day program."""

from bisect import bisect_left, bisect_right

from solver.common.linear import LinearModel
from solver.stays.problem import ProgramEntry, StayProblem, held
from solver.stays.variables import StayVariables, Steps, WindowSteps


def add_entries(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures that every stay has its enrolment in time, and within the stay where asked (S8).

    Where no entry ever has to wait for a place, the windows already hold the earliest one.
    """
    for case, entry in variables.entries.items():
        rule = problem.cases[case].entry
        if rule is not None:
            windows = variables.of_case(case)
            _add_entry_window(model, rule, entry, windows)
            if rule.within_stay:
                _add_end_after_program(model, problem.program_days, entry, windows)


def _add_entry_window(
    model: LinearModel, rule: ProgramEntry, entry: Steps, windows: list[WindowSteps]
) -> None:
    following = [*entry.days[1:], None]
    for day, next_day, enrolled in zip(entry.days, following, entry.columns, strict=True):
        admitted = [t for w in windows for t in w.start.by(day - rule.earliest_days, -1)]
        model.add_row([(enrolled, 1), *admitted], 0)
        overdue = []
        for window in windows:
            if next_day is None:
                overdue.append((window.start.ever, 1))
            else:
                overdue += window.start.before(next_day - rule.latest_days)
        model.add_row([*overdue, (enrolled, -1)], 0)


def _add_end_after_program(
    model: LinearModel, program_days: int, entry: Steps, windows: list[WindowSteps]
) -> None:
    for day in sorted({day for window in windows for day in window.end.days}):
        ended = [term for window in windows for term in window.end.by(day)]
        model.add_row([*ended, *entry.by(day - program_days, -1)], 0)


def add_places(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures that no more people are enrolled on a day than places are free (S9)."""
    if not variables.entries and not any(case.takes_place for case in problem.cases):
        return
    enrolled = list(variables.entries.values())
    for window in variables.windows:
        if problem.cases[window.window.case].takes_place:
            enrolled.append(window.start)
    tightens = [
        day
        for day in range(1, len(problem.places_free))
        if problem.places_free[day] < problem.places_free[day - 1]
    ]
    for day in sorted({day for steps in enrolled for day in steps.days} | set(tightens)):
        terms, able = [], 0
        for steps in enrolled:
            terms += steps.by(day) + steps.by(day - problem.program_days, -1)
            able += _may_be_enrolled(steps, day, problem.program_days)
        free = held(problem.places_free, day)
        if able > free:
            model.add_row(terms, free, ("place", day))


def _may_be_enrolled(steps: Steps, day: int, program_days: int) -> bool:
    """Whether some entry day has its enrolment cover this day."""
    return bisect_right(steps.days, day) > bisect_left(steps.days, day - program_days + 1)
