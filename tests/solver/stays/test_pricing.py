"""Any non-negative prices give a lower bound, and reduced costs that hold for every plan."""

from dataclasses import replace
from math import inf
from random import Random

import pytest

from solver.common.limits import Limits
from solver.common.mip import solve_relaxation
from solver.stays.model import StayModel
from solver.stays.pricing import Pricing, price
from solver.stays.problem import Opening, StayProblem
from solver.stays.windows import Window, windows_of
from tests.solver.stays.brute_force import least_cost
from tests.solver.stays.random_problems import random_problem

ROUNDING = 1e-6
# More than any of the random problems can cost.
DEAR = 10_000


def random_prices(model: StayModel, random: Random) -> dict[tuple[object, ...], float]:
    """A price for about half of the coupling rows."""
    keys = [row.key for row in model.linear.rows if row.key is not None]
    return {key: random.uniform(0, 20) for key in keys if random.random() < 0.5}


def forced(problem: StayProblem, case: int, opening: int, start: int) -> StayProblem:
    """The problem in which a case has to start so, or pay dearly."""
    hers = problem.cases[case]
    chosen = hers.openings[opening]
    k = chosen.start_days.index(start)
    only = replace(
        chosen,
        start_days=(start,),
        earliest_ends=(chosen.earliest_ends[k],),
        latest_ends=(chosen.latest_ends[k],),
    )
    openings = tuple(
        only if number == opening else replace(o, start_days=(), earliest_ends=(), latest_ends=())
        for number, o in enumerate(hers.openings)
    )
    cases = list(problem.cases)
    cases[case] = replace(hers, openings=openings, unplaced_cost=DEAR)
    return replace(problem, cases=tuple(cases))


def shortened(problem: StayProblem, window: Window, end: int) -> StayProblem:
    """The problem in which the case of a window has to end so within it, or pay dearly."""
    hers = problem.cases[window.case]
    rows = zip(window.start_days, window.first_ends, window.last_ends, strict=True)
    days = tuple(start for start, first, last in rows if first <= end <= last)
    only = Opening(
        window.bed,
        days,
        (end,) * len(days),
        (end,) * len(days),
        hers.openings[window.opening].cost,
        window.counts,
    )
    openings = tuple(
        only if number == window.opening else Opening(o.bed, (), (), ())
        for number, o in enumerate(hers.openings)
    )
    cases = list(problem.cases)
    cases[window.case] = replace(hers, openings=openings, unplaced_cost=DEAR)
    return replace(problem, cases=tuple(cases))


def reduced_costs_hold(problem: StayProblem, pricing: Pricing) -> None:
    """No start or end can be forced for less than its reduced cost says."""
    for priced in pricing.windows:
        case, opening = priced.steps.window.case, priced.steps.window.opening
        for start, cost in priced.by_start.items():
            least = least_cost(forced(problem, case, opening, start))
            assert cost == inf or least >= pricing.bound + cost - ROUNDING
            assert cost < inf or least >= DEAR
        for end, cost in priced.by_end.items():
            least = least_cost(shortened(problem, priced.steps.window, end))
            if cost < inf:
                assert least >= pricing.bound + cost - ROUNDING


@pytest.mark.parametrize("seed", range(2000, 2040))
def test_no_prices_make_the_bound_exceed_the_optimum(seed: int) -> None:
    random = Random(seed)
    problem = random_problem(random)
    model = StayModel(problem, windows_of(problem))
    best = least_cost(problem)
    for _ in range(5):
        assert price(model, random_prices(model, random)).bound <= best + ROUNDING


@pytest.mark.parametrize("seed", range(2100, 2115))
def test_forcing_a_choice_costs_at_least_its_reduced_cost(seed: int) -> None:
    random = Random(seed)
    problem = random_problem(random)
    model = StayModel(problem, windows_of(problem))
    reduced_costs_hold(problem, price(model, random_prices(model, random)))


@pytest.mark.parametrize("seed", range(2200, 2210))
def test_prices_of_the_relaxation_give_valid_reduced_costs(seed: int) -> None:
    problem = random_problem(Random(seed))
    model = StayModel(problem, windows_of(problem))
    relaxation = solve_relaxation(model.linear, Limits())
    assert relaxation is not None
    pricing = price(model, relaxation.prices)
    assert pricing.bound <= least_cost(problem) + ROUNDING
    assert pricing.bound >= relaxation.objective - 1e-3
    reduced_costs_hold(problem, pricing)


def test_without_prices_the_bound_is_every_case_alone() -> None:
    problem = random_problem(Random(3))
    model = StayModel(problem, windows_of(problem))
    bound = price(model, {}).bound
    free = replace(
        problem,
        turnover_days=-100,
        spacing_days=0,
        conflicts=(),
        anchors=(),
        places_free=(99,),
        minutes_free=(9999,),
        caseload_free=((99,),) * len(problem.caseload_free),
    )
    assert bound == least_cost(free)
