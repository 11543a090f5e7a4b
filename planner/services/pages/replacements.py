"""Who may take a duty or a session from whoever has it, and why the others may not."""

from dataclasses import dataclass
from datetime import date, timedelta

from planner.db.rows import StoredRow
from planner.domain.programme import Programme
from planner.domain.schedule import Schedule
from planner.domain.sentences import told
from planner.scheduling.roster.replacing import (
    Replacement,
    find_run,
    missing_people,
    replacements,
    session_of,
    session_replacements,
)
from planner.services.desk import Desk
from planner.services.pages.week_rows import absent_at
from planner.services.permissions import Action, NotFoundError
from planner.services.snapshots import Snapshot
from planner.services.standing import standing_context, standing_plan

LOOK = Action.VIEW_PLANS
"""Colleagues' hours and absences are for those who lead, not for the whole team."""


@dataclass(frozen=True)
class DutyOffers:
    """A duty or a session, who has it, and everybody else beside it.

    ``row`` is the published row, None of an open duty; minutes are after midnight of ``day``.
    ``participant`` is empty unless it is a session. ``is_away``: the holder is absent at that time.
    """

    what: str
    day: date
    start_minute: int
    end_minute: int
    holder: str
    row: StoredRow | None
    is_locked: bool
    is_over: bool
    others: tuple[Replacement, ...]
    programme: Programme
    is_away: bool = False
    missing: int = 0
    participant: str = ""
    room: str = ""

    @property
    def counted_days(self) -> tuple[date, date]:
        """The first and last day of the schedule, over which contract hours are counted."""
        last = self.programme.schedule_end - timedelta(days=1)
        return self.programme.schedule_start, last

    @property
    def legal(self) -> list[Replacement]:
        """Who may take it, the best first."""
        return [one for one in self.others if one.is_legal]

    @property
    def kept_off(self) -> list[Replacement]:
        """Everybody else, with reasons."""
        return [one for one in self.others if not one.is_legal]


def duty_offers(desk: Desk, programme: str, row_id: int) -> DutyOffers:
    """A published duty and who else may take it.

    Raises:
        NotFoundError: there is no such duty.
        NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, LOOK)
    row = _row(found, "roster", row_id)
    day, duty, holder = _date(row), row.cells["shift"], row.cells["staff"]
    context = standing_context(found, plan)
    run = find_run(context, duty, day)
    schedule = plan.schedule or Schedule()
    return DutyOffers(
        what=duty,
        day=day,
        start_minute=run.start_minute if run else 0,
        end_minute=run.end_minute if run else 0,
        holder=holder,
        row=row,
        is_locked=row.cells["status"] == "locked",
        is_over=day < desk.today,
        others=tuple(replacements(context, schedule, run, holder)) if run else (),
        programme=found.programme,
        is_away=run is not None
        and absent_at(found.programme)(holder, day, run.start_minute, run.end_minute),
    )


def open_duty_offers(desk: Desk, programme: str, duty: str, day: date) -> DutyOffers:
    """A shift or an activity that lacks somebody, and who may take it.

    Raises:
        NotFoundError: there is no such shift or activity on that day.
        NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, LOOK)
    context, schedule = standing_context(found, plan), plan.schedule or Schedule()
    run = find_run(context, duty, day)
    if run is None:
        raise NotFoundError(told("There is no such shift or activity on that day."))
    return DutyOffers(
        what=duty,
        day=day,
        start_minute=run.start_minute,
        end_minute=run.end_minute,
        holder="",
        row=None,
        is_locked=False,
        is_over=day < desk.today,
        others=tuple(replacements(context, schedule, run)),
        programme=found.programme,
        missing=missing_people(context, schedule, run),
    )


def session_offers(desk: Desk, programme: str, row_id: int) -> DutyOffers:
    """A published session and who else may hold it at its time.

    Raises:
        NotFoundError: there is no such session.
        NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, LOOK)
    row = _row(found, "sessions", row_id)
    schedule, cells = plan.schedule or Schedule(), row.cells
    minutes = _minutes(cells["start"]), _minutes(cells["end"])
    key = cells["participant"], cells["staff"], _date(row), cells["start"]
    session = session_of(schedule, *key)
    others: list[Replacement] = []
    if session is not None and session.day >= desk.today:
        others = session_replacements(standing_context(found, plan), schedule, session)
    return DutyOffers(
        what="",
        day=_date(row),
        start_minute=minutes[0],
        end_minute=minutes[1],
        holder=cells["staff"],
        row=row,
        is_locked=cells["status"] == "locked",
        is_over=_date(row) < desk.today,
        others=tuple(others),
        programme=found.programme,
        is_away=absent_at(found.programme)(cells["staff"], _date(row), *minutes),
        participant=cells["participant"],
        room=cells["room"],
    )


def _row(found: Snapshot, table: str, row_id: int) -> StoredRow:
    for row in found.rows[table]:
        if row.id == row_id:
            return row
    raise NotFoundError(told("There is no such entry."))


def _date(row: StoredRow) -> date:
    return date.fromisoformat(row.cells["date"])


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)
