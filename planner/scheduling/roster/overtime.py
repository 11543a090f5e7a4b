"""Overtime of one person in one legal week (docs/model.md, costs of the schedule)."""

from collections.abc import Sequence

from planner.domain.labour import LabourRules
from planner.domain.staffing import StaffMember


def overtime_minutes(labour: LabourRules, member: StaffMember, days: Sequence[int]) -> int:
    """Minutes above what a day or the week may have at plain pay, whichever is more.

    ``days`` are the minutes of duty of the work days of the week.
    """
    daily, weekly = labour.overtime_daily(member), labour.overtime_weekly_minutes
    above_daily = 0 if daily is None else sum(max(0, minutes - daily) for minutes in days)
    return max(above_daily, 0 if weekly is None else sum(days) - weekly)
