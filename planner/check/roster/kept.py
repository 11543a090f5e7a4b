"""Rule R8: what must stay stays, nothing is added to the past, and sessions fall into services."""

from collections.abc import Iterator
from datetime import date

from planner.check.roster.calendar import is_scheduled
from planner.check.roster.reading import ScheduleReading, planned_session, session_key
from planner.check.roster.sessions import named, new_sessions
from planner.check.violations import Violation
from planner.domain.sentences import told

DutyKey = tuple[str, str, date]


def rows_of_plan(reading: ScheduleReading) -> set[DutyKey]:
    """Staff, code and date of every shift and facilitation in the plan."""
    return {(row.staff, row.shift, row.day) for row in reading.roster} | {
        (staff, row.activity, row.day) for row in reading.activities for staff in row.staff
    }


def check_in_service(reading: ScheduleReading) -> Iterator[Violation]:
    """R8: ensures that each session falls inside a service of the participant."""
    for row in new_sessions(reading):
        own = reading.services.get(row.participant, [])
        if not any(service.covers(row.day) for service in own):
            why = told(
                "{session} falls in no service of {participant}.",
                session=named(row),
                participant=row.participant,
            )
            yield Violation("R8", why)


def check_duties_kept(reading: ScheduleReading) -> Iterator[Violation]:
    """R8: ensures that locked shifts and facilitations, and those of the past, stay."""
    planned = rows_of_plan(reading)
    for row in reading.programme.roster:
        must_stay = row.locked or not reading.is_new(row.day)
        if not must_stay or not is_scheduled(reading.programme, row.day):
            continue
        if (row.staff, row.duty, row.day) not in planned:
            is_past = not reading.is_new(row.day)
            words = told(
                "{staff} is no longer on {duty} on {day}, which {why}.",
                staff=row.staff,
                duty=row.duty,
                day=row.day,
                why=told("is before the planning date") if is_past else told("is locked"),
            )
            yield Violation("R8", words)


def check_sessions_kept(reading: ScheduleReading) -> Iterator[Violation]:
    """R8: ensures that past sessions stay as they are, and locked ones but for their room."""
    planned = set(reading.sessions)
    keys = {session_key(row) for row in planned}
    for row in reading.programme.sessions:
        if not is_scheduled(reading.programme, row.day):
            continue
        if not reading.is_new(row.day):
            if planned_session(row) not in planned:
                why = told(
                    "{session} is before the planning date and changed or missing.",
                    session=named(row),
                )
                yield Violation("R8", why)
        elif row.locked and session_key(row) not in keys:
            why = told("{session} is locked and changed or missing.", session=named(row))
            yield Violation("R8", why)


def check_nothing_new_in_the_past(reading: ScheduleReading) -> Iterator[Violation]:
    """R8: ensures that the plan adds nothing before the planning date."""
    programme = reading.programme
    published = {(row.staff, row.duty, row.day) for row in programme.roster}
    for staff, code, day in sorted(rows_of_plan(reading) - published):
        if not reading.is_new(day) and staff in programme.staff_by_code:
            why = told(
                "{staff} is new on {duty} on {day}, before the planning date.",
                staff=staff,
                duty=code,
                day=day,
            )
            yield Violation("R8", why)
    held = {planned_session(row) for row in programme.sessions}
    for row in sorted(set(reading.sessions) - held, key=session_key):
        if not reading.is_new(row.day):
            why = told("{session} is new and before the planning date.", session=named(row))
            yield Violation("R8", why)
