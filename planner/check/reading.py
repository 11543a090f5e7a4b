"""A stay plan read beside its programme: which rows are commitments and which are planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from planner.check.services import (
    ServicePeriod,
    committed_support,
    enrolment_services,
    match_support,
    stay_services,
)
from planner.domain.day_program import Enrolment, EnrolmentStatus
from planner.domain.participants import Participant, Referral, ReferralStatus, Service
from planner.domain.plan import PlannedEnrolment, PlannedStay, PlannedSupport, StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import Bed, Stay, StayStatus

COMMITTED_STAY = (StayStatus.IN_HOUSE, StayStatus.CONFIRMED)
COMMITTED_ENROLMENT = (EnrolmentStatus.ACTIVE, EnrolmentStatus.CONFIRMED)


@dataclass(frozen=True)
class Reading:
    """The facts that every rule is judged by.

    ``commitments`` and ``enrolled`` are all committed rows of the programme, ``current`` and
    ``kept`` those that have not ended by the planning date. ``joining`` are the planned
    enrolments. ``services`` is everybody in service with the worker that the plan names,
    ``committed_services`` the same for the commitments alone.
    """

    programme: Programme
    plan: StayPlan
    horizon_end: date
    referrals: dict[tuple[str, Service], Referral]
    fixed_worker: dict[str, str]
    commitments: tuple[Stay, ...]
    current: tuple[Stay, ...]
    enrolled: tuple[Enrolment, ...]
    kept: tuple[Enrolment, ...]
    planned_stays: tuple[PlannedStay, ...]
    joining: tuple[PlannedEnrolment, ...]
    planned_support: tuple[PlannedSupport, ...]
    services: tuple[ServicePeriod, ...]
    committed_services: tuple[ServicePeriod, ...]
    missing_support: tuple[ServicePeriod, ...]
    spare_support: tuple[PlannedSupport, ...]

    def referral(self, participant: str, service: Service) -> Referral | None:
        """The waiting referral under consideration, if there is one."""
        return self.referrals.get((participant, service))

    @cached_property
    def people(self) -> dict[str, Participant]:
        """Participants by code."""
        return {person.code: person for person in self.programme.participants}

    @cached_property
    def beds(self) -> dict[str, Bed]:
        """Beds by code."""
        return {bed.code: bed for bed in self.programme.beds}

    @property
    def stays_ever(self) -> list[Stay | PlannedStay]:
        """Every committed stay, ended or not, and every planned one."""
        return [*self.commitments, *self.planned_stays]

    @property
    def stays_now(self) -> list[Stay | PlannedStay]:
        """Every committed stay that has not ended, and every planned one."""
        return [*self.current, *self.planned_stays]

    def house(self, bed: str) -> str:
        """The house of a known bed."""
        return self.beds[bed].house


def is_left_to_a_person(programme: Programme, referral: Referral) -> bool:
    """Whether a residential referral is of somebody for whom no adult residence is allowed."""
    return referral.service is Service.RESIDENTIAL and any(
        person.code == referral.participant and not person.adult_residence_ok
        for person in programme.participants
    )


def considered_referrals(programme: Programme) -> dict[tuple[str, Service], Referral]:
    """The referrals that the plan decides, by participant and service."""
    return {
        (referral.participant, referral.service): referral
        for referral in programme.referrals
        if referral.status is ReferralStatus.WAITING
        and not is_left_to_a_person(programme, referral)
    }


def is_commitment_row(row: PlannedStay, commitments: Iterable[Stay], as_of: date) -> bool:
    """Whether a plan's row speaks of a committed stay, rightly or with a changed cell."""
    own = [stay for stay in commitments if stay.participant == row.participant]
    dates = (row.bed, row.admission, row.discharge)
    if any((stay.bed, stay.admission, stay.discharge) == dates for stay in own):
        return True
    return row.status in COMMITTED_STAY and any(stay.discharge > as_of for stay in own)


def is_kept_row(row: PlannedEnrolment, enrolled: Iterable[Enrolment], as_of: date) -> bool:
    """Whether a plan's row speaks of a committed enrolment, rightly or with a changed cell."""
    own = [old for old in enrolled if old.participant == row.participant]
    if any((old.start, old.end) == (row.start, row.end) for old in own):
        return True
    return row.status in COMMITTED_ENROLMENT and any(old.end > as_of for old in own)


def planned_stay_rows(
    programme: Programme, plan: StayPlan, commitments: tuple[Stay, ...]
) -> tuple[PlannedStay, ...]:
    """The first planned stay of each participant; rows with unknown codes are left out."""
    beds = {bed.code for bed in programme.beds}
    known = {person.code for person in programme.participants}
    found: dict[str, PlannedStay] = {}
    for row in plan.stays:
        is_known = row.bed in beds and row.participant in known
        if is_known and not is_commitment_row(row, commitments, programme.as_of):
            found.setdefault(row.participant, row)
    return tuple(found.values())


def planned_enrolment_rows(
    programme: Programme, plan: StayPlan, enrolled: tuple[Enrolment, ...]
) -> tuple[PlannedEnrolment, ...]:
    """The first planned enrolment of each participant; unknown codes are left out."""
    known = {person.code for person in programme.participants}
    found: dict[str, PlannedEnrolment] = {}
    for row in plan.enrolments:
        if row.participant in known and not is_kept_row(row, enrolled, programme.as_of):
            found.setdefault(row.participant, row)
    return tuple(found.values())


def fixed_workers(programme: Programme) -> dict[str, str]:
    """The worker whom an assignment fixes: an empty end, or one after the planning date."""
    return {
        row.participant: row.staff
        for row in programme.assignments
        if row.end is None or row.end > programme.as_of
    }


def services_of_commitments(
    programme: Programme, fixed: dict[str, str], served: tuple[ServicePeriod, ...]
) -> tuple[ServicePeriod, ...]:
    """Everybody in service if nothing were planned; a worker not fixed is the one in the plan."""
    stays = [stay for stay in programme.stays if stay.is_commitment]
    current = [stay for stay in stays if stay.discharge > programme.as_of]
    kept = [r for r in programme.enrolments if r.is_commitment and r.end > programme.as_of]
    alone = [
        *stay_services(current),
        *enrolment_services(kept, stays),
        *committed_support(programme),
    ]
    return tuple(
        ServicePeriod(
            service.participant,
            service.start,
            service.end,
            service.kind,
            False,
            fixed.get(service.participant) or worker_in_plan(service, served),
        )
        for service in alone
    )


def worker_in_plan(service: ServicePeriod, served: tuple[ServicePeriod, ...]) -> str:
    """The worker of the same service, or of the one into which it has gone."""
    own = [period for period in served if period.participant == service.participant]
    same = [p for p in own if (p.start, p.end) == (service.start, service.end)]
    around = [p for p in own if p.covers(service.start)]
    return next((period.worker for period in same + around), "")


def read_plan(programme: Programme, plan: StayPlan) -> Reading:
    """Sorts the rows of a plan into commitments, planned rows and services."""
    commitments = tuple(stay for stay in programme.stays if stay.is_commitment)
    current = tuple(stay for stay in commitments if stay.discharge > programme.as_of)
    enrolled = tuple(row for row in programme.enrolments if row.is_commitment)
    kept = tuple(row for row in enrolled if row.end > programme.as_of)
    planned = planned_stay_rows(programme, plan, commitments)
    joining = planned_enrolment_rows(programme, plan, enrolled)
    referrals = considered_referrals(programme)
    fixed = fixed_workers(programme)
    match = match_support(
        [
            *stay_services((*current, *planned)),
            *enrolment_services((*kept, *joining), (*commitments, *planned)),
            *committed_support(programme),
        ],
        plan.support,
        {who for who, service in referrals if service is Service.SUPPORT},
    )
    return Reading(
        programme=programme,
        plan=plan,
        horizon_end=programme.as_of + timedelta(days=programme.stay_days),
        referrals=referrals,
        fixed_worker=fixed,
        commitments=commitments,
        current=current,
        enrolled=enrolled,
        kept=kept,
        planned_stays=planned,
        joining=joining,
        planned_support=match.planned_support,
        services=match.services,
        committed_services=services_of_commitments(programme, fixed, match.services),
        missing_support=match.missing,
        spare_support=match.spare,
    )
