"""Rule R4, hours and runs: duty in a work day and a legal week, days and nights in a row."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from planner.check.roster.duties import Duty
from planner.check.roster.rest import in_hours
from planner.check.roster.workload import Workload, legal_weeks, runs_of_days
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.domain.sentences import told

NIGHT_HOUR = time(3)


def check_daily_hours(work: Workload) -> Iterator[Violation]:
    """R4: ensures daily_max_minutes of duty at most in a work day."""
    most = work.programme.labour.daily_max(work.member)
    if most is None:
        return
    for day, duties in work.by_day.items():
        minutes = sum(duty.minutes for duty in duties)
        if minutes > most and work.is_blamed(duties):
            yield Violation(
                "R4",
                told(
                    "{staff} has {hours} of duty on {day}; the most in a work day is {most}.",
                    staff=work.member.code,
                    hours=in_hours(minutes),
                    day=day,
                    most=in_hours(most),
                ),
            )


def check_weekly_hours(work: Workload) -> Iterator[Violation]:
    """R4: ensures weekly_max and max_weekly_hours in every legal week touching the schedule."""
    most = work.programme.labour.weekly_max(work.member)
    for week in legal_weeks(work.programme):
        duties = work.in_week(week)
        minutes = sum(duty.minutes for duty in duties)
        if minutes > most and work.is_blamed(duties):
            yield Violation(
                "R4",
                told(
                    "{staff} has {hours} of duty in the week of {week}; the most is {most}.",
                    staff=work.member.code,
                    hours=in_hours(minutes),
                    week=week,
                    most=in_hours(most),
                ),
            )


def check_consecutive_days(work: Workload) -> Iterator[Violation]:
    """R4: ensures max_consecutive_days with a duty in a row at most."""
    most = work.programme.labour.max_consecutive_days
    if most is None:
        return
    for run in runs_of_days(work.by_day):
        if len(run) > most and run[-1] >= work.programme.as_of:
            yield Violation(
                "R4",
                told(
                    "{staff} has duties on {days} in a row, {first} to {last}; the most is {most}.",
                    staff=work.member.code,
                    days=counted(len(run), "days"),
                    first=run[0],
                    last=run[-1],
                    most=most,
                ),
            )


def check_consecutive_nights(work: Workload) -> Iterator[Violation]:
    """R4: ensures max_consecutive_nights in a row at most."""
    most = work.programme.labour.max_consecutive_nights
    if most is None:
        return
    nights = {night: duty for duty in work.shifts for night in nights_of(duty)}
    for run in runs_of_days(nights):
        if len(run) > most and work.is_blamed(nights[night] for night in run):
            yield Violation(
                "R4",
                told(
                    "{staff} has {nights} in a row, {first} to {last}; the most is {most}.",
                    staff=work.member.code,
                    nights=counted(len(run), "nights"),
                    first=run[0],
                    last=run[-1],
                    most=most,
                ),
            )


def nights_of(shift: Duty) -> list[date]:
    """The dates whose 03:00 falls in a shift: the nights that it is."""
    days = range((shift.end.date() - shift.start.date()).days + 1)
    dates = [shift.start.date() + timedelta(days=offset) for offset in days]
    return [d for d in dates if shift.start <= datetime.combine(d, NIGHT_HOUR) < shift.end]
