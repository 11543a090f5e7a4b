"""All rows of the database out of one transaction and back into one, on either kind of database."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alembic import command
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Connection, MetaData, Table, insert, select, text
from sqlalchemy.orm import Session

import planner.db.accounts
import planner.db.events
import planner.db.plans
import planner.db.programmes  # noqa: F401
from planner.db.base import Record
from planner.db.schema import configuration_of

_BATCH = 500
_VERSION_TABLE = "alembic_version"
Row = dict[str, Any]


def hold_one_state(session: Session) -> None:
    """See one state of everything for the rest of a reading transaction; call it first."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def schema_revision(session: Session) -> str:
    """The version of the schema."""
    found = MigrationContext.configure(session.connection()).get_current_revision()
    return found or ""


def table_names() -> list[str]:
    """Every table, those that others refer to first."""
    return [table.name for table in Record.metadata.sorted_tables]


def dump_table(session: Session, name: str) -> Iterator[Row]:
    """The rows of a table in the order of their keys, as JSON values."""
    table = Record.metadata.tables[name]
    statement = select(table).order_by(*table.primary_key.columns)
    for row in session.execute(statement, execution_options={"yield_per": _BATCH}):
        yield {
            column: _packed(value)
            for column, value in zip(row._fields, row, strict=True)
            if value is not None
        }


def replace_everything(
    session: Session, revision: str, tables: Mapping[str, Iterable[Row]]
) -> None:
    """Put these rows in the place of everything, at this version of the schema, then upgrade.

    Raises:
        ValueError, LookupError: the rows do not fit the schema.
    """
    connection = session.connection()
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        connection.execute(text("SET LOCAL lock_timeout = '20s'"))
    old = MetaData()
    old.reflect(connection)
    old.drop_all(connection)
    _upgrade(connection, revision)
    fresh = MetaData()
    fresh.reflect(connection)
    for table in fresh.sorted_tables:
        if table.name != _VERSION_TABLE:
            _fill(connection, table, tables.get(table.name, ()))
            if is_postgresql and "id" in table.columns:
                _go_on_counting(connection, table.name)
    _upgrade(connection, "head")


def faults_of_file(session: Session) -> list[str]:
    """What the embedded database finds wrong with itself; a server looks after its own."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
    faults = [f"The database file is damaged: {line}." for line in found if line != "ok"]
    strays = session.execute(text("PRAGMA foreign_key_check")).all()
    return faults + [
        f"A row of {row[0]} refers to a row of {row[2]} that is gone." for row in strays
    ]


def count_rows(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
        for name in table_names()
    }


def _packed(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    return {"json": value} if isinstance(value, dict | list) else value


def _unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "bytes":
        return bytes.fromhex(inner)
    if kind == "moment":
        return dt.datetime.fromisoformat(inner)
    return dt.date.fromisoformat(inner) if kind == "day" else inner


def _fill(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    for column in table.columns:
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    empty = dict.fromkeys(table.columns.keys())
    batch: list[Row] = []
    for row in rows:
        if not row.keys() <= empty.keys():
            raise LookupError(f"a column of {table.name} is not known")
        batch.append(empty | {name: _unpacked(value) for name, value in row.items()})
        if len(batch) == _BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def _go_on_counting(connection: Connection, table: str) -> None:
    connection.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'),"
            f' (SELECT coalesce(max(id), 0) + 1 FROM "{table}"), false)'
        )
    )


def _upgrade(connection: Connection, revision: str) -> None:
    command.upgrade(configuration_of(connection), revision)
