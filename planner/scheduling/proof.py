"""What is proven of a plan, with the terms that its rows cost by themselves."""

from collections.abc import Mapping

from planner.domain.plan import PlanStatus, Proof


def proof_of(terms: Mapping[str, int], objective: int, bound: int, seconds: float) -> Proof:
    """The proof of a plan; its rows cost what the solver says, or there is a fault of ours."""
    if sum(terms.values()) != objective:
        raise AssertionError(f"{dict(terms)} do not add up to {objective}")
    return Proof(
        status=PlanStatus.OPTIMAL if bound == objective else PlanStatus.FEASIBLE,
        objective=objective,
        bound=bound,
        seconds=round(seconds, 3),
        terms=terms,
    )
