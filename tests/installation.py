"""An installation for tests: a database with a sample programme, and people at their desks."""

import datetime as dt
from pathlib import Path

from sqlalchemy import select

from planner.db.events import AuditRecord
from planner.db.rows import StoredRow
from planner.db.store import Store
from planner.services.desk import Actor, Desk, Role
from planner.services.permissions import Action
from planner.services.programmes import add_programme
from planner.services.snapshots import snapshot
from planner.tables.contents import folder_contents

SAMPLES = Path(__file__).parents[1] / "sample_data"
TODAY = dt.date(2027, 2, 8)
NOW = dt.datetime(2027, 2, 8, 17, 0, tzinfo=dt.UTC)


def desk_of(
    store: Store, role: Role, code: str = "", programme: str | None = "safexst", staff: str = ""
) -> Desk:
    """The desk of somebody with this role on the planning day of the samples."""
    actor = Actor(code or f"{role}1", role, programme, staff or None)
    return Desk(store, actor, NOW, TODAY)


def install(store: Store, sample: str = "safexst") -> None:
    """Add a sample programme to the database."""
    add_programme(desk_of(store, Role.ADMIN, programme=None), folder_contents(SAMPLES / sample))


def cells_of(store: Store, table: str, **cells: str) -> list[dict[str, str]]:
    """The rows of a table of ``safexst`` that have these cells."""
    return [row.cells for row in rows_of(store, table, **cells)]


def rows_of(store: Store, table: str, **cells: str) -> list[StoredRow]:
    """The same with their ids and versions."""
    found = snapshot(desk_of(store, Role.COORDINATOR), "safexst", Action.VIEW_BEDS)
    return [
        row
        for row in found.rows[table]
        if all(row.cells[name] == text for name, text in cells.items())
    ]


def one_row(store: Store, table: str, **cells: str) -> StoredRow:
    """The only such row."""
    [row] = rows_of(store, table, **cells)
    return row


def audit_of(store: Store) -> list[AuditRecord]:
    """Every event of the audit log."""
    with store.reading() as session:
        events = list(session.scalars(select(AuditRecord).order_by(AuditRecord.id)))
        session.expunge_all()
    return events
