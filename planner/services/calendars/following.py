"""The stored calendars follow every change of what is published, in the same transaction.

A privacy level is stored from the first time that somebody fetches it; nobody can have seen an
entry of it before.
"""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from planner.calendars.documents import entry_document, entry_of
from planner.calendars.entries import CalendarEntry, Duty, Feed, FeedKind
from planner.calendars.feeds import all_duties, all_feeds, session_source
from planner.calendars.levels import PrivacyLevel
from planner.calendars.revisions import Publication, next_entries
from planner.db.calendar_feeds import calendar_feeds
from planner.db.plans import CalendarFeedRecord
from planner.db.programmes import find_programme
from planner.db.rows import load_rows
from planner.db.store import Session
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.scheduling.roster.occurrences import shift_runs
from planner.services.desk import Desk
from planner.services.permissions import NotFoundError
from planner.services.snapshots import Snapshot, checked
from planner.services.standing import duties_that_stand, published_stays

_UNSEEN = frozenset(
    {"referrals", "conflicts", "availability", "shift_limits", "requests", "absences"}
)
_UID_OCTETS = 16


def follow_change(
    session: Session, desk: Desk, after: Snapshot | None, tables: Collection[str]
) -> None:
    """Bring the stored calendars up to date with a programme of which ``tables`` have changed.

    While the programme contradicts itself they stay as they were; the next good change tells.
    """
    if after is None or _UNSEEN.issuperset(tables):
        return
    records = calendar_feeds(session, after.programme_id)
    levels = sorted({PrivacyLevel(record.level) for record in records})
    if levels:
        _follow(session, desk, after, levels, records)


def begin_calendars(session: Session, desk: Desk, programme: str, level: PrivacyLevel) -> None:
    """Store the calendars of a level as the tables say it now, unless they are stored already.

    Raises:
        NotFoundError: there is no such programme.
        InputError: its rows contradict each other.
    """
    record = find_programme(session, programme, hold=True)
    if record is None:
        raise NotFoundError(told("There is no such programme."))
    records = calendar_feeds(session, record.id)
    if all(stored.level != level for stored in records):
        found = checked(record, record.revision, load_rows(session, record.id), desk.today)
        _follow(session, desk, found, [level], records)


def _follow(
    session: Session,
    desk: Desk,
    found: Snapshot,
    levels: Iterable[PrivacyLevel],
    records: Iterable[CalendarFeedRecord],
) -> None:
    plan = duties_that_stand(found.programme, published_stays(session, found.programme_id))
    for level in levels:
        stored = {
            Feed(FeedKind(record.kind), record.what): record
            for record in records
            if record.level == level
        }
        before = [entry for record in stored.values() for entry in stored_entries(record)]
        after = _entries(desk, found.programme, plan, level, before)
        _store(session, desk, found, level, stored, after)


def stored_entries(record: CalendarFeedRecord) -> list[CalendarEntry]:
    """The entries of a stored feed."""
    return [entry_of(document) for document in record.document["entries"]]


def stored_zone(record: CalendarFeedRecord) -> ZoneInfo:
    """The zone in which the times of a stored feed are meant."""
    return ZoneInfo(record.document["zone"])


def _entries(
    desk: Desk,
    programme: Programme,
    plan: Plan,
    level: PrivacyLevel,
    before: Sequence[CalendarEntry],
) -> list[CalendarEntry]:
    wanted = {(run.code, run.day): run.wanted for run in shift_runs(programme)}
    duties = all_duties(programme, plan, level, wanted)
    ended = _ended(plan, programme.as_of, [*duties, *(entry.duty for entry in before)])
    return next_entries(
        before,
        [duty for duty in duties if duty.source not in ended],
        Publication(desk.now, ZoneInfo(programme.timezone)),
        lambda: secrets.token_hex(_UID_OCTETS),
        ended,
    )


def _ended(plan: Plan, as_of: date, duties: Iterable[Duty]) -> set[str]:
    """The sources of those sessions whose participants have left."""
    sessions = plan.schedule.sessions if plan.schedule else ()
    served = {row.participant for row in plan.stays.stays if row.discharge > as_of}
    served |= {row.participant for row in plan.stays.enrolments if row.end > as_of}
    served |= {row.participant for row in plan.stays.support if row.end > as_of}
    served |= {row.participant for row in sessions if row.day >= as_of}
    staying = {session_source(code) for code in served}
    sources = {duty.source for duty in duties if duty.source.startswith(session_source(""))}
    return sources - staying


def _store(
    session: Session,
    desk: Desk,
    found: Snapshot,
    level: PrivacyLevel,
    stored: dict[Feed, CalendarFeedRecord],
    entries: Iterable[CalendarEntry],
) -> None:
    """Write the feeds that are new or have other entries now; one that is untouched stays."""
    by_feed: dict[Feed, list[object]] = {
        feed: [] for feed in (*all_feeds(found.programme), *stored)
    }
    for entry in entries:
        by_feed[entry.duty.feed].append(entry_document(entry, level))
    for feed, documents in by_feed.items():
        document = {"zone": found.programme.timezone, "entries": documents}
        record = stored.get(feed)
        if record is None:
            record = CalendarFeedRecord(
                programme_id=found.programme_id, level=level, kind=feed.kind, what=feed.code
            )
            record.changed_at, record.document = desk.now, document
            session.add(record)
        elif record.document != document:
            record.version += 1
            record.changed_at, record.document = desk.now, document
    session.flush()
