"""S8: the enrolment that comes with a stay."""

import pytest

from solver.stays.problem import Placement
from tests.solver.stays.builders import case, enrolled, entry, into_bed, optimum, problem, solved

STAY = into_bed([0], 10)


@pytest.mark.parametrize(("day", "least_cost"), [(2, 2), (5, 5), (1, 100), (6, 100)])
def test_enrolment_begins_between_the_earliest_and_the_latest_day(
    day: int, least_cost: int
) -> None:
    joins = entry([day], earliest_days=2, latest_days=5, within_stay=False)
    assert optimum(problem(case(STAY, entry=joins))) == least_cost


def test_enrolment_ends_by_the_discharge() -> None:
    assert optimum(problem(case(STAY, entry=entry([3])), program_days=7)) == 3


def test_enrolment_that_ends_a_day_after_the_discharge_is_refused() -> None:
    assert optimum(problem(case(STAY, entry=entry([4])), program_days=7)) == 100


def test_enrolment_may_end_after_the_discharge_where_it_need_not_be_within_the_stay() -> None:
    assert optimum(problem(case(STAY, entry=entry([4], within_stay=False)))) == 4


def test_late_enrolment_makes_the_stay_longer_than_its_target() -> None:
    long = case(into_bed([0], 8, 12), target_days=8, short_day_cost=3, entry=entry([4]))
    outcome = solved(problem(long, program_days=7))
    assert outcome.solution.placements == (Placement(0, 0, 11, 4),)
    assert outcome.objective == 4


def test_enrolment_waits_for_a_place() -> None:
    joins = entry(range(20), latest_days=7, within_stay=False)
    first = enrolled([0], unplaced_cost=500)
    assert optimum(problem(first, case(STAY, entry=joins), places_free=(1,))) == 7


def test_enrolment_that_would_wait_too_long_is_refused() -> None:
    joins = entry(range(20), latest_days=6, within_stay=False)
    first = enrolled([0], unplaced_cost=500)
    assert optimum(problem(first, case(STAY, entry=joins), places_free=(1,))) == 100


def test_enrolment_that_waits_lets_the_stay_grow_up_to_its_greatest_length() -> None:
    first = enrolled([0], unplaced_cost=500)
    fits, short = into_bed([0], 8, 14), into_bed([0], 8, 13)
    rules = {"target_days": 8, "short_day_cost": 3, "entry": entry(range(20))}
    assert optimum(problem(first, case(fits, **rules), places_free=(1,))) == 7
    assert optimum(problem(first, case(short, **rules), places_free=(1,))) == 100


def test_stay_waits_where_no_enrolment_follows_its_first_day() -> None:
    joins = entry([12], latest_days=3)
    assert optimum(problem(case(into_bed(range(20), 10), entry=joins))) == 9 + 3
