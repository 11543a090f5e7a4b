"""S11: the team's minutes of one-on-one support in every Monday week; day 0 is a Monday."""

from dataclasses import replace
from random import Random

import pytest

from solver.common.limits import Limits
from solver.common.mip import solve_mip
from solver.stays.model import StayModel
from solver.stays.problem import StayProblem
from solver.stays.windows import windows_of
from tests.solver.stays.brute_force import least_cost
from tests.solver.stays.builders import (
    PLENTY,
    case,
    into_bed,
    into_service,
    optimum,
    problem,
    resident,
    supported,
)
from tests.solver.stays.random_problems import random_problem


def test_minutes_fit_exactly() -> None:
    two = supported([0], 7), supported([0], 7)
    assert optimum(problem(*two, minutes_by_age=(60,), minutes_free=(120,))) == 0
    assert optimum(problem(*two, minutes_by_age=(60,), minutes_free=(119,))) == 100


def test_touched_week_counts_whole() -> None:
    """A service that ends on Monday, day 7, does not touch week 1; a day longer it does."""
    later = supported([7], 7)
    full = {"minutes_by_age": (60,), "minutes_free": (60,)}
    assert optimum(problem(supported([0], 7, unplaced_cost=500), later, **full)) == 7
    assert optimum(problem(supported([0], 8, unplaced_cost=500), later, **full)) == 100


def test_week_is_the_monday_week_when_the_plan_begins_midweek() -> None:
    """Day 0 is a Friday: week 1 begins on day 3."""
    first = supported([0], 3, unplaced_cost=500)
    full = {"first_weekday": 4, "minutes_by_age": (60,), "minutes_free": (60,)}
    assert optimum(problem(first, supported([3], 3), **full)) == 3
    assert optimum(problem(first, supported([2], 3), **full)) == 100


def test_phase_goes_by_whole_weeks_since_the_monday_of_the_start() -> None:
    """Started on a Sunday, the second week of the phase begins the next day."""
    falling = {"minutes_by_age": (120, 60), "minutes_free": (120, 60)}
    assert optimum(problem(supported([6], 10), **falling)) == 6
    assert optimum(problem(supported([7], 10), **falling)) == 100


def test_phase_that_rises_needs_the_minutes_later() -> None:
    rising = {"minutes_by_age": (60, 60, 120)}
    assert optimum(problem(supported([0], 14), minutes_free=(60,), **rising)) == 0
    assert optimum(problem(supported([0], 15), minutes_free=(60,), **rising)) == 100
    assert optimum(problem(supported([0], 15), minutes_free=(60, 60, 120), **rising)) == 0


def test_phase_still_changes_after_a_short_stay_has_ended() -> None:
    """The stay ends in its first week; what its age would bring later does not count."""
    short = case(into_bed([0], 3, 20), target_days=20, short_day_cost=1)
    phases = {"minutes_by_age": (60, 120, 180), "minutes_free": (60, 0)}
    assert optimum(problem(short, **phases)) == 20 - 7
    assert optimum(problem(short, **{**phases, "minutes_free": (60, 120, 0)})) == 20 - 14
    assert optimum(problem(short, **{**phases, "minutes_free": (60, 119, 180)})) == 20 - 7
    assert optimum(problem(short, **{**phases, "minutes_free": (59, 120, 180)})) == 100


def test_minutes_of_a_stay_that_ended_help_the_next() -> None:
    short = case(into_bed([0], 3, 20), target_days=20, short_day_cost=1, unplaced_cost=500)
    phases = {"minutes_by_age": (60, 120, 180), "minutes_free": (60, 60)}
    both = problem(short, resident([7], 7, bed=1), bed_house=(0, 0), **phases)
    assert optimum(both) == (20 - 7) + 7


def model_optimum(problem: StayProblem) -> int:
    """The optimum of the 0/1 model itself: the first look often proves such small problems."""
    result = solve_mip(StayModel(problem, windows_of(problem)).linear, Limits())
    assert result.finished
    assert result.bound is not None
    return result.bound


@pytest.mark.parametrize("last", [60, 120, 240])
def test_who_left_before_the_last_phase_leaves_all_minutes(last: int) -> None:
    """In week 2 nobody is old enough for the last phase, whoever has left least of all."""
    phases = {"minutes_by_age": (60, 60, 120, last), "minutes_free": (60, 60, 60)}
    both = problem(supported([0], 7), supported([14], 7), **phases)
    assert model_optimum(both) == optimum(both) == 14
    three = problem(supported([0], 7), *(supported([14], 7) for _ in range(2)), **phases)
    assert model_optimum(three) == optimum(three) == 14 + 100


@pytest.mark.parametrize("seed", range(6000, 6040))
def test_model_has_the_optimum_of_brute_force_where_minutes_are_scarce(seed: int) -> None:
    """As far as rows can say it: with room for everybody among the workers."""
    random = Random(seed)
    drawn = random_problem(random)
    problem = replace(
        drawn,
        minutes_by_age=random.choice(((60, 0, 120, 60), (60, 120, 60), (180, 120, 60))),
        minutes_free=tuple(60 * random.randint(1, 4) + 25 for _ in range(4)),
        caseload_free=((PLENTY,),) * len(drawn.caseload_free),
        anchors=(),
    )
    assert model_optimum(problem) == least_cost(problem)


def test_committed_minutes_of_her_own_count_once() -> None:
    known = supported([0], 7, committed_minutes=((0, 60),))
    assert optimum(problem(known, minutes_by_age=(100,), minutes_free=(40,))) == 0
    assert optimum(problem(known, minutes_by_age=(100,), minutes_free=(39,))) == 100


def test_less_than_what_is_committed_to_her_adds_nothing() -> None:
    known = supported([0], 7, committed_minutes=((0, 120),))
    assert optimum(problem(known, minutes_by_age=(100,), minutes_free=(0,))) == 0
    other_week = supported([0], 7, committed_minutes=((1, 120),))
    assert optimum(problem(other_week, minutes_by_age=(100,), minutes_free=(0,))) == 100


def test_service_that_belongs_to_another_takes_no_minutes() -> None:
    part = case(into_service([0], 7, counts=False))
    whole = case(into_service([0], 7))
    assert optimum(problem(part, minutes_by_age=(60,), minutes_free=(0,))) == 0
    assert optimum(problem(whole, minutes_by_age=(60,), minutes_free=(0,))) == 100
