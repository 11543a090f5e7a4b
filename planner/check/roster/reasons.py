"""Why a shift, a lead or an activity is not covered: the first reason that applies."""

from datetime import date

from planner.check.roster.calendar import cover_of, staff_wanted
from planner.check.roster.company import residents_in_conflict
from planner.check.roster.duties import Duty, activity_duty, shift_duty
from planner.check.roster.person_rules import is_too_much
from planner.check.roster.presence import is_free
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.session_reasons import session_reason
from planner.check.roster.skills import may_lead, may_take
from planner.domain.schedule import GapKind, GapReason
from planner.domain.staffing import Shift


def reason_of(reading: ScheduleReading, kind: GapKind, what: str, day: date) -> GapReason | None:
    """The reason of a gap, everything else of the plan left as it is; None: of the past."""
    if kind is GapKind.UNMET_SESSION:
        return session_reason(reading, what, day)
    if not reading.is_new(day):
        return None
    if kind is GapKind.UNLED_ACTIVITY:
        return activity_reason(reading, what, day)
    return shift_reason(reading, reading.shift_types[what], day, kind is GapKind.MISSING_LEAD)


def activity_reason(reading: ScheduleReading, code: str, day: date) -> GapReason:
    """Why nobody more leads an activity."""
    programme, activity = reading.programme, reading.activity_types[code]
    duties = [
        activity_duty(programme, member.code, activity, day)
        for member in programme.staff
        if may_lead(member, activity)
    ]
    free = [duty for duty in duties if is_free(reading, duty)]
    possible = [duty for duty in free if not is_too_much(reading, duty)]
    return first_reason(duties, free, possible)


def shift_reason(
    reading: ScheduleReading, shift: Shift, day: date, is_lead_missing: bool
) -> GapReason | None:
    """Why nobody more, or no more lead, is on a shift; None: its people cannot be exchanged."""
    programme = reading.programme
    duties = [
        shift_duty(programme, member.code, shift, day)
        for member in programme.staff
        if may_take(member, shift) and (not is_lead_missing or shift.lead_skill in member.skills)
    ]
    free = [duty for duty in duties if is_free(reading, duty)]
    if free and is_full(reading, shift, day) and not exchangeable(reading, shift, day):
        return None
    possible = [
        duty
        for duty in free
        if not is_too_much(reading, duty) and not would_be_alone(reading, shift, duty)
    ]
    return first_reason(duties, free, possible)


def first_reason(qualified: list[Duty], free: list[Duty], possible: list[Duty]) -> GapReason:
    """The first reason that applies, given who has the skills, is free then, and may."""
    if not qualified:
        return GapReason.NOBODY_QUALIFIED
    if not free:
        return GapReason.NOBODY_AVAILABLE
    return GapReason.COST if possible else GapReason.RULES


def is_full(reading: ScheduleReading, shift: Shift, day: date) -> bool:
    """R5: whether a shift has all the people that it may have."""
    cover = cover_of(reading.programme, shift.code, day)
    if cover is not None and cover.surplus_cost is not None:
        return False
    return len(reading.on_shift(shift.code, day)) >= staff_wanted(reading.programme, shift, day)


def exchangeable(reading: ScheduleReading, shift: Shift, day: date) -> list[Duty]:
    """The people on a shift who are not needed as lead and are not locked."""
    staff = reading.programme.staff_by_code
    return [
        duty
        for duty in reading.on_shift(shift.code, day)
        if not duty.is_kept and shift.lead_skill not in staff[duty.staff].skills
    ]


def would_be_alone(reading: ScheduleReading, shift: Shift, duty: Duty) -> bool:
    """R6: whether a person would be the only one on a shift and in conflict with a resident.

    A lead for a full shift takes the place of somebody who is on it.
    """
    others = len(reading.on_shift(shift.code, duty.day)) - is_full(reading, shift, duty.day)
    return others <= 0 and bool(residents_in_conflict(reading, duty))
