"""Stays from promise to departure: confirm, admit, extend, move, discharge, release."""

from datetime import date, timedelta

from planner.db.rows import StoredRow
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.change import Change
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action
from planner.services.records.referrals import close_referral, reopen_referral

IN_HOUSE, CONFIRMED, PROPOSED = "in_house", "confirmed", "proposed"
_PROMISES = (CONFIRMED, PROPOSED)
_LONGEST_STAY = timedelta(days=1096)


class StayError(PlannerError):
    """What was asked does not fit the stay as it is."""


def confirm_stay(desk: Desk, programme: str, row_id: int, version: int) -> None:
    """Promise a proposed stay, with the start of the day program that goes with it.

    Raises:
        StayError: it is not a proposed one.
    """
    with changing(desk, programme, Action.CONFIRM_STAY) as change:
        row = change.row("stays", row_id, version, status=CONFIRMED)
        _require(row, told("promised already or over"), PROPOSED)
        _commit(change, row, CONFIRMED)


def admit(desk: Desk, programme: str, row_id: int, version: int, admission: date) -> None:
    """Somebody has moved in on this day; her stay keeps its day of discharge.

    Raises:
        StayError: she is in the house already, or the day lies after her discharge.
    """
    with changing(desk, programme, Action.ADMIT) as change:
        row = change.row("stays", row_id, version, admission=admission.isoformat())
        _require(row, told("begun already"), *_PROMISES)
        if admission > desk.today:
            raise StayError(
                told(
                    "{day} is still to come: admit her on the day, confirm the stay until then.",
                    day=admission,
                )
            )
        change.edit("stays", row, admission=admission.isoformat())
        _commit(change, row, IN_HOUSE)


def extend_stay(desk: Desk, programme: str, row_id: int, version: int, discharge: date) -> None:
    """Another day of discharge that is still to come, later or earlier.

    Raises:
        StayError: the day is over, or more than three years after her admission.
    """
    with changing(desk, programme, Action.EXTEND_STAY) as change:
        row = change.row("stays", row_id, version, discharge=discharge.isoformat())
        if discharge < desk.today:
            raise StayError(
                told("{day} is over: record a departure as a discharge.", day=discharge)
            )
        if discharge - _day(row, "admission") > _LONGEST_STAY:
            raise StayError(
                told(
                    "{day} is more than three years after {admission}, the admission: is the"
                    " year right?",
                    day=discharge,
                    admission=_day(row, "admission"),
                )
            )
        change.edit("stays", row, discharge=discharge.isoformat())


def discharge(desk: Desk, programme: str, row_id: int, version: int, day: date) -> None:
    """Somebody leaves on this day: her program, worker and sessions end with it.

    Raises:
        StayError: she is not in the house, or the day lies outside her stay.
    """
    with changing(desk, programme, Action.DISCHARGE) as change:
        row = change.row("stays", row_id, version, discharge=day.isoformat())
        _require(row, told("not begun"), IN_HOUSE)
        if not row.cells["admission"] < day.isoformat() <= row.cells["discharge"]:
            raise StayError(
                told(
                    "The day of discharge lies after {admission}, the admission, and at"
                    " the latest on {discharge}, the day planned.",
                    admission=_day(row, "admission"),
                    discharge=_day(row, "discharge"),
                )
            )
        change.edit("stays", row, discharge=day.isoformat())
        _end_services(change, row.cells["participant"], day)


def move_stay(desk: Desk, programme: str, row_id: int, version: int, bed: str, day: date) -> None:
    """Another bed: from ``day`` on for a resident, from another admission on for a promise.

    Raises:
        StayError: the day lies outside the stay of a resident.
    """
    with changing(desk, programme, Action.MOVE_STAY) as change:
        row = change.row("stays", row_id, version, bed=bed)
        if row.cells["status"] == IN_HOUSE:
            _move_resident(change, row, bed, day)
        else:
            nights = _day(row, "discharge") - _day(row, "admission")
            cells = {"admission": day.isoformat(), "discharge": (day + nights).isoformat()}
            change.edit("stays", row, bed=bed, **cells)


def release_stay(desk: Desk, programme: str, row_id: int, version: int) -> None:
    """Take back a promise or a proposal: who had it waits again.

    Raises:
        StayError: she is in the house.
    """
    with changing(desk, programme, Action.RELEASE_STAY) as change:
        row = change.row("stays", row_id, version)
        _require(row, told("begun already"), *_PROMISES)
        code = row.cells["participant"]
        change.remove("stays", row)
        for enrolment in change.find("enrolments", participant=code):
            if enrolment.cells["status"] in _PROMISES:
                change.remove("enrolments", enrolment)
        reopen_referral(change, code, "residential")


def _require(row: StoredRow, state: str, *statuses: str) -> None:
    if row.cells["status"] not in statuses:
        code = row.cells["participant"]
        raise StayError(told("The stay of {code} is {state}.", code=code, state=state))


def _day(row: StoredRow, name: str) -> date:
    return date.fromisoformat(row.cells[name])


def _commit(change: Change, row: StoredRow, status: str) -> None:
    code = row.cells["participant"]
    change.edit("stays", row, status=status)
    close_referral(change, code, "residential")
    for enrolment in change.find("enrolments", participant=code, status=PROPOSED):
        change.edit("enrolments", enrolment, status=CONFIRMED)


def _move_resident(change: Change, row: StoredRow, bed: str, day: date) -> None:
    """A resident's stay is split where she changes rooms."""
    if not _day(row, "admission") < day < _day(row, "discharge"):
        raise StayError(told("The day of the move lies between admission and discharge."))
    change.edit("stays", row, discharge=day.isoformat())
    change.add("stays", {**row.cells, "bed": bed, "admission": day.isoformat()})


def _end_services(change: Change, participant: str, day: date) -> None:
    end = day.isoformat()
    for row in change.find("enrolments", participant=participant):
        if row.cells["start"] >= end:
            change.remove("enrolments", row)
        elif row.cells["end"] > end:
            change.edit("enrolments", row, end=end)
    for row in change.find("assignments", participant=participant):
        if row.cells["start"] >= end:
            change.remove("assignments", row)
        elif not row.cells["end"] or row.cells["end"] > end:
            change.edit("assignments", row, end=end)
    for row in change.find("sessions", participant=participant):
        if row.cells["date"] >= end:
            change.remove("sessions", row)
