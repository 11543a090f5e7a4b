"""The solver agrees with trying everything on tiny problems."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.common.limits import Limits, Stop
from solver.stays.problem import total_cost
from solver.stays.solve import solve_stays
from tests.solver.stays.brute_force import breaks_no_rule, cost_of, every_placement, least_cost
from tests.solver.stays.random_problems import random_problem


def agrees(random: Random) -> None:
    """Solve one problem both ways."""
    problem = random_problem(random)
    outcome = solve_stays(problem, Limits())
    placements = outcome.solution.placements
    assert (outcome.stop, outcome.objective) == (Stop.PROOF, least_cost(problem))
    assert outcome.bound == outcome.objective == total_cost(problem, placements)
    assert breaks_no_rule(problem, placements)
    for case, placement in zip(problem.cases, placements, strict=True):
        if placement is not None:
            assert placement in list(every_placement(problem, case))
            assert cost_of(case, placement) >= 0


@pytest.mark.parametrize("seed", range(100))
def test_seeded_problem_has_the_optimum_of_brute_force(seed: int) -> None:
    agrees(Random(seed))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_any_problem_has_the_optimum_of_brute_force(random: Random) -> None:
    agrees(random)
