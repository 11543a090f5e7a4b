"""Who is in which committed service, and how much support that takes (MODEL.md, S10 and S11)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from planner.domain.clock import DateRange, days_between, monday_of
from planner.domain.day_program import Enrolment
from planner.domain.participants import ConflictKind, Participant, WishRule
from planner.domain.plan import PlannedSupport
from planner.domain.programme import Programme
from planner.domain.staffing import Absence, StaffMember

# An absence counts against a support day when it touches the working day (S11).
_WORKDAY_STARTS, _WORKDAY_ENDS = time(9), time(17)


def may_support(programme: Programme, participant: Participant, member: StaffMember) -> bool:
    """Whether somebody may be a participant's primary worker (S10, caseload apart)."""
    kept_apart = any(
        conflict.kind is ConflictKind.STAFF
        and (conflict.first, conflict.second) == (participant.code, member.code)
        for conflict in programme.conflicts
    )
    speaks = (
        participant.language_rule is not WishRule.REQUIRED
        or not participant.languages
        or not member.languages.isdisjoint(participant.languages)
    )
    suits = (
        participant.worker_gender_rule is not WishRule.REQUIRED
        or participant.worker_gender in ("any", member.gender)
    )
    return "one_on_one" in member.skills and speaks and suits and not kept_apart


def minutes_at_age(programme: Programme, weeks: int) -> int:
    """Support minutes of the week so many weeks after the one in which a service began."""
    rules = programme.support
    return rules.session_minutes * rules.sessions_per_week(weeks)


def ended_services(programme: Programme) -> tuple[PlannedSupport, ...]:
    """Committed services that ended since the schedule began: no plan has a row for them.

    ``staff`` is empty where no assignment says who the worker was.
    """
    since = replace(programme, as_of=programme.schedule_start)
    ended = [
        (participant, service.start, service.end)
        for participant, services in CommittedServices(since).ranges_by_participant.items()
        for service in services
        if service.end is not None and service.end <= programme.as_of
    ]
    return tuple(
        PlannedSupport(participant, _worker_in(programme, participant, start, end), start, end)
        for participant, start, end in ended
    )


def _worker_in(programme: Programme, participant: str, start: date, end: date) -> str:
    return next(
        (
            row.staff
            for row in programme.assignments
            if row.participant == participant
            and DateRange(row.start, row.end).overlaps(DateRange(start, end))
        ),
        "",
    )


class CommittedServices:
    """The services that a plan must keep: stays, enrolments and support, from ``as_of`` on."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self.stays = tuple(s for s in programme.stays if s.is_commitment)
        self.current_stays = tuple(s for s in self.stays if s.discharge > programme.as_of)
        self.enrolments = tuple(
            e for e in programme.enrolments if e.is_commitment and e.end > programme.as_of
        )

    @cached_property
    def ranges_by_participant(self) -> dict[str, tuple[DateRange, ...]]:
        """The whole services of everybody committed who is still served on or after ``as_of``."""
        ranges: dict[str, list[DateRange]] = {}
        for stay in self.current_stays:
            ranges.setdefault(stay.participant, []).append(
                DateRange(stay.admission, stay.discharge)
            )
        for enrolment in self.enrolments:
            if not self._belongs_to_stay(enrolment):
                ranges.setdefault(enrolment.participant, []).append(
                    DateRange(enrolment.start, enrolment.end)
                )
        for participant, service in self._support_services():
            ranges.setdefault(participant, []).append(service)
        return {participant: tuple(sorted(found)) for participant, found in ranges.items()}

    @cached_property
    def worker_by_participant(self) -> dict[str, str]:
        """The committed primary workers that still hold: rows that end after ``as_of`` or never."""
        return {
            row.participant: row.staff
            for row in self._programme.assignments
            if row.end is None or row.end > self._programme.as_of
        }

    def kept_enrolment(self, participant: str) -> Enrolment | None:
        """The committed enrolment of a participant that ends after ``as_of``, if any (S8)."""
        return next((e for e in self.enrolments if e.participant == participant), None)

    def minutes_in_week(self, participant: str, monday: date) -> int:
        """Committed support minutes of one participant in one Monday week (S11)."""
        week = DateRange(monday, monday + timedelta(days=7))
        ages = (
            (monday - monday_of(service.start)).days // 7
            for service in self.ranges_by_participant.get(participant, ())
            if service.overlaps(week)
        )
        return max((minutes_at_age(self._programme, age) for age in ages), default=0)

    def _belongs_to_stay(self, enrolment: Enrolment) -> bool:
        return any(
            stay.participant == enrolment.participant
            and enrolment.start in DateRange(stay.admission, stay.discharge)
            for stay in self.stays
        )

    def _support_services(self) -> Iterable[tuple[str, DateRange]]:
        """Assignments of people with neither stay nor enrolment stand for a support service."""
        programme = self._programme
        elsewhere = {stay.participant for stay in self.stays} | {
            e.participant for e in programme.enrolments if e.is_commitment
        }
        for row in programme.assignments:
            end = row.end or row.start + timedelta(weeks=programme.support.weeks)
            if row.participant not in elsewhere and end > programme.as_of:
                yield row.participant, DateRange(row.start, end)


def available_minutes(programme: Programme, monday: date) -> int:
    """Support minutes that the team can give in one Monday week, absences taken off (S11)."""
    away = {absence.staff for absence in _absences_in_week(programme, monday)}
    return sum(
        member.support_minutes_per_week * (5 - absent_workdays(programme, member, monday)) // 5
        if member.code in away
        else member.support_minutes_per_week
        for member in programme.staff
    )


def absent_workdays(programme: Programme, member: StaffMember, monday: date) -> int:
    """Monday-to-Friday dates of the week with an absence touching the working day."""
    own = [row for row in _absences_in_week(programme, monday) if row.staff == member.code]
    return sum(
        any(
            absence.start < datetime.combine(day, _WORKDAY_ENDS)
            and absence.end > datetime.combine(day, _WORKDAY_STARTS)
            for absence in own
        )
        for day in days_between(monday, monday + timedelta(days=5))
    )


def _absences_in_week(programme: Programme, monday: date) -> list[Absence]:
    begin = datetime.combine(monday, _WORKDAY_STARTS)
    end = datetime.combine(monday + timedelta(days=4), _WORKDAY_ENDS)
    return [row for row in programme.absences if row.start < end and row.end > begin]
