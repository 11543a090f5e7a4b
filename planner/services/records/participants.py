"""What is known of participants: their needs and wishes, their worker, who is kept apart."""

from collections.abc import Mapping

from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action
from planner.services.records.referrals import close_referral, refuse_erased


def add_participant(desk: Desk, programme: str, cells: Mapping[str, str]) -> None:
    """Add a participant by her code."""
    with changing(desk, programme, Action.ADD_PARTICIPANT) as change:
        refuse_erased(desk, change, cells.get("participant", ""))
        change.add("participants", cells)


def edit_participant(desk: Desk, programme: str, row_id: int, version: int, **cells: str) -> None:
    """Change what a participant needs or wishes."""
    with changing(desk, programme, Action.EDIT_PARTICIPANT) as change:
        change.edit("participants", change.row("participants", row_id, version, **cells), **cells)


def add_conflict(desk: Desk, programme: str, first: str, second: str, kind: str) -> None:
    """Keep two apart; why is written nowhere."""
    with changing(desk, programme, Action.ADD_CONFLICT) as change:
        change.add("conflicts", {"first": first, "second": second, "kind": kind})


def remove_conflict(desk: Desk, programme: str, row_id: int, version: int) -> None:
    """Two need not be kept apart any more."""
    with changing(desk, programme, Action.REMOVE_CONFLICT) as change:
        change.remove("conflicts", change.row("conflicts", row_id, version))


def assign_worker(
    desk: Desk, programme: str, participant: str, staff: str, start: str, end: str = ""
) -> None:
    """Make somebody the primary worker of a participant, in place of whoever was.

    For somebody who waits for support alone this is its beginning.
    """
    with changing(desk, programme, Action.ASSIGN_WORKER) as change:
        for row in change.find("assignments", participant=participant):
            change.remove("assignments", row)
        cells = {"participant": participant, "staff": staff, "start": start, "end": end}
        change.add("assignments", cells)
        close_referral(change, participant, "support")


def enrol(desk: Desk, programme: str, participant: str, start: str, end: str, status: str) -> None:
    """Promise or record a place in the day program; what was proposed for her goes."""
    with changing(desk, programme, Action.ENROL) as change:
        for row in change.find("enrolments", participant=participant, status="proposed"):
            change.remove("enrolments", row)
        cells = {"participant": participant, "start": start, "end": end, "status": status}
        change.add("enrolments", cells)
        close_referral(change, participant, "day_program")
