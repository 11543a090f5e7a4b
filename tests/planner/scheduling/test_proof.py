"""What a plan's proof says."""

import pytest

from planner.domain.plan import PlanStatus
from planner.scheduling.proof import proof_of


def test_cost_that_meets_the_bound_is_optimal() -> None:
    proof = proof_of({"waiting": 5, "moved": 2}, 7, 7, 0.1)
    assert (proof.status, proof.objective, proof.gap) == (PlanStatus.OPTIMAL, 7, 0)


def test_plan_of_a_stopped_search_costs_what_its_rows_cost() -> None:
    proof = proof_of({"waiting": 5, "moved": 2}, 9, 6, 0.1)
    assert (proof.status, proof.objective, proof.bound) == (PlanStatus.FEASIBLE, 7, 6)


@pytest.mark.parametrize(("objective", "bound"), [(6, 6), (9, 8)])
def test_rows_that_cost_more_or_less_than_can_be_are_a_fault(objective: int, bound: int) -> None:
    with pytest.raises(AssertionError):
        proof_of({"waiting": 7}, objective, bound, 0.1)
