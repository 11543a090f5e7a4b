from dataclasses import replace

import pytest

from solver.schedule.pairs import has_weekly_rest
from solver.schedule.problem import Duty, ScheduleProblem
from tests.solver.schedule.builders import (
    MISSING,
    UNMET,
    choice,
    cost,
    labour,
    legal_week,
    past,
    person,
    problem,
    quarters,
    session_day,
    sessions,
    shift,
)

WEEK = labour(weekly_rest_minutes=1920, legal_weeks=(legal_week(0),))
# Twenty-three hours a day from Wednesday on: rest is possible before or not at all.
FULL = [shift(day, "00:00", "23:00") for day in range(2, 7)]


def given(first: Duty, *others: Duty, **changes: object) -> ScheduleProblem:
    """A first duty, that of others, and full days from Wednesday on."""
    return problem([first, *others, *FULL], **{**WEEK, **changes})


@pytest.mark.parametrize(("end", "missing"), [("16:00", 0), ("16:15", MISSING)])
def test_stretch_after_a_duty_at_its_edge(end: str, missing: int) -> None:
    assert cost(given(shift(0, "08:00", end))) == missing
    assert cost(problem([shift(0, "08:00", end), *FULL])) == 0


@pytest.mark.parametrize(("start", "missing"), [("08:00", 0), ("07:45", MISSING)])
def test_stretch_from_the_beginning_of_the_week(start: str, missing: int) -> None:
    assert cost(given(shift(1, start, "16:00"))) == missing


@pytest.mark.parametrize(("end", "missing"), [("16:00", 0), ("16:15", MISSING)])
def test_stretch_until_the_end_of_the_week(end: str, missing: int) -> None:
    busy = [shift(day, "00:00", "23:00") for day in range(5)]
    assert cost(problem([*busy, shift(5, "08:00", end)], **WEEK)) == missing


def test_stretch_lies_inside_one_week() -> None:
    weeks = (legal_week(0), legal_week(7, needs_rest=False))
    rest = labour(weekly_rest_minutes=1920, legal_weeks=weeks)
    busy = [shift(day, "00:00", "23:00") for day in range(5)]
    made = problem([*busy, shift(6, "00:00", "08:00")], **rest)
    assert cost(made) == MISSING


def test_week_that_ends_after_the_schedule_needs_no_rest() -> None:
    week = labour(weekly_rest_minutes=1920, legal_weeks=(legal_week(7, needs_rest=False),))
    busy = [shift(day, "00:00", "23:00") for day in range(7, 14)]
    assert cost(problem(busy, **week)) == 0


def test_night_of_the_week_before_shortens_the_stretch() -> None:
    rested = person(range(6), past=(past(-1, "22:00", "06:00"),))
    later = [shift(1, "14:00", "18:00"), *FULL]
    assert cost(problem(later, [rested], **WEEK)) == 0
    earlier = [shift(1, "13:45", "18:00"), *FULL]
    assert cost(problem(earlier, [rested], **WEEK)) == MISSING


def test_week_that_history_has_left_without_rest_gets_nothing_more() -> None:
    busy = tuple(past(day, "00:00", "23:00") for day in range(5))
    tired = person([0, 1, 2], past=(*busy, past(5, "08:00", "17:00")))
    made = problem([shift(6), shift(6, "23:30", "07:30"), shift(7)], [tired], **WEEK)
    assert cost(made) == 2 * MISSING
    held = sessions([session_day(6, choice(6, "10:00"))])
    assert cost(problem([], [replace(tired, duties=())], **WEEK, **held)) == UNMET
    assert not has_weekly_rest(made.labour, tired.past, legal_week(0))


@pytest.mark.parametrize(("last", "unmet"), [("15:00", 0), ("15:15", UNMET)])
def test_session_leaves_the_stretch(last: str, unmet: int) -> None:
    duties = range(5)
    late = sessions([session_day(0, quarters(0, last, "17:00"))])
    assert cost(problem(FULL, [person(duties)], **WEEK, **late)) == unmet


@pytest.mark.parametrize(("first", "unmet"), [("08:00", 0), ("07:45", UNMET)])
def test_stretch_ends_with_a_session(first: str, unmet: int) -> None:
    early = sessions([session_day(1, quarters(1, "06:00", first))])
    assert cost(problem(FULL, [person(range(5))], **WEEK, **early)) == unmet


def test_overlapping_history_blames_nobody() -> None:
    tired = person(range(4), past=(past(0), past(0, "12:00", "17:00"), past(-1, "22:00", "09:00")))
    held = sessions([session_day(1, quarters(1, "09:00", "22:00"))])
    assert cost(problem(FULL[1:], [tired], **WEEK, **held)) == 0
    late = sessions([session_day(1, quarters(1, "15:15", "22:00"))])
    assert cost(problem(FULL[1:], [tired], **WEEK, **late)) == UNMET
