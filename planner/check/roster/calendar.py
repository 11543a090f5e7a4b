"""On which dates shifts and activities run, and on which support is given."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.activities import Activity
from planner.domain.clock import WEEKDAY_WORDS, days_between
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.staffing import Cover, Shift

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)

# Asked of every shift and activity on every day, so they are made once.
_NO_SHIFT_ON = tuple(told("it does not run on a {weekday}", weekday=day) for day in WEEKDAY_WORDS)
_NO_ACTIVITY_ON = tuple(
    told("it does not take place on a {weekday}", weekday=day) for day in WEEKDAY_WORDS
)


def schedule_days(programme: Programme) -> Iterator[date]:
    """Every day of the schedule, those before the planning date included."""
    return days_between(programme.schedule_start, programme.schedule_end)


def schedule_mondays(programme: Programme) -> list[date]:
    """The Monday of each week of the schedule."""
    return [programme.schedule_start + week * ONE_WEEK for week in range(programme.schedule_weeks)]


def is_scheduled(programme: Programme, day: date) -> bool:
    """Whether a day is one of the schedule."""
    return programme.schedule_start <= day < programme.schedule_end


def why_no_shift(programme: Programme, shift: Shift, day: date) -> str:
    """Why a shift does not run on a day, empty where it runs (R5)."""
    if day.weekday() not in shift.weekdays:
        return _NO_SHIFT_ON[day.weekday()]
    if shift.first_date is not None and day < shift.first_date:
        return told("its first date is {day}", day=shift.first_date)
    if shift.last_date is not None and day > shift.last_date:
        return told("its last date is {day}", day=shift.last_date)
    if day in programme.holidays and not shift.on_holidays:
        return told("it does not run on a statutory holiday")
    if shift.vehicle and is_closed(programme, shift.vehicle, day):
        return told("its vehicle {vehicle} is closed", vehicle=shift.vehicle)
    return ""


def is_closed(programme: Programme, vehicle: str, day: date) -> bool:
    """Whether a vehicle is out of service on a day."""
    return any(
        row.code == vehicle
        and row.closed_from is not None
        and row.closed_from <= day
        and (row.closed_to is None or day < row.closed_to)
        for row in programme.vehicles
    )


def why_no_activity(programme: Programme, activity: Activity, day: date) -> str:
    """Why an activity does not take place on a day, empty where it does (R5)."""
    if day.weekday() != activity.weekday:
        return _NO_ACTIVITY_ON[day.weekday()]
    if activity.first_date is not None and day < activity.first_date:
        return told("its first date is {day}", day=activity.first_date)
    if activity.last_date is not None and day > activity.last_date:
        return told("its last date is {day}", day=activity.last_date)
    if activity.every_weeks > 1 and activity.first_date is not None:
        until_first = (activity.weekday - activity.first_date.weekday()) % 7
        first = activity.first_date + timedelta(days=until_first)
        if (day - first).days // 7 % activity.every_weeks:
            return told(
                "it takes place every {number} weeks from {first}",
                number=activity.every_weeks,
                first=first,
            )
    if day in programme.holidays and not activity.on_holidays:
        return told("it does not take place on a statutory holiday")
    return ""


def occurrences(programme: Programme) -> list[tuple[Activity, date]]:
    """Each time that an activity takes place in the schedule, led or not."""
    return [
        (activity, day)
        for activity in programme.activities
        for day in schedule_days(programme)
        if not why_no_activity(programme, activity, day)
    ]


def running_shifts(programme: Programme) -> list[tuple[Shift, date]]:
    """Each time that a shift runs in the schedule."""
    return [
        (shift, day)
        for shift in programme.shifts
        for day in schedule_days(programme)
        if not why_no_shift(programme, shift, day)
    ]


def cover_of(programme: Programme, shift: str, day: date) -> Cover | None:
    """What is asked for in place of the shift's own ``min_staff`` on a day."""
    return next((row for row in programme.cover if (row.shift, row.day) == (shift, day)), None)


def staff_wanted(programme: Programme, shift: Shift, day: date) -> int:
    """How many people a shift asks for on a day on which it runs."""
    cover = cover_of(programme, shift.code, day)
    return shift.min_staff if cover is None else cover.staff


def leads_wanted(programme: Programme, shift: Shift, day: date) -> int:
    """How many of them must have its ``lead_skill``; never more than a cover row asks for."""
    if not shift.lead_skill:
        return 0
    cover = cover_of(programme, shift.code, day)
    return shift.lead_count if cover is None else min(shift.lead_count, cover.staff)


def is_support_day(programme: Programme, day: date) -> bool:
    """Whether one-on-one sessions may be held on a day."""
    rules = programme.support
    return day.weekday() in rules.weekdays and (rules.on_holidays or day not in programme.holidays)
