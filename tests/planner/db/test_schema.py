"""The schema that the migrations make, on both kinds of database."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from planner.db.base import Record
from planner.db.engine import DatabaseAddressError, open_engine
from planner.db.schema import SchemaError, upgrade
from tests.databases import KINDS, database


@pytest.mark.parametrize("kind", KINDS)
def test_migrations_lead_to_what_the_code_expects(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as address:
        engine = open_engine(address)
        upgrade(engine)
        upgrade(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Record.metadata) == []
        engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_database_of_a_newer_version_is_left_alone(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as address:
        engine = open_engine(address)
        upgrade(engine)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(SchemaError):
            upgrade(engine)
        engine.dispose()


def test_sqlite_keeps_what_it_has_acknowledged(tmp_path: Path) -> None:
    with database("sqlite", tmp_path) as address:
        engine = open_engine(address)
        with engine.connect() as connection:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            }
        engine.dispose()
    full, on = 2, 1
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": on,
        "secure_delete": on,
    }


@pytest.mark.parametrize("address", ["mysql://127.0.0.1/x", "not an address"])
def test_other_address_is_refused_in_words(address: str) -> None:
    with pytest.raises(DatabaseAddressError):
        open_engine(address)
