"""Rule R2: who is there when; availability and absences."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from planner.check.roster.duties import Duty, dated_time, moment
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.workload import Workload
from planner.check.violations import Violation
from planner.domain.clock import days_between
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.staffing import Absence


def check_availability(work: Workload) -> Iterator[Violation]:
    """R2: ensures that every duty lies inside availability; windows that meet are one."""
    for duty in work.duties:
        start, end = duty.start, duty.end
        if work.is_blamed([duty]) and not is_available(
            work.programme, work.member.code, start, end
        ):
            why = told(
                "{staff} is not available for {duty}.", staff=work.member.code, duty=duty.words
            )
            yield Violation("R2", why)


def check_absences(work: Workload) -> Iterator[Violation]:
    """R2: ensures that no duty touches an absence."""
    for duty in work.duties:
        if not work.is_blamed([duty]):
            continue
        for absence in absences_during(work.programme, work.member.code, duty.start, duty.end):
            yield Violation(
                "R2",
                told(
                    "{staff} is absent from {start} to {end} and has {duty}.",
                    staff=work.member.code,
                    start=dated_time(absence.start),
                    end=dated_time(absence.end),
                    duty=duty.words,
                ),
            )


def absences_during(
    programme: Programme, staff: str, start: datetime, end: datetime
) -> list[Absence]:
    """The absences of a person that share a moment with ``[start, end)``."""
    return [
        row
        for row in programme.absences
        if row.staff == staff and row.start < end and start < row.end
    ]


def is_available(programme: Programme, staff: str, start: datetime, end: datetime) -> bool:
    """Whether ``[start, end)`` lies inside one of the person's windows, merged where they meet."""
    if all(row.staff != staff for row in programme.availability):
        return True
    reached = start
    for opens, closes in sorted(windows_around(programme, staff, start, end)):
        if opens <= reached < closes:
            reached = closes
    return reached >= end


def windows_around(
    programme: Programme, staff: str, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The windows of a person on the days of a time range and the two days before it.

    An overnight window reaches into the next day, at most two days on.
    """
    first = start.date() - timedelta(days=2)
    for day in days_between(first, end.date() + timedelta(days=1)):
        for row in programme.availability:
            if row.staff == staff and row.weekday == day.weekday():
                yield moment(day, row.start_minute), moment(day, row.end_minute)


def is_free(reading: ScheduleReading, duty: Duty) -> bool:
    """Whether a person could take a duty: available, not absent, and with no other duty then."""
    programme, staff = reading.programme, duty.staff
    return (
        is_available(programme, staff, duty.start, duty.end)
        and not absences_during(programme, staff, duty.start, duty.end)
        and not any(
            other.overlaps(duty.start, duty.end) for other in reading.workloads[staff].duties
        )
    )
