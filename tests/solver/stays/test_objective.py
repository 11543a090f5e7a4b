"""The cost of a stay plan, term by term."""

import pytest

from solver.stays.problem import Opening, Placement, placement_cost, total_cost
from tests.solver.stays.builders import case, entry, into_bed, optimum, problem, resident, solved


@pytest.mark.parametrize(("weight", "start", "ready"), [(1, 0, 0), (2, 3, 0), (4, 5, -10)])
def test_waiting_costs_the_weight_a_day_since_ready(weight: int, start: int, ready: int) -> None:
    waiting = resident([start], 5, day_cost=weight, ready_day=ready)
    assert optimum(problem(waiting)) == weight * (start - ready)


def test_short_stay_costs_each_night_below_the_target() -> None:
    short = case(into_bed([0], 5, 7), target_days=10, short_day_cost=3)
    assert optimum(problem(short)) == 3 * 3


def test_stay_of_fixed_length_pays_for_the_nights_it_lacks() -> None:
    assert optimum(problem(resident([0], 6, target_days=10, short_day_cost=3))) == 4 * 3
    assert optimum(problem(resident([0], 12, target_days=10, short_day_cost=3))) == 0


def test_program_delay_costs_each_day_after_admission() -> None:
    late = entry([4], delay_cost=2, within_stay=False)
    assert optimum(problem(case(into_bed([0], 10), entry=late))) == 8


def test_case_that_is_not_placed_pays_its_price() -> None:
    assert optimum(problem(case(unplaced_cost=77))) == 77


def test_case_that_costs_more_placed_than_not_is_left_out() -> None:
    outcome = solved(problem(resident([50], 5, unplaced_cost=49)))
    assert outcome.objective == 49
    assert outcome.solution.placements == (None,)


def test_cost_that_no_plan_can_change_is_added() -> None:
    assert optimum(problem(resident([2], 5), fixed_cost=30)) == 32
    assert optimum(problem(fixed_cost=30)) == 30


def test_proposal_is_kept_where_moving_costs_more_than_waiting() -> None:
    kept = Opening(0, (10,), (18,), (18,))
    proposed = case(into_bed(range(20), 8, cost=30), kept)
    outcome = solved(problem(proposed))
    assert outcome.objective == 10
    assert outcome.solution.placements == (Placement(1, 10, 18),)


def test_proposal_moves_where_waiting_costs_more() -> None:
    kept = Opening(0, (10,), (18,), (18,))
    proposed = case(into_bed(range(20), 8, cost=30), kept, day_cost=4)
    assert optimum(problem(proposed)) == 30
    assert optimum(problem(case(into_bed([2], 8, cost=32), kept, day_cost=4))) == 40


def test_longer_proposal_than_useful_is_kept_as_it_is() -> None:
    kept = Opening(0, (0,), (15,), (15,))
    proposed = case(into_bed([0], 5, 20, cost=30), kept, target_days=8, short_day_cost=3)
    outcome = solved(problem(proposed))
    assert outcome.objective == 0
    assert outcome.solution.placements == (Placement(1, 0, 15),)


def test_late_enrolment_beyond_the_target_costs_no_shortness_and_saves_none() -> None:
    """The windows hold ends beyond the target because entries may wait for the one place."""
    long = {"target_days": 8, "short_day_cost": 3, "entry": entry(range(20))}
    two = [case(into_bed([0], 7, 15, bed=bed), **long) for bed in (0, 1)]
    outcome = solved(problem(*two, bed_house=(0, 0), places_free=(1,)))
    assert outcome.objective == 7
    lengths = [p.end_day - p.start_day for p in outcome.solution.placements if p is not None]
    assert sorted(lengths) == [8, 14]


def test_total_cost_adds_up_the_cases_and_the_fixed_cost() -> None:
    placed = resident([3], 6, target_days=8, short_day_cost=3, day_cost=2)
    whole = problem(placed, case(unplaced_cost=40), fixed_cost=5)
    placement = Placement(0, 3, 9)
    assert placement_cost(placed, placement) == 2 * 3 + 2 * 3
    assert total_cost(whole, [placement, None]) == 12 + 40 + 5
