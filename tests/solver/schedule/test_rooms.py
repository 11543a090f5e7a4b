import pytest

from solver.schedule.problem import ScheduleProblem
from tests.solver.schedule.builders import (
    UNMET,
    cost,
    in_time,
    minute,
    person,
    problem,
    quarters,
    session_day,
    sessions,
    solved,
)


def given(participants: int, last: str, rooms: int | None) -> ScheduleProblem:
    """Participants on one day, each with her own worker; sessions begin from 09:00 to ``last``."""
    days = [
        session_day(0, quarters(0, "09:00", last, person=p), demand=2 * p)
        for p in range(participants)
    ]
    workers = [person() for _ in range(participants)]
    return problem([], workers, **sessions(days, participants=participants), rooms=rooms)


@pytest.mark.parametrize(
    ("last", "rooms", "unmet"),
    [("10:00", None, 0), ("10:00", 2, 0), ("09:45", 2, 1), ("09:00", 2, 1), ("11:00", 1, 0)],
)
def test_rooms_hold_one_session_at_a_time(last: str, rooms: int | None, unmet: int) -> None:
    assert cost(given(3, last, rooms)) == UNMET * unmet


def test_sessions_in_one_room_follow_one_another() -> None:
    held = in_time(solved(given(3, "11:00", 1)).solution.sessions)
    starts = sorted(start for _, _, start in held)
    assert starts == [minute(0, "09:00"), minute(0, "10:00"), minute(0, "11:00")]


def test_room_is_free_between_days() -> None:
    days = [session_day(day, quarters(day, "09:00", "09:00")) for day in range(3)]
    assert cost(problem([], [person()], **sessions(days, needed=3), rooms=1)) == 0


def test_fewer_rooms_are_used_than_the_minutes_of_a_day_allow() -> None:
    """In two hours and 45 minutes two rooms have minutes for five sessions and room for four."""
    assert cost(given(5, "10:45", 2)) == UNMET
