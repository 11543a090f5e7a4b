"""Runs the migrations on the connection that planner.db.schema opened."""

from typing import Any, Literal

from alembic import context

import planner.db.accounts
import planner.db.events
import planner.db.plans
import planner.db.programmes  # noqa: F401
from planner.db.base import Instant, Record


def render_item(_kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A moment is a plain column kind in a migration, which must not depend on today's code."""
    return "sa.DateTime(timezone=True)" if isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    render_item=render_item,
)
context.run_migrations()
