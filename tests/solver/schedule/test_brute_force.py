"""The solver agrees with trying everything on tiny problems."""

from random import Random

import pytest

from solver.common.limits import Limits, Stop
from solver.schedule.solve import solve_schedule
from tests.solver.schedule.brute_force import cost_of, least_cost
from tests.solver.schedule.builders import in_time
from tests.solver.schedule.random_problems import ProblemMaker


@pytest.mark.parametrize("seed", range(150))
def test_seeded_problem_has_the_optimum_of_brute_force(seed: int) -> None:
    made = ProblemMaker(Random(seed)).problem()
    outcome = solve_schedule(made, Limits())
    best = least_cost(made)
    if outcome.solution is None:
        assert (outcome.stop, best) == (Stop.PROOF, None)
        return
    assert (outcome.stop, outcome.objective, outcome.bound) == (Stop.PROOF, best, best)
    teams = [
        frozenset(p for p, duty in outcome.solution.duties if duty == d)
        for d in range(len(made.duties))
    ]
    assert cost_of(made, teams, list(in_time(outcome.solution.sessions))) == best
