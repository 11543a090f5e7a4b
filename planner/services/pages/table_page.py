"""The tables of a programme as somebody edits them row by row."""

from dataclasses import dataclass

from planner.db.audit import AuditEvent, append_events, subject_digest
from planner.db.programmes import ProgrammeRecord, find_programme
from planner.db.rows import StoredRow, load_rows, load_table
from planner.db.store import Session
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.tables import cells
from planner.tables.columns import Column, Table
from planner.tables.contract import TABLES
from planner.tables.stay_tables import PARTICIPANTS

MOST_ROWS = 100
_HOUSES = "houses"
_INPUTS = {cells.DAY: "date", cells.FLAG: "flag"}


@dataclass(frozen=True)
class ColumnView:
    """A column of a form; ``codes`` are those of the tables that it refers to.

    ``input`` is ``text``, ``date`` or ``flag``; ``accepted`` says in English what it may hold.
    """

    name: str
    accepted: str
    is_required: bool
    input: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class TableCount:
    """A table and how many rows it has."""

    name: str
    rows: int


@dataclass(frozen=True)
class TablePage:
    """A part of a table: ``columns`` are those shown, ``found`` how many rows the search finds."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[StoredRow, ...]
    first: int
    found: int
    total: int
    is_hiding: bool

    @property
    def last(self) -> int:
        """The number of the last row shown, counted from 1."""
        return self.first + len(self.rows)


@dataclass(frozen=True)
class RowView:
    """A row of a table, None for one that is to be added, with its columns."""

    table: str
    columns: tuple[ColumnView, ...]
    row: StoredRow | None


def tables(desk: Desk, programme: str) -> list[TableCount]:
    """Every table of a programme in the order of the contract.

    Raises:
        NotFoundError, NotAllowedError: not hers to edit.
    """
    require(desk.actor, Action.EDIT_TABLE, programme)
    with desk.store.reading() as session:
        rows = load_rows(session, _programme(session, programme).id)
    return [TableCount(table.name, len(rows[table.name])) for table in TABLES]


def table_page(
    desk: Desk, programme: str, name: str, search: str = "", first: int = 0
) -> TablePage:
    """The rows that have ``search`` in a cell that is shown, from number ``first`` on.

    The needs of many participants are never listed together: of their table only codes are shown.

    Raises:
        NotFoundError, NotAllowedError: not hers to edit, or there is no such table.
    """
    require(desk.actor, Action.EDIT_TABLE, programme)
    table = _table(name)
    is_hiding = table is PARTICIPANTS
    columns = table.keys if is_hiding else tuple(column.name for column in table.columns)
    with desk.store.reading() as session:
        rows = load_table(session, _programme(session, programme).id, name)
    wanted = search.casefold()
    found = [
        row for row in rows if any(wanted in row.cells[column].casefold() for column in columns)
    ]
    start = min(max(first, 0), len(found))
    shown = tuple(found[start : start + MOST_ROWS])
    return TablePage(name, columns, shown, start, len(found), len(rows), is_hiding)


def table_row(desk: Desk, programme: str, name: str, row_id: int | None = None) -> RowView:
    """One row of a table, or the form of a new one.

    That somebody looked at a participant's row is written into the audit log.

    Raises:
        NotFoundError, NotAllowedError: not hers to edit, or there is no such table or row.
    """
    require(desk.actor, Action.EDIT_TABLE, programme)
    table = _table(name)
    with desk.store.reading() as session:
        record = _programme(session, programme)
        programme_id = record.id
        columns = tuple(_column(session, programme_id, column) for column in table.columns)
        rows = load_table(session, programme_id, name)
    if row_id is None:
        return RowView(name, columns, None)
    row = next((row for row in rows if row.id == row_id), None)
    if row is None:
        raise NotFoundError(told("There is no such entry."))
    if table is PARTICIPANTS:
        _note_view(desk, programme_id, row.cells["participant"])
    return RowView(name, columns, row)


def _table(name: str) -> Table:
    table = next((table for table in TABLES if table.name == name), None)
    if table is None:
        raise NotFoundError(told("There is no such table."))
    return table


def _programme(session: Session, code: str) -> ProgrammeRecord:
    record = find_programme(session, code)
    if record is None:
        raise NotFoundError(told("There is no such programme."))
    return record


def _column(session: Session, programme_id: int, column: Column) -> ColumnView:
    """A list of codes cannot be chosen from suggestions, which replace the whole cell."""
    codes: set[str] = set()
    for name in column.refers if column.kind is cells.CODE else ():
        table, place = (
            ("beds", "house") if name == _HOUSES else (name, _table(name).columns[0].name)
        )
        codes |= {row.cells[place] for row in load_table(session, programme_id, table)}
    return ColumnView(
        column.name,
        column.kind.accepted,
        column.required,
        _INPUTS.get(column.kind, "text"),
        tuple(sorted(codes - {""})),
    )


def _note_view(desk: Desk, programme_id: int, participant: str) -> None:
    """The same event as for her page, which cannot be shown while tables contradict each other."""
    event = AuditEvent(
        at=desk.now,
        actor=desk.actor.code,
        action=Action.VIEW_PARTICIPANT,
        programme_id=programme_id,
        table=PARTICIPANTS.name,
        subject=subject_digest(desk.store.key, programme_id, participant),
    )
    with desk.store.writing() as session:
        append_events(session, desk.store.key, [event])
