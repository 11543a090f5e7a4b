"""The week page: who has which duty and session, what is missing, and everybody's hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, GapKind
from planner.services.desk import Desk, Role
from planner.services.pages.week_days import WEEK, Days, legal_weeks_of, month_days, week_days
from planner.services.pages.week_people import (
    WeekAbsence,
    WeekRequest,
    week_absences,
    week_requests,
)
from planner.services.pages.week_rows import WeekDuty, WeekSession, week_duties, week_sessions
from planner.services.pages.week_tables import MonthDay, Row, Sources, calendar, table
from planner.services.permissions import Action
from planner.services.snapshots import Snapshot
from planner.services.standing import standing_plan

_FURTHEST = timedelta(days=3650)


class By(StrEnum):
    """How the rows of the page are made."""

    STAFF = "staff"
    SHIFT = "shift"
    ACTIVITY = "activity"
    WORKER = "worker"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class WeekGap:
    """Something missing; ``holders`` are on the shift that lacks a lead."""

    gap: Gap
    can_fill: bool
    holders: tuple[WeekDuty, ...]


@dataclass(frozen=True)
class Week:
    """The page; ``calendar`` is filled in the month view, else ``rows``.

    ``stranded`` are coming duties and sessions of people who are away then; ``legal_weeks`` are
    the first and last day of each week in which the law counts hours.
    """

    programme: Programme
    days: Days
    by: By
    is_month: bool
    sees_all: bool
    gaps: tuple[WeekGap, ...]
    stranded: tuple[WeekDuty | WeekSession, ...]
    rows: tuple[Row, ...]
    calendar: tuple[tuple[MonthDay, ...], ...]
    legal_weeks: tuple[tuple[date, date], ...]
    absences: tuple[WeekAbsence, ...]
    requests: tuple[WeekRequest, ...]
    participant_rows: Mapping[str, int]


def week(desk: Desk, programme: str, wanted: date, by: By, is_month: bool = False) -> Week:
    """The page for the Monday week, or the month, of a date.

    Staff see neither gaps nor colleagues' hours, and codes only in sessions of their own.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, Action.VIEW_WEEK)
    sees_all = desk.actor.role is not Role.STAFF
    if not sees_all and by is By.PARTICIPANT:
        by = By.WORKER
    wanted = min(max(wanted, desk.today - _FURTHEST), desk.today + _FURTHEST)
    choose = month_days if is_month else week_days
    days = choose(found.programme, wanted, desk.today)
    legal_weeks = tuple(legal_weeks_of(found.programme, days.first, days.end))
    sources = _sources(desk, found, plan, days, legal_weeks)
    return Week(
        programme=found.programme,
        days=days,
        by=by,
        is_month=is_month,
        sees_all=sees_all,
        gaps=_gaps(plan, sources.duties, days, desk.today) if sees_all else (),
        stranded=_stranded(sources, days, desk.today) if sees_all else (),
        rows=() if is_month else table(sources, days, by),
        calendar=calendar(sources, days) if is_month else (),
        legal_weeks=legal_weeks,
        absences=_listed(desk, sources.absences),
        requests=tuple(week_requests(desk, found, days.first, days.end)),
        participant_rows={row.cells["participant"]: row.id for row in found.rows["participants"]},
    )


def _sources(
    desk: Desk,
    found: Snapshot,
    plan: Plan,
    days: Days,
    legal_weeks: tuple[tuple[date, date], ...],
) -> Sources:
    """What the tables are made of; the legal weeks reach beyond the days shown."""
    first, end = legal_weeks[0][0], legal_weeks[-1][1] + timedelta(days=1)
    gaps = plan.schedule.gaps if plan.schedule else ()
    return Sources(
        programme=found.programme,
        duties=tuple(week_duties(found, first, end)),
        sessions=tuple(week_sessions(desk, found, first, end)),
        absences=tuple(week_absences(desk, found, days.first, days.end)),
        missing={
            (gap.what, gap.day): gap.count
            for gap in gaps
            if gap.kind in (GapKind.UNCOVERED_SHIFT, GapKind.UNLED_ACTIVITY)
        },
        unmet={(gap.what, gap.day): gap.count for gap in gaps if gap.kind is GapKind.UNMET_SESSION},
        legal_weeks=legal_weeks,
        own_staff=None if desk.actor.role is not Role.STAFF else desk.actor.staff or "",
    )


def _gaps(plan: Plan, duties: tuple[WeekDuty, ...], days: Days, today: date) -> tuple[WeekGap, ...]:
    """What is missing and can still be mended, in the order of the days."""
    gaps = plan.schedule.gaps if plan.schedule else ()
    found = []
    for gap in gaps:
        is_session = gap.kind is GapKind.UNMET_SESSION
        last = gap.day + WEEK if is_session else gap.day + timedelta(days=1)
        if days.first <= gap.day < days.end and last > today:
            can_fill = gap.kind in (GapKind.UNCOVERED_SHIFT, GapKind.UNLED_ACTIVITY)
            lacks_lead = gap.kind is GapKind.MISSING_LEAD
            key = gap.what, gap.day
            holders = [duty for duty in duties if lacks_lead and (duty.code, duty.day) == key]
            found.append(WeekGap(gap, can_fill, tuple(holders)))
    return tuple(found)


def _stranded(sources: Sources, days: Days, today: date) -> tuple[WeekDuty | WeekSession, ...]:
    first = max(days.first, today)
    rows: list[WeekDuty | WeekSession] = [*sources.duties, *sources.sessions]
    return tuple(row for row in rows if row.is_away and first <= row.day < days.end)


def _listed(desk: Desk, absences: tuple[WeekAbsence, ...]) -> tuple[WeekAbsence, ...]:
    """Staff have a list of their own absences only; the table tells who else is away."""
    if desk.actor.role is not Role.STAFF:
        return absences
    return tuple(row for row in absences if row.staff == desk.actor.staff)
