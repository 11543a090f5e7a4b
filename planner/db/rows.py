"""Rows of a programme's tables as texts, exactly the cells of the public contract."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from planner.db.programmes import PROGRAMME_TABLES
from planner.domain.errors import PlannerError
from planner.domain.sentences import told

Cells = dict[str, str]
_OWN_COLUMNS = {"id", "programme_id", "version"}


class LostRaceError(PlannerError):
    """A row was changed or removed by somebody else in the meantime."""


@dataclass(frozen=True)
class StoredRow:
    """A row as the database holds it; an empty text is a cell that is not given."""

    id: int
    version: int
    cells: Cells


def column_names(table: str) -> tuple[str, ...]:
    """The columns of a table as the public contract names them."""
    return tuple(_kinds(table))


def load_rows(session: Session, programme_id: int) -> dict[str, list[StoredRow]]:
    """Every row of a programme by table, in the order in which they were added."""
    return {name: load_table(session, programme_id, name) for name in PROGRAMME_TABLES}


def load_table(session: Session, programme_id: int, table: str) -> list[StoredRow]:
    """The rows of one table in the order in which they were added."""
    columns = PROGRAMME_TABLES[table].__table__.columns
    found = session.execute(
        select(*columns).where(columns["programme_id"] == programme_id).order_by(columns["id"])
    )
    names = _kinds(table)
    return [
        StoredRow(row.id, row.version, {name: _text(getattr(row, name)) for name in names})
        for row in found
    ]


def insert_row(
    session: Session,
    programme_id: int,
    table: str,
    cells: Mapping[str, str],
    row_id: int | None = None,
) -> int:
    """Add a row and return its id; an undone removal gives the old id."""
    values = _values(table, cells) | {"programme_id": programme_id, "version": 1}
    if row_id is not None:
        values["id"] = row_id
    record = PROGRAMME_TABLES[table]
    added = session.execute(insert(record).values(**values).returning(record.id))
    return added.scalar_one()


def update_row(session: Session, table: str, row: StoredRow, cells: Mapping[str, str]) -> None:
    """Give the row these cells and the next version.

    Raises:
        LostRaceError: the row has not the version any more that ``row`` has.
    """
    record = PROGRAMME_TABLES[table]
    statement = (
        update(record)
        .where(record.id == row.id, record.version == row.version)
        .values(**_values(table, cells), version=row.version + 1)
        .execution_options(synchronize_session=False)
    )
    _require_one(session, statement)


def delete_row(session: Session, table: str, row: StoredRow) -> None:
    """Remove the row.

    Raises:
        LostRaceError: the row has not the version any more that ``row`` has.
    """
    record = PROGRAMME_TABLES[table]
    statement = (
        delete(record)
        .where(record.id == row.id, record.version == row.version)
        .execution_options(synchronize_session=False)
    )
    _require_one(session, statement)


def _require_one(session: Session, statement: object) -> None:
    done = session.execute(statement)  # type: ignore[call-overload]
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise LostRaceError(told("The row was changed by somebody else in the meantime."))


@cache
def _kinds(table: str) -> dict[str, type]:
    columns = PROGRAMME_TABLES[table].__table__.columns
    return {
        column.name: column.type.python_type
        for column in columns
        if column.name not in _OWN_COLUMNS
    }


def _values(table: str, cells: Mapping[str, str]) -> dict[str, object]:
    return {name: _value(kind, cells.get(name, "")) for name, kind in _kinds(table).items()}


def _value(kind: type, text: str) -> object:
    if not text:
        return None
    if kind is dt.datetime:
        return _moment(text)
    if kind is dt.date:
        return dt.date.fromisoformat(text)
    return text == "1" if kind is bool else kind(text)


def _moment(text: str) -> dt.datetime:
    """``YYYY-MM-DDTHH:MM``, where 24:00 is the midnight that follows."""
    day, _, time = text.partition("T")
    hours, _, minutes = time.partition(":")
    midnight = dt.datetime.combine(dt.date.fromisoformat(day), dt.time())
    return midnight + dt.timedelta(hours=int(hours), minutes=int(minutes))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)
