"""The cost of a stay plan, term by term, and whether what a summary claims is true."""

import math
from collections.abc import Iterator
from datetime import timedelta

from planner.check.admissions import placed_referrals
from planner.check.reading import Reading, read_plan
from planner.check.violations import Violation
from planner.domain.participants import Service
from planner.domain.plan import STAY_TERMS, PlanStatus, Proof, StayPlan
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.stays import StayStatus

_STATUSES = {PlanStatus.OPTIMAL: told("optimal"), PlanStatus.FEASIBLE: told("feasible")}


def stay_cost_terms(programme: Programme, plan: StayPlan) -> dict[str, int]:
    """The weighted cost of each term of MODEL.md section 1, in the order of ``STAY_TERMS``."""
    reading = read_plan(programme, plan)
    terms = {
        "waiting": waiting_cost(reading),
        "short_stay": short_stay_cost(reading),
        "program_delay": program_delay_cost(reading),
        "unplaced": unplaced_cost(reading),
        "moved": moved_cost(reading),
    }
    return {name: terms[name] for name in STAY_TERMS}


def waiting_cost(reading: Reading) -> int:
    """Cost of the days from ready to the start, by priority, over all placed referrals."""
    weights = reading.programme.priority_weights
    return sum(
        weights[referral.priority] * (start - referral.ready).days
        for referral, start in placed_referrals(reading)
    )


def short_stay_cost(reading: Reading) -> int:
    """Cost of the nights by which planned stays fall short of their target."""
    days = 0
    for stay in reading.planned_stays:
        referral = reading.referral(stay.participant, Service.RESIDENTIAL)
        if referral is not None:
            target = referral.target_days
            if target is None:
                target = reading.programme.stay_rules.target_days
            days += max(0, target - (stay.discharge - stay.admission).days)
    return reading.programme.stay_costs.short_stay_day * days


def program_delay_cost(reading: Reading) -> int:
    """Cost of the days from admission to the start of a planned enrolment; kept ones cost none."""
    keeps = {row.participant for row in reading.kept}
    enrolment = {row.participant: row for row in reading.joining}
    days = sum(
        (enrolment[stay.participant].start - stay.admission).days
        for stay in reading.planned_stays
        if stay.participant in enrolment
        and stay.participant not in keeps
        and reading.referral(stay.participant, Service.RESIDENTIAL)
    )
    return reading.programme.stay_costs.program_delay_day * days


def unplaced_cost(reading: Reading) -> int:
    """Cost of the referrals under consideration that the plan does not place."""
    programme = reading.programme
    placed = {(r.participant, r.service) for r, _ in placed_referrals(reading)}
    extra = timedelta(days=programme.stay_costs.unplaced_extra_days)
    return sum(
        programme.priority_weights[referral.priority]
        * max(0, (reading.horizon_end + extra - referral.ready).days)
        for key, referral in reading.referrals.items()
        if key not in placed
    )


def moved_cost(reading: Reading) -> int:
    """Cost of the proposed stays that are not planned again with the same bed and dates.

    Also where the participant has no referral under consideration, as for a stay since confirmed.
    """
    stays = {
        (stay.participant, stay.bed, stay.admission, stay.discharge)
        for stay in reading.planned_stays
    }
    moved = sum(
        (stay.participant, stay.bed, stay.admission, stay.discharge) not in stays
        for stay in reading.programme.stays
        if stay.status is StayStatus.PROPOSED
    )
    return reading.programme.stay_costs.moved_stay * moved


def check_claimed_costs(programme: Programme, plan: StayPlan, proof: Proof) -> list[Violation]:
    """cost: ensures that terms, objective, bound, gap and status are what the plan costs."""
    return check_proof(stay_cost_terms(programme, plan), proof, told("a stay plan"))


def check_proof(actual: dict[str, int], proof: Proof, layer: str) -> list[Violation]:
    """cost: ensures that a proof claims the actual terms and draws the right sum from them."""
    return sorted(
        {
            *check_terms(actual, proof, layer),
            *check_objective(proof),
            *check_bound(proof),
        }
    )


def check_terms(actual: dict[str, int], proof: Proof, layer: str) -> Iterator[Violation]:
    """cost: ensures that each term is claimed and recomputes, and that there is no other."""
    for name, cost in actual.items():
        if name not in proof.terms:
            why = told("The term {name} is missing; the plan costs {cost}.", name=name, cost=cost)
            yield Violation("cost", why)
        elif proof.terms[name] != cost:
            why = told(
                "The term {name} is given as {claim}; the plan costs {cost}.",
                name=name,
                claim=proof.terms[name],
                cost=cost,
            )
            yield Violation("cost", why)
    for name in sorted(set(proof.terms) - set(actual)):
        why = told("The term {name} is no term of {layer}.", name=name, layer=layer)
        yield Violation("cost", why)


def check_objective(proof: Proof) -> Iterator[Violation]:
    """cost: ensures that the objective is the sum of the terms."""
    total = sum(proof.terms.values())
    if proof.objective != total:
        why = told(
            "The objective is given as {claim}; the terms add up to {total}.",
            claim=proof.objective,
            total=total,
        )
        yield Violation("cost", why)


def check_bound(proof: Proof) -> Iterator[Violation]:
    """cost: ensures an integer bound below the objective, and ``optimal`` where they meet."""
    objective, bound = proof.objective, proof.bound
    if not isinstance(bound, int):
        why = told("The bound {bound} is no integer; it is rounded up.", bound=str(bound))
        yield Violation("cost", why)
    if bound > objective:
        why = told(
            "The bound {bound} lies above the objective {objective}.",
            bound=str(bound),
            objective=objective,
        )
        yield Violation("cost", why)
    elif (proof.status is PlanStatus.OPTIMAL) != (bound == objective):
        yield Violation(
            "cost",
            told(
                "The status is {status} with objective {objective} and bound {bound}; a plan is"
                " optimal exactly where the two are equal.",
                status=_STATUSES[proof.status],
                objective=objective,
                bound=str(bound),
            ),
        )
    gap = (objective - bound) / max(1, abs(objective))
    if not math.isclose(proof.gap, gap, abs_tol=1e-9):
        why = told("The gap is given as {claim}; it is {gap}.", claim=str(proof.gap), gap=str(gap))
        yield Violation("cost", why)
