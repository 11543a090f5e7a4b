"""S7: how long a stay may last, and S5: nobody is placed twice."""

from tests.solver.stays.builders import case, into_bed, problem, resident, solved


def test_stay_may_be_as_short_as_its_least_length() -> None:
    flexible = case(into_bed([0], 6, 10), target_days=10, short_day_cost=1)
    outcome = solved(problem(flexible, resident([6], 10)))
    assert outcome.objective == 4 + 6


def test_stay_is_never_shorter_than_its_least_length() -> None:
    flexible = case(into_bed([0], 7, 10), target_days=10, short_day_cost=1)
    assert solved(problem(flexible, resident([6], 10))).objective == 100


def test_stay_is_never_longer_than_its_greatest_length() -> None:
    """A target beyond the greatest length costs the nights that are missing."""
    short = case(into_bed([0], 5, 8), target_days=10, short_day_cost=3)
    assert solved(problem(short)).objective == 2 * 3


def test_stay_ends_where_the_bed_is_blocked_for_this_start() -> None:
    blocked = case(into_bed([2], 5, 6), target_days=8, short_day_cost=3)
    outcome = solved(problem(blocked))
    assert outcome.objective == 2 + 2 * 3
    placed = outcome.solution.placements[0]
    assert placed is not None
    assert (placed.start_day, placed.end_day) == (2, 8)


def test_case_with_two_beds_uses_one() -> None:
    either = case(into_bed([0], 5), into_bed([1], 5, bed=1))
    other = resident([1], 5, bed=1)
    assert solved(problem(either, other, bed_house=(0, 0))).objective == 0 + 1
