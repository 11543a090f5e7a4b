"""The stay problem of a programme: codes and dates become indices and day numbers.

What the calendar and the commitments forbid is worked out here, rule by rule, so that lifting one
rule for an explanation is a change of the data and not of the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.participants import Referral, Service
from planner.domain.plan import Reason
from planner.domain.programme import Programme
from planner.domain.stays import Stay, StayStatus
from planner.scheduling.context import Context
from planner.scheduling.days import Days
from planner.scheduling.openings import bed_openings, length_limits, service_openings
from planner.scheduling.program import entry, places_free
from planner.scheduling.support import (
    anchors,
    caseload_free,
    committed_minutes,
    minutes_by_age,
    minutes_free,
    without_worker,
    workers,
)
from solver.stays.problem import Case, StayProblem


@dataclass(frozen=True)
class StayTranslation:
    """A problem together with what its indices stand for."""

    problem: StayProblem
    days: Days
    referrals: tuple[Referral, ...]
    bed_codes: tuple[str, ...]
    staff_codes: tuple[str, ...]
    anchor_participants: tuple[str, ...]


def considered_referrals(programme: Programme) -> tuple[Referral, ...]:
    """Waiting referrals that the planner may place; a minor's residential one is for a person."""
    return tuple(
        referral
        for referral in programme.waiting_referrals
        if referral.service is not Service.RESIDENTIAL
        or programme.participant_by_code[referral.participant].adult_residence_ok
    )


def translate(
    programme: Programme,
    referrals: Sequence[Referral] | None = None,
    lifted: Reason | None = None,
) -> StayTranslation:
    """The stay problem of some referrals (default: all considered), one rule lifted if asked."""
    chosen = considered_referrals(programme) if referrals is None else tuple(referrals)
    return translate_in(Context(programme, lifted), chosen)


def translate_in(context: Context, chosen: tuple[Referral, ...]) -> StayTranslation:
    """The same in a context that may serve several problems."""
    programme = context.programme
    houses = sorted({bed.house for bed in programme.beds})
    problem = StayProblem(
        horizon_days=programme.stay_days,
        first_weekday=programme.as_of.weekday(),
        bed_house=tuple(houses.index(bed.house) for bed in programme.beds),
        turnover_days=programme.stay_rules.turnover_days,
        spacing_days=programme.stay_rules.min_days_between_admissions,
        program_days=7 * programme.day_program.weeks,
        places_free=places_free(context),
        minutes_by_age=minutes_by_age(context),
        minutes_free=minutes_free(context, _last_day(programme, chosen)),
        caseload_free=caseload_free(context),
        cases=tuple(_case(context, referral) for referral in chosen),
        anchors=anchors(context, chosen),
        conflicts=_conflicting_cases(context, chosen),
        fixed_cost=_fixed_cost(programme, chosen),
    )
    return StayTranslation(
        problem,
        context.days,
        chosen,
        tuple(bed.code for bed in programme.beds),
        tuple(member.code for member in programme.staff),
        without_worker(context),
    )


def _last_day(programme: Programme, referrals: Sequence[Referral]) -> int:
    """A day that no service reaches, counted from ``as_of``."""
    longest = max(
        [
            7 * max(programme.day_program.weeks, programme.support.weeks),
            *(programme.length_limits(referral).max_days for referral in referrals),
        ]
    )
    return programme.stay_days + programme.day_program.latest_start_days + longest


def _case(context: Context, referral: Referral) -> Case:
    programme, costs = context.programme, context.programme.stay_costs
    residential = referral.service is Service.RESIDENTIAL
    weight = programme.priority_weights[referral.priority]
    ready = context.days.number(referral.ready)
    unplaced = weight * max(0, programme.stay_days - ready + costs.unplaced_extra_days)
    proposal = _proposal(programme, referral.participant) if residential else None
    limits = length_limits(context, referral)
    served = context.services.ranges_by_participant.get(referral.participant, ())
    return Case(
        ready_day=ready,
        day_cost=weight,
        unplaced_cost=unplaced + (costs.moved_stay if proposal else 0),
        openings=(
            bed_openings(context, referral, limits, proposal)
            if residential
            else service_openings(context, referral)
        ),
        workers=workers(context, referral.participant),
        target_days=limits.target_days if residential else 0,
        short_day_cost=costs.short_stay_day if residential else 0,
        entry=entry(context, referral) if residential else None,
        takes_place=referral.service is Service.DAY_PROGRAM,
        served=context.days.spans(served),
        committed_minutes=committed_minutes(context, referral.participant),
    )


def _conflicting_cases(
    context: Context, referrals: Sequence[Referral]
) -> tuple[tuple[int, int], ...]:
    residential = [
        (index, referral.participant)
        for index, referral in enumerate(referrals)
        if referral.service is Service.RESIDENTIAL
    ]
    return tuple(
        (i, j)
        for i, one in residential
        for j, other in residential
        if i < j and other in context.opponents(one)
    )


def _proposal(programme: Programme, participant: str) -> Stay | None:
    return next(
        (
            stay
            for stay in programme.stays
            if stay.participant == participant and stay.status is StayStatus.PROPOSED
        ),
        None,
    )


def _fixed_cost(programme: Programme, referrals: Sequence[Referral]) -> int:
    """Proposed stays of people who are not asked about now are moved whatever happens."""
    considered = {r.participant for r in referrals if r.service is Service.RESIDENTIAL}
    proposals = (stay for stay in programme.stays if stay.status is StayStatus.PROPOSED)
    moved = sum(stay.participant not in considered for stay in proposals)
    return moved * programme.stay_costs.moved_stay
