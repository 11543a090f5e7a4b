"""The audit log: append-only, each event chained to the one before it by a keyed digest."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from planner.db.events import AuditRecord

_CHAIN_LOCK = 7_214_002  # any number that nothing else in this database locks
FIRST_LINK = bytes(32)


@dataclass(frozen=True)
class AuditEvent:
    """What was done or looked at, without any value; ``subject`` is a digest, never a code."""

    at: dt.datetime
    actor: str
    action: str
    programme_id: int | None = None
    table: str | None = None
    row_id: int | None = None
    fields: Sequence[str] = ()
    subject: bytes | None = None
    detail: str | None = None


def subject_digest(key: bytes, programme_id: int, participant: str) -> bytes:
    """What stands for a participant where her code must not; keyed, so that guessing fails."""
    return hmac.digest(key, f"participant {programme_id} {participant}".encode(), hashlib.sha256)


def append_events(session: Session, key: bytes, events: Sequence[AuditEvent]) -> None:
    """Add the events to the log, in the transaction of what they tell of."""
    if not events:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({_CHAIN_LOCK})"))
    last = session.scalar(select(AuditRecord.link).order_by(AuditRecord.id.desc()).limit(1))
    link = last or FIRST_LINK
    for event in events:
        link = link_of(key, link, event)
        session.add(
            AuditRecord(
                at=event.at,
                actor=event.actor,
                action=event.action,
                programme_id=event.programme_id,
                table=event.table,
                row_id=event.row_id,
                fields=list(event.fields),
                subject=event.subject,
                detail=event.detail,
                link=link,
            )
        )
        session.flush()


def broken_links(session: Session, key: bytes) -> Iterator[int]:
    """The ids of events that were altered, or whose predecessor was altered or removed."""
    link = FIRST_LINK
    for record in session.scalars(select(AuditRecord).order_by(AuditRecord.id)):
        link = link_of(key, link, event_of(record))
        if not hmac.compare_digest(link, record.link):
            yield record.id
            link = record.link


def event_of(record: AuditRecord) -> AuditEvent:
    """The event that a row of the log tells of."""
    return AuditEvent(
        at=record.at,
        actor=record.actor,
        action=record.action,
        programme_id=record.programme_id,
        table=record.table,
        row_id=record.row_id,
        fields=tuple(record.fields),
        subject=record.subject,
        detail=record.detail,
    )


def link_of(key: bytes, before: bytes, event: AuditEvent) -> bytes:
    """The link of an event that follows one whose link is ``before``."""
    content = json.dumps(
        [
            event.at.astimezone(dt.UTC).isoformat(),
            event.actor,
            event.action,
            event.programme_id,
            event.table,
            event.row_id,
            list(event.fields),
            event.subject.hex() if event.subject else None,
            event.detail,
        ],
        ensure_ascii=True,
    )
    return hmac.digest(key, before + content.encode(), hashlib.sha256)
