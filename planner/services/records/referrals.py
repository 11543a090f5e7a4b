"""Who asks for what: referring somebody, changing, holding and ending a referral."""

from collections.abc import Mapping

from planner.db.erasures import was_erased
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.change import Change
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action
from planner.tables.cells import DAY, whole_day

WAITING, ON_HOLD, WITHDRAWN, ADMITTED = "waiting", "on_hold", "withdrawn", "admitted"


class ErasedCodeError(PlannerError):
    """A code that was erased is not given again."""


def refer(
    desk: Desk,
    programme: str,
    referral: Mapping[str, str],
    participant: Mapping[str, str] | None = None,
) -> None:
    """Add a referral, its cells as the public contract names them.

    ``participant`` holds what is known of somebody who is new; of somebody who is known already
    it replaces those cells that it gives.

    Raises:
        ErasedCodeError: her code was erased and must not come back.
        InputError, ChangedMeanwhileError, NotAllowedError, NotFoundError: as every change.
    """
    with changing(desk, programme, Action.REFER) as change:
        code = referral.get("participant", "")
        known = change.find("participants", participant=code)
        if known and participant:
            change.edit("participants", known[0], **participant)
        elif not known:
            refuse_erased(desk, change, code)
            change.add("participants", {**(participant or {}), "participant": code})
        change.add("referrals", {"status": WAITING, **referral})
        _refuse_to_come(desk, change, referral.get("received", ""))


def _refuse_to_come(desk: Desk, change: Change, received: str) -> None:
    """Nobody has waited since a day that is still to come."""
    if DAY.accepts(received) and whole_day(received) > desk.today:
        message = told(
            "{day} is still to come; accepted: today or an earlier day", day=whole_day(received)
        )
        change.refuse("referrals", "received", message)


def refuse_erased(desk: Desk, change: Change, code: str) -> None:
    """Refuse the code of somebody who was erased.

    Raises:
        ErasedCodeError: it is one.
    """
    if was_erased(change.session, desk.store.key, change.programme_id, code):
        raise ErasedCodeError(
            told("The code {code} was erased and is not given again; take another.", code=code)
        )


def edit_referral(desk: Desk, programme: str, row_id: int, version: int, **cells: str) -> None:
    """Change a referral that somebody saw at ``version``."""
    with changing(desk, programme, Action.EDIT_REFERRAL) as change:
        row = change.row("referrals", row_id, version, **cells)
        change.edit("referrals", row, **cells)
        received = cells.get("received", "")
        if received != row.cells["received"]:
            _refuse_to_come(desk, change, received)


def hold_referral(desk: Desk, programme: str, row_id: int, version: int) -> None:
    """Leave a referral out of planning until it is resumed."""
    with changing(desk, programme, Action.HOLD_REFERRAL) as change:
        row = change.row("referrals", row_id, version, status=ON_HOLD)
        change.edit("referrals", row, status=ON_HOLD, outcome="")


def resume_referral(desk: Desk, programme: str, row_id: int, version: int) -> None:
    """Put a referral back on the waiting list."""
    with changing(desk, programme, Action.HOLD_REFERRAL) as change:
        row = change.row("referrals", row_id, version, status=WAITING)
        change.edit("referrals", row, status=WAITING, outcome="")


def withdraw_referral(
    desk: Desk, programme: str, row_id: int, version: int, outcome: str = "other"
) -> None:
    """Take a referral off the list; what was proposed for it goes too."""
    with changing(desk, programme, Action.WITHDRAW_REFERRAL) as change:
        row = change.row("referrals", row_id, version, status=WITHDRAWN, outcome=outcome)
        change.edit("referrals", row, status=WITHDRAWN, outcome=outcome)
        tables = {"residential": ("stays", "enrolments"), "day_program": ("enrolments",)}
        for table in tables.get(row.cells["service"], ()):
            code = row.cells["participant"]
            for proposal in change.find(table, participant=code, status="proposed"):
                change.remove(table, proposal)


def close_referral(change: Change, participant: str, service: str) -> None:
    """Somebody is placed: her waiting referral to this service has led to it."""
    for row in change.find("referrals", participant=participant, service=service):
        if row.cells["status"] in (WAITING, ""):
            change.edit("referrals", row, status=WITHDRAWN, outcome=ADMITTED)


def reopen_referral(change: Change, participant: str, service: str) -> None:
    """Somebody is not placed after all: the newest referral that had led to it waits again."""
    rows = change.find("referrals", participant=participant, service=service, outcome=ADMITTED)
    if rows:
        change.edit("referrals", rows[-1], status=WAITING, outcome="")
