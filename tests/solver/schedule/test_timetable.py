"""Times of day are found after the search; days on which there are none are searched with times."""

from random import Random

import pytest
from ortools.sat.python import cp_model

from solver.common.cp import new_solver
from solver.common.limits import Limits
from solver.schedule.model import ScheduleModel
from solver.schedule.problem import (
    HeldSession,
    ScheduleCosts,
    ScheduleProblem,
    ScheduleSolution,
)
from solver.schedule.timetable import all_days, set_times, untimely_days
from tests.solver.schedule.builders import (
    UNMET,
    activity,
    choice,
    cost,
    labour,
    legal_week,
    minute,
    person,
    problem,
    quarters,
    session_day,
    sessions,
    solved,
)
from tests.solver.schedule.random_problems import ProblemMaker


def searched(made: ScheduleProblem, timed_days: frozenset[int]) -> tuple[ScheduleSolution, int]:
    """The optimum of the model with times of day on these days only."""
    model = ScheduleModel(made, timed_days)
    solver = new_solver(Limits())
    assert solver.solve(model.model) == cp_model.OPTIMAL
    return model.solution(solver), model.cost_of(solver)


def crowded() -> ScheduleProblem:
    """Three sessions fit into her minutes of the day, but an activity cuts these into two hours."""
    days = [session_day(0, quarters(0, "09:00", "11:30"), demand=2 * p) for p in range(3)]
    circle = activity(0, "10:15", "10:45")
    return problem([circle], **sessions(days, participants=3))


def test_sessions_of_a_crowded_day_find_no_times() -> None:
    made = crowded()
    untimed, bound = searched(made, frozenset())
    assert (bound, len(untimed.sessions)) == (0, 3)
    assert [held.start_minute for held in untimed.sessions] == [None, None, None]
    assert set_times(made, untimed, Limits()) is None
    assert untimely_days(made, untimed, Limits()) == {0}


def test_sessions_without_times_are_left_out_on_days_given_up() -> None:
    made = crowded()
    untimed, _ = searched(made, frozenset())
    mended = set_times(made, untimed, Limits(), frozenset({0}))
    assert mended is not None
    assert (mended.cost, len(mended.solution.sessions)) == (UNMET, 2)
    assert mended.solution.duties == untimed.duties


def test_second_search_proves_the_optimum_of_a_crowded_day() -> None:
    outcome = solved(crowded())
    assert (outcome.objective, len(outcome.solution.sessions)) == (UNMET, 2)


def test_days_that_have_no_times_beside_each_other_are_all_untimely() -> None:
    evening = session_day(0, choice(0, "22:00"))
    morning = session_day(1, choice(1, "06:00"))
    noon = session_day(3, choice(3, "12:00"))
    made = problem(
        [],
        [person()],
        **sessions([evening, morning, noon], needed=3),
        **labour(min_rest_minutes=480),
    )
    untimed, bound = searched(made, frozenset())
    assert bound == 0
    assert set_times(made, untimed, Limits()) is None
    assert untimely_days(made, untimed, Limits()) == {0, 1, 3}
    assert cost(made) == UNMET


def test_rest_that_sessions_of_several_days_leave_is_searched_on_all_of_them() -> None:
    """Each day alone leaves the rest of a week; timing one of them does not tell the others."""
    week = labour(weekly_rest_minutes=4 * 1440, legal_weeks=(legal_week(0),))
    days = [session_day(day, quarters(day, "09:00", "17:00")) for day in (1, 3, 5)]
    made = problem([], [person()], **sessions(days, needed=3), **week)
    assert searched(made, frozenset())[1] <= cost(made) == UNMET


def test_times_are_set_for_a_published_session_that_another_worker_holds() -> None:
    kept = (0, minute(0, "09:00"))
    day = session_day(0, choice(0, "09:00"), choice(0, "10:00", "11:00", person=1), kept=kept)
    made = problem([], [person(), person()], **sessions([day]), costs=ScheduleCosts(moved=8))
    other = ScheduleSolution(sessions=(HeldSession(0, 1, None),))
    timed = set_times(made, other, Limits())
    assert timed is not None
    assert timed.cost == 8
    nobody = set_times(made, ScheduleSolution(), Limits())
    assert nobody is not None
    assert nobody.cost == 8


def test_person_who_must_not_be_alone_has_not_all_her_duties() -> None:
    """The duties that she does not have ask for no company when times are set."""
    circle = activity(0, "09:00", "10:00", needed=2, most=2)
    worker = person([0], accompanied=frozenset({0}), support_minutes_by_week=(60, 60))
    day = session_day(0, quarters(0, "09:00", "09:00"))
    made = problem([circle], [worker], **sessions([day]))
    assert cost(made) == 2000


@pytest.mark.parametrize("seed", range(40))
def test_search_without_times_never_costs_more_than_the_optimum(seed: int) -> None:
    made = ProblemMaker(Random(seed)).problem()
    model = ScheduleModel(made, all_days(made))
    solver = new_solver(Limits())
    if solver.solve(model.model) != cp_model.OPTIMAL:
        return
    timed = model.cost_of(solver)
    assert searched(made, frozenset())[1] <= timed == cost(made)
