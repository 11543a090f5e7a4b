"""Who is in service on the days of a schedule, and how many sessions that asks for in a week."""

from dataclasses import replace
from datetime import date, timedelta

from planner.check.reading import Reading
from planner.check.roster.calendar import ONE_WEEK, is_support_day
from planner.check.services import ServicePeriod, enrolment_services, stay_services
from planner.check.team_minutes import sessions_in_week, week_start
from planner.domain.clock import days_between
from planner.domain.participants import Participant, Service
from planner.domain.programme import Programme


def services_in_schedule(reading: Reading) -> list[ServicePeriod]:
    """Every service of the plan, and the commitments that ended after the schedule began."""
    programme = reading.programme
    ended = [
        service
        for service in services_ever(programme)
        if programme.schedule_start < service.end <= programme.as_of
    ]
    return [*reading.services, *(with_assigned_worker(programme, service) for service in ended)]


def services_ever(programme: Programme) -> list[ServicePeriod]:
    """The services of all commitments, ended or not, without their workers."""
    stays = [stay for stay in programme.stays if stay.is_commitment]
    enrolments = [row for row in programme.enrolments if row.is_commitment]
    elsewhere = {row.participant for table in (stays, enrolments) for row in table}
    weeks = timedelta(weeks=programme.support.weeks)
    return [
        *stay_services(stays),
        *enrolment_services(enrolments, stays),
        *(
            ServicePeriod(
                row.participant, row.start, row.end or row.start + weeks, Service.SUPPORT, False
            )
            for row in programme.assignments
            if row.participant not in elsewhere
        ),
    ]


def with_assigned_worker(programme: Programme, service: ServicePeriod) -> ServicePeriod:
    """An ended service with the worker of the assignment that began before it ended, if any."""
    worker = next(
        (
            row.staff
            for row in programme.assignments
            if row.participant == service.participant
            and row.start < service.end
            and (row.end is None or row.end > service.start)
        ),
        "",
    )
    return replace(service, worker=worker)


def support_days(programme: Programme, monday: date) -> list[date]:
    """The days of a week on which sessions may be held."""
    return [
        day for day in days_between(monday, monday + ONE_WEEK) if is_support_day(programme, day)
    ]


def asked_in_week(
    programme: Programme, person: Participant, service: ServicePeriod, monday: date
) -> int:
    """Sessions a week in this week of a service, or what the participant's own row says."""
    if person.sessions_per_week is not None:
        return person.sessions_per_week
    return sessions_in_week(programme, (monday - week_start(service.start)).days // 7)


def sessions_due(
    programme: Programme, person: Participant, services: list[ServicePeriod], monday: date
) -> int:
    """The demand of a participant in a week, given her services."""
    days = support_days(programme, monday)
    in_service = [day for day in days if any(service.covers(day) for service in services)]
    most = max(
        (
            asked_in_week(programme, person, service, monday)
            for service in services
            if any(service.covers(day) for day in days)
        ),
        default=0,
    )
    if not in_service or most < 1:
        return 0
    return max(1, most * len(in_service) // len(set(programme.support.weekdays)))
