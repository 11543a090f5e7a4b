from dataclasses import replace
from random import Random

import pytest

from solver.common.limits import Limits
from solver.schedule.problem import (
    ScheduleProblem,
    SessionDay,
    SessionDemand,
)
from solver.schedule.solve import solve_schedule
from solver.schedule.steady import repeated_sessions, steadied
from solver.schedule.timetable import TimedSchedule
from tests.solver.schedule.builders import (
    choice,
    person,
    problem,
    quarters,
    session_day,
    solved,
)
from tests.solver.schedule.random_problems import ProblemMaker


def weekly(*days: SessionDay, participants: int = 1) -> ScheduleProblem:
    """One session a week in each of two weeks; participant p has the demands 2p and 2p + 1."""
    demands = tuple(SessionDemand(p, week, 1) for p in range(participants) for week in range(2))
    return problem([], [person(), person()], demands=demands, session_days=days)


def test_sessions_are_at_the_same_weekday_and_time() -> None:
    days = [
        session_day(day, quarters(day, "09:00", "16:00"), demand=2 * p + day // 7)
        for p in range(2)
        for day in (0, 1, 2, 7, 8, 9)
    ]
    made = weekly(*days, participants=2)
    outcome = solved(made)
    assert outcome.objective == 0
    assert repeated_sessions(made, outcome.solution) == 2


def test_a_session_is_moved_within_the_search_to_meet_the_one_before() -> None:
    first = session_day(0, choice(0, "09:00", "13:00"))
    second = session_day(7, choice(7, "13:00", "15:00"), demand=1)
    assert repeated_sessions(weekly(first, second), solved(weekly(first, second)).solution) == 1
    never = session_day(7, choice(7, "15:00"), demand=1)
    assert repeated_sessions(weekly(first, never), solved(weekly(first, never)).solution) == 0


def test_a_cheaper_worker_is_worth_more_than_a_steady_time() -> None:
    first = session_day(0, choice(0, "09:00"), choice(0, "11:00", person=1, cost=1))
    second = session_day(7, choice(7, "11:00"), demand=1)
    outcome = solved(weekly(first, second))
    assert outcome.objective == 0
    assert repeated_sessions(weekly(first, second), outcome.solution) == 0


def test_time_of_day_is_read_on_the_clock() -> None:
    """The clocks have gone forward between the two: 09:00 comes an hour earlier."""
    first = session_day(0, choice(0, "09:00", "10:00"))
    second = session_day(7, choice(7, "08:00"), demand=1, clock_minute=7 * 1440 - 60)
    made = weekly(first, second)
    found = solved(made).solution
    assert [held.start_minute for held in found.sessions] == [9 * 60, 7 * 1440 + 8 * 60]
    assert repeated_sessions(made, found) == 1


def test_nothing_changes_once_somebody_has_stopped_the_search() -> None:
    first = session_day(0, choice(0, "09:00", "13:00"))
    second = session_day(7, choice(7, "13:00"), demand=1)
    made = weekly(first, second)
    outcome = solved(made)
    stopped = Limits()
    stopped.stop.set()
    held = tuple(replace(s, start_minute=9 * 60) for s in outcome.solution.sessions[:1])
    timed = TimedSchedule(replace(outcome.solution, sessions=held), 300)
    assert steadied(made, timed, stopped) is timed


@pytest.mark.parametrize("seed", range(30))
def test_steadying_never_costs_anything(seed: int) -> None:
    """A random week, twice."""
    week = ProblemMaker(Random(seed)).problem()
    later = tuple(replace(demand, week=1) for demand in week.demands)
    again = tuple(_a_week_later(day, len(week.demands)) for day in week.session_days)
    made = replace(
        week,
        days=14,
        people=tuple(
            replace(p, support_minutes_by_week=p.support_minutes_by_week * 2) for p in week.people
        ),
        demands=(*week.demands, *later),
        session_days=(*week.session_days, *again),
    )
    outcome = solve_schedule(made, Limits())
    if outcome.solution is None:
        return
    timed = TimedSchedule(outcome.solution, outcome.objective)
    steady = steadied(made, timed, Limits())
    assert steady.cost == timed.cost
    assert steady.solution.duties == timed.solution.duties
    assert repeated_sessions(made, steady.solution) == repeated_sessions(made, timed.solution)


def _a_week_later(day: SessionDay, demands: int) -> SessionDay:
    shifted = tuple(
        replace(choice, starts=tuple(start + 7 * 1440 for start in choice.starts))
        for choice in day.choices
    )
    return replace(
        day,
        day=day.day + 7,
        demand=day.demand + demands,
        choices=shifted,
        kept=None,
        clock_minute=day.clock_minute + 7 * 1440,
    )
