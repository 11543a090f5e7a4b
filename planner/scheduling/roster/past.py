"""Duties before the planning date: they count in every rule and stay as they are (R8)."""

from collections.abc import Iterator
from datetime import date

from planner.domain.programme import Programme
from planner.domain.schedule import PlannedActivity, PlannedSession, PlannedShift, Schedule
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import ActivityRun
from planner.scheduling.roster.timeline import at_minute


def past_schedule(context: RosterContext) -> Schedule:
    """The rows of the schedule's days before ``as_of``."""
    programme = context.programme
    return Schedule(
        roster=tuple(_past_shifts(context)),
        activities=tuple(
            activity_row(programme, run, led_by(context, run)) for run in _past_activities(context)
        ),
        sessions=tuple(
            PlannedSession(
                row.participant, row.staff, row.day, row.start_minute, row.end_minute, row.room
            )
            for row in context.published.past_sessions
            if row.day >= programme.schedule_start
        ),
    )


def _past_shifts(context: RosterContext) -> Iterator[PlannedShift]:
    for row in context.published.past_roster:
        shift = context.shift_by_code.get(row.duty)
        if shift is not None and row.day >= context.programme.schedule_start:
            yield shift_row(context, row.staff, row.duty, row.day)


def _past_activities(context: RosterContext) -> list[ActivityRun]:
    """Those that took place, and others that somebody is published to have led."""
    programme = context.programme
    runs = [
        run
        for run in context.every_run
        if isinstance(run, ActivityRun) and run.day < programme.as_of
    ]
    runs += [
        ActivityRun(context.activity_by_code[row.duty], row.day)
        for row in context.published.past_roster
        if row.duty in context.activity_by_code and row.day >= programme.schedule_start
    ]
    return list(dict.fromkeys(runs))


def led_by(context: RosterContext, run: ActivityRun) -> tuple[str, ...]:
    """Who has led an activity that is over."""
    rows = context.published.past_roster
    return tuple(row.staff for row in rows if (row.duty, row.day) == (run.code, run.day))


def shift_row(context: RosterContext, staff: str, code: str, day: date) -> PlannedShift:
    """A row of ``roster.csv``."""
    shift = context.shift_by_code[code]
    start, end = at_minute(day, shift.start_minute), at_minute(day, shift.end_minute)
    return PlannedShift(staff, code, day, start, end)


def activity_row(programme: Programme, run: ActivityRun, staff: tuple[str, ...]) -> PlannedActivity:
    """A row of ``activities.csv``; the staff in table order."""
    order = [member.code for member in programme.staff]
    leaders = tuple(sorted(staff, key=order.index))
    return PlannedActivity(
        run.code, run.day, run.start_minute, run.end_minute, leaders, run.activity.room
    )
