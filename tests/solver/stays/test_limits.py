"""A search that is stopped keeps its best plan and an honest bound."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from solver.common.limits import Limits, Progress, Stop
from solver.stays.problem import StayProblem, total_cost
from solver.stays.solve import solve_stays
from tests.solver.stays.brute_force import breaks_no_rule
from tests.solver.stays.builders import case, entry, into_bed, problem
from tests.solver.stays.random_problems import random_problem

ROOT = Path(__file__).parents[3]

# Run on its own: the solver thread that is left behind ends with the process.
STOPPED_RUN = """
import os, sys, threading, time
from solver.common.limits import Limits
from solver.stays.solve import solve_stays
from tests.solver.stays.brute_force import breaks_no_rule
from tests.solver.stays.test_limits import large_problem

seconds = {seconds}
limits = Limits(seconds=seconds)
asked = []

def ask():
    asked.append(time.monotonic())
    limits.stop.set()

if seconds is None:
    threading.Timer({delay}, ask).start()
whole = large_problem()
outcome = solve_stays(whole, limits)
end = asked[0] if asked else limits.started + (seconds or 0)
late = time.monotonic() - end
placed = sum(p is not None for p in outcome.solution.placements)
right = breaks_no_rule(whole, outcome.solution.placements)
print(outcome.stop.value, round(late, 2), placed, outcome.bound <= outcome.objective, right)
sys.stdout.flush()
os._exit(0)
"""


def large_problem() -> StayProblem:
    """Thirty residents of any length for two beds over a year: many seconds of work."""
    random = Random(7)
    cases = []
    for _ in range(30):
        ready = random.randint(-40, 200)
        days = [day for day in range(max(0, ready), 365) if day % 7 < 3]
        cases.append(
            case(
                *(into_bed(days, 30, 100, bed=bed) for bed in range(2)),
                ready_day=ready,
                day_cost=random.choice((1, 2, 4)),
                unplaced_cost=random.choice((1, 2, 4)) * (455 - ready),
                target_days=random.randint(45, 90),
                short_day_cost=3,
                entry=entry(range(0, 400, 2)),
            )
        )
    return problem(
        *cases,
        horizon_days=365,
        bed_house=(0, 0),
        turnover_days=2,
        spacing_days=7,
        program_days=28,
        places_free=(1,),
    )


def stopped_run(seconds: float | None, delay: float) -> list[str]:
    """What a search says that is stopped by the clock or, after a delay, by a person."""
    script = STOPPED_RUN.format(seconds=seconds, delay=delay)
    command = [sys.executable, "-W", "error", "-c", script]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


@pytest.mark.parametrize(
    ("seconds", "delay", "stop"), [(None, 1.5, Stop.PERSON), (1.5, 0.0, Stop.TIME_LIMIT)]
)
def test_search_stops_within_two_seconds_and_keeps_its_plan(
    seconds: float | None, delay: float, stop: Stop
) -> None:
    said, late, placed, bounded, right = stopped_run(seconds, delay)
    assert said == stop.value
    assert float(late) < 2
    assert int(placed) > 0
    assert (bounded, right) == ("True", "True")


def test_search_that_may_not_begin_leaves_everybody_waiting() -> None:
    whole = random_problem(Random(1))
    limits = Limits()
    limits.stop.set()
    outcome = solve_stays(whole, limits)
    nobody = [None] * len(whole.cases)
    assert outcome.stop is Stop.PERSON
    assert outcome.objective == total_cost(whole, nobody)
    assert outcome.bound <= outcome.objective


def test_no_time_at_all_gives_a_plan_and_a_bound() -> None:
    whole = random_problem(Random(2))
    outcome = solve_stays(whole, Limits(seconds=0.0))
    assert outcome.stop is Stop.TIME_LIMIT
    assert breaks_no_rule(whole, outcome.solution.placements)
    assert outcome.bound <= outcome.objective


def test_generous_limit_still_ends_with_proof() -> None:
    whole = random_problem(Random(3))
    outcome = solve_stays(whole, Limits(seconds=60.0))
    assert (outcome.stop, outcome.bound) == (Stop.PROOF, outcome.objective)


def test_progress_never_goes_back() -> None:
    for seed in range(10):
        reports: list[Progress] = []
        outcome = solve_stays(random_problem(Random(seed)), Limits(report=reports.append))
        costs = [report.objective for report in reports if report.objective is not None]
        bounds = [report.bound for report in reports if report.bound is not None]
        assert costs == sorted(costs, reverse=True)
        assert bounds == sorted(bounds)
        assert all(report.seconds >= 0 for report in reports)
        assert not costs or costs[-1] == outcome.objective


def test_same_problem_and_seed_give_the_same_plan() -> None:
    for seed in range(5):
        whole = random_problem(Random(seed))
        first, second = (solve_stays(whole, Limits(seed=4)) for _ in range(2))
        assert first == second


def test_clock_of_limits_runs_down_to_zero_and_not_below() -> None:
    limits = Limits(seconds=5.0)
    assert limits.interrupted is None
    limits.started -= 10
    assert (limits.left, limits.interrupted) == (0.0, Stop.TIME_LIMIT)
    limits.stop.set()
    assert limits.interrupted is Stop.PERSON
    assert Limits().left is None
