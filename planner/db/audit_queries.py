"""Reading the audit log."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from planner.db.audit import AuditEvent, event_of
from planner.db.events import AuditRecord


@dataclass(frozen=True)
class AuditChoice:
    """Which events of the log; what is None does not matter. ``since`` <= at < ``until``."""

    actor: str | None = None
    action: str | None = None
    programme_id: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    subject: bytes | None = None
    before_id: int | None = None
    limit: int = 100


def chosen_events(session: Session, choice: AuditChoice) -> list[tuple[int, AuditEvent]]:
    """The chosen events with their ids, the newest first."""
    records = session.scalars(
        select(AuditRecord)
        .where(*_conditions(choice))
        .order_by(AuditRecord.id.desc())
        .limit(choice.limit)
    )
    return [(record.id, event_of(record)) for record in records]


def count_events(session: Session) -> tuple[int, int]:
    """How many events there are, and the id of the newest (0: none)."""
    found = session.execute(select(func.count(AuditRecord.id), func.max(AuditRecord.id))).one()
    return found[0], found[1] or 0


def _conditions(choice: AuditChoice) -> Iterator[ColumnElement[bool]]:
    equal = {
        AuditRecord.actor: choice.actor,
        AuditRecord.action: choice.action,
        AuditRecord.programme_id: choice.programme_id,
        AuditRecord.subject: choice.subject,
    }
    yield from (column == value for column, value in equal.items() if value is not None)
    if choice.since is not None:
        yield AuditRecord.at >= choice.since
    if choice.until is not None:
        yield AuditRecord.at < choice.until
    if choice.before_id is not None:
        yield AuditRecord.id < choice.before_id
