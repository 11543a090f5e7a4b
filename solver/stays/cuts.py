"""Lifted cover cuts on the weeks whose minutes are scarce (S11).

In a week each case adds one of a few amounts, or nothing, and their sum is limited: a knapsack with
a choice for each case. Its row alone lets the relaxation fill the week with fractions of people. A
cover is a set of cases with an amount each that cannot all be there; lifting then gives each case
and amount the greatest weight that holds for every way to fill the week (Balas 1975; for choices
Johnson and Padberg 1981).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem
from solver.stays.rules.team_minutes import Week, scarce_weeks, weekly_terms
from solver.stays.variables import StayVariables

# By how much a point must break a cover for it to be worth a cut.
_LEAST_VIOLATION = 0.02

Choices = dict[int, dict[int, int]]
"""The weight of each amount that a case can add, by case."""


@dataclass(frozen=True)
class WeekCut:
    """``weights[case][age]`` of all cases in service in a week are at most ``upper`` together."""

    week: int
    weights: tuple[tuple[int, ...], ...]
    upper: int


def add_cuts(
    model: LinearModel, problem: StayProblem, variables: StayVariables, cuts: Sequence[WeekCut]
) -> None:
    """Adds the rows of the cuts, which every plan obeys."""
    for number, cut in enumerate(cuts):
        week = Week(cut.week, cut.weights, cut.upper)
        terms = weekly_terms(model, problem, variables, week)
        model.add_row(terms, cut.upper, ("cover", cut.week, number))


def violated_cuts(
    model: LinearModel, problem: StayProblem, variables: StayVariables, point: Sequence[float]
) -> list[WeekCut]:
    """For each week a cover that the point breaks, if it breaks one; lifted."""
    cuts = []
    for week in scarce_weeks(problem, variables):
        shares = _shares(model, problem, variables, week, point)
        cover = _cover(shares, week.free)
        if cover:
            order = sorted(shares, key=lambda case: (-sum(shares[case].values()), case))
            amounts = {case: tuple(shares[case]) for case in order}
            cuts.append(lifted_cut(week, amounts, cover))
    return cuts


def _shares(
    model: LinearModel,
    problem: StayProblem,
    variables: StayVariables,
    week: Week,
    point: Sequence[float],
) -> dict[int, dict[int, float]]:
    """How far each case that can be in service adds each amount or more, at a point."""
    shares: dict[int, dict[int, float]] = {}
    for case, amounts in _possible_amounts(problem, variables, week).items():
        shares[case] = {}
        for amount in sorted(amounts):
            reached = tuple(tuple(int(amount <= adds) for adds in by_age) for by_age in week.by_age)
            terms = weekly_terms(model, problem, variables, replace(week, by_age=reached), (case,))
            shares[case][amount] = sum(weight * point[column] for column, weight in terms)
    return shares


def _possible_amounts(
    problem: StayProblem, variables: StayVariables, week: Week
) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    monday = problem.monday_of(week.number)
    for steps in variables.windows:
        window, by_age = steps.window, week.by_age[steps.window.case]
        if not window.counts:
            continue
        for start, end in zip(window.start_days, window.last_ends, strict=True):
            age = week.number - problem.week_of(start)
            amount = by_age[min(age, len(by_age) - 1)] if age >= 0 and end > monday else 0
            if amount:
                found.setdefault(window.case, set()).add(amount)
    return found


def _cover(shares: dict[int, dict[int, float]], free: int) -> dict[int, int] | None:
    """The cases, with an amount each, that exceed the week and are most nearly all there."""
    full = free + 1
    best: list[tuple[float, dict[int, int]]] = [(inf, {}) for _ in range(full + 1)]
    best[0] = (0.0, {})
    for case, mine in shares.items():
        grown = list(best)
        for sum_before, (missing, cover) in enumerate(best):
            for amount, share in mine.items():
                total = missing + max(0.0, 1.0 - share)
                reached = min(full, sum_before + amount)
                if total < min(grown[reached][0], 1.0):
                    grown[reached] = (total, {**cover, case: amount})
        best = grown
    missing, cover = best[full]
    return cover if missing <= 1.0 - _LEAST_VIOLATION else None


def lifted_cut(week: Week, amounts: dict[int, tuple[int, ...]], cover: dict[int, int]) -> WeekCut:
    """The cover's cut with every weight as great as it can be, in the order of ``amounts``.

    ``amounts`` are what each case can add to the week at all, ``cover`` holds some of them.
    Raises ValueError where the cover fits into the week: a cut would forbid it.
    """
    if sum(cover.values()) <= week.free:
        raise ValueError("what fits into a week is no cover")
    upper = len(cover) - 1
    weights = {
        case: {a: int(case in cover and a >= cover[case]) for a in hers}
        for case, hers in amounts.items()
    }
    for case, hers in weights.items():
        others = _most_beside(case, weights, week.free)
        for amount in hers:
            fits = amount <= week.free
            hers[amount] = upper - others[week.free - amount] if fits else upper + 1
    by_age = tuple(
        tuple(
            max((w for a, w in weights.get(case, {}).items() if a <= adds), default=0)
            for adds in ages
        )
        for case, ages in enumerate(week.by_age)
    )
    return WeekCut(week.number, by_age, upper)


def _most_beside(case: int, weights: Choices, free: int) -> list[int]:
    """The greatest weight of the other cases within each part of what is free."""
    most = [0] * (free + 1)
    for other, hers in weights.items():
        if other != case and any(hers.values()):
            most = [
                max([most[room], *(most[room - a] + w for a, w in hers.items() if a <= room)])
                for room in range(free + 1)
            ]
    return most
