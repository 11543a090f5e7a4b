"""S1: one participant a night in a bed, and turnover between two stays."""

import pytest

from tests.solver.stays.builders import case, into_bed, optimum, problem, resident

FIRST = resident([0], 10)


@pytest.mark.parametrize("turnover", [0, 1, 2, 5])
def test_next_stay_starts_when_the_turnover_is_over(turnover: int) -> None:
    next_one = resident([10 + turnover], 10)
    assert optimum(problem(FIRST, next_one, turnover_days=turnover)) == 10 + turnover


@pytest.mark.parametrize("turnover", [0, 1, 2, 5])
def test_next_stay_a_day_before_the_turnover_is_over_has_no_room(turnover: int) -> None:
    next_one = resident([9 + turnover], 10)
    assert optimum(problem(FIRST, next_one, turnover_days=turnover)) == 100


def test_another_bed_takes_who_comes_too_early_for_the_first() -> None:
    next_one = resident([11], 10, bed=1)
    assert optimum(problem(FIRST, next_one, turnover_days=2, bed_house=(0, 0))) == 11


def test_stay_that_can_be_shorter_makes_room_for_the_next() -> None:
    flexible = case(into_bed([0], 8, 10), target_days=10, short_day_cost=3)
    assert optimum(problem(flexible, resident([10], 10), turnover_days=2)) == 2 * 3 + 10
    assert optimum(problem(flexible, resident([9], 10), turnover_days=2)) == 100 + 0


def test_three_stays_fit_one_bed_exactly() -> None:
    middle = resident([0, 6, 12], 5)
    stays = [resident([0], 5), middle, resident([12], 5)]
    assert optimum(problem(*stays, turnover_days=1)) == 0 + 6 + 12
    assert optimum(problem(*stays, turnover_days=2)) == 100 + 0 + 12
