"""The door to SQLite or PostgreSQL: one address, settings that keep what was acknowledged."""

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError

from planner.domain.errors import PlannerError
from planner.domain.sentences import told

WRITES = "harbourplan_writes"
# Beside the five that stay open: more than a server has threads, because whoever waits for a
# connection may be overtaken again and again. A PostgreSQL server allows 100 by default.
_MORE_CONNECTIONS = 25
DATABASE_FILE = "harbourplan.sqlite"

_BUSY_SECONDS = 10
_QUIET: dict[str, Any] = {"hide_parameters": True}
"""What is in the rows stands in no log and in no message of an error."""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}",
    "PRAGMA secure_delete=ON",
)


class DatabaseAddressError(PlannerError):
    """The address of the database cannot be used."""


def sqlite_address(data_folder: Path) -> str:
    """The address of the embedded database in the data folder."""
    return f"sqlite:///{(data_folder / DATABASE_FILE).absolute()}"


def open_engine(address: str) -> Engine:
    """An engine for ``sqlite:///FILE`` or ``postgresql://HOST/NAME``.

    Raises:
        DatabaseAddressError: it is neither of the two.
    """
    try:
        url = make_url(address)
    except ArgumentError:
        raise DatabaseAddressError(
            told(
                "The address of the database is not one; accepted: sqlite:///FILE or"
                " postgresql://HOST/NAME"
            )
        ) from None
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _sqlite_engine(address)
    if backend == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, pool_pre_ping=True, max_overflow=_MORE_CONNECTIONS, **_QUIET)
    raise DatabaseAddressError(
        told(
            "The database '{backend}' is not known; accepted: sqlite or postgresql", backend=backend
        )
    )


class _NoRows(logging.Filter):
    """Statements may be logged, what they find may not."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record shows no row."""
        return not str(record.msg).startswith(("Row ", "Col "))


logging.getLogger("sqlalchemy.engine.Engine").addFilter(_NoRows())


def _sqlite_engine(address: str) -> Engine:
    engine = create_engine(address, connect_args={"timeout": _BUSY_SECONDS}, **_QUIET)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once where another writes: one
        # that may write says so at its beginning and waits for its turn.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
