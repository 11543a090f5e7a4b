"""What a participant has in the tables: what stands against erasing her, what is her past."""

from collections.abc import Mapping
from datetime import date, timedelta

from planner.db.programmes import ProgrammeRecord
from planner.db.rows import StoredRow
from planner.domain.sentences import told
from planner.tables.settings import read_settings

_COMMITTED = {"stays": ("in_house", "confirmed"), "enrolments": ("active", "confirmed")}
_HERS = ("participants", "referrals", "stays", "enrolments", "assignments", "sessions")
Rows = Mapping[str, list[StoredRow]]


def reasons_to_keep(record: ProgrammeRecord, rows: Rows, code: str, today: date) -> list[str]:
    """A sentence for each service that a participant is in or will be; codes and dates only."""
    day = today.isoformat()
    hers = rows_of(rows, code)
    stays = [row.cells for row in hers["stays"] if is_committed("stays", row)]
    enrolments = [row.cells for row in hers["enrolments"] if is_committed("enrolments", row)]
    found: list[str] = [
        told(
            "She has a stay in bed {bed} until {end}.",
            bed=cells["bed"],
            end=_day(cells, "discharge"),
        )
        for cells in stays
        if cells["discharge"] > day
    ]
    found += [
        told("She is enrolled in the day program until {end}.", end=_day(cells, "end"))
        for cells in enrolments
        if cells["end"] > day
    ]
    if not stays and not enrolments:
        ends = [(row.cells["staff"], support_end(record, row)) for row in hers["assignments"]]
        found += [
            told("She is in the support of {staff} until {end}.", staff=staff, end=end)
            for staff, end in ends
            if end > today
        ]
    coming = [row.cells for row in hers["sessions"] if row.cells["date"] >= day]
    first = min((_day(cells, "date") for cells in coming), default=None)
    found += [told("She has a session on {day}.", day=first)] if first else []
    return found


def support_end(record: ProgrammeRecord, assignment: StoredRow) -> date:
    """When the support of somebody with neither stay nor enrolment ends."""
    cells = assignment.cells
    if cells["end"]:
        return date.fromisoformat(cells["end"])
    weeks = read_settings(record.settings.encode(), None).rules("support")["weeks"]
    return date.fromisoformat(cells["start"]) + timedelta(weeks=weeks)


def rows_of(rows: Rows, code: str) -> dict[str, list[StoredRow]]:
    """The rows of every table that names participants, those of one of them."""
    hers = {
        table: [row for row in rows[table] if row.cells["participant"] == code] for table in _HERS
    }
    hers["conflicts"] = [
        row
        for row in rows["conflicts"]
        if row.cells["first"] == code
        or (row.cells["second"] == code and row.cells["kind"] != "participant_staff")
    ]
    return hers


def rows_to_remove(hers: Mapping[str, list[StoredRow]], today: date) -> dict[str, list[StoredRow]]:
    """Whatever is no past: conflicts, open referrals, proposals, a worker for later."""
    committed = [row for table in _COMMITTED for row in hers[table] if is_committed(table, row)]
    return {
        "conflicts": hers["conflicts"],
        "referrals": [
            row
            for row in hers["referrals"]
            if row.cells["status"] != "withdrawn" and not row.cells["outcome"]
        ],
        "stays": [row for row in hers["stays"] if not is_committed("stays", row)],
        "enrolments": [row for row in hers["enrolments"] if not is_committed("enrolments", row)],
        "assignments": [
            row
            for row in hers["assignments"]
            if row.cells["start"] >= today.isoformat() and not committed
        ],
    }


def _day(cells: Mapping[str, str], column: str) -> date:
    return date.fromisoformat(cells[column])


def is_committed(table: str, row: StoredRow) -> bool:
    return row.cells["status"] in _COMMITTED[table]
