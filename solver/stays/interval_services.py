"""Primary workers and support minutes for the plain CP-SAT model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from solver.stays.problem import Span, StayProblem

# Models, variables, literals, intervals and linear expressions of CP-SAT, which has no types.
Expression = Any

_FOR_EVER = 200_000


@dataclass(frozen=True)
class CaseVariables:
    """The service of one case on ``[start, end)``; ``openings`` say which way it is placed.

    ``days`` bounds the start from below and the end from above.
    """

    index: int
    placed: Expression
    openings: tuple[Expression, ...]
    start: Expression
    length: Expression
    end: Expression
    entry: Expression | None
    days: Span


def add_capacity(
    model: Any, intervals: Sequence[Expression], demands: Sequence[Expression], free: Sequence[int]
) -> None:
    """A cumulative row whose capacity changes by the day (or week), its last value for ever."""
    if not intervals:
        return
    most, fixed, taken, begin = max(free), [], [], 0
    for index in range(1, len(free) + 1):
        if index == len(free) or free[index] != free[begin]:
            if free[begin] < most:
                end = _FOR_EVER if index == len(free) else index
                fixed.append(model.new_fixed_size_interval_var(begin, end - begin, "taken"))
                taken.append(most - free[begin])
            begin = index
    model.add_cumulative([*intervals, *fixed], [*demands, *taken], most)


def add_workers(model: Any, problem: StayProblem, cases: Sequence[CaseVariables]) -> None:
    """S10: one worker for each placed case and each anchor, within the caseloads by the day."""
    loads: list[list[Expression]] = [[] for _ in problem.caseload_free]
    anchored = {}
    for anchor in problem.anchors:
        options = {worker: model.new_bool_var("anchor_worker") for worker in anchor.workers}
        model.add_exactly_one(options.values())
        for worker, chosen in options.items():
            for first, end in anchor.served:
                if end > max(first, 0):
                    size = end - max(first, 0)
                    loads[worker].append(
                        model.new_optional_fixed_size_interval_var(
                            max(first, 0), size, chosen, "anchored"
                        )
                    )
        if anchor.case is not None:
            anchored[anchor.case] = (options, anchor.served)
    for case in cases:
        options, served = anchored.get(case.index, ({}, problem.cases[case.index].served))
        _add_worker_choice(model, problem, case, options, served, loads)
    for intervals, free in zip(loads, problem.caseload_free, strict=True):
        add_capacity(model, intervals, [1] * len(intervals), free)


def _add_worker_choice(
    model: Any,
    problem: StayProblem,
    case: CaseVariables,
    anchor_options: dict[int, Expression],
    served: Sequence[Span],
    loads: list[list[Expression]],
) -> None:
    counting = _counting(problem, case)
    workers = tuple(anchor_options) or problem.cases[case.index].workers
    options = {worker: model.new_bool_var(f"case{case.index}_worker{worker}") for worker in workers}
    model.add(sum(options.values()) == case.placed)
    pieces = list(_pieces(model, case, served))
    for worker, chosen in options.items():
        if worker in anchor_options:
            model.add_implication(chosen, anchor_options[worker])
        counted = chosen
        if len(counting) < len(case.openings):
            counted = model.new_bool_var("counted")
            model.add(counted >= chosen + sum(counting) - 1)
        loads[worker] += [
            model.new_optional_interval_var(start, size, end, counted, "service")
            for start, size, end in pieces
        ]


def _counting(problem: StayProblem, case: CaseVariables) -> list[Expression]:
    """The literals of the openings that take caseload and minutes."""
    openings = problem.cases[case.index].openings
    return [
        chosen for opening, chosen in zip(openings, case.openings, strict=True) if opening.counts
    ]


def _pieces(
    model: Any, case: CaseVariables, served: Sequence[Span]
) -> Iterator[tuple[Expression, Expression, Expression]]:
    """Start, size and end of the parts of a service outside the days that count already."""
    low, high = case.days
    overlapping = sorted((first, end) for first, end in served if first < high and low < end)
    if not overlapping:
        yield case.start, case.length, case.end
        return
    begin = low
    for first, end in [*overlapping, (high, high)]:
        if begin < first:
            start, until = (
                _clamped(model, value, begin, first) for value in (case.start, case.end)
            )
            size = model.new_int_var(0, first - begin, "size")
            model.add(start + size == until)
            yield start, size, until
        begin = max(begin, end)


def _clamped(model: Any, value: Expression, low: int, high: int) -> Expression:
    at_most = model.new_int_var(-_FOR_EVER, high, "at_most")
    model.add_min_equality(at_most, [value, high])
    clamped = model.new_int_var(low, high, "clamped")
    model.add_max_equality(clamped, [at_most, low])
    return clamped


def add_minutes(model: Any, problem: StayProblem, cases: Sequence[CaseVariables]) -> None:
    """S11: the minutes of each phase are an interval of weeks; the team's minutes their capacity.

    A case with minutes committed to her already has an amount for each week of her own instead.
    """
    if max(problem.minutes_by_age) == 0:
        return
    intervals: list[Expression] = []
    demands: list[Expression] = []
    for case in cases:
        counting = _counting(problem, case)
        if not counting:
            continue
        counted = model.new_bool_var("counted")
        model.add(sum(counting) == counted)
        low, high = (problem.week_of(day) for day in case.days)
        begun = model.new_int_var(low, high, "begun")
        ended = model.new_int_var(low, high + 1, "ended")
        model.add_division_equality(begun, case.start + problem.first_weekday, 7)
        model.add_division_equality(ended, case.end + problem.first_weekday + 6, 7)
        add = _add_own_weeks if problem.cases[case.index].committed_minutes else _add_phases
        found = add(model, problem, case, counted, begun, ended)
        intervals += [interval for interval, _ in found]
        demands += [demand for _, demand in found]
    add_capacity(model, intervals, demands, problem.minutes_free)


def _add_phases(
    model: Any,
    problem: StayProblem,
    case: CaseVariables,
    counted: Expression,
    begun: Expression,
    ended: Expression,
) -> list[tuple[Expression, int]]:
    openings = problem.cases[case.index].openings
    shortest = min(
        end - start
        for opening in openings
        for start, end in zip(opening.start_days, opening.earliest_ends, strict=True)
    )
    found = []
    for since, until, minutes in _phases(problem.minutes_by_age):
        if until is not None and shortest >= 7 * until:
            size, end = until - since, begun + until
        else:
            end = ended
            if until is not None:
                end = model.new_int_var(-_FOR_EVER, _FOR_EVER, "phase_end")
                model.add_min_equality(end, [begun + until, ended])
            if shortest < 7 * since:
                late = model.new_int_var(-_FOR_EVER, _FOR_EVER, "phase_end")
                model.add_max_equality(late, [begun + since, end])
                end = late
            size = model.new_int_var(0, _FOR_EVER, "weeks")
            model.add(begun + since + size == end).only_enforce_if(counted)
        interval = model.new_optional_interval_var(begun + since, size, end, counted, "phase")
        found.append((interval, minutes))
    return found


def _phases(minutes_by_age: Sequence[int]) -> Iterator[tuple[int, int | None, int]]:
    """Runs of weeks with the same minutes above 0; the last one has no end."""
    begin = 0
    for age in range(1, len(minutes_by_age) + 1):
        is_last = age == len(minutes_by_age)
        if is_last or minutes_by_age[age] != minutes_by_age[begin]:
            if minutes_by_age[begin]:
                yield begin, None if is_last else age, minutes_by_age[begin]
            begin = age


def _add_own_weeks(
    model: Any,
    problem: StayProblem,
    case: CaseVariables,
    counted: Expression,
    begun: Expression,
    ended: Expression,
) -> list[tuple[Expression, Expression]]:
    committed = dict(problem.cases[case.index].committed_minutes)
    by_age, most = problem.minutes_by_age, max(problem.minutes_by_age)
    low, high = (problem.week_of(day) for day in case.days)
    found = []
    for week in range(low, high + 1):
        # Entry k of the table is the extra of a service begun in week ``low + k``.
        table = [
            max(0, by_age[min(week - first, len(by_age) - 1)] - committed.get(week, 0))
            if first <= week
            else 0
            for first in range(low, high + 1)
        ]
        extra = model.new_int_var(0, most, "extra")
        model.add_element(begun - low, table, extra)
        stays_on = model.new_bool_var("stays_on")
        model.add(ended <= week).only_enforce_if(~stays_on)
        amount = model.new_int_var(0, most, "amount")
        model.add(amount >= extra).only_enforce_if(stays_on)
        found.append((model.new_optional_fixed_size_interval_var(week, 1, counted, "w"), amount))
    return found
