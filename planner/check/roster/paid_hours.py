"""Overtime and hours below contract, in quarter hours of one person."""

from datetime import date
from fractions import Fraction

from planner.check.roster.calendar import is_scheduled, schedule_days
from planner.check.roster.duties import moment
from planner.check.roster.presence import absences_during
from planner.check.roster.workload import Workload, legal_weeks

MINUTES_PER_QUARTER = 15
SATURDAY = 5


def overtime_quarters(work: Workload) -> int:
    """Started quarter hours of overtime over the legal weeks that touch the schedule."""
    weeks = legal_weeks(work.programme)
    return sum(-(-overtime_minutes(work, week) // MINUTES_PER_QUARTER) for week in weeks)


def overtime_minutes(work: Workload, week: date) -> int:
    """Overtime of a legal week: above the daily threshold or the weekly one, the greater."""
    rules = work.programme.labour
    by_day: dict[date, int] = {}
    for duty in work.in_week(week):
        by_day[duty.day] = by_day.get(duty.day, 0) + duty.minutes
    daily, weekly = rules.overtime_daily(work.member), rules.overtime_weekly_minutes
    over_days = 0 if daily is None else sum(max(0, m - daily) for m in by_day.values())
    over_week = 0 if weekly is None else max(0, sum(by_day.values()) - weekly)
    return max(over_days, over_week)


def under_contract_quarters(work: Workload) -> int:
    """Whole quarter hours below contract of regular staff whom the roster pays; else none."""
    if work.member.is_relief or work.member.paid_office_hours:
        return 0
    weekly_minutes = 60 * Fraction(str(work.member.weekly_hours))
    days_away = sum(
        is_away(work, day) for day in schedule_days(work.programme) if day.weekday() < SATURDAY
    )
    due = weekly_minutes * work.programme.schedule_weeks - weekly_minutes / 5 * days_away
    worked = sum(duty.minutes for duty in work.duties if is_scheduled(work.programme, duty.day))
    return max(0, (due - worked) // MINUTES_PER_QUARTER)


def is_away(work: Workload, day: date) -> bool:
    """Whether an absence touches a date."""
    midnights = moment(day, 0), moment(day, 24 * 60)
    return bool(absences_during(work.programme, work.member.code, *midnights))
