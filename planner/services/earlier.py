"""The stay plan of an earlier run, for a schedule that is planned anew without it."""

from dataclasses import dataclass
from pathlib import Path

from planner.check.costs import stay_cost_terms
from planner.check.stays import check_stay_plan
from planner.domain.errors import PlannerError
from planner.domain.plan import PlanStatus, Proof, StayPlan
from planner.domain.programme import Programme
from planner.services.checking import read_plan_folder
from planner.tables.programme import LoadedProgramme
from planner.tables.summary import SUMMARY_FILE

_CURES = "Plan both layers, or give a new OUT to plan on the commitments alone."


# Somebody is away whom the plan counted on: the schedule names the sessions that are not held.
_TEAM_MINUTES = "S11"


class EarlierPlanError(PlannerError):
    """The stay plan of an earlier run cannot be built upon."""


@dataclass(frozen=True)
class EarlierStays:
    """A stay plan, what is known of its cost, and what the team cannot hold of it any more."""

    plan: StayPlan
    proof: Proof
    warnings: tuple[str, ...] = ()


def earlier_stays(loaded: LoadedProgramme, out: Path) -> EarlierStays | None:
    """The stay plan in ``out``; None where none was ever planned.

    Raises:
        InputError: the plan folder cannot be read.
        EarlierPlanError: it is of another date, or breaks a rule of this programme.
    """
    if not (out / SUMMARY_FILE).exists():
        return None
    plan, summary = read_plan_folder(out)
    if summary is None or summary.stays is None:
        return None
    programme = loaded.programme
    if summary.as_of != programme.as_of:
        raise EarlierPlanError(
            f"{out} holds a plan as of {summary.as_of}, not {programme.as_of}. {_CURES}"
        )
    found = check_stay_plan(programme, plan.stays)
    broken = [violation for violation in found if violation.rule != _TEAM_MINUTES]
    if broken:
        raise EarlierPlanError(
            f"{out} holds a stay plan that does not fit the program as it is now"
            f" ({broken[0].rule}: {broken[0].message}) {_CURES}"
        )
    proof = _unproven(programme, plan.stays)
    if (summary.input_sha256, summary.stays.terms) == (loaded.input_sha256, proof.terms):
        proof = summary.stays
    warnings = (f"stays.csv:: {violation.rule}: {violation.message}" for violation in found)
    return EarlierStays(plan.stays, proof, tuple(warnings))


def _unproven(programme: Programme, plan: StayPlan) -> Proof:
    """What is known after a change of input or plan: the cost, and that no cost is below 0."""
    terms = stay_cost_terms(programme, plan)
    cost = sum(terms.values())
    status = PlanStatus.FEASIBLE if cost else PlanStatus.OPTIMAL
    return Proof(status, cost, 0, 0.0, terms)
