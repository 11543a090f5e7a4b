import pytest

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
    session_day,
    sessions,
    shift,
)

WEEK = labour(legal_weeks=(legal_week(-1), legal_week(6)))


@pytest.mark.parametrize(("most", "missing"), [(480, 0), (465, MISSING)])
def test_minutes_of_a_work_day_at_their_edge(most: int, missing: int) -> None:
    made = problem([shift(0)], [person([0], daily_max_minutes=most)])
    assert cost(made) == missing


@pytest.mark.parametrize(("most", "missing"), [(480, 0), (479, MISSING)])
def test_limit_that_is_no_quarter_hour_is_rounded_down(most: int, missing: int) -> None:
    assert cost(problem([shift(0)], [person([0], daily_max_minutes=most)])) == missing


@pytest.mark.parametrize(("most", "unmet"), [(540, 0), (525, UNMET)])
def test_sessions_count_in_the_minutes_of_a_work_day(most: int, unmet: int) -> None:
    held = sessions([session_day(0, choice(0, "17:00"))])
    made = problem([shift(0)], [person([0], daily_max_minutes=most)], **held)
    assert cost(made) == unmet


def test_night_counts_for_the_day_on_which_it_starts() -> None:
    duties = [shift(0, "22:00", "06:00"), shift(1, "14:00", "22:00")]
    assert cost(problem(duties, [person([0, 1], daily_max_minutes=480)])) == 0


@pytest.mark.parametrize(("most", "missing"), [(960, 0), (945, MISSING)])
def test_minutes_of_a_legal_week_at_their_edge(most: int, missing: int) -> None:
    duties = [shift(0), shift(5), shift(6)]
    made = problem(duties, [person([0, 1, 2], weekly_max_minutes=most)], **WEEK)
    assert cost(made) == missing


@pytest.mark.parametrize(("most", "unmet"), [(540, 0), (525, UNMET)])
def test_sessions_count_in_the_minutes_of_a_legal_week(most: int, unmet: int) -> None:
    held = sessions([session_day(1, choice(1, "17:00"))])
    made = problem([shift(0)], [person([0], weekly_max_minutes=most)], **held, **WEEK)
    assert cost(made) == unmet


@pytest.mark.parametrize(("most", "missing"), [(960, 0), (945, MISSING)])
def test_history_counts_in_the_first_legal_week(most: int, missing: int) -> None:
    rested = person([0], weekly_max_minutes=most, past=(past(-1), past(-2)))
    assert cost(problem([shift(0)], [rested], **WEEK)) == missing


def test_history_above_the_limit_blames_nobody_and_leaves_nothing() -> None:
    tired = person([0, 1], weekly_max_minutes=420, past=(past(-1),))
    made = problem([shift(0), shift(6, "08:00", "15:00")], [tired], **WEEK)
    assert cost(made) == MISSING
