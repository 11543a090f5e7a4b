"""The database as the services see it: transactions that read and transactions that write."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError
from sqlalchemy.orm import Session

from planner.db.engine import WRITES, open_engine
from planner.db.schema import upgrade
from planner.domain.errors import PlannerError
from planner.domain.sentences import told

__all__ = ["Session", "Store", "StoreError"]


class StoreError(PlannerError):
    """The database cannot be reached, is full or refused; nothing was changed."""


class Store:
    """One installation's database. ``key`` is the secret that codes are digested with."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self.engine = engine
        self.key = key
        self._writer = engine.execution_options(**{WRITES: True})
        # SQLite lets those who wait to write try again at random moments, so that somebody may
        # wait for ever beside busy others; the threads of one process take turns instead.
        self._turn: AbstractContextManager[object] = (
            threading.RLock() if self.is_sqlite else nullcontext()
        )

    @classmethod
    def open(cls, address: str, key: bytes) -> "Store":
        """Open the database, bringing its schema up to date.

        Raises:
            DatabaseAddressError: the address is none.
            StoreError: the database cannot be opened.
        """
        engine = open_engine(address)
        with _plainly():
            upgrade(engine)
        return cls(engine, key)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of everything and changes nothing."""
        with _plainly(), Session(self.engine) as session:
            event.listen(session, "before_flush", _refuse)
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is kept as a whole when the block ends, or not at all."""
        with self._turn, _plainly(), Session(self._writer) as session, session.begin():
            yield session


def _refuse(*_: object) -> None:
    raise RuntimeError("a reading transaction was about to write")


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except TimeoutError as fault:
        raise StoreError(told("The database has too much to do. Nothing was changed.")) from fault
    except OperationalError as fault:
        raise StoreError(
            told("The database refused: {fault}. Nothing was changed.", fault=_first_line(fault))
        ) from fault


def _first_line(fault: DBAPIError) -> str:
    lines = str(fault.orig).strip().splitlines()
    return lines[0].rstrip(".") if lines else told("no reason given")
