"""Typed rows as the dataclasses of the domain; only for sheets without a problem."""

from typing import Any

from planner.domain.activities import Activity, Room
from planner.domain.clock import MINUTES_PER_DAY
from planner.domain.day_program import Enrolment
from planner.domain.participants import Conflict, Participant, Referral
from planner.domain.staffing import (
    Absence,
    Availability,
    Cover,
    Request,
    RosterRow,
    Shift,
    ShiftLimit,
    StaffMember,
    Vehicle,
)
from planner.domain.stays import Bed, BedClosure, Stay
from planner.domain.support import Assignment, Session
from planner.tables.columns import Row
from planner.tables.references import MAIN_HOUSE, Sheets


def programme_tables(sheets: Sheets) -> dict[str, tuple[Any, ...]]:
    """The tables by their field in ``Programme``, rows in the order of the files."""
    builders = {
        "beds": ("beds", _bed),
        "closures": ("bed_closures", lambda row: BedClosure(**row.cells)),
        "participants": ("participants", _participant),
        "referrals": ("referrals", _referral),
        "stays": ("stays", lambda row: Stay(**row.cells)),
        "enrolments": ("enrolments", lambda row: Enrolment(**row.cells)),
        "assignments": ("assignments", lambda row: Assignment(**row.cells)),
        "conflicts": ("conflicts", lambda row: Conflict(**row.cells)),
        "staff": ("staff", _staff_member),
        "availability": ("availability", _availability),
        "absences": ("absences", lambda row: Absence(**row.cells)),
        "shifts": ("shifts", _shift),
        "cover": ("cover", _cover),
        "shift_limits": ("shift_limits", lambda row: ShiftLimit(**row.cells)),
        "activities": ("activities", _activity),
        "rooms": ("rooms", lambda row: Room(row["room"], row["kind"] == "one_on_one")),
        "vehicles": ("vehicles", _vehicle),
        "requests": ("requests", _request),
        "roster": ("roster", _roster_row),
        "sessions": ("sessions", _session),
    }
    return {
        field: tuple(build(row) for row in sheets[table].rows)
        for field, (table, build) in builders.items()
    }


def _with(row: Row, code: str = "", sets: tuple[str, ...] = ()) -> dict[str, Any]:
    """The row's cells with the code column named ``code`` and these lists as sets."""
    cells = {name: frozenset(cell) if name in sets else cell for name, cell in row.cells.items()}
    if code:
        cells["code"] = cells.pop(code)
    return cells


def minutes_of(row: Row) -> tuple[int, int]:
    """Start and end; an end that is not after the start lies on the next day."""
    start, end = row["start"], row["end"]
    return start, end if end > start else end + MINUTES_PER_DAY


def _bed(row: Row) -> Bed:
    return Bed(**_with(row, "bed", ("features",)))


def _participant(row: Row) -> Participant:
    return Participant(**_with(row, "participant", ("needs",)))


def _referral(row: Row) -> Referral:
    return Referral(**_with(row, sets=("houses",)))


def _staff_member(row: Row) -> StaffMember:
    cells = _with(row, "staff", ("skills", "languages", "houses"))
    return StaffMember(
        is_relief=cells.pop("employment") == "relief",
        paid_office_hours=cells.pop("hours_from") == "office",
        **cells,
    )


def _availability(row: Row) -> Availability:
    return Availability(row["staff"], row["weekday"], *minutes_of(row))


def _shift(row: Row) -> Shift:
    cells = _with(row, "shift", ("skills", "not_followed_by"))
    cells["start_minute"], cells["end_minute"] = minutes_of(row)
    del cells["start"], cells["end"]
    cells["house"] = cells["house"] or MAIN_HOUSE
    if cells["lead_count"] is None:
        cells["lead_count"] = 1 if cells["lead_skill"] else 0
    return Shift(**cells)


def _cover(row: Row) -> Cover:
    costs = row["missing_cost"], row["surplus_cost"]
    return Cover(row["shift"], row["date"], row["min_staff"], *costs)


def _activity(row: Row) -> Activity:
    cells = _with(row, "activity", ("skills",))
    return Activity(start_minute=cells.pop("start"), **cells)


def _vehicle(row: Row) -> Vehicle:
    return Vehicle(**_with(row, "vehicle"))


def _request(row: Row) -> Request:
    return Request(row["staff"], row["date"], row["want"] == "on", row["shift"], row["weight"])


def _roster_row(row: Row) -> RosterRow:
    return RosterRow(row["staff"], row["shift"], row["date"], row["status"] == "locked")


def _session(row: Row) -> Session:
    return Session(
        row["participant"],
        row["staff"],
        row["date"],
        *minutes_of(row),
        row["room"],
        row["status"] == "locked",
    )
