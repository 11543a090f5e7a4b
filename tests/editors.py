"""Editing one row again and again, as several people do: with and without its version."""

import time

from sqlalchemy import text

from planner.db.store import Store
from tests.installation import one_row


def stage_of(store: Store) -> str:
    """The text that the editors lengthen."""
    return one_row(store, "participants", participant="P103").cells["stage"]


def edit_without_versions(store: Store, edits: int) -> None:
    """Read, think and write, as if nobody else were there: what the version check prevents."""
    for _ in range(edits):
        with store.engine.connect() as connection:
            seen = connection.scalar(
                text("SELECT stage FROM participants WHERE participant = 'P103'")
            )
        time.sleep(0.005)
        with store.writing() as session:
            session.execute(
                text("UPDATE participants SET stage = :stage WHERE participant = 'P103'"),
                {"stage": f"{seen or ''}x"},
            )
