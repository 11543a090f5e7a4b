"""Transactions as the services see them."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from planner.db.store import Store, StoreError


def test_database_that_is_too_busy_is_told_in_words(tmp_path: Path) -> None:
    settings = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.05}
    store = Store(create_engine(f"sqlite:///{tmp_path / 'x'}", **settings), b"")
    with store.reading() as session:
        session.execute(text("select 1"))
        with (
            pytest.raises(StoreError, match="has too much to do"),
            store.reading() as another,
        ):
            another.execute(text("select 1"))
    store.close()
