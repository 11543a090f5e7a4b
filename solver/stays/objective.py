"""The cost of a stay plan, on the columns of the model."""

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem
from solver.stays.variables import StayVariables, Steps, WindowSteps


def add_objective(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Charge waiting, shortness, program delay and moves; being placed saves the unplaced cost."""
    model.offset += problem.fixed_cost + sum(case.unplaced_cost for case in problem.cases)
    for window in variables.windows:
        _charge_start(model, problem, window, waits=window.window.case in variables.entries)
        if not window.window.has_one_end:
            _charge_shortness(model, problem, window)
    for case, entry in variables.entries.items():
        rule = problem.cases[case].entry
        if rule is not None:
            _charge_steps(model, entry, [rule.delay_cost * day for day in entry.days])


def _charge_start(
    model: LinearModel, problem: StayProblem, steps: WindowSteps, waits: bool
) -> None:
    window, case = steps.window, problem.cases[steps.window.case]
    costs = []
    for k, start in enumerate(window.start_days):
        cost = case.day_cost * (start - case.ready_day) + case.openings[window.opening].cost
        cost -= case.unplaced_cost
        if case.entry is not None:
            entry = 0 if waits else window.first_entries[k]
            cost += case.entry.delay_cost * (entry - start)
        if window.has_one_end:
            length = window.first_ends[k] - start
            cost += case.short_day_cost * max(0, case.target_days - length)
        costs.append(cost)
    _charge_steps(model, steps.start, costs)


def _charge_shortness(model: LinearModel, problem: StayProblem, steps: WindowSteps) -> None:
    """Charge the nights between the end and the first end that costs nothing."""
    window, case = steps.window, problem.cases[steps.window.case]
    full = [case.short_day_cost * end for end in window.full_ends]
    if all(last <= full for last, full in zip(window.last_ends, window.full_ends, strict=True)):
        _charge_steps(model, steps.start, full)
        _charge_steps(model, steps.end, [-case.short_day_cost * end for end in steps.end.days])
        return
    # A late enrolment may keep her beyond the target: only nights below it cost.
    short = model.add_amount(max(1, case.target_days), case.short_day_cost)
    terms = _weighted(steps.start, list(window.full_ends))
    terms += _weighted(steps.end, [-end for end in steps.end.days])
    model.add_row([*terms, (short, -1)], 0, ("short", window.case, window.opening))


def _charge_steps(model: LinearModel, steps: Steps, costs: list[int]) -> None:
    for column, cost in _weighted(steps, costs):
        model.add_cost(column, cost)


def _weighted(steps: Steps, weights: list[int]) -> list[tuple[int, int]]:
    """``sum(weight[k] * (happened on days[k]))`` as terms over the cumulative columns."""
    terms = []
    for k, (column, weight) in enumerate(zip(steps.columns, weights, strict=True)):
        terms.append((column, weight))
        if k:
            terms.append((steps.columns[k - 1], -weight))
    return terms
