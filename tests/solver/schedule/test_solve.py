from dataclasses import replace
from random import Random

import pytest

from solver.common.limits import Limits, Progress, Stop
from solver.schedule.problem import Labour, ScheduleCosts, ScheduleProblem
from solver.schedule.solve import solve_schedule
from tests.solver.schedule.builders import (
    legal_week,
    person,
    problem,
    quarters,
    session_day,
    sessions,
    shift,
)
from tests.solver.schedule.random_problems import ProblemMaker


def busy(seed: int = 0) -> ScheduleProblem:
    """Two weeks of three shifts a day for seven people who share them evenly."""
    random = Random(seed)
    times = (("07:30", "15:30"), ("15:30", "23:30"), ("23:30", "07:30"))
    duties = [shift(day, *clock, shift=n) for day in range(14) for n, clock in enumerate(times)]
    people = [
        person(
            [d for d in range(len(duties)) if random.random() < 0.8],
            contract_minutes=random.choice((2400, 3000, 4800)),
            weekly_max_minutes=2400,
            shares_nights=True,
            shares_weekends=True,
            overtime_daily_minutes=420,
        )
        for _ in range(7)
    ]
    days = [
        session_day(day, *(quarters(day, "09:00", "16:00", p, cost=p) for p in range(7)))
        for day in range(5)
    ]
    return problem(
        duties,
        people,
        **sessions(days, needed=3),
        labour=Labour(480, 1920, 720, 2400, 5, 3, (legal_week(-1), legal_week(6))),
    )


COSTLY = replace(
    busy(),
    costs=ScheduleCosts(300, 8, 1, night_spread=5, weekend_spread=5),
)


def test_nothing_is_done_without_anything_to_do() -> None:
    outcome = solve_schedule(problem([], [], fixed_cost=7), Limits())
    assert outcome is not None
    assert (outcome.objective, outcome.bound, outcome.stop) == (7, 7, Stop.PROOF)
    assert outcome.solution.duties == frozenset()


@pytest.mark.parametrize("seed", [1, 4, 18])
def test_same_seed_and_two_threads_give_the_same_schedule_twice(seed: int) -> None:
    made = ProblemMaker(Random(seed)).problem()
    first, second = (solve_schedule(made, Limits(seed=5, threads=2)) for _ in range(2))
    assert first == second


def test_same_seed_and_two_threads_give_the_same_larger_schedule_twice() -> None:
    first, second = (solve_schedule(busy(), Limits(seed=5, threads=2)) for _ in range(2))
    assert first is not None
    assert first.stop is Stop.PROOF
    assert first == second


def test_time_limit_gives_the_best_schedule_and_a_bound_or_nothing() -> None:
    outcome = solve_schedule(COSTLY, Limits(seconds=1.0))
    if outcome is not None:
        assert outcome.bound <= outcome.objective
        assert (outcome.stop is Stop.PROOF) is (outcome.bound == outcome.objective)
        assert outcome.stop in (Stop.PROOF, Stop.TIME_LIMIT)


def test_no_time_at_all_ends_without_an_error() -> None:
    outcome = solve_schedule(COSTLY, Limits(seconds=0.0))
    if outcome is not None:
        assert outcome.stop is Stop.TIME_LIMIT
        assert outcome.bound <= outcome.objective


def test_person_who_stops_gets_the_best_schedule_so_far() -> None:
    limits = Limits()

    def stop_at_once(_: Progress) -> None:
        limits.stop.set()

    limits.report = stop_at_once
    outcome = solve_schedule(COSTLY, limits)
    assert outcome is not None
    assert outcome.bound <= outcome.objective
    assert outcome.stop is (Stop.PROOF if outcome.bound == outcome.objective else Stop.PERSON)


def test_person_who_stops_before_the_search_is_obeyed() -> None:
    limits = Limits()
    limits.stop.set()
    outcome = solve_schedule(COSTLY, limits)
    if outcome is not None:
        assert outcome.bound <= outcome.objective
        assert outcome.stop is Stop.PERSON


def test_progress_is_told_with_falling_costs() -> None:
    told: list[Progress] = []
    outcome = solve_schedule(busy(), Limits(report=told.append))
    assert outcome is not None
    assert told[-1].objective == outcome.objective
    assert all(p.bound is not None and p.bound <= outcome.objective for p in told)
