"""What changes did to rows, kept for as long as they can be undone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.db.events import ChangeRecord
from planner.db.rows import Cells


@dataclass(frozen=True)
class RowChange:
    """A row before and after a change, None where it was not there.

    ``version`` is the one that the row had before, once written the one that it has after.
    """

    table: str
    row_id: int
    before: Cells | None
    after: Cells | None
    version: int

    @property
    def fields(self) -> list[str]:
        """The names of the cells that differ."""
        before, after = self.before or {}, self.after or {}
        names = before.keys() | after.keys()
        return sorted(name for name in names if before.get(name, "") != after.get(name, ""))

    @property
    def participants(self) -> set[str]:
        """The codes that stand where tables have participants."""
        cells = [*(self.before or {}).items(), *(self.after or {}).items()]
        return {text for name, text in cells if name in ("participant", "first") and text}


def remember_change(
    session: Session,
    at: dt.datetime,
    programme_id: int,
    actor: str,
    action: str,
    rows: Sequence[RowChange],
) -> None:
    """Keep what a change did; an undoing cannot itself be undone."""
    session.add(
        ChangeRecord(
            at=at,
            programme_id=programme_id,
            actor=actor,
            action=action,
            rows={"rows": [asdict(row) for row in rows]},
            undone=action == "undo",
        )
    )


def last_change(session: Session, programme_id: int) -> ChangeRecord | None:
    """The newest change of a programme that has not been undone."""
    return session.scalar(
        select(ChangeRecord)
        .where(ChangeRecord.programme_id == programme_id, ChangeRecord.undone.is_(False))
        .order_by(ChangeRecord.id.desc())
        .limit(1)
    )


def row_changes(record: ChangeRecord) -> list[RowChange]:
    """What the change did, row by row."""
    return [RowChange(**row) for row in record.rows["rows"]]
