"""Finding and writing the stored feeds of the calendars."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.db.plans import CalendarFeedRecord
from planner.db.programmes import ProgrammeRecord


@dataclass(frozen=True)
class FeedState:
    """Which stored feed it is, and as of when."""

    id: int
    version: int
    changed_at: dt.datetime


def calendar_feeds(session: Session, programme_id: int) -> list[CalendarFeedRecord]:
    """Every stored feed of a programme."""
    chosen = select(CalendarFeedRecord).where(CalendarFeedRecord.programme_id == programme_id)
    return list(session.scalars(chosen.order_by(CalendarFeedRecord.id)))


def feed_state(
    session: Session, programme: str, level: str, kind: str, what: str
) -> FeedState | None:
    """The state of one stored feed, without its entries."""
    record = CalendarFeedRecord
    found = session.execute(
        select(record.id, record.version, record.changed_at)
        .join(ProgrammeRecord, ProgrammeRecord.id == record.programme_id)
        .where(
            ProgrammeRecord.code == programme,
            record.level == level,
            record.kind == kind,
            record.what == what,
        )
    ).one_or_none()
    return None if found is None else FeedState(*found)


def feed_record(session: Session, feed_id: int) -> CalendarFeedRecord | None:
    """One stored feed."""
    return session.get(CalendarFeedRecord, feed_id)
