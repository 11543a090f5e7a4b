"""Who is in service from when to when, worked out from the rows of a programme and a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.check.wording import A_SERVICE
from planner.domain.day_program import Enrolment
from planner.domain.participants import Service
from planner.domain.plan import PlannedEnrolment, PlannedStay, PlannedSupport
from planner.domain.programme import Programme
from planner.domain.sentences import Sentence, told
from planner.domain.stays import Stay


@dataclass(frozen=True)
class ServicePeriod:
    """One whole service ``[start, end)`` and the primary worker that the plan gives it."""

    participant: str
    start: date
    end: date
    kind: Service
    is_planned: bool
    worker: str = ""

    def covers(self, day: date) -> bool:
        """Whether the participant is in this service on ``day``."""
        return self.start <= day < self.end

    @property
    def words(self) -> Sentence:
        """The service in words."""
        return told(
            "the {service} {start} to {end} of {participant}",
            service=A_SERVICE[self.kind],
            start=self.start,
            end=self.end,
            participant=self.participant,
        )


@dataclass(frozen=True)
class SupportMatch:
    """Services beside the rows of the plan's ``support.csv`` that name their workers."""

    services: tuple[ServicePeriod, ...]
    missing: tuple[ServicePeriod, ...]
    planned_support: tuple[PlannedSupport, ...]
    spare: tuple[PlannedSupport, ...]


def belongs_to_stay(
    enrolment: Enrolment | PlannedEnrolment, stays: Iterable[Stay | PlannedStay]
) -> bool:
    """Whether the enrolment starts inside a stay of the same participant (S10)."""
    return any(
        stay.participant == enrolment.participant
        and stay.admission <= enrolment.start < stay.discharge
        for stay in stays
    )


def committed_support(programme: Programme) -> tuple[ServicePeriod, ...]:
    """Support services of people with an assignment but neither stay nor enrolment."""
    elsewhere = {stay.participant for stay in programme.stays if stay.is_commitment}
    elsewhere |= {row.participant for row in programme.enrolments if row.is_commitment}
    weeks = timedelta(weeks=programme.support.weeks)
    periods = (
        ServicePeriod(
            row.participant, row.start, row.end or row.start + weeks, Service.SUPPORT, False
        )
        for row in programme.assignments
        if row.participant not in elsewhere
    )
    return tuple(period for period in periods if period.end > programme.as_of)


def stay_services(stays: Iterable[Stay | PlannedStay]) -> list[ServicePeriod]:
    """One residential service for each stay."""
    return [
        ServicePeriod(
            stay.participant,
            stay.admission,
            stay.discharge,
            Service.RESIDENTIAL,
            isinstance(stay, PlannedStay),
        )
        for stay in stays
    ]


def enrolment_services(
    enrolments: Iterable[Enrolment | PlannedEnrolment], stays: Sequence[Stay | PlannedStay]
) -> list[ServicePeriod]:
    """One day-program service for each enrolment that belongs to none of ``stays``."""
    return [
        ServicePeriod(
            row.participant,
            row.start,
            row.end,
            Service.DAY_PROGRAM,
            isinstance(row, PlannedEnrolment),
        )
        for row in enrolments
        if not belongs_to_stay(row, stays)
    ]


def match_support(
    services: Sequence[ServicePeriod], rows: Sequence[PlannedSupport], waiting: Iterable[str]
) -> SupportMatch:
    """Gives each service the row with its dates; what is left over is planned support.

    ``services`` are all but planned support; ``waiting`` are the participants whose support
    referral is under consideration. At most one row each counts as planned, the others are spare.
    """
    left = list(rows)
    served, missing = [], []
    for service in services:
        dates = (service.participant, service.start, service.end)
        row = next((r for r in left if (r.participant, r.start, r.end) == dates), None)
        if row is None:
            missing.append(service)
            served.append(service)
        else:
            left.remove(row)
            served.append(replace(service, worker=row.staff))
    planned: dict[str, PlannedSupport] = {}
    for row in left:
        if row.participant in waiting:
            planned.setdefault(row.participant, row)
    spare = list(left)
    for row in planned.values():
        spare.remove(row)
        served.append(
            ServicePeriod(row.participant, row.start, row.end, Service.SUPPORT, True, row.staff)
        )
    return SupportMatch(tuple(served), tuple(missing), tuple(planned.values()), tuple(spare))
