"""Builders of shifts, activities and the rows of a schedule; times are given as ``HH:MM``."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from planner.domain.activities import Activity
from planner.domain.labour import LabourRules
from planner.domain.plan import PlannedSupport
from planner.domain.programme import Programme
from planner.domain.schedule import (
    Gap,
    GapKind,
    GapReason,
    PlannedActivity,
    PlannedSession,
    PlannedShift,
    Schedule,
)
from planner.domain.staffing import Absence, RosterRow, Shift, StaffMember
from planner.domain.support import Session
from tests.factories import day, planned_support, programme, staff_member

EVERY_DAY = tuple(range(7))
SUNDAY = 6

BC = LabourRules(
    min_rest_minutes=480,
    weekly_rest_minutes=1920,
    week_starts=SUNDAY,
    day_span_minutes=720,
    daily_max_minutes=720,
    daily_max_minutes_averaging=720,
    overtime_daily_minutes=480,
    overtime_daily_minutes_averaging=720,
    overtime_weekly_minutes=2400,
    max_consecutive_days=5,
    max_consecutive_nights=4,
)
ON = LabourRules(
    min_rest_minutes=660,
    weekly_rest_minutes=1440,
    week_starts=SUNDAY,
    day_span_minutes=780,
    daily_max_minutes=480,
    daily_max_minutes_averaging=720,
    weekly_max_minutes=2880,
    overtime_weekly_minutes=2640,
    max_consecutive_days=5,
    max_consecutive_nights=4,
)


def minute(clock: str) -> int:
    """Minutes after midnight; hours may go beyond 24."""
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def at(on: date, clock: str) -> datetime:
    """A wall-clock time of a day."""
    return datetime.combine(on, time()) + timedelta(minutes=minute(clock))


def shift(code: str, start: str = "08:00", end: str = "16:00", **changes: object) -> Shift:
    """An outreach shift of one person every day; an end before the start is of the next day."""
    first, last = minute(start), minute(end)
    last += 1440 if last <= first else 0
    row = Shift(code, "outreach", EVERY_DAY, first, last, min_staff=1)
    return replace(row, **changes)  # type: ignore[arg-type]


def activity(code: str, weekday: int, start: str = "10:00", **changes: object) -> Activity:
    """An activity of an hour with one facilitator, for everybody in service."""
    row = Activity(code, code.title(), weekday, minute(start), 60, facilitators=1)
    return replace(row, **changes)  # type: ignore[arg-type]


def worker(code: str, **changes: object) -> StaffMember:
    """Somebody without contract hours, caseload or support minutes, and with no limit of hours."""
    member = staff_member(
        code, weekly_hours=0, max_weekly_hours=168, skills=frozenset(), support_minutes_per_week=0
    )
    return replace(member, **changes)  # type: ignore[arg-type]


def away(staff: str, start: datetime, end: datetime) -> Absence:
    """An absence between two moments."""
    return Absence(staff, start, end)


def on(staff: str, kind: Shift, *days: int) -> list[PlannedShift]:
    """Somebody's rows of a shift on these days after ``AS_OF``."""
    return [
        PlannedShift(
            staff,
            kind.code,
            day(offset),
            at(day(offset), "00:00") + timedelta(minutes=kind.start_minute),
            at(day(offset), "00:00") + timedelta(minutes=kind.end_minute),
        )
        for offset in days
    ]


def led(kind: Activity, offset: int, *staff: str) -> PlannedActivity:
    """An activity on a day, with its facilitators."""
    end = kind.start_minute + kind.minutes
    return PlannedActivity(kind.code, day(offset), kind.start_minute, end, staff, kind.room)


def met(
    participant: str, staff: str, offset: int, start: str, minutes: int = 60, room: str = ""
) -> PlannedSession:
    """A session on a day."""
    first = minute(start)
    return PlannedSession(participant, staff, day(offset), first, first + minutes, room)


def published(staff: str, code: str, *days: int, locked: bool = False) -> list[RosterRow]:
    """Published shifts or facilitations."""
    return [RosterRow(staff, code, day(offset), locked) for offset in days]


def held(row: PlannedSession, *, locked: bool = False) -> Session:
    """A published session."""
    return Session(
        row.participant, row.staff, row.day, row.start_minute, row.end_minute, row.room, locked
    )


def gap(
    kind: GapKind, what: str, offset: int, reason: GapReason = GapReason.COST, count: int = 1
) -> Gap:
    """A gap with an explanation."""
    return Gap(kind, what, day(offset), count, reason, "Told in words.")


def schedule(
    roster: Iterable[PlannedShift] = (),
    activities: Iterable[PlannedActivity] = (),
    sessions: Iterable[PlannedSession] = (),
    gaps: Iterable[Gap] = (),
) -> Schedule:
    """A schedule of these rows."""
    return Schedule(tuple(roster), tuple(activities), tuple(sessions), tuple(gaps))


def agency(**changes: object) -> Programme:
    """A programme of two weeks with one worker ``W1`` and no labour rules, unless told."""
    return programme(**{"schedule_weeks": 2, "staff": (worker("W1"),), **changes})


def in_support(
    participant: str, start: int = 0, end: int = 28, staff: str = "W1"
) -> PlannedSupport:
    """The support row of a service of four weeks."""
    return planned_support(participant, day(start), day(end), staff)
