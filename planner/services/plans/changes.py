"""What a schedule does otherwise than published, and which requests it does not meet."""

from datetime import date, timedelta

from planner.check.roster.calendar import is_scheduled, why_no_activity, why_no_shift
from planner.check.roster.costs import is_met
from planner.check.roster.duties import Duty, DutyKind
from planner.check.roster.kept import rows_of_plan
from planner.check.roster.reading import ScheduleReading, session_key
from planner.domain.clock import monday_of
from planner.domain.schedule import PlannedSession
from planner.domain.staffing import Request, RosterRow
from planner.domain.support import Session
from planner.services.wording import listed, long_day, time_of_day, time_range


def changes_after_publication(reading: ScheduleReading) -> list[str]:
    """A line for each published duty from the planning date on that is not in the plan."""
    programme, planned = reading.programme, rows_of_plan(reading)
    kept = {session_key(row) for row in reading.sessions}
    found = [
        (row.day, f"{long_day(row.day)}  {row.duty}: {row.staff}, now {_now(reading, row)}")
        for row in programme.roster
        if _may_change(reading, row.day) and (row.staff, row.duty, row.day) not in planned
    ]
    found += [
        (row.day, _changed_session(reading, row))
        for row in programme.sessions
        if _may_change(reading, row.day) and session_key(row) not in kept
    ]
    return [line for _, line in sorted(found)]


def _may_change(reading: ScheduleReading, day: date) -> bool:
    return reading.programme.as_of <= day < reading.programme.schedule_end


def _now(reading: ScheduleReading, row: RosterRow) -> str:
    """Who has a duty in the plan, or why it is not done at all."""
    programme = reading.programme
    why = ""
    if row.duty in reading.shift_types:
        why = why_no_shift(programme, reading.shift_types[row.duty], row.day)
        duties = reading.on_shift(row.duty, row.day)
    else:
        if row.duty in reading.activity_types:
            why = why_no_activity(programme, reading.activity_types[row.duty], row.day)
        duties = reading.leading(row.duty, row.day)
    return listed(duty.staff for duty in duties) + (f" ({why})" if why else "")


def _changed_session(reading: ScheduleReading, row: Session) -> str:
    """A session that is not held as published, and what is new in its week instead."""
    published = {session_key(old) for old in reading.programme.sessions}
    monday = monday_of(row.day)
    new = [
        held
        for held in reading.held
        if held.participant == row.participant
        and monday <= held.day < monday + timedelta(weeks=1)
        and session_key(held) not in published
    ]
    instead = listed((_when(held) for held in sorted(new, key=session_key)), "no other that week")
    when = f"{long_day(row.day)}  {row.participant} with {row.staff}"
    return f"{when}, {time_range(row.start_minute, row.end_minute)}: now {instead}"


def _when(row: PlannedSession) -> str:
    return f"{long_day(row.day)} {time_of_day(row.start_minute)} with {row.staff}"


def requests_not_met(reading: ScheduleReading) -> list[str]:
    """A line for each request in the schedule's days that does not come true."""
    rows = [
        row
        for row in reading.programme.requests
        if is_scheduled(reading.programme, row.day) and not is_met(reading, row)
    ]
    return [
        f"{long_day(row.day)}  {row.staff} asks {_asked(row)}: {_has(reading, row)}"
        f" (weight {row.weight})"
        for row in sorted(rows, key=lambda row: (row.day, row.staff))
    ]


def _asked(row: Request) -> str:
    if row.wants_work:
        return f"for {row.shift}" if row.shift else "to work"
    return f"not to have {row.shift}" if row.shift else "to be off"


def _has(reading: ScheduleReading, row: Request) -> str:
    work = reading.workloads.get(row.staff)
    duties = work.by_day.get(row.day, []) if work else []
    return f"has {listed(map(_named, duties), 'no duty')}"


def _named(duty: Duty) -> str:
    is_session = duty.kind is DutyKind.SESSION
    return f"a session with {duty.code}" if is_session else duty.code
