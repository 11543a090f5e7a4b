"""The use case: say what a schedule holds for one member of staff, and what she is kept off."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from planner.check.roster.calendar import schedule_mondays
from planner.check.roster.duties import Duty, DutyKind
from planner.check.roster.reading import ScheduleReading, read_schedule
from planner.check.roster.workload import Workload
from planner.domain.schedule import Schedule
from planner.services.plans.checking import read_pair
from planner.services.plans.explaining import QuestionError
from planner.services.plans.hours import StaffHours, hours_of
from planner.services.plans.kept_off import kept_off
from planner.services.wording import counted, in_hours, long_day


def explain_staff(data: Path, out: Path, staff: str) -> list[str]:
    """Sentences on a member of staff: hours, duties by date, and what she is kept off.

    Raises:
        InputError: one of the folders cannot be read.
        QuestionError: the member of staff is not known.
    """
    pair = read_pair(data, out)
    if staff not in pair.programme.staff_by_code:
        raise QuestionError(f"There is no member of staff {staff}; accepted: a code of staff.csv.")
    reading = read_schedule(pair.programme, pair.plan.stays, pair.plan.schedule or Schedule())
    if pair.plan.schedule is None:
        sentences = [f"This plan has no schedule, so {staff} has no duties in it."]
    else:
        work = reading.workloads[staff]
        sentences = [_sum(hours_of(work)), *_weeks(reading, work)]
    return [*sentences, *kept_off(reading, staff)]


def _sum(hours: StaffHours) -> str:
    """The hours of the whole schedule beside the contract."""
    parts = (
        f"{in_hours(hours.shifts)} h of shifts, {in_hours(hours.sessions)} h of sessions,"
        f" {in_hours(hours.activities)} h of leading activities"
    )
    counts = (
        f"{counted(hours.nights, 'night')}, {counted(hours.weekend_shifts, 'weekend shift')},"
        f" {in_hours(hours.overtime)} h of overtime"
    )
    code = hours.member.code
    return f"{code} has {in_hours(hours.total)} h: {parts}; {counts}. {_contract(hours)}"


def _contract(hours: StaffHours) -> str:
    if hours.contract is None:
        return "Relief staff has no contract hours."
    asked = f"The contract asks for {in_hours(hours.contract)} h, absences taken off"
    if hours.difference is None:
        return f"{asked}; they are paid whatever the schedule gives."
    if not hours.difference:
        return f"{asked}: as many."
    word = "more" if hours.difference > 0 else "fewer"
    return f"{asked}: {in_hours(abs(hours.difference))} h {word}."


def _weeks(reading: ScheduleReading, work: Workload) -> Iterator[str]:
    for monday in schedule_mondays(reading.programme):
        duties = work.in_week(monday)
        minutes = sum(duty.minutes for duty in duties)
        yield f"Week of {monday}, {in_hours(minutes)} h:"
        for day in sorted({duty.day for duty in duties}):
            own = ", ".join(_duty(reading, duty) for duty in duties if duty.day == day)
            yield f"  {long_day(day)}  {own}"
        if not duties:
            yield "  no duty"


def _duty(reading: ScheduleReading, duty: Duty) -> str:
    last = "24:00" if _is_midnight_after(duty) else f"{duty.end:%H:%M}"
    what = duty.code
    if duty.kind is DutyKind.SESSION:
        what = f"session with {duty.code}"
    elif duty.kind is DutyKind.ACTIVITY:
        what = f"leads {reading.activity_types[duty.code].title}"
    return f"{what} {duty.start:%H:%M}-{last}"


def _is_midnight_after(duty: Duty) -> bool:
    return duty.end == datetime.combine(duty.day + timedelta(days=1), time())
