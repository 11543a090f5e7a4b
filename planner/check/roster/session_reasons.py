"""Why a session is not held: the first reason that applies."""

from collections.abc import Iterator
from datetime import date

from planner.check.roster.calendar import ONE_WEEK
from planner.check.roster.demand import support_days
from planner.check.roster.duties import Duty, DutyKind, session_duty
from planner.check.roster.person_rules import is_too_much
from planner.check.roster.presence import is_free
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.session_limits import (
    meeting_rooms,
    sessions_of_week,
    support_minutes,
)
from planner.check.roster.sessions import blocking, session_minutes
from planner.check.workers import worker_faults
from planner.domain.participants import Participant
from planner.domain.programme import Programme
from planner.domain.schedule import GapReason, PlannedSession
from planner.domain.staffing import StaffMember

QUARTER = 15


def session_reason(reading: ScheduleReading, participant: str, monday: date) -> GapReason | None:
    """Why one session more is not held in a week; None: the week's days in service are past."""
    programme = reading.programme
    person = programme.participant_by_code[participant]
    days = days_left(reading, participant, monday)
    if not days:
        return None
    able = [m for m in programme.staff if not any(worker_faults(programme, person, m))]
    if not able:
        return GapReason.NOBODY_QUALIFIED
    slots = [(member, row) for member in able for row in times(programme, person, member, days)]
    free = [(m, row) for m, row in slots if is_free(reading, session_duty(programme, row))]
    if not free:
        return GapReason.NOBODY_AVAILABLE
    roomed = [(member, row) for member, row in free if has_room(reading, row)]
    if not roomed:
        return GapReason.ROOM
    if any(may_be_held(reading, member, row, monday) for member, row in roomed):
        return GapReason.COST
    return GapReason.RULES


def days_left(reading: ScheduleReading, participant: str, monday: date) -> list[date]:
    """The support days of a week that the plan may change and on which she is in service."""
    own = reading.services.get(participant, [])
    return [
        day
        for day in support_days(reading.programme, monday)
        if reading.is_new(day) and any(service.covers(day) for service in own)
    ]


def times(
    programme: Programme, person: Participant, member: StaffMember, days: list[date]
) -> Iterator[PlannedSession]:
    """Every session that would lie inside the support window, at each quarter hour."""
    minutes = session_minutes(programme, person)
    last = programme.support.window_end_minute - minutes
    for day in days:
        for start in range(programme.support.window_start_minute, last + 1, QUARTER):
            yield PlannedSession(person.code, member.code, day, start, start + minutes)


def has_room(reading: ScheduleReading, row: PlannedSession) -> bool:
    """Whether a room of kind one_on_one is free then, where rooms limit sessions."""
    rooms = meeting_rooms(reading.programme)
    if not rooms:
        return True
    taken = {
        other.room
        for other in reading.held
        if other.day == row.day
        and other.start_minute < row.end_minute
        and row.start_minute < other.end_minute
    }
    return not set(rooms) <= taken


def may_be_held(
    reading: ScheduleReading, member: StaffMember, row: PlannedSession, monday: date
) -> bool:
    """Whether a session more breaks neither R7 nor R4; the cheap questions come first."""
    duty = session_duty(reading.programme, row)
    work = reading.workloads[member.code]
    held = sum(
        other.minutes
        for other in work.duties
        if other.kind is DutyKind.SESSION and monday <= other.day < monday + ONE_WEEK
    )
    if held + duty.minutes > support_minutes(reading.programme, member, monday):
        return False
    if is_day_taken(reading, row, monday):
        return False
    if blocking(reading, row.participant, duty.start, duty.end):
        return False
    return not is_too_much(reading, duty)


def is_day_taken(reading: ScheduleReading, row: PlannedSession, monday: date) -> bool:
    """Whether the participant has a session that day already."""
    held: list[Duty] = sessions_of_week(reading, row.participant, monday)
    return any(duty.day == row.day for duty in held)
