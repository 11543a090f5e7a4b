"""S7: how long a stay may last."""

from bisect import bisect_left, bisect_right

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem
from solver.stays.variables import StayVariables, WindowSteps


def add_lengths(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures that a case is placed once at most and leaves within her limits."""
    for case in range(len(problem.cases)):
        placed = [(window.start.ever, 1) for window in variables.of_case(case)]
        model.add_row(placed, 1)
    for window in variables.windows:
        if not window.window.has_one_end:
            _add_window_lengths(model, window)


def _add_window_lengths(model: LinearModel, steps: WindowSteps) -> None:
    window, starts = steps.window, steps.start.columns
    following = [*steps.end.days[1:], window.last_ends[-1] + 1]
    for day, next_day, ended in zip(steps.end.days, following, steps.end.columns, strict=True):
        may_have_ended = bisect_right(window.first_ends, day)
        not_before = [(starts[may_have_ended - 1], -1)] if may_have_ended else []
        model.add_row([(ended, 1), *not_before], 0)
        must_have_ended = bisect_left(window.last_ends, next_day)
        if must_have_ended:
            model.add_row([(starts[must_have_ended - 1], 1), (ended, -1)], 0)
