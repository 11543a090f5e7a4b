"""Databases for tests: the embedded one, and one of a PostgreSQL server."""

import functools
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from planner.db.engine import DATABASE_FILE, sqlite_address
from planner.db.store import Store
from tests.installation import install

KEY = b"only for tests, never elsewhere."
SERVER = os.environ.get("HARBOURPLAN_TEST_POSTGRESQL", "postgresql://127.0.0.1:5432/postgres")
KINDS = ("sqlite", "postgresql")


@contextmanager
def database(kind: str, folder: Path, sample: str = "") -> Iterator[str]:
    """The address of a new database, empty or with a sample programme; gone after the block."""
    if kind == "sqlite":
        folder.mkdir(parents=True, exist_ok=True)
        if sample:
            shutil.copy(_sqlite_with(sample), folder / DATABASE_FILE)
        yield sqlite_address(folder)
        return
    template = _postgresql_with(sample) if sample else "template0"
    name = _new_name()
    _on_server("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield _address(name)
    finally:
        _on_server("DROP DATABASE {} WITH (FORCE)", name)


@functools.cache
def _sqlite_with(sample: str) -> Path:
    """A database file with the sample, made once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="harbourplan-"))
    _TEMPLATES.append(folder)
    _install(sqlite_address(folder), sample)
    return folder / DATABASE_FILE


@functools.cache
def _postgresql_with(sample: str) -> str:
    """The name of a database with the sample, made once for all tests."""
    name = _new_name()
    _on_server("CREATE DATABASE {} TEMPLATE template0", name)
    _TEMPLATES.append(name)
    _install(_address(name), sample)
    return name


_TEMPLATES: list[Path | str] = []


def remove_templates() -> None:
    """Remove what was made once for all tests."""
    for template in _TEMPLATES:
        if isinstance(template, Path):
            shutil.rmtree(template)
        else:
            _on_server("DROP DATABASE {} WITH (FORCE)", template)
    _TEMPLATES.clear()


def _install(address: str, sample: str) -> None:
    store = Store.open(address, KEY)
    install(store, sample)
    store.close()


def _new_name() -> str:
    return f"harbourplan_test_{uuid.uuid4().hex}"


def _address(name: str) -> str:
    return f"{SERVER.rpartition('/')[0]}/{name}"


def _on_server(statement: str, *names: str) -> None:
    with _server() as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(SERVER, autocommit=True)
    except psycopg.OperationalError as fault:
        missing = f"no PostgreSQL server answers at {SERVER}; HARBOURPLAN_TEST_POSTGRESQL names one"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}: {fault}")
        pytest.skip(missing)
    with connection:
        yield connection
