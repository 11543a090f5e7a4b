"""The cost of a plan by its rows and dates, term by term (MODEL.md section 1)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Referral, Service
from planner.domain.plan import STAY_TERMS, PlannedStay, StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from planner.scheduling.services import CommittedServices
from planner.scheduling.stays import considered_referrals


def cost_terms(programme: Programme, plan: StayPlan) -> Mapping[str, int]:
    """The weighted cost of each term, in the order of ``STAY_TERMS``."""
    costs, weights = programme.stay_costs, programme.priority_weights
    starts = _starts(programme, plan)
    terms = dict.fromkeys(STAY_TERMS, 0)
    for referral in considered_referrals(programme):
        start = starts.get(referral.participant)
        if start is None:
            last = programme.horizon_end + timedelta(days=costs.unplaced_extra_days)
            terms["unplaced"] += weights[referral.priority] * max(0, (last - referral.ready).days)
        else:
            terms["waiting"] += weights[referral.priority] * (start - referral.ready).days
            if referral.service is Service.RESIDENTIAL:
                terms["short_stay"] += costs.short_stay_day * _days_short(programme, plan, referral)
    terms["program_delay"] = costs.program_delay_day * _days_of_delay(plan)
    terms["moved"] = costs.moved_stay * _stays_moved(programme, plan)
    return terms


def _planned_stays(plan: StayPlan) -> dict[str, PlannedStay]:
    return {row.participant: row for row in plan.stays if row.status is StayStatus.PLANNED}


def _joining(plan: StayPlan) -> dict[str, date]:
    """The start of each planned enrolment."""
    planned = EnrolmentStatus.PLANNED
    return {row.participant: row.start for row in plan.enrolments if row.status is planned}


def _starts(programme: Programme, plan: StayPlan) -> dict[str, date]:
    """When each participant starts what she was referred to; she waits for one service only."""
    committed = Counter(
        (participant, service.start, service.end)
        for participant, ranges in CommittedServices(programme).ranges_by_participant.items()
        for service in ranges
        if service.end is not None
    )
    new = Counter((row.participant, row.start, row.end) for row in plan.support) - committed
    waiting = {r.participant for r in considered_referrals(programme)}
    support = {participant: start for participant, start, _ in new if participant in waiting}
    stays = {participant: row.admission for participant, row in _planned_stays(plan).items()}
    return support | _joining(plan) | stays


def _days_short(programme: Programme, plan: StayPlan, referral: Referral) -> int:
    target = programme.length_limits(referral).target_days
    return max(0, target - _planned_stays(plan)[referral.participant].days)


def _days_of_delay(plan: StayPlan) -> int:
    joining = _joining(plan)
    return sum(
        (joining[participant] - stay.admission).days
        for participant, stay in _planned_stays(plan).items()
        if participant in joining
    )


def _stays_moved(programme: Programme, plan: StayPlan) -> int:
    """Proposals not planned again as they were, those of people not asked about included."""
    held = {
        (row.participant, row.bed, row.admission, row.discharge)
        for row in _planned_stays(plan).values()
    }
    return sum(
        (stay.participant, stay.bed, stay.admission, stay.discharge) not in held
        for stay in programme.stays
        if stay.status is StayStatus.PROPOSED
    )
