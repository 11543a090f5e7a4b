"""Nothing is kept longer than it is needed: who and what is due, and letting go of it."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from planner.db.audit import AuditEvent, append_events
from planner.db.audit_upkeep import count_old_events, prune_events
from planner.db.programmes import ProgrammeRecord, all_programmes
from planner.db.retaining import (
    forget_changes,
    forget_drafts,
    forget_inputs,
    old_changes,
    old_drafts,
    old_inputs,
)
from planner.db.rows import load_rows
from planner.db.store import Session
from planner.db.wiping import wipe
from planner.services.access.audit_details import due_told
from planner.services.desk import Desk
from planner.services.keeping.erasure import erase_known
from planner.services.keeping.erasure_list import ErasureList
from planner.services.keeping.participant_rows import Rows, reasons_to_keep, support_end
from planner.services.permissions import Action, require

_ERASED = re.compile("X[A-Z0-9]{8}")
_MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class RetentionRules:
    """How long things are kept after they have ended."""

    participant_months: int = 24
    undo_days: int = 30
    run_input_days: int = 90
    draft_days: int = 180
    log_years: int = 7


@dataclass(frozen=True, order=True)
class DueParticipant:
    """Somebody whose last service ended on ``last_day``, longer ago than the rule keeps her."""

    programme: str
    code: str
    last_day: date


@dataclass
class Due:
    """What the rules let go; ``undated`` are participants of whom no date is known."""

    participants: list[DueParticipant] = field(default_factory=list)
    undated: list[tuple[str, str]] = field(default_factory=list)
    changes: int = 0
    run_inputs: int = 0
    drafts: int = 0
    events: int = 0


def due_now(desk: Desk, rules: RetentionRules) -> Due:
    """Who and what is due today; nothing is changed.

    Raises:
        NotAllowedError: not hers to see.
    """
    require(desk.actor, Action.RETAIN)
    with desk.store.reading() as session:
        return _due(desk, session, rules)


def let_go(desk: Desk, rules: RetentionRules, erasures: ErasureList) -> Due:
    """Erase the participants who are due and remove what is; returns what that was.

    Raises:
        NotAllowedError: not hers to do.
        ErasureListError: the list beside the database cannot be written.
    """
    require(desk.actor, Action.RETAIN)
    with desk.store.writing() as session:
        due = _due(desk, session, rules)
        for record in _programmes(desk, session):
            for found in due.participants:
                if found.programme == record.code:
                    erase_known(desk, session, record, found.code, erasures)
            forget_changes(session, old_changes(session, record.id, _before(desk, rules.undo_days)))
            forget_inputs(old_inputs(session, record.id, _before(desk, rules.run_input_days)))
            forget_drafts(session, old_drafts(session, record.id, _before(desk, rules.draft_days)))
        event = AuditEvent(desk.now, desk.actor.code, Action.RETAIN, detail=_counts(due))
        append_events(session, desk.store.key, [event])
        if desk.actor.programme is None:
            prune_events(session, desk.store.key, _log_begins(desk, rules))
    wipe(desk.store, thoroughly=True)
    return due


def last_day(record: ProgrammeRecord, rows: Rows, code: str) -> date | None:
    """The day on which a participant's last service ended, else her last closed referral came."""
    hers = {
        table: [row for row in rows[table] if row.cells["participant"] == code]
        for table in ("stays", "enrolments", "assignments", "sessions", "referrals")
    }
    days = [row.cells["discharge"] for row in hers["stays"]]
    days += [row.cells["end"] for row in hers["enrolments"]]
    if not days:
        days += [support_end(record, row).isoformat() for row in hers["assignments"]]
    days += [row.cells["date"] for row in hers["sessions"]]
    if not days:
        days = [row.cells["received"] for row in hers["referrals"]]
    return date.fromisoformat(max(days)) if days else None


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    years, month = divmod(day.year * _MONTHS_PER_YEAR + day.month - 1 - months, _MONTHS_PER_YEAR)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def _due(desk: Desk, session: Session, rules: RetentionRules) -> Due:
    due = Due()
    for record in _programmes(desk, session):
        _add_participants(due, record, load_rows(session, record.id), desk.today, rules)
        due.changes += len(old_changes(session, record.id, _before(desk, rules.undo_days)))
        due.run_inputs += len(old_inputs(session, record.id, _before(desk, rules.run_input_days)))
        due.drafts += len(old_drafts(session, record.id, _before(desk, rules.draft_days)))
    if desk.actor.programme is None:
        due.events = count_old_events(session, _log_begins(desk, rules))
    return due


def _add_participants(
    due: Due, record: ProgrammeRecord, rows: Rows, today: date, rules: RetentionRules
) -> None:
    kept_since = months_before(today, rules.participant_months)
    for row in rows["participants"]:
        code = row.cells["participant"]
        is_erased = _ERASED.fullmatch(code) and not any(
            text for name, text in row.cells.items() if name != "participant"
        )
        if is_erased or _is_waiting(rows, code) or reasons_to_keep(record, rows, code, today):
            continue
        day = last_day(record, rows, code)
        if day is None:
            due.undated.append((record.code, code))
        elif day < kept_since:
            due.participants.append(DueParticipant(record.code, code, day))


def _is_waiting(rows: Rows, code: str) -> bool:
    """Whether a referral of hers is open or something is proposed for her."""
    is_open = any(
        row.cells["participant"] == code
        and row.cells["status"] != "withdrawn"
        and not row.cells["outcome"]
        for row in rows["referrals"]
    )
    return is_open or any(
        row.cells["participant"] == code and row.cells["status"] == "proposed"
        for table in ("stays", "enrolments")
        for row in rows[table]
    )


def _programmes(desk: Desk, session: Session) -> list[ProgrammeRecord]:
    own = desk.actor.programme
    return [record for record in all_programmes(session) if own in (None, record.code)]


def _before(desk: Desk, days: int) -> datetime:
    return desk.now - timedelta(days=days)


def _log_begins(desk: Desk, rules: RetentionRules) -> datetime:
    day = months_before(desk.now.date(), rules.log_years * _MONTHS_PER_YEAR)
    return datetime.combine(day, desk.now.time(), desk.now.tzinfo)


def _counts(due: Due) -> str:
    people = len(due.participants)
    return due_told(people, due.changes, due.run_inputs, due.drafts, due.events)
