import pytest

from solver.schedule.problem import ScheduleCosts, SessionDemand
from tests.solver.schedule.builders import (
    UNMET,
    choice,
    cost,
    in_time,
    is_impossible,
    minute,
    person,
    problem,
    quarters,
    session_day,
    sessions,
    solved,
)

COSTS = ScheduleCosts(unmet_session=UNMET, moved=8)


@pytest.mark.parametrize(("days", "unmet"), [(1, 2), (2, 1), (3, 0), (4, 0)])
def test_participant_has_one_session_a_day(days: int, unmet: int) -> None:
    open_days = [session_day(day, quarters(day, "09:00", "16:00")) for day in range(days)]
    made = problem([], [person()], **sessions(open_days, needed=3))
    assert cost(made) == UNMET * unmet
    assert len(solved(made).solution.sessions) == 3 - unmet


@pytest.mark.parametrize(("held", "more"), [(0, 2), (1, 1), (2, 0), (3, 0)])
def test_sessions_that_are_over_count_in_the_week(held: int, more: int) -> None:
    open_days = [session_day(day, choice(day, "09:00")) for day in range(4)]
    outcome = solved(problem([], [person()], **sessions(open_days, needed=2, held=held)))
    assert (outcome.objective, len(outcome.solution.sessions)) == (0, more)


def test_locked_sessions_may_be_more_than_are_asked_for() -> None:
    locked = [session_day(day, choice(day, "09:00"), locked=True) for day in (0, 1)]
    others = [session_day(day, choice(day, "09:00")) for day in (2, 3)]
    outcome = solved(problem([], [person()], **sessions([*locked, *others])))
    assert [held.session_day for held in outcome.solution.sessions] == [0, 1]
    assert outcome.objective == 0


@pytest.mark.parametrize(("minutes", "unmet"), [(120, 0), (119, 1), (60, 1), (0, 2)])
def test_support_minutes_of_a_week_at_their_edge(minutes: int, unmet: int) -> None:
    open_days = [session_day(day, choice(day, "09:00")) for day in (0, 1)]
    worker = person(support_minutes_by_week=(minutes, 0))
    assert cost(problem([], [worker], **sessions(open_days, needed=2))) == UNMET * unmet


def test_support_minutes_are_counted_week_by_week() -> None:
    open_days = [
        session_day(4, choice(4, "09:00"), demand=0),
        session_day(7, choice(7, "09:00"), demand=1),
    ]
    demands = (SessionDemand(0, 0, 1), SessionDemand(0, 1, 1))
    made = {"session_days": tuple(open_days), "demands": demands}
    worker = person(support_minutes_by_week=(60, 60))
    assert cost(problem([], [worker], **made)) == 0
    worker = person(support_minutes_by_week=(120, 0))
    assert cost(problem([], [worker], **made)) == UNMET


def test_session_has_one_worker_and_the_cheaper_one() -> None:
    both = session_day(0, choice(0, "09:00", cost=15), choice(0, "11:00", person=1))
    outcome = solved(problem([], [person(), person()], **sessions([both])))
    assert list(in_time(outcome.solution.sessions)) == [(0, 1, minute(0, "11:00"))]
    assert outcome.objective == 0


def test_start_is_one_at_which_its_worker_is_there() -> None:
    first = session_day(0, choice(0, "09:00"), choice(0, "14:00", person=1), demand=0)
    second = session_day(0, choice(0, "09:00"), demand=2)
    made = problem([], [person(), person()], **sessions([first, second], participants=2))
    assert list(in_time(solved(made).solution.sessions)) == [
        (0, 1, minute(0, "14:00")),
        (1, 0, minute(0, "09:00")),
    ]


def test_locked_session_keeps_its_worker_and_start() -> None:
    locked = session_day(0, choice(0, "09:00", cost=25), locked=True, kept=(0, minute(0, "09:00")))
    made = problem([], [person()], **{**sessions([locked]), "costs": COSTS})
    outcome = solved(made)
    assert list(in_time(outcome.solution.sessions)) == [(0, 0, minute(0, "09:00"))]
    assert outcome.objective == 25


def test_two_locked_sessions_of_one_person_at_one_time_are_impossible() -> None:
    locked = [session_day(0, choice(0, "09:00"), demand=demand, locked=True) for demand in (0, 2)]
    assert is_impossible(problem([], [person()], **sessions(locked, participants=2)))


@pytest.mark.parametrize(("start", "moved"), [("09:00", 0), ("09:15", 8)])
def test_published_session_is_kept_or_costs(start: str, moved: int) -> None:
    kept = session_day(0, quarters(0, "09:00", "11:00"), kept=(0, minute(0, "10:00")))
    other = session_day(0, choice(0, start), demand=2, locked=True)
    made = sessions([kept, other], participants=2)
    assert cost(problem([], [person()], **made, costs=COSTS)) == moved


def test_published_session_given_to_a_cheaper_worker_costs_its_move() -> None:
    open_day = session_day(
        0, choice(0, "09:00", cost=9), choice(0, "09:00", person=1), kept=(0, minute(0, "09:00"))
    )
    outcome = solved(problem([], [person(), person()], **sessions([open_day]), costs=COSTS))
    assert outcome.objective == 8
    assert list(in_time(outcome.solution.sessions)) == [(0, 1, minute(0, "09:00"))]


def test_published_session_that_is_not_held_costs_both() -> None:
    open_day = session_day(0, choice(0, "09:00"), kept=(0, minute(0, "09:00")))
    worker = person(support_minutes_by_week=(0, 0))
    assert cost(problem([], [worker], **sessions([open_day]), costs=COSTS)) == UNMET + 8
