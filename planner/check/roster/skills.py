"""Rule R3: who may be on which shift and lead which activity."""

from collections.abc import Iterator

from planner.check.roster.duties import DutyKind
from planner.check.roster.reading import ScheduleReading
from planner.check.violations import Violation
from planner.domain.activities import Activity
from planner.domain.sentences import joined, told
from planner.domain.staffing import Shift, StaffMember

HOUSE_SERVICE = "house"


def check_skills(reading: ScheduleReading) -> Iterator[Violation]:
    """R3: ensures the skills of a shift or activity, and on a house shift the house."""
    for duty in reading.duties:
        member = reading.programme.staff_by_code.get(duty.staff)
        if member is None or not reading.is_new(duty.day) or duty.kind is DutyKind.SESSION:
            continue
        asks = (
            reading.shift_types[duty.code]
            if duty.kind is DutyKind.SHIFT
            else reading.activity_types[duty.code]
        )
        lacking = sorted(asks.skills - member.skills)
        if lacking:
            why = told(
                "{staff} lacks {skills} for {duty}.",
                staff=member.code,
                skills=joined(lacking, ", "),
                duty=duty.words,
            )
            yield Violation("R3", why)
        if isinstance(asks, Shift) and not works_in_house(member, asks):
            yield Violation(
                "R3",
                told(
                    "{staff} takes house shifts in {houses} only and has {duty} in {house}.",
                    staff=member.code,
                    houses=joined(sorted(member.houses), ", "),
                    duty=duty.words,
                    house=asks.house,
                ),
            )


def works_in_house(member: StaffMember, shift: Shift) -> bool:
    """Whether a person takes shifts in the house that the shift covers, if it covers one."""
    return shift.service != HOUSE_SERVICE or not member.houses or shift.house in member.houses


def may_take(member: StaffMember, shift: Shift) -> bool:
    """Whether a person has the skills of a shift and works in its house."""
    return shift.skills <= member.skills and works_in_house(member, shift)


def may_lead(member: StaffMember, activity: Activity) -> bool:
    """Whether a person has the skills of an activity's facilitators."""
    return activity.skills <= member.skills
