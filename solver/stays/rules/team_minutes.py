"""S11: the team's minutes of one-on-one support in every Monday week."""

from solver.common.linear import LinearModel
from solver.stays.problem import Case, StayProblem, held
from solver.stays.variables import StayVariables, WindowSteps


def add_team_minutes(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures that the support of all planned services fits what the commitments leave."""
    windows = [window for window in variables.windows if window.window.counts]
    if not windows:
        return
    last_day = max(window.end.days[-1] for window in windows)
    for week in range(problem.week_of(last_day) + 1):
        free = held(problem.minutes_free, week)
        if _most_minutes(problem, windows, week) > free:
            terms = []
            for window in windows:
                terms += _minutes_in_week(model, problem, window, week)
            model.add_row(terms, free, ("minutes", week))


def _extra_by_age(problem: StayProblem, case: Case, week: int) -> list[int]:
    """What a case adds to the minutes committed to her, by the age of the new service."""
    committed = dict(case.committed_minutes).get(week, 0)
    return [max(0, minutes - committed) for minutes in problem.minutes_by_age]


def _most_minutes(problem: StayProblem, windows: list[WindowSteps], week: int) -> int:
    most: dict[int, int] = {}
    for window in windows:
        case = window.window.case
        begun = problem.week_of(window.start.days[0]) <= week
        if begun and problem.monday_of(week) < window.end.days[-1]:
            extra = max(_extra_by_age(problem, problem.cases[case], week))
            most[case] = max(most.get(case, 0), extra)
    return sum(most.values())


def _minutes_in_week(
    model: LinearModel, problem: StayProblem, window: WindowSteps, week: int
) -> list[tuple[int, int]]:
    """The terms of one window's minutes in a week.

    The minutes step up or down as the service grows older; whoever left before the week has none.
    """
    extra = _extra_by_age(problem, problem.cases[window.window.case], week)
    terms, before = [], 0
    for age, minutes in enumerate(extra[: week + 1]):
        if minutes != before:
            sunday = problem.monday_of(week - age) + 6
            terms += window.start.by(sunday, minutes - before)
            before = minutes
    gone = window.end.by(problem.monday_of(week))
    if not gone or not any(extra):
        return terms
    terms += [(column, -extra[-1]) for column, _ in gone]
    least = _least_age_at_end(problem, window)
    for age in range(least + 1, min(len(extra), week + 1)):
        if extra[age] != extra[age - 1]:
            recent = window.start.by(problem.monday_of(week - least) + 6)
            recent += window.start.by(problem.monday_of(week - age) + 6, -1)
            key = (window.window.case, window.window.opening, week, age)
            left = _add_left_young(model, gone, recent, extra[age - 1] - extra[age], key)
            terms.append((left, extra[age] - extra[age - 1]))
    return terms


def _add_left_young(
    model: LinearModel,
    gone: list[tuple[int, int]],
    recent: list[tuple[int, int]],
    drop: int,
    key: tuple[int, int, int, int],
) -> int:
    """A column for "has left, and would still be below that age": no minutes to count, then.

    Only short stays can end while the phases still change. The column is pushed up where the
    minutes fall with age and down where they rise.
    """
    left = model.add_amount(1)
    if drop > 0:
        model.add_row([(left, 1), *((c, -k) for c, k in gone)], 0, ("left", *key))
        model.add_row([(left, 1), *((c, -k) for c, k in recent)], 0, ("young", *key))
    else:
        model.add_row([*gone, *recent, (left, -1)], 1, ("left young", *key))
    return left


def _least_age_at_end(problem: StayProblem, window: WindowSteps) -> int:
    """The least age in weeks that a service can have in a week that it no longer touches."""
    shortest = min(
        end - start
        for start, end in zip(window.window.start_days, window.window.first_ends, strict=True)
    )
    return min(shortest // 7, len(problem.minutes_by_age) - 1)
