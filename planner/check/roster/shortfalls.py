"""What a schedule leaves open: missing people, leads, facilitators and sessions."""

from collections.abc import Iterator
from datetime import date

from planner.check.roster.calendar import leads_wanted, occurrences, running_shifts, staff_wanted
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.session_limits import sessions_of_week
from planner.domain.activities import Activity
from planner.domain.staffing import Shift


def missing_people(reading: ScheduleReading) -> Iterator[tuple[Shift, date, int]]:
    """Each shift on a day with fewer people than asked for, and how many are missing."""
    for shift, day in running_shifts(reading.programme):
        wanted = staff_wanted(reading.programme, shift, day)
        missing = wanted - len(reading.on_shift(shift.code, day))
        if missing > 0:
            yield shift, day, missing


def leads_on(reading: ScheduleReading, shift: Shift, day: date) -> int:
    """How many people on a shift have its lead skill."""
    staff = reading.programme.staff_by_code
    return sum(
        duty.staff in staff and shift.lead_skill in staff[duty.staff].skills
        for duty in reading.on_shift(shift.code, day)
    )


def missing_leads(reading: ScheduleReading) -> Iterator[tuple[Shift, date, int]]:
    """Each shift on a day with fewer leads than asked for, and how many are missing."""
    for shift, day in running_shifts(reading.programme):
        wanted = leads_wanted(reading.programme, shift, day)
        missing = wanted - leads_on(reading, shift, day) if wanted else 0
        if missing > 0:
            yield shift, day, missing


def missing_facilitators(reading: ScheduleReading) -> Iterator[tuple[Activity, date, int]]:
    """Each activity on a day with fewer facilitators than asked for, and how many are missing."""
    for activity, day in occurrences(reading.programme):
        missing = activity.facilitators - len(reading.leading(activity.code, day))
        if missing > 0:
            yield activity, day, missing


def missing_sessions(reading: ScheduleReading) -> Iterator[tuple[str, date, int]]:
    """Each participant and Monday with fewer sessions than due, and how many are missing."""
    for (participant, monday), due in reading.demand.items():
        missing = due - len(sessions_of_week(reading, participant, monday))
        if missing > 0:
            yield participant, monday, missing
