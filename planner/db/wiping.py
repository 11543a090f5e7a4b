"""Nothing left of what was deleted: not in free pages, not in the write-ahead log."""

import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from planner.db.erasing import touched_tables
from planner.db.store import Store

_TRIES, _REST_SECONDS = 20, 0.25
_CHUNK = 1 << 24


def wipe(store: Store, codes: Sequence[str] = (), thoroughly: bool = False) -> bool:
    """Wipe what was deleted; False where somebody kept reading an older state meanwhile.

    On SQLite the write-ahead log is emptied, and the file is written anew where one of the
    ``codes`` is still found in its bytes, or ``thoroughly`` in any case. On PostgreSQL the tables
    that name participants are written anew; its own log and backups are the server's.
    """
    if not store.is_sqlite:
        return _rewrite_tables(store)
    is_done = _checkpoint(store)
    if thoroughly or any(bytes_of(store, code) for code in codes):
        is_done = _statement(store, "VACUUM") and _checkpoint(store)
    return is_done


def bytes_of(store: Store, code: str) -> int:
    """How often the letters of a code follow one another in the files of the embedded database."""
    place = Path(store.engine.url.database or "")
    paths = (place, place.with_name(f"{place.name}-wal"))
    return sum(_count(path, code.encode()) for path in paths if path.exists())


def _count(path: Path, letters: bytes) -> int:
    count, before = 0, b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            window = before + chunk
            count += window.count(letters)
            before = window[len(window) - len(letters) + 1 :]
    return count


def _checkpoint(store: Store) -> bool:
    """Move the write-ahead log into the file and empty it, once nobody reads an older state."""
    for _ in range(_TRIES):
        connection = store.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone() or (1,)
            if busy == 0:
                return True
        finally:
            connection.close()
        time.sleep(_REST_SECONDS)
    return False


def _statement(store: Store, statement: str) -> bool:
    connection = store.engine.raw_connection()
    try:
        connection.cursor().execute(statement)
    except store.engine.dialect.loaded_dbapi.OperationalError:
        return False
    finally:
        connection.close()
    return True


def _rewrite_tables(store: Store) -> bool:
    engine = store.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{int(_TRIES * _REST_SECONDS)}s'")
        try:
            for table in touched_tables():
                connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
        except DBAPIError:
            return False
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
    return True
