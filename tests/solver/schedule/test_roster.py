"""Rosters without sessions: each rule of a path, with a case at its edge and one beyond."""

import random
from dataclasses import replace

import pytest

from solver.common.limits import Limits, Progress, Stop
from solver.schedule.problem import ScheduleCosts, ScheduleProblem, Wish
from solver.schedule.roster import solve_roster
from solver.schedule.solve import solve_schedule
from tests.solver.schedule.builders import (
    MISSING,
    labour,
    legal_week,
    own_rules,
    past,
    person,
    problem,
    session_day,
    sessions,
    shift,
)
from tests.solver.schedule.random_rosters import random_roster


def cost(made: ScheduleProblem) -> int:
    outcome = solve_roster(made, Limits())
    assert outcome.stop is Stop.PROOF
    assert outcome.objective is not None
    assert outcome.bound == outcome.objective
    return outcome.objective


def with_rules(days: tuple[int, ...], **limits: object) -> ScheduleProblem:
    """One person with her own rules and a shift of eight hours on each of the days."""
    given = [shift(day) for day in days]
    return problem(given, [person(range(len(given)), **own_rules(**limits))])


def test_rest_of_exactly_the_least_length_is_enough() -> None:
    made = problem([shift(0), shift(1)], **labour(min_rest_minutes=960))
    assert cost(made) == 0


def test_rest_a_quarter_hour_short_is_not() -> None:
    made = problem([shift(0), shift(1)], **labour(min_rest_minutes=975))
    assert cost(made) == MISSING


def test_rest_is_kept_where_a_day_lies_between() -> None:
    long_shift = shift(0, "20:00", "22:00")
    long_shift = replace(long_shift, end_minute=long_shift.end_minute + 1440)
    later = shift(2, "06:00", "08:00")
    assert cost(problem([long_shift, later], **labour(min_rest_minutes=480))) == 0
    assert cost(problem([long_shift, later], **labour(min_rest_minutes=495))) == MISSING


@pytest.mark.parametrize(("most", "expected"), [(3, 0), (2, MISSING)])
def test_runs_of_work_are_no_longer_than_allowed(most: int, expected: int) -> None:
    assert cost(with_rules((4, 5, 6), max_consecutive_days=most)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [((4, 5), 0), ((4,), MISSING), ((0,), 0), ((13,), 0), ((1,), MISSING), ((12,), MISSING)],
)
def test_runs_of_work_inside_the_schedule_are_long_enough(
    days: tuple[int, ...], expected: int
) -> None:
    assert cost(with_rules(days, min_consecutive_days=2)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [((4, 7), 0), ((4, 6), MISSING), ((1,), 0), ((12,), 0)]
)
def test_runs_of_days_off_inside_the_schedule_are_long_enough(
    days: tuple[int, ...], expected: int
) -> None:
    assert cost(with_rules(days, min_consecutive_days_off=2)) == expected


@pytest.mark.parametrize(("most", "expected"), [(960, 0), (945, MISSING)])
def test_hours_in_all_are_no_more_than_allowed(most: int, expected: int) -> None:
    assert cost(with_rules((4, 6), max_minutes=most)) == expected


@pytest.mark.parametrize(("least", "expected"), [(480, 7), (0, 0)])
def test_hours_in_all_are_as_many_as_asked_for(least: int, expected: int) -> None:
    unwanted = shift(4, needed=0, surplus_cost=7)
    assert cost(problem([unwanted], [person([0], **own_rules(min_minutes=least))])) == expected


def test_hours_that_nobody_can_reach_leave_no_roster() -> None:
    outcome = solve_roster(with_rules((4,), min_minutes=495), Limits())
    assert outcome.solution is None
    assert outcome.stop is Stop.PROOF


@pytest.mark.parametrize(("days", "expected"), [((5, 6), 0), ((6, 12), MISSING)])
def test_saturday_and_sunday_are_one_weekend(days: tuple[int, ...], expected: int) -> None:
    assert cost(with_rules(days, max_weekends=1)) == expected


@pytest.mark.parametrize(("most", "expected"), [(2, 0), (1, MISSING)])
def test_shifts_of_a_type_are_counted(most: int, expected: int) -> None:
    assert cost(with_rules((4, 8), most_by_shift={0: most})) == expected


@pytest.mark.parametrize(("day", "expected"), [(5, MISSING), (6, 0)])
def test_a_succession_binds_on_the_next_day_only(day: int, expected: int) -> None:
    made = problem([shift(4, shift=1), shift(day)], successions=frozenset({(1, 0)}))
    assert cost(made) == expected


@pytest.mark.parametrize(("most", "expected"), [(3, 0), (2, MISSING)])
def test_work_days_before_the_schedule_count(most: int, expected: int) -> None:
    made = problem(
        [shift(0), shift(1)],
        [person([0, 1], past=(past(-1),))],
        **labour(max_consecutive_days=most),
    )
    assert cost(made) == expected


@pytest.mark.parametrize(("most", "expected"), [(3, 0), (2, MISSING)])
def test_nights_before_the_schedule_count(most: int, expected: int) -> None:
    nights = [shift(0, "22:00", "06:00"), shift(1, "22:00", "06:00")]
    history = (past(-1, "22:00", "06:00"),)
    made = problem(nights, [person([0, 1], past=history)], **labour(max_consecutive_nights=most))
    assert cost(made) == expected


@pytest.mark.parametrize(("least", "expected"), [(2400, 0), (2415, MISSING)])
def test_a_week_has_one_long_rest(least: int, expected: int) -> None:
    limits = labour(weekly_rest_minutes=least, legal_weeks=(legal_week(0),))
    assert cost(problem([shift(day) for day in (0, 1, 3, 4, 6)], **limits)) == expected


def test_a_locked_duty_is_kept_at_any_cost() -> None:
    made = problem([shift(4, needed=0, surplus_cost=9)], [person([0], locked=frozenset({0}))])
    assert cost(made) == 9


def test_a_wish_counts_what_the_day_holds() -> None:
    wishes = (Wish(4, wants_work=False, cost=3), Wish(5, wants_work=True, cost=2))
    made = problem([shift(4), shift(5, needed=0, surplus_cost=1)], [person([0, 1], wishes=wishes)])
    assert cost(made) == 3 + 1


def test_what_was_published_costs_when_it_is_lost() -> None:
    made = problem(
        [shift(4, "08:00", "16:00", missing_cost=1), shift(4, "09:00", "17:00", missing_cost=2)],
        [person([0, 1], published=frozenset({0}))],
        costs=ScheduleCosts(moved=5),
    )
    assert cost(made) == 2


def test_a_problem_with_sessions_is_refused() -> None:
    with pytest.raises(ValueError, match="no sessions"):
        solve_roster(problem(**sessions([session_day(0)])), Limits())


def test_the_same_seed_gives_the_same_roster() -> None:
    made = random_roster(random.Random(4))
    first, second = (solve_roster(made, Limits(seed=3)) for _ in range(2))
    assert first.stop is Stop.PROOF
    assert first == second


def test_a_search_without_time_still_tells_what_it_knows() -> None:
    outcome = solve_roster(with_rules((4,)), Limits(seconds=0.0))
    assert outcome.solution is None
    assert outcome.stop is Stop.TIME_LIMIT


def test_a_person_can_stop_the_search() -> None:
    limits = Limits()
    limits.stop.set()
    assert solve_roster(with_rules((4,)), limits).stop is Stop.PERSON


def test_progress_ends_with_what_is_returned() -> None:
    seen: list[Progress] = []
    made = random_roster(random.Random(4))
    outcome = solve_roster(made, Limits(report=seen.append))
    assert (seen[-1].objective, seen[-1].bound) == (outcome.objective, outcome.bound)


@pytest.mark.parametrize("seed", range(16))
def test_both_models_of_a_schedule_have_the_same_optimum(seed: int) -> None:
    made = random_roster(random.Random(seed))
    outcome, other = solve_roster(made, Limits()), solve_schedule(made, Limits())
    assert outcome.stop is Stop.PROOF
    assert outcome.objective == (None if other.solution is None else other.objective)
