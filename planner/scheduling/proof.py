"""What is proven of a plan, with the terms that its rows cost by themselves."""

from collections.abc import Mapping

from planner.domain.plan import PlanStatus, Proof


def proof_of(terms: Mapping[str, int], objective: int, bound: int, seconds: float) -> Proof:
    """The proof of a plan, whose cost is what its rows cost.

    That may be less than the solver's ``objective`` where the search was stopped: what counts a
    cost in the model may then stand above what the rows ask for. More would be a fault of ours.
    """
    cost = sum(terms.values())
    if cost > objective or bound > cost:
        raise AssertionError(f"{dict(terms)} do not add up to {objective}, bound {bound}")
    return Proof(
        status=PlanStatus.OPTIMAL if bound == cost else PlanStatus.FEASIBLE,
        objective=cost,
        bound=bound,
        seconds=round(seconds, 3),
        terms=terms,
    )
