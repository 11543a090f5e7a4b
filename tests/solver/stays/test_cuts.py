"""Cuts on weeks with scarce minutes hold for every way to fill the week, and cut something off."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from solver.common.limits import Limits
from solver.common.mip import solve_mip, solve_relaxation
from solver.stays.cuts import WeekCut, lifted_cut
from solver.stays.model import StayModel
from solver.stays.problem import StayProblem
from solver.stays.rules.team_minutes import Week, scarce_weeks
from solver.stays.windows import windows_of
from solver.stays.workers import assign_workers
from tests.solver.stays.brute_force import least_cost
from tests.solver.stays.builders import problem, supported
from tests.solver.stays.random_problems import random_problem


def weights_of(week: Week, cut: WeekCut, ages: tuple[int | None, ...]) -> int:
    """The weight of a filled week: the age of each case's service in it, None without one."""
    return sum(w[a] for w, a in zip(cut.weights, ages, strict=True) if a is not None)


def fillings(week: Week) -> Iterator[tuple[int | None, ...]]:
    """Every way to have each case in service at some age, or not, within the minutes."""
    choices = [(None, *range(len(by_age))) for by_age in week.by_age]
    for ages in product(*choices):
        minutes = sum(m[a] for m, a in zip(week.by_age, ages, strict=True) if a is not None)
        if minutes <= week.free:
            yield ages


def random_week(random: Random) -> tuple[Week, dict[int, int]]:
    """A week of a few cases and a cover: amounts that exceed it together."""
    while True:
        ages = random.randint(1, 3)
        by_age = tuple(
            tuple(random.randint(0, 4) for _ in range(ages)) for _ in range(random.randint(2, 5))
        )
        free = random.randint(1, 9)
        cover = {case: max(hers) for case, hers in enumerate(by_age) if random.random() < 0.8}
        if all(cover.values()) and sum(cover.values()) > free:
            return Week(0, by_age, free), cover


def amounts_of(week: Week) -> dict[int, tuple[int, ...]]:
    """What each case can add."""
    return {
        case: tuple(sorted(set(by_age) - {0}))
        for case, by_age in enumerate(week.by_age)
        if any(by_age)
    }


@pytest.mark.parametrize("seed", range(200))
def test_cut_holds_for_every_filling_and_is_met_by_one(seed: int) -> None:
    """Met by one: no weight could be lifted further without cutting something off."""
    week, cover = random_week(Random(seed))
    cut = lifted_cut(week, amounts_of(week), cover)
    heaviest = max(weights_of(week, cut, ages) for ages in fillings(week))
    assert heaviest <= cut.upper
    for case, amount in cover.items():
        age = week.by_age[case].index(amount)
        assert cut.weights[case][age] >= 1
        with_her = [ages for ages in fillings(week) if ages[case] == age]
        if with_her:
            assert max(weights_of(week, cut, ages) for ages in with_her) == cut.upper


def test_only_what_does_not_fit_is_a_cover() -> None:
    week, together = Week(0, ((3,), (3,), (2,)), 7), {0: 3, 1: 3, 2: 2}
    cut = lifted_cut(week, amounts_of(week), together)
    assert (cut.weights, cut.upper) == (((1,), (1,), (1,)), 2)
    with pytest.raises(ValueError, match="no cover"):
        lifted_cut(replace(week, free=8), amounts_of(week), together)


def test_service_that_leaves_no_room_weighs_as_much_as_all_others() -> None:
    """Three services of 2 fit into 7; beside one of 6 there is none."""
    week = Week(0, ((6, 2), (6, 2), (6, 2), (6, 2)), 7)
    cut = lifted_cut(week, amounts_of(week), dict.fromkeys(range(4), 2))
    assert (cut.weights, cut.upper) == (((3, 1),) * 4, 3)


def scarce(random: Random) -> StayProblem:
    """A random problem whose minutes leave room for one or two services."""
    drawn = random_problem(random)
    minutes = drawn.minutes_by_age if any(drawn.minutes_by_age) else (180, 120)
    free = tuple(60 * random.randint(1, 4) + random.choice((0, 25)) for _ in range(4))
    return replace(drawn, minutes_by_age=minutes, minutes_free=free)


def cuts_at_any_point(model: StayModel, random: Random) -> list[WeekCut]:
    """Cuts made at random points, so that there are many, whether they are needed or not."""
    points = [[random.random() for _ in model.linear.costs] for _ in range(5)]
    return [cut for point in points for cut in model.violated_cuts(point)]


@pytest.mark.parametrize("seed", range(4000, 4040))
def test_cuts_of_any_problem_hold_for_every_filling(seed: int) -> None:
    random = Random(seed)
    problem = scarce(random)
    model = StayModel(problem, windows_of(problem))
    weeks = {week.number: week for week in scarce_weeks(problem, model.variables)}
    for cut in cuts_at_any_point(model, random):
        week = weeks[cut.week]
        for ages in fillings(week):
            assert weights_of(week, cut, ages) <= cut.upper


def test_random_problems_have_cuts() -> None:
    found = 0
    for seed in range(4000, 4040):
        random = Random(seed)
        problem = scarce(random)
        found += len(cuts_at_any_point(StayModel(problem, windows_of(problem)), random))
    assert found > 40


@pytest.mark.parametrize("seed", range(4000, 4040))
def test_cuts_leave_the_optimum_alone(seed: int) -> None:
    random = Random(seed)
    problem = scarce(random)
    windows = windows_of(problem)
    model = StayModel(problem, windows)
    cut = StayModel(problem, windows, cuts_at_any_point(model, random))
    without, found = solve_mip(model.linear, Limits()), solve_mip(cut.linear, Limits())
    assert found.values is not None
    assert found.finished
    assert found.bound == without.bound
    if assign_workers(problem, cut.placements(found.values)) is not None:
        assert found.bound == least_cost(problem)


def test_cut_lifts_the_relaxation_where_a_week_holds_fractions() -> None:
    """Three services of 120 minutes and one of 60 more in 300: the row lets two and a half in."""
    known = supported([0], 7, unplaced_cost=10, committed_minutes=((0, 60),))
    crowded = problem(
        *(supported([0], 7) for _ in range(3)), known, minutes_by_age=(120,), minutes_free=(300,)
    )
    windows = windows_of(crowded)
    model = StayModel(crowded, windows)
    relaxation = solve_relaxation(model.linear, Limits())
    assert relaxation is not None
    cuts = model.violated_cuts(relaxation.values)
    assert [cut.upper for cut in cuts] == [2]
    tighter = solve_relaxation(StayModel(crowded, windows, cuts).linear, Limits())
    assert tighter is not None
    assert relaxation.objective == pytest.approx(60, abs=1)
    assert tighter.objective == pytest.approx(100, abs=1)


def test_plan_itself_breaks_no_cut() -> None:
    """A whole point obeys the row of its week, so there is no cover that it breaks."""
    crowded = problem(*(supported([0], 7) for _ in range(3)), minutes_by_age=(120,))
    model = StayModel(replace(crowded, minutes_free=(240,)), windows_of(crowded))
    assert model.violated_cuts([1, 1, 0]) == []
    assert len(model.violated_cuts([1, 1, 0.5])) == 1
