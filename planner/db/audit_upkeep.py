"""What the append-only log goes through nevertheless: old events end, a code is taken out.

The chain is made anew over what stays. A link that was broken before stays broken, so that none of
this hides what somebody altered.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from planner.db.audit import FIRST_LINK, event_of, link_of
from planner.db.events import AuditRecord


def count_old_events(session: Session, before: dt.datetime) -> int:
    """How many events are older."""
    return session.scalar(select(func.count()).where(AuditRecord.at < before)) or 0


def prune_events(session: Session, key: bytes, before: dt.datetime) -> int:
    """Remove the events before this moment from the start of the log; the number removed.

    Events after the first that is not older stay, whatever their clock said. Append an event on
    the same session first: it keeps every other writer of the log waiting.
    """
    first = session.scalar(select(func.min(AuditRecord.id)).where(AuditRecord.at >= before))
    if first is None:
        return 0
    earlier = session.scalar(
        select(AuditRecord.link).where(AuditRecord.id < first).order_by(AuditRecord.id.desc())
    )
    if earlier is None:
        return 0
    done = session.execute(
        delete(AuditRecord)
        .where(AuditRecord.id < first)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    _relink(session, key, earlier, _records(session))
    return done.rowcount


def rewrite_details(session: Session, key: bytes, rewrite: Callable[[str], str]) -> int:
    """Give each event's detail and fields another wording; the number of events that differ.

    Append an event on the same session first, as for ``prune_events``.
    """
    records = _records(session)
    sound = _sound(key, FIRST_LINK, records)
    altered = 0
    for record in records:
        detail = rewrite(record.detail) if record.detail is not None else None
        fields = [rewrite(name) for name in record.fields]
        if detail != record.detail or fields != record.fields:
            record.detail, record.fields = detail, fields
            altered += 1
    if altered:
        _link_anew(session, key, records, sound)
    return altered


def _records(session: Session) -> Sequence[AuditRecord]:
    return session.scalars(select(AuditRecord).order_by(AuditRecord.id)).all()


def _relink(session: Session, key: bytes, earlier: bytes, records: Sequence[AuditRecord]) -> None:
    _link_anew(session, key, records, _sound(key, earlier, records))


def _sound(key: bytes, link: bytes, records: Sequence[AuditRecord]) -> list[bool]:
    """Which events follow from the one before them."""
    found = []
    for record in records:
        found.append(link_of(key, link, event_of(record)) == record.link)
        link = record.link
    return found


def _link_anew(
    session: Session, key: bytes, records: Sequence[AuditRecord], sound: Sequence[bool]
) -> None:
    link = FIRST_LINK
    changed = []
    for record, is_sound in zip(records, sound, strict=True):
        if is_sound:
            link = link_of(key, link, event_of(record))
            changed.append({"id": record.id, "link": link})
        else:
            link = record.link
    session.flush()
    if changed:
        session.execute(update(AuditRecord), changed)
