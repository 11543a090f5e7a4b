"""Rule R7, quantity and room: how many sessions a week, for how many minutes, and where."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from planner.check.roster.calendar import ONE_WEEK, schedule_mondays
from planner.check.roster.duties import Duty, DutyKind
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.sessions import named, new_sessions
from planner.check.roster.workload import Workload
from planner.check.team_minutes import absent_weekdays
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.staffing import StaffMember


def check_weekly_number(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures no more sessions in a week than the demand, unless kept rows exceed it."""
    for person in reading.programme.participants:
        for monday in schedule_mondays(reading.programme):
            held = sessions_of_week(reading, person.code, monday)
            kept = sum(duty.is_kept for duty in held)
            due = reading.demand.get((person.code, monday), 0)
            if len(held) > max(due, kept):
                yield Violation(
                    "R7",
                    told(
                        "{participant} has {sessions} in the week of {monday}; the demand is"
                        " {due}, and {kept} are locked or past.",
                        participant=person.code,
                        sessions=counted(len(held), "sessions"),
                        monday=monday,
                        due=due,
                        kept=kept,
                    ),
                )


def sessions_of_week(reading: ScheduleReading, participant: str, monday: date) -> list[Duty]:
    """The sessions of a participant in a Monday week, as duties of who holds them."""
    return [
        duty
        for duty in reading.duties
        if duty.kind is DutyKind.SESSION
        and duty.code == participant
        and monday <= duty.day < monday + ONE_WEEK
    ]


def check_worker_minutes(work: Workload) -> Iterator[Violation]:
    """R7: ensures that nobody holds more minutes of sessions in a week than she has for them.

    The minutes of locked and past sessions are always allowed.
    """
    for monday in schedule_mondays(work.programme):
        own = [duty for duty in work.in_week(monday) if duty.kind is DutyKind.SESSION]
        minutes = sum(duty.minutes for duty in own)
        kept = sum(duty.minutes for duty in own if duty.is_kept)
        most = support_minutes(work.programme, work.member, monday)
        if minutes > max(most, kept):
            yield Violation(
                "R7",
                told(
                    "{staff} holds {minutes} minutes of sessions in the week of {monday}; there"
                    " are {most}, and {kept} are locked or past.",
                    staff=work.member.code,
                    minutes=minutes,
                    monday=monday,
                    most=most,
                    kept=kept,
                ),
            )


def support_minutes(programme: Programme, member: StaffMember, monday: date) -> int:
    """The support minutes of a person in a week, a fifth less for each weekday touched (S11)."""
    days = absent_weekdays(programme, member, monday)
    return member.support_minutes_per_week * (5 - days) // 5


def meeting_rooms(programme: Programme) -> list[str]:
    """The rooms for sessions; where there are none, rooms do not limit sessions."""
    return [room.code for room in programme.rooms if room.is_one_on_one]


def check_room(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures that each session has a room of kind one_on_one, where such rooms are listed."""
    rooms = meeting_rooms(reading.programme)
    known = {room.code for room in reading.programme.rooms}
    for row in new_sessions(reading):
        if not rooms or (row.room and row.room not in known):
            continue
        if row.room not in rooms:
            session = named(row)
            why = told("{session} is in no room.", session=session)
            if row.room:
                why = told(
                    "{session} is in {room}, no room of kind one_on_one.",
                    session=session,
                    room=row.room,
                )
            yield Violation("R7", why)


def check_room_shared(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures that a room holds one session at a time."""
    rooms = meeting_rooms(reading.programme)
    rows = [row for row in new_sessions(reading) if row.room in rooms]
    rows.sort(key=lambda row: (row.room, row.day, row.start_minute, row.participant))
    for first, second in combinations(rows, 2):
        is_same_room = (first.room, first.day) == (second.room, second.day)
        if is_same_room and second.start_minute < first.end_minute:
            yield Violation(
                "R7",
                told(
                    "{session} is in {room} while {participant} and {staff} are there.",
                    session=named(second),
                    room=second.room,
                    participant=first.participant,
                    staff=first.staff,
                ),
            )
