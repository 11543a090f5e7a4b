"""The spreads: nights and weekend shifts shared evenly among regular staff."""

from planner.check.roster.hours import nights_of
from planner.check.roster.reading import ScheduleReading

SATURDAY = 5
NIGHT_SKILL = "night"


def night_spread(reading: ScheduleReading) -> int:
    """Cost of the most less the fewest nights among regular staff with the skill ``night``."""
    nights = [
        sum(len(nights_of(shift)) for shift in work.scheduled_shifts)
        for work in reading.workloads.values()
        if not work.member.is_relief and NIGHT_SKILL in work.member.skills
    ]
    return reading.programme.schedule_costs.night_spread * spread(nights)


def weekend_spread(reading: ScheduleReading) -> int:
    """Cost of the most less the fewest weekend shifts among regular staff whom the roster pays.

    Only those count who have the skills of some shift that runs on a Saturday or Sunday.
    """
    asked = {
        shift.skills
        for shift in reading.programme.shifts
        if any(weekday >= SATURDAY for weekday in shift.weekdays)
    }
    counts = [
        sum(duty.day.weekday() >= SATURDAY for duty in work.scheduled_shifts)
        for work in reading.workloads.values()
        if not work.member.is_relief
        and not work.member.paid_office_hours
        and any(skills <= work.member.skills for skills in asked)
    ]
    return reading.programme.schedule_costs.weekend_spread * spread(counts)


def spread(counts: list[int]) -> int:
    """The most less the fewest; nobody: none."""
    return max(counts, default=0) - min(counts, default=0)
