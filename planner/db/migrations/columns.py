"""Columns as a migration writes them: NAME:KIND, with a ? where a cell may be empty.

Further words are the table that the column refers to, ``indexed``, ``unique`` and ``key``.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

_KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "code": sa.String(32),
    "day": sa.Date(),
    "decimal": sa.Double(),
    "digest": sa.LargeBinary(32),
    "document": sa.JSON(),
    "flag": sa.Boolean(),
    "line": sa.Text(),
    "local": sa.DateTime(timezone=False),
    "moment": sa.DateTime(timezone=True),
    "text": sa.String(),
    "time": sa.String(5),
    "whole": sa.Integer(),
    "word": sa.String(40),
}
_MARKS = ("indexed", "key", "unique")


def create_table(name: str, columns: str, together: tuple[str, ...] = ()) -> None:
    """Create a table; no two rows agree in all columns of ``together``."""
    described = [word.split(":") for word in columns.split()]
    alone = [sa.UniqueConstraint(*together)] if together else []
    op.create_table(name, *(_column(*words) for words in described), *alone)
    for column, _, *marks in described:
        if "indexed" in marks:
            plain = column.rstrip("?")
            op.create_index(op.f(f"ix_{name}_{plain}"), name, [plain])


def _column(name: str, kind: str, *marks: str) -> sa.Column[Any]:
    refers = [sa.ForeignKey(f"{mark}.id") for mark in marks if mark not in _MARKS]
    return sa.Column(
        name.rstrip("?"),
        _KINDS[kind],
        *refers,
        nullable=name.endswith("?"),
        unique="unique" in marks or None,
        primary_key="key" in marks,
    )
