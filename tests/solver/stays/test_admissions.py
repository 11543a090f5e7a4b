"""S6: admissions to one house are staggered."""

import pytest

from tests.solver.stays.builders import optimum, problem, resident


@pytest.mark.parametrize("spacing", [1, 3, 7])
def test_two_admissions_are_the_spacing_apart(spacing: int) -> None:
    stays = resident([0], 10), resident([spacing], 10, bed=1)
    assert optimum(problem(*stays, bed_house=(0, 0), spacing_days=spacing)) == spacing


@pytest.mark.parametrize("spacing", [1, 3, 7])
def test_two_admissions_a_day_closer_are_too_close(spacing: int) -> None:
    stays = resident([0], 10), resident([spacing - 1], 10, bed=1)
    assert optimum(problem(*stays, bed_house=(0, 0), spacing_days=spacing)) == 100


def test_spacing_of_zero_is_switched_off() -> None:
    stays = resident([3], 10), resident([3], 10, bed=1)
    assert optimum(problem(*stays, bed_house=(0, 0), spacing_days=0)) == 6
    assert optimum(problem(*stays, bed_house=(0, 0), spacing_days=1)) == 103


def test_houses_do_not_wait_for_each_other() -> None:
    stays = resident([3], 10), resident([3], 10, bed=1)
    assert optimum(problem(*stays, bed_house=(0, 1), spacing_days=7)) == 6


def test_admission_waits_for_the_first_day_that_is_far_enough() -> None:
    stays = resident([0], 10), resident(range(20), 10, bed=1)
    assert optimum(problem(*stays, bed_house=(0, 0), spacing_days=7)) == 7
