"""Relaxation, reduced costs and widening search by themselves, without CP-SAT's look before."""

from random import Random

import pytest

from solver.common.limits import Limits, Stop
from solver.stays import solve
from tests.solver.stays.brute_force import least_cost
from tests.solver.stays.random_problems import random_problem


@pytest.mark.parametrize("seed", range(120))
def test_widening_search_proves_the_optimum_of_brute_force(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solve, "_SCOUTING_WORK", 1e-9)
    monkeypatch.setattr(solve, "_FIRST_STARTS", 2)
    problem = random_problem(Random(seed))
    least = least_cost(problem)
    outcome = solve.solve_stays(problem, Limits())
    assert (outcome.objective, outcome.bound, outcome.stop) == (least, least, Stop.PROOF)
