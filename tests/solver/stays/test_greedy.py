"""One case at a time beside those placed: never against a rule, and found if there is a way."""

from random import Random

import pytest

from solver.stays.greedy import Placer
from solver.stays.problem import Placement, StayProblem, total_cost
from tests.solver.stays.brute_force import breaks_no_rule, every_placement, least_cost
from tests.solver.stays.builders import case, into_bed, problem, resident
from tests.solver.stays.random_problems import random_problem


def can_be_placed(whole: StayProblem, case: int, placed: list[Placement | None]) -> bool:
    """Whether some placement of a case breaks no rule beside the others."""
    return any(
        breaks_no_rule(whole, [*placed[:case], placement, *placed[case + 1 :]])
        for placement in every_placement(whole, whole.cases[case])
    )


@pytest.mark.parametrize("seed", range(3000, 3060))
def test_plan_in_turn_breaks_no_rule_and_costs_no_less_than_the_optimum(seed: int) -> None:
    whole = random_problem(Random(seed))
    placements = Placer(whole).in_turn(range(len(whole.cases)))
    assert breaks_no_rule(whole, placements)
    for one, placement in zip(whole.cases, placements, strict=True):
        assert placement is None or placement in list(every_placement(whole, one))
    assert total_cost(whole, placements) >= least_cost(whole)


@pytest.mark.parametrize("seed", range(3100, 3180))
def test_case_is_placed_alone_exactly_where_it_can_be(seed: int) -> None:
    whole = random_problem(Random(seed))
    nobody: list[Placement | None] = [None] * len(whole.cases)
    placer = Placer(whole)
    for index in range(len(whole.cases)):
        found = placer.cheapest(index, nobody)
        assert (found is not None) == can_be_placed(whole, index, nobody)
        assert (placer.earliest(index, nobody) is not None) == (found is not None)


@pytest.mark.parametrize("seed", range(3200, 3240))
def test_last_case_is_placed_beside_the_others_exactly_where_it_can_be(seed: int) -> None:
    whole = random_problem(Random(seed))
    placer = Placer(whole)
    last = len(whole.cases) - 1
    placed = [*placer.in_turn(range(last))[:last], None]
    found = placer.cheapest(last, placed)
    assert (found is not None) == can_be_placed(whole, last, placed)


def test_earliest_takes_the_first_start_and_the_shortest_stay() -> None:
    flexible = case(into_bed([1, 3], 5, 9), target_days=9, short_day_cost=3)
    placer = Placer(problem(flexible))
    assert placer.earliest(0, [None]) == Placement(0, 1, 6)
    assert placer.cheapest(0, [None]) == Placement(0, 1, 10)


def test_stay_is_cut_short_before_who_comes_next() -> None:
    flexible = case(into_bed([0], 5, 9), target_days=9, short_day_cost=3)
    both = problem(flexible, resident([10], 5), turnover_days=2)
    assert Placer(both).cheapest(0, [None, Placement(0, 10, 15)]) == Placement(0, 0, 8)
