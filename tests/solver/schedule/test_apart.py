import pytest

from tests.solver.schedule.builders import (
    MISSING,
    UNMET,
    activity,
    choice,
    cost,
    labour,
    minute,
    past,
    person,
    problem,
    quarters,
    session_day,
    sessions,
    shift,
    solved,
)

REST = labour(min_rest_minutes=480)
SPAN = labour(day_span_minutes=720)


@pytest.mark.parametrize(("start", "missing"), [("16:00", 0), ("15:45", MISSING)])
def test_duties_of_one_person_may_meet_and_not_overlap(start: str, missing: int) -> None:
    assert cost(problem([shift(0), shift(0, start, "20:00")])) == missing


def test_overlapping_duties_are_shared_by_two_people() -> None:
    both = [shift(0), shift(0, "12:00", "20:00")]
    assert cost(problem(both, [person([0, 1]), person([1])])) == 0


@pytest.mark.parametrize(("end", "missing"), [("24:00", 0), ("24:15", MISSING)])
def test_rest_between_work_days_at_its_edge(end: str, missing: int) -> None:
    duties = [shift(0, "16:00", end), shift(1)]
    assert cost(problem(duties, **REST)) == missing
    assert cost(problem(duties)) == 0


def test_rest_is_not_asked_within_a_work_day() -> None:
    assert cost(problem([shift(0, "08:00", "10:00"), shift(0, "11:00", "13:00")], **REST)) == 0


def test_night_belongs_to_the_day_on_which_it_starts() -> None:
    duties = [shift(0, "12:00", "14:00"), shift(0, "23:30", "07:30")]
    assert cost(problem(duties, **REST)) == 0
    assert cost(problem([*duties, shift(1, "15:15", "20:00")], **REST)) == MISSING
    assert cost(problem([*duties, shift(1, "15:30", "20:00")], **REST)) == 0


@pytest.mark.parametrize(("end", "missing"), [("24:00", 0), ("24:15", MISSING)])
def test_rest_after_a_duty_that_is_over(end: str, missing: int) -> None:
    rested = person([0], past=(past(-1, "16:00", end),))
    assert cost(problem([shift(0)], [rested], **REST)) == missing


def test_rest_of_more_than_a_day_reaches_over_a_free_day() -> None:
    duties = [shift(0, "00:15", "23:45"), shift(0, "23:45", "23:30"), shift(3, "00:00", "08:00")]
    assert cost(problem(duties, **labour(min_rest_minutes=1470))) == 0
    assert cost(problem(duties, **labour(min_rest_minutes=1485))) == MISSING


@pytest.mark.parametrize(("end", "missing"), [("20:00", 0), ("20:15", MISSING)])
def test_span_of_a_work_day_at_its_edge(end: str, missing: int) -> None:
    duties = [shift(0, "08:00", "10:00"), activity(0, "19:00", end)]
    assert cost(problem(duties, **SPAN)) == missing


@pytest.mark.parametrize(("end", "unmet"), [("10:00", 0), ("10:15", UNMET)])
def test_session_may_meet_a_duty_and_not_overlap_it(end: str, unmet: int) -> None:
    held = sessions([session_day(0, choice(0, "10:00"))])
    assert cost(problem([shift(0, "08:00", end)], [person([0])], **held)) == unmet


def test_sessions_of_one_person_are_held_one_after_the_other() -> None:
    both = [
        session_day(0, quarters(0, "09:00", "10:00"), demand=0),
        session_day(0, quarters(0, "09:00", "10:00"), demand=2),
    ]
    made = problem([], [person()], **sessions(both, participants=2))
    held = solved(made).solution.sessions
    times = sorted(session.start_minute or 0 for session in held)
    assert times == [minute(0, "09:00"), minute(0, "10:00")]
    closer = [
        session_day(0, quarters(0, "09:00", "09:45"), demand=0),
        session_day(0, quarters(0, "09:00", "09:45"), demand=2),
    ]
    assert cost(problem([], [person()], **sessions(closer, participants=2))) == UNMET


@pytest.mark.parametrize(("start", "unmet"), [("08:00", 0), ("07:45", UNMET)])
def test_rest_between_a_shift_and_a_session_of_the_next_day(start: str, unmet: int) -> None:
    held = sessions([session_day(1, choice(1, start))])
    made = problem([shift(0, "16:00", "24:00")], [person([0])], **held, **REST)
    assert cost(made) == unmet
    over = person(past=(past(0, "16:00", "24:00"),))
    assert cost(problem([], [over], **held, **REST)) == unmet


@pytest.mark.parametrize(("end", "unmet"), [("17:00", 0), ("17:15", UNMET)])
def test_rest_between_a_session_and_a_shift_of_the_next_day(end: str, unmet: int) -> None:
    start = f"{int(end[:2]) - 1}:{end[3:]}"
    held = sessions([session_day(0, choice(0, start))])
    made = problem([shift(1, "01:00", "09:00")], [person([0])], **held, **REST)
    assert cost(made) == unmet


@pytest.mark.parametrize(("last", "unmet"), [("16:00", 0), ("16:15", UNMET)])
def test_span_from_a_shift_to_a_session(last: str, unmet: int) -> None:
    held = sessions([session_day(0, choice(0, last))])
    made = problem([shift(0, "05:00", "09:00")], [person([0])], **held, **SPAN)
    assert cost(made) == unmet


@pytest.mark.parametrize(("first", "unmet"), [("07:00", 0), ("06:45", UNMET)])
def test_span_between_two_sessions_of_a_day(first: str, unmet: int) -> None:
    days = [
        session_day(0, choice(0, first), demand=0),
        session_day(0, choice(0, "18:00"), demand=2),
    ]
    assert cost(problem([], [person()], **sessions(days, participants=2), **SPAN)) == unmet


@pytest.mark.parametrize(("first", "unmet"), [("08:00", 0), ("07:45", UNMET)])
def test_rest_between_sessions_of_two_days(first: str, unmet: int) -> None:
    days = [session_day(0, choice(0, "23:00")), session_day(1, choice(1, first))]
    made = problem([], [person()], **sessions(days, needed=2), **REST)
    assert cost(made) == unmet


def test_overlapping_history_blames_nobody() -> None:
    tired = person(past=(past(-1, "16:00", "08:00"), past(-1, "23:30", "09:30")))
    days = [session_day(0, quarters(0, "09:00", "09:30"))]
    assert cost(problem([], [tired], **sessions(days))) == 0
    too_early = [session_day(0, quarters(0, "09:00", "09:15"))]
    assert cost(problem([], [tired], **sessions(too_early))) == UNMET
    crossed = [
        session_day(0, quarters(0, "09:00", "09:30"), demand=0),
        session_day(0, quarters(0, "09:30", "10:00"), demand=2),
    ]
    assert cost(problem([], [tired], **sessions(crossed, participants=2))) == UNMET
