from collections.abc import Sequence

import pytest

from tests.solver.schedule.builders import (
    MISSING,
    UNMET,
    activity,
    choice,
    cost,
    labour,
    past,
    person,
    problem,
    session_day,
    sessions,
    shift,
)

DAYS = labour(max_consecutive_days=3)
NIGHTS = labour(max_consecutive_nights=2)
NIGHT = ("23:30", "07:30")


@pytest.mark.parametrize(
    ("days", "missing"),
    [((0, 1, 2), 0), ((0, 1, 2, 3), 1), ((0, 1, 2, 4, 5, 6), 0), (tuple(range(8)), 2)],
)
def test_work_days_in_a_row(days: Sequence[int], missing: int) -> None:
    assert cost(problem([shift(day) for day in days], **DAYS)) == MISSING * missing


def test_two_duties_of_a_day_are_one_work_day() -> None:
    duties = [shift(0), shift(0, "17:00", "18:00"), activity(1), shift(2)]
    assert cost(problem(duties, **DAYS)) == 0


@pytest.mark.parametrize(("day", "unmet"), [(4, 0), (3, UNMET)])
def test_session_makes_a_work_day(day: int, unmet: int) -> None:
    held = sessions([session_day(day, choice(day, "10:00"))])
    duties = [shift(0), shift(1), shift(2)]
    assert cost(problem(duties, [person([0, 1, 2])], **held, **DAYS)) == unmet


@pytest.mark.parametrize(
    ("worked", "days", "missing"),
    [
        ((-1,), (0, 1), 0),
        ((-1,), (0, 1, 2), 1),
        ((-2, -1), (0, 1), 1),
        ((-3, -2, -1), (0, 1), 1),
        ((-5, -4, -3, -2, -1), (0, 1, 2), 1),
        ((-3, -2), (0, 1, 2), 0),
        ((-5, -4, -3, -2), (), 0),
    ],
)
def test_run_begins_in_history(worked: Sequence[int], days: Sequence[int], missing: int) -> None:
    tired = person(range(len(days)), past=tuple(past(day) for day in worked))
    made = problem([shift(day) for day in days], [tired], **DAYS)
    assert cost(made) == MISSING * missing


@pytest.mark.parametrize(
    ("days", "missing"), [((0, 1), 0), ((0, 1, 2), 1), ((0, 1, 3, 4), 0), (tuple(range(5)), 1)]
)
def test_nights_in_a_row(days: Sequence[int], missing: int) -> None:
    assert cost(problem([shift(day, *NIGHT) for day in days], **NIGHTS)) == MISSING * missing


def test_night_is_dated_by_the_morning_it_reaches() -> None:
    evenings, mornings = [shift(0, *NIGHT), shift(1, *NIGHT)], [shift(3, "00:00", "08:00")]
    assert cost(problem([*evenings, *mornings], **NIGHTS)) == MISSING
    assert cost(problem([*evenings, shift(4, "00:00", "08:00")], **NIGHTS)) == 0


def test_shift_that_ends_at_three_is_no_night() -> None:
    late = [shift(day, "19:00", "03:00") for day in range(3)]
    assert cost(problem(late, **NIGHTS)) == 0
    assert cost(problem([shift(d, "19:15", "03:15") for d in range(3)], **NIGHTS)) == MISSING
    assert cost(problem([shift(d, "03:00", "09:00") for d in range(3)], **NIGHTS)) == MISSING


@pytest.mark.parametrize(
    ("worked", "days", "missing"),
    [((-1,), (0,), 0), ((-1,), (0, 1), 1), ((-2, -1), (0,), 1), ((-4, -3, -2), (0, 1), 0)],
)
def test_run_of_nights_begins_in_history(
    worked: Sequence[int], days: Sequence[int], missing: int
) -> None:
    tired = person(range(len(days)), past=tuple(past(day, *NIGHT) for day in worked))
    made = problem([shift(day, *NIGHT) for day in days], [tired], **NIGHTS)
    assert cost(made) == MISSING * missing
