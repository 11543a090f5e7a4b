from collections.abc import Sequence

import pytest

from solver.schedule.problem import ScheduleProblem
from tests.solver.schedule.builders import (
    MISSING,
    activity,
    cost,
    is_impossible,
    own_rules,
    past,
    person,
    problem,
    shift,
)


def given(
    days: Sequence[int],
    past_days: Sequence[int] = (),
    locked: Sequence[int] = (),
    open_from: int = 0,
    **limits: object,
) -> ScheduleProblem:
    """One person with rules of her own beside a shift on each of these days."""
    duties = [shift(day) for day in days]
    worker = person(
        range(len(duties)),
        locked=frozenset(days.index(day) for day in locked),
        past=tuple(past(day) for day in past_days),
        **own_rules(**limits),
    )
    return problem(duties, [worker], open_from=open_from)


@pytest.mark.parametrize(("most", "missing"), [(1440, 0), (1439, 1), (960, 1), (0, 3)])
def test_most_hours_in_the_schedule(most: int, missing: int) -> None:
    assert cost(given((0, 5, 9), past_days=(-1,), max_minutes=most)) == MISSING * missing


def test_hours_that_are_over_count_and_blame_nobody() -> None:
    assert cost(given((4, 5), past_days=(0, 1), max_minutes=1440)) == MISSING
    assert cost(given((4, 5), past_days=(0, 1), max_minutes=480)) == 2 * MISSING


@pytest.mark.parametrize(("least", "possible"), [(960, True), (961, False)])
def test_least_hours_in_the_schedule(least: int, possible: bool) -> None:
    assert is_impossible(given((0, 5), past_days=(-1,), min_minutes=least)) is not possible
    assert is_impossible(given((5,), past_days=(0,), min_minutes=least)) is not possible


def test_only_shifts_count_in_the_hours() -> None:
    duties = [shift(0), activity(1)]
    worker = person([0, 1], **own_rules(max_minutes=480))
    assert cost(problem(duties, [worker])) == 0


@pytest.mark.parametrize(("most", "missing"), [(2, 0), (1, 1), (0, 2)])
def test_shifts_of_one_type(most: int, missing: int) -> None:
    duties = [shift(0), shift(2), shift(4, shift=1)]
    worker = person([0, 1, 2], **own_rules(most_by_shift={0: most}))
    assert cost(problem(duties, [worker])) == MISSING * missing


def test_shifts_of_one_type_that_are_over_count_in_the_schedule() -> None:
    duties = [shift(2), shift(4)]
    worker = person([0, 1], past=(past(-1), past(0)), **own_rules(most_by_shift={0: 2}))
    assert cost(problem(duties, [worker])) == MISSING
    worker = person([0, 1], past=(past(0), past(1, shift=1)), **own_rules(most_by_shift={0: 0}))
    assert cost(problem(duties, [worker])) == 2 * MISSING


@pytest.mark.parametrize(
    ("past_days", "days", "missing"),
    [
        ((), (0, 1, 2), 0),
        ((), (0, 1, 2, 3), 1),
        ((-1,), (0, 1), 0),
        ((-1,), (0, 1, 2), 1),
        ((0, 1, 2, 3), (4, 6), 1),
        ((-1, 0, 1), (3, 4, 5), 0),
        ((), (11, 12, 13), 0),
        ((), (10, 11, 12, 13), 1),
    ],
)
def test_most_days_in_a_row(past_days: Sequence[int], days: Sequence[int], missing: int) -> None:
    assert cost(given(days, past_days, max_consecutive_days=3)) == MISSING * missing


@pytest.mark.parametrize(
    ("days", "missing"),
    [
        ((4, 5, 6), 0),
        ((4, 5), 2),
        ((0, 1), 0),
        ((0,), 0),
        ((1, 2), 2),
        ((13,), 0),
        ((12, 13), 0),
        ((11, 12), 2),
    ],
)
def test_least_days_in_a_row_but_at_the_ends(days: Sequence[int], missing: int) -> None:
    assert cost(given(days, min_consecutive_days=3)) == MISSING * missing


@pytest.mark.parametrize(
    ("days", "missing"),
    [((4, 8), 0), ((4, 7), 1), ((2, 3), 0), ((2, 11), 0), ((2, 5, 11), 1), ((1, 12), 0)],
)
def test_least_days_off_in_a_row_but_at_the_ends(days: Sequence[int], missing: int) -> None:
    assert cost(given(days, min_consecutive_days_off=3)) == MISSING * missing


def test_runs_that_begin_before_the_planning_date_are_not_asked() -> None:
    runs = {"min_consecutive_days": 3, "min_consecutive_days_off": 3}
    assert cost(given((5, 6, 7), (1, 3), (), 5, min_consecutive_days=3)) == 0
    assert cost(given((4,), (1, 3), (), 4, **runs)) == 0
    assert cost(given((4, 8, 9, 10), (1, 3), (), 4, **runs)) == 0
    assert cost(given((4, 7, 8, 9), (1, 3), (), 4, **runs)) == MISSING
    assert is_impossible(given((5, 6), (), (5, 6), 4, min_consecutive_days=3))


@pytest.mark.parametrize(
    ("past_days", "days", "most", "missing"),
    [
        ((), (5, 6), 1, 0),
        ((), (5, 13), 1, 1),
        ((), (4, 7, 11), 0, 0),
        ((5,), (6,), 1, 0),
        ((5,), (6, 12), 1, 1),
        ((5,), (6, 7), 0, 1),
        ((-1,), (5,), 1, 0),
    ],
)
def test_most_weekends(
    past_days: Sequence[int], days: Sequence[int], most: int, missing: int
) -> None:
    assert cost(given(days, past_days, max_weekends=most)) == MISSING * missing


@pytest.mark.parametrize(
    ("second", "day", "missing"), [(1, 1, MISSING), (1, 2, 0), (0, 1, 0), (None, 1, 0)]
)
def test_shift_that_must_not_follow(second: int | None, day: int, missing: int) -> None:
    later = shift(day, "18:00", "22:00", shift=second)
    barred = frozenset({(0, 1)})
    assert cost(problem([shift(0), later], successions=barred)) == missing
    worked = [person([0], past=(past(day - 1 if day == 1 else 0),))]
    assert cost(problem([later], worked, successions=barred)) == missing
