"""S4: two participants in conflict are never in one house on the same night."""

from tests.solver.stays.builders import case, into_bed, optimum, problem, resident

APART = {"bed_house": (0, 0), "conflicts": ((0, 1),)}


def test_opponent_may_come_on_the_day_the_other_leaves() -> None:
    assert optimum(problem(resident([0], 10), resident([10], 10, bed=1), **APART)) == 10


def test_opponent_may_not_come_a_night_earlier() -> None:
    assert optimum(problem(resident([0], 10), resident([9], 10, bed=1), **APART)) == 100


def test_opponents_may_share_nights_in_two_houses() -> None:
    houses = problem(
        resident([0], 10), resident([9], 10, bed=1), bed_house=(0, 1), conflicts=((0, 1),)
    )
    assert optimum(houses) == 9


def test_participants_without_a_conflict_share_a_house() -> None:
    assert optimum(problem(resident([0], 10), resident([9], 10, bed=1), bed_house=(0, 0))) == 9


def test_opponent_who_can_choose_goes_to_the_other_house() -> None:
    either = case(into_bed([9], 10, bed=1), into_bed([9], 10, bed=2, cost=4))
    two_houses = {"bed_house": (0, 0, 1), "conflicts": ((0, 1),)}
    assert optimum(problem(resident([0], 10), either, **two_houses)) == 9 + 4


def test_conflict_holds_whoever_comes_first() -> None:
    assert optimum(problem(resident([9], 10), resident([0], 10, bed=1), **APART)) == 100
    assert optimum(problem(resident([10], 10), resident([0], 10, bed=1), **APART)) == 10
