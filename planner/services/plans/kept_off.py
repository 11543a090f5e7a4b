"""What a member of staff is kept off in a schedule: shifts, activities, being alone, sessions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time

from planner.check.roster.calendar import running_shifts
from planner.check.roster.company import residents_in_conflict
from planner.check.roster.duties import Duty, shift_duty
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.skills import may_lead, may_take, works_in_house
from planner.check.workers import worker_faults
from planner.domain.clock import WEEKDAYS
from planner.domain.staffing import StaffMember
from planner.services.wording import counted, listed, time_range


def kept_off(reading: ScheduleReading, staff: str) -> Iterator[str]:
    """Sentences on what somebody cannot be given, and why."""
    member = reading.programme.staff_by_code[staff]
    yield from _times(reading, member)
    yield from _shifts(reading, member)
    yield from _activities(reading, member)
    yield from _alone(reading, member)
    yield from _sessions(reading, member)
    yield from _limits(reading, member)


def _times(reading: ScheduleReading, member: StaffMember) -> Iterator[str]:
    """Her absences in the schedule, without their reasons, and her availability."""
    programme = reading.programme
    start = datetime.combine(programme.schedule_start, time())
    end = datetime.combine(programme.schedule_end, time())
    for row in programme.absences:
        if row.staff == member.code and row.start < end and start < row.end:
            away = f"from {row.start:%Y-%m-%d %H:%M} to {row.end:%Y-%m-%d %H:%M}"
            yield f"Kept off everything {away}: absent."
    windows = [
        f"{WEEKDAYS[row.weekday]} {time_range(row.start_minute, row.end_minute)}"
        for row in programme.availability
        if row.staff == member.code
    ]
    if windows:
        yield f"Kept off all times but {listed(windows)}: availability."


def _shifts(reading: ScheduleReading, member: StaffMember) -> Iterator[str]:
    """Shifts by what they ask for and she lacks."""
    found: dict[str, list[str]] = defaultdict(list)
    for shift in reading.programme.shifts:
        if may_take(member, shift):
            continue
        why = _without(shift.skills - member.skills) if shift.skills - member.skills else ""
        if not works_in_house(member, shift):
            why += f"{', ' if why else ''}she takes no shifts in house {shift.house}"
        found[why].append(shift.code)
    for why, codes in found.items():
        yield f"Kept off {listed(codes)}: {why}."


def _without(skills: frozenset[str]) -> str:
    return f"without the {'skill' if len(skills) == 1 else 'skills'} {' and '.join(sorted(skills))}"


def _activities(reading: ScheduleReading, member: StaffMember) -> Iterator[str]:
    for activity in reading.programme.activities:
        if activity.facilitators and not may_lead(member, activity):
            why = _without(activity.skills - member.skills)
            yield f"Kept off leading {activity.title}: {why}."


def _alone(reading: ScheduleReading, member: StaffMember) -> Iterator[str]:
    """House shifts that she could take, though not alone."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for shift, day in running_shifts(reading.programme):
        if may_take(member, shift) and reading.is_new(day):
            duty = shift_duty(reading.programme, member.code, shift, day)
            if any(residents_in_conflict(reading, duty)):
                found[shift.house].append(duty)
    for house, duties in sorted(found.items()):
        first, last = min(duty.day for duty in duties), max(duty.day for duty in duties)
        yield (
            f"Kept off being alone on {counted(len(duties), 'shift')} of house {house}, {first} to"
            f" {last}: blocked by a conflict (R6)."
        )


def _sessions(reading: ScheduleReading, member: StaffMember) -> Iterator[str]:
    if "one_on_one" not in member.skills:
        yield "Kept off one-on-one sessions: without the skill one_on_one."
        return
    if not member.support_minutes_per_week:
        yield "Kept off one-on-one sessions: no support_minutes_per_week, locked ones apart."
        return
    start, end = reading.programme.schedule_start, reading.programme.schedule_end
    for code, services in sorted(reading.services.items()):
        if not any(service.start < end and start < service.end for service in services):
            continue
        person = reading.programme.participant_by_code[code]
        faults = listed(worker_faults(reading.programme, person, member), "")
        if faults:
            yield f"Kept off sessions with {code}: {faults}"


def _limits(reading: ScheduleReading, member: StaffMember) -> Iterator[str]:
    for limit in reading.programme.shift_limits:
        if limit.staff == member.code:
            most = counted(limit.most, "time")
            yield f"Kept off {limit.shift} after {most} in the schedule: shift_limits."
