"""From a programme to its proven stay plan: the one door through which the solver is asked."""

from dataclasses import dataclass, replace

from planner.domain.plan import Proof, StayPlan, StoppedBy
from planner.domain.programme import Programme
from planner.scheduling.commitments import check_commitments
from planner.scheduling.costs import cost_terms
from planner.scheduling.explain import explain_unplaced
from planner.scheduling.proof import proof_of
from planner.scheduling.solution import stay_plan
from planner.scheduling.stays import translate
from solver.common.limits import Limits, Progress
from solver.stays.solve import solve_stays

__all__ = ["Limits", "PlannedStays", "Progress", "plan_stays"]


@dataclass(frozen=True)
class PlannedStays:
    """A stay plan, what is proven of it, and why the search ended."""

    plan: StayPlan
    proof: Proof
    stopped_by: StoppedBy


def plan_stays(programme: Programme, limits: Limits) -> PlannedStays:
    """The best stay plan within the limits.

    Raises:
        CommitmentError: the commitments themselves break a hard rule.
    """
    check_commitments(programme)
    translation = translate(programme)
    outcome = solve_stays(translation.problem, limits)
    seconds = limits.elapsed
    plan = stay_plan(programme, translation, outcome.solution)
    terms = cost_terms(programme, plan)
    proof = proof_of(terms, outcome.objective, outcome.bound, seconds)
    unplaced = explain_unplaced(programme, translation, outcome.solution)
    return PlannedStays(replace(plan, unplaced=unplaced), proof, StoppedBy(outcome.stop.value))
