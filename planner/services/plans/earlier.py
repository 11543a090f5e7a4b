"""The stay plan of an earlier run, for a schedule that is planned anew without it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.check.costs import stay_cost_terms
from planner.check.stays import check_stay_plan
from planner.domain.errors import PlannerError
from planner.domain.plan import Plan, PlanStatus, PlanSummary, Proof, StayPlan
from planner.domain.programme import Programme
from planner.domain.sentences import Sentence, told
from planner.services.plans.checking import read_plan_folder
from planner.tables.plan import read_plan_files
from planner.tables.programme import LoadedProgramme
from planner.tables.summary import SUMMARY_FILE

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
        EarlierPlanError: it breaks a rule of this programme as of its planning date.
    """
    if not (out / SUMMARY_FILE).exists():
        return None
    plan, summary = read_plan_folder(out)
    return _earlier(loaded, plan, summary, out)


def kept_stays(loaded: LoadedProgramme, files: Mapping[str, bytes]) -> EarlierStays | None:
    """The stay plan in the files of a kept plan; None where none was ever planned.

    Raises:
        InputError: the files cannot be read.
        EarlierPlanError: it breaks a rule of this programme as of its planning date.
    """
    plan, summary = read_plan_files(files)
    return _earlier(loaded, plan, summary)


def _earlier(
    loaded: LoadedProgramme, plan: Plan, summary: PlanSummary | None, folder: Path | None = None
) -> EarlierStays | None:
    if summary is None or summary.stays is None:
        return None
    programme, stays, warnings = loaded.programme, plan.stays, []
    if summary.as_of != programme.as_of:
        stays = _without_what_is_over(stays, programme.as_of)
        warnings.append(
            f"stays.csv:: the stay plan was made as of {summary.as_of} and kept; plan both layers"
            f" to plan the waiting list as of {programme.as_of}"
        )
    found = check_stay_plan(programme, stays)
    broken = [violation for violation in found if violation.rule != _TEAM_MINUTES]
    if broken:
        why = told("{rule}: {message}", rule=broken[0].rule, message=broken[0].message)
        raise EarlierPlanError(_misfit(summary.as_of, programme.as_of, why, folder))
    warnings += [f"stays.csv:: {violation.rule}: {violation.message}" for violation in found]
    proof = _unproven(programme, stays)
    if (summary.input_sha256, summary.stays.terms) == (loaded.input_sha256, proof.terms):
        proof = summary.stays
    return EarlierStays(stays, proof, tuple(warnings))


def _misfit(made: date, today: date, why: Sentence, folder: Path | None) -> Sentence:
    """What is wrong with the plan before, and what to do about it."""
    if folder is None:
        return told(
            "The plan before is a stay plan as of {made} that does not fit the program as it is"
            " now, as of {today} ({why}) Plan the stays and the schedule together.",
            made=made,
            today=today,
            why=why,
        )
    return told(
        "{folder} holds a stay plan as of {made} that does not fit the program as it is now, as of"
        " {today} ({why}) Plan both layers (without --only), or give a new OUT to plan on the"
        " commitments alone.",
        folder=str(folder),
        made=made,
        today=today,
        why=why,
    )


def _without_what_is_over(plan: StayPlan, as_of: date) -> StayPlan:
    """The rows that a plan of a later date has too: services that have ended need not appear."""
    return replace(
        plan,
        stays=tuple(row for row in plan.stays if row.discharge > as_of),
        enrolments=tuple(row for row in plan.enrolments if row.end > as_of),
        support=tuple(row for row in plan.support if row.end > as_of),
    )


def _unproven(programme: Programme, plan: StayPlan) -> Proof:
    """What is known after a change of input or plan: the cost, and that no cost is below 0."""
    terms = stay_cost_terms(programme, plan)
    cost = sum(terms.values())
    status = PlanStatus.FEASIBLE if cost else PlanStatus.OPTIMAL
    return Proof(status, cost, 0, 0.0, terms)
