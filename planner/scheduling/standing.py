"""The plan that stands: commitments and published proposals as the rows of a plan."""

from collections.abc import Iterator
from datetime import timedelta

from planner.domain.clock import DateRange
from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import PlannedEnrolment, PlannedStay, PlannedSupport, StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import Stay, StayStatus
from planner.scheduling.services import CommittedServices


def standing_stays(programme: Programme, published: StayPlan) -> StayPlan:
    """Who is where from ``as_of`` on, as the tables say.

    ``published`` is the stay plan published last; it tells who supports those whose worker is not
    committed, and why the others wait.
    """
    standing = _Standing(programme, published)
    return StayPlan(
        stays=tuple(standing.stays()),
        enrolments=tuple(standing.enrolments()),
        support=tuple(standing.support()),
        unplaced=tuple(
            row
            for row in published.unplaced
            if any(
                (referral.participant, referral.service) == (row.participant, row.service)
                for referral in programme.waiting_referrals
            )
        ),
    )


class _Standing:
    def __init__(self, programme: Programme, published: StayPlan) -> None:
        self._programme = programme
        self._published = published
        self._services = CommittedServices(programme)
        self._workers = {
            row.participant: row.staff for row in published.support
        } | self._services.worker_by_participant
        self._ready = {
            row.participant: row.ready
            for row in programme.waiting_referrals
            if row.service is Service.RESIDENTIAL
        }

        # A support service has no table of its own to be proposed in before it is committed.
        self._waiting_for_support = {
            row.participant for row in programme.waiting_referrals if row.service is Service.SUPPORT
        }

    def stays(self) -> Iterator[PlannedStay]:
        for stay in sorted(self._current_stays(), key=lambda s: (s.admission, s.participant)):
            yield PlannedStay(
                stay.participant,
                stay.bed,
                stay.admission,
                stay.discharge,
                stay.length_days,
                None if stay.is_commitment else self._waiting_days(stay),
                stay.status if stay.is_commitment else StayStatus.PLANNED,
                self._workers.get(stay.participant, ""),
            )

    def enrolments(self) -> Iterator[PlannedEnrolment]:
        programme = self._programme
        rows = [row for row in programme.enrolments if row.end > programme.as_of]
        for row in sorted(rows, key=lambda row: (row.start, row.participant)):
            status = row.status if row.is_commitment else EnrolmentStatus.PLANNED
            yield PlannedEnrolment(row.participant, row.start, row.end, status)

    def support(self) -> Iterator[PlannedSupport]:
        rows = {
            (participant, service.start, service.end)
            for participant, services in self._services.ranges_by_participant.items()
            for service in services
            if service.end is not None
        }
        proposed = [stay for stay in self._current_stays() if not stay.is_commitment]
        rows |= {(stay.participant, stay.admission, stay.discharge) for stay in proposed}
        for row in self._programme.enrolments:
            in_stay = any(
                stay.participant == row.participant
                and row.start in DateRange(stay.admission, stay.discharge)
                for stay in self._current_stays()
            )
            if not row.is_commitment and not in_stay:
                rows.add((row.participant, row.start, row.end))
        rows |= {
            (row.participant, row.start, row.end)
            for row in self._published.support
            if row.participant in self._waiting_for_support
        }
        for participant, start, end in sorted(rows, key=lambda row: (row[1], row[0])):
            yield PlannedSupport(participant, self._workers.get(participant, ""), start, end)

    def _current_stays(self) -> list[Stay]:
        return [stay for stay in self._programme.stays if stay.discharge > self._programme.as_of]

    def _waiting_days(self, stay: Stay) -> int:
        ready = self._ready.get(stay.participant, stay.admission)
        return max(timedelta(), stay.admission - ready).days
