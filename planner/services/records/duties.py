"""Published duties and sessions: giving them to somebody else, locking them."""

from datetime import date

from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action
from planner.services.records.legal_duties import require_may_hold, require_may_take

_LOCKED, _PUBLISHED = "locked", "published"


class DutyOverError(PlannerError):
    """What is over is history and stays as it is."""


def give_duty(desk: Desk, programme: str, staff: str, duty: str, day: date) -> None:
    """Give somebody an open shift or activity.

    Raises:
        DutyOverError: the duty is over.
        NotLegalError: a rule keeps her off it.
    """
    _refuse_past(desk, day)
    with changing(desk, programme, Action.REASSIGN_DUTY) as change:
        require_may_take(desk, change, staff, duty, day)
        cells = {"staff": staff, "shift": duty, "date": day.isoformat(), "status": _PUBLISHED}
        change.add("roster", cells)


def reassign_duty(desk: Desk, programme: str, row_id: int, version: int, staff: str) -> None:
    """Give a published duty to somebody else, to nobody where ``staff`` is empty.

    Raises:
        DutyOverError: the duty is over.
        NotLegalError: a rule keeps her off it.
    """
    with changing(desk, programme, Action.REASSIGN_DUTY) as change:
        row = change.row("roster", row_id, version, staff=staff)
        cells, day = row.cells, date.fromisoformat(row.cells["date"])
        _refuse_past(desk, day)
        if staff:
            require_may_take(desk, change, staff, cells["shift"], day, cells["staff"])
            change.edit("roster", row, staff=staff)
        else:
            change.remove("roster", row)


def reassign_session(desk: Desk, programme: str, row_id: int, version: int, staff: str) -> None:
    """Let somebody else hold a session at its time.

    Raises:
        DutyOverError: the session is over.
        NotLegalError: a rule keeps her off it.
    """
    with changing(desk, programme, Action.REASSIGN_DUTY) as change:
        row = change.row("sessions", row_id, version, staff=staff)
        cells, day = row.cells, date.fromisoformat(row.cells["date"])
        _refuse_past(desk, day)
        who, holder, start = cells["participant"], cells["staff"], cells["start"]
        require_may_hold(desk, change, staff, who, holder, day, start)
        change.edit("sessions", row, staff=staff)


def lock_duty(desk: Desk, programme: str, row_id: int, version: int, locked: bool) -> None:
    """Keep every new plan from changing a duty, or let it again."""
    with changing(desk, programme, Action.LOCK_DUTY) as change:
        status = _LOCKED if locked else _PUBLISHED
        change.edit("roster", change.row("roster", row_id, version, status=status), status=status)


def lock_session(desk: Desk, programme: str, row_id: int, version: int, locked: bool) -> None:
    """Keep every new plan from changing a session, its room apart, or let it again."""
    with changing(desk, programme, Action.LOCK_SESSION) as change:
        status = _LOCKED if locked else _PUBLISHED
        row = change.row("sessions", row_id, version, status=status)
        change.edit("sessions", row, status=status)


def _refuse_past(desk: Desk, day: date) -> None:
    if day < desk.today:
        raise DutyOverError(told("The duty of {day} is over and stays as it was.", day=day))
