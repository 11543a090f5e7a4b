"""The solver's answer as the rows of a plan folder: day numbers become dates, indices codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.clock import DateRange
from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Referral, Service
from planner.domain.plan import PlannedEnrolment, PlannedStay, PlannedSupport, StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from planner.scheduling.services import CommittedServices
from planner.scheduling.stays import StayTranslation
from solver.stays.problem import StaySolution


def stay_plan(
    programme: Programme, translation: StayTranslation, solution: StaySolution
) -> StayPlan:
    """Everything that a plan folder says of those in service; who is unplaced is not in it."""
    rows = _Rows(programme, translation, solution)
    return StayPlan(
        stays=(*rows.kept_stays(), *rows.planned_stays()),
        enrolments=(*rows.kept_enrolments(), *rows.planned_enrolments()),
        support=(*rows.kept_support(), *rows.planned_support()),
    )


@dataclass(frozen=True)
class _PlacedReferral:
    """A referral with the dates that the solver chose.

    ``entry`` is the start of the enrolment that comes with a stay; with ``counts`` false the
    service is part of a stay of hers and has no support row of its own.
    """

    referral: Referral
    start: date
    end: date
    bed: str
    entry: date | None
    staff: str
    counts: bool


class _Rows:
    def __init__(
        self, programme: Programme, translation: StayTranslation, solution: StaySolution
    ) -> None:
        self._programme = programme
        self._services = CommittedServices(programme)
        self._placed = tuple(_placed_referrals(translation, solution))
        chosen = zip(translation.anchor_participants, solution.anchor_workers, strict=True)
        self._worker_by_participant = {
            **{participant: translation.staff_codes[worker] for participant, worker in chosen},
            **self._services.worker_by_participant,
        }

    def kept_stays(self) -> Iterator[PlannedStay]:
        for stay in self._services.current_stays:
            yield PlannedStay(
                participant=stay.participant,
                bed=stay.bed,
                admission=stay.admission,
                discharge=stay.discharge,
                days=stay.length_days,
                waiting_days=None,
                status=stay.status,
                staff=self._worker_by_participant[stay.participant],
            )

    def planned_stays(self) -> Iterator[PlannedStay]:
        for placed in self._residents():
            yield PlannedStay(
                participant=placed.referral.participant,
                bed=placed.bed,
                admission=placed.start,
                discharge=placed.end,
                days=(placed.end - placed.start).days,
                waiting_days=(placed.start - placed.referral.ready).days,
                status=StayStatus.PLANNED,
                staff=placed.staff,
            )

    def kept_enrolments(self) -> Iterator[PlannedEnrolment]:
        for row in self._services.enrolments:
            yield PlannedEnrolment(row.participant, row.start, row.end, row.status)

    def planned_enrolments(self) -> Iterator[PlannedEnrolment]:
        length = timedelta(weeks=self._programme.day_program.weeks)
        for placed in self._placed:
            in_program = placed.referral.service is Service.DAY_PROGRAM
            start = placed.start if in_program else placed.entry
            if start is not None:
                yield PlannedEnrolment(
                    placed.referral.participant, start, start + length, EnrolmentStatus.PLANNED
                )

    def kept_support(self) -> Iterator[PlannedSupport]:
        for participant, services in self._services.ranges_by_participant.items():
            for service in services:
                if service.end is not None and not self._joins_planned_stay(participant, service):
                    worker = self._worker_by_participant[participant]
                    yield PlannedSupport(participant, worker, service.start, service.end)

    def planned_support(self) -> Iterator[PlannedSupport]:
        for placed in self._placed:
            if placed.counts:
                yield PlannedSupport(
                    placed.referral.participant, placed.staff, placed.start, placed.end
                )

    def _residents(self) -> Iterator[_PlacedReferral]:
        return (p for p in self._placed if p.referral.service is Service.RESIDENTIAL)

    def _joins_planned_stay(self, participant: str, service: DateRange) -> bool:
        """Whether a committed enrolment begins inside a planned stay: then it belongs to it."""
        is_enrolment = any(
            (row.participant, row.start, row.end) == (participant, service.start, service.end)
            for row in self._services.enrolments
        )
        return is_enrolment and any(
            placed.referral.participant == participant
            and placed.start <= service.start < placed.end
            for placed in self._residents()
        )


def _placed_referrals(
    translation: StayTranslation, solution: StaySolution
) -> Iterator[_PlacedReferral]:
    days, cases = translation.days, translation.problem.cases
    rows = zip(translation.referrals, cases, solution.placements, solution.workers, strict=True)
    for referral, case, placement, worker in rows:
        if placement is None or worker is None:
            continue
        opening = case.openings[placement.opening]
        yield _PlacedReferral(
            referral=referral,
            start=days.on(placement.start_day),
            end=days.on(placement.end_day),
            bed="" if opening.bed is None else translation.bed_codes[opening.bed],
            entry=None if placement.entry_day is None else days.on(placement.entry_day),
            staff=translation.staff_codes[worker],
            counts=opening.counts,
        )
