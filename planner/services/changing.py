"""One change of a programme: all of it with its audit events, or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from planner.db.audit import AuditEvent, append_events, subject_digest
from planner.db.changes import RowChange, remember_change
from planner.db.programmes import ProgrammeRecord, find_programme
from planner.db.rows import StoredRow, delete_row, insert_row, load_rows, update_row
from planner.db.store import Session
from planner.domain.errors import CommitmentError, InputError, InputProblem, missing_cell
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.scheduling.commitments import check_commitments
from planner.services.calendars.following import follow_change
from planner.services.change import SETTINGS, Change
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.services.snapshots import Snapshot, checked, keep
from planner.tables.contract import TABLES


@contextmanager
def changing(desk: Desk, programme: str, action: Action) -> Iterator[Change]:
    """Change a programme in one transaction, with its audit events and what undoing it needs.

    When the block ends the whole programme is checked again: a change that adds a contradiction
    is refused whole.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        ChangedMeanwhileError: a row is not any more as she saw it.
        InputError: the change brings a mistake into a table.
        CommitmentError: the change makes the commitments break a hard rule.
    """
    require(desk.actor, action, programme)
    after: Snapshot | None = None
    with suppress(_OnlyTriedError):
        with desk.store.writing() as session:
            record = find_programme(session, programme, hold=True)
            if record is None:
                raise NotFoundError(told("There is no such programme."))
            change = Change(session, record, load_rows(session, record.id))
            before = _Before(record, change.rows_in_order(), record.settings, desk)
            yield change
            after = _finish(session, desk, record, change, action, before)
        if after is not None:
            keep(desk, after)


class _OnlyTriedError(Exception):
    """A rehearsal is over: everything is taken back."""


@dataclass(frozen=True)
class _Before:
    """The programme before the change, looked at only where something is wrong after it."""

    record: ProgrammeRecord
    rows: Mapping[str, list[StoredRow]]
    settings: str
    desk: Desk

    def look(self) -> Snapshot:
        """The programme as it was; raises InputError where it had mistakes already."""
        record = self.record
        return checked(record, record.revision, self.rows, self.desk.today, self.settings)

    def mistakes(self) -> set[tuple[str, str, str]]:
        """File, column and sentence of every mistake."""
        try:
            self.look()
        except InputError as error:
            return {(found.file, found.column, found.message) for found in error.problems}
        return set()

    def broken_rules(self) -> list[str]:
        """A sentence for each hard rule that the commitments break."""
        try:
            return _broken_rules(self.look().programme)
        except InputError:
            return []


def _finish(
    session: Session,
    desk: Desk,
    record: ProgrammeRecord,
    change: Change,
    action: Action,
    before: _Before,
) -> Snapshot | None:
    differences = list(change.differences())
    change.problems += _blank_rows(differences)
    is_same = not differences and not change.notes and change.settings == record.settings
    if is_same and not change.problems:
        return None
    after = _checked_after(desk, record, change, before)
    if desk.rehearsal is not None:
        desk.rehearsal.after = after
        raise _OnlyTriedError
    written = [_write(session, record.id, item) for item in differences]
    if change.settings != record.settings:
        written.append(_new_settings(record, change.settings))
    record.revision += 1
    remember_change(session, desk.now, record.id, desk.actor.code, action, written)
    events = [event for item in written for event in _events(desk, record.id, action, item)]
    events += [_noted(desk, record.id, action, *note) for note in change.notes]
    append_events(session, desk.store.key, events)
    follow_change(session, desk, after, {item.table for item in written})
    return None if after is None else replace(after, rows=load_rows(session, record.id))


def _blank_rows(differences: Iterable[RowChange]) -> list[InputProblem]:
    """What a row without any text lacks: in a file it is no row at all, so no reader complains."""
    tables = {
        item.table
        for item in differences
        if item.after is not None and not any(item.after.values())
    }
    return [
        InputProblem(table.file, 0, column.name, missing_cell(column.kind.accepted))
        for table in TABLES
        if table.name in tables
        for column in table.columns
        if column.required
    ]


def _checked_after(
    desk: Desk, record: ProgrammeRecord, change: Change, before: _Before
) -> Snapshot | None:
    """The programme after the change; None where it was contradictory already and stays so."""
    try:
        after = change.checked(desk.today)
    except InputError as error:
        known = before.mistakes()
        new = [p for p in error.problems if (p.file, p.column, p.message) not in known]
        if new or change.problems:
            raise InputError([*change.problems, *new]) from None
        return None
    if change.problems:
        raise InputError(change.problems)
    broken = _broken_rules(after.programme)
    known_faults = before.broken_rules() if broken else []
    new_faults = [sentence for sentence in broken if sentence not in known_faults]
    if new_faults:
        raise CommitmentError(new_faults)
    return after


def _broken_rules(programme: Programme) -> list[str]:
    try:
        check_commitments(programme)
    except CommitmentError as error:
        return error.sentences
    return []


def _write(session: Session, programme_id: int, item: RowChange) -> RowChange:
    """Write one difference; returns it with the id and version that the row has now."""
    if item.before is None:
        assert item.after is not None
        old_id = item.row_id if item.row_id > 0 else None
        row_id = insert_row(session, programme_id, item.table, item.after, old_id)
        return replace(item, row_id=row_id, version=1)
    row = StoredRow(item.row_id, item.version, item.before)
    if item.after is None:
        delete_row(session, item.table, row)
        return item
    update_row(session, item.table, row, item.after)
    return replace(item, version=item.version + 1)


def _new_settings(record: ProgrammeRecord, settings: str) -> RowChange:
    before, record.settings = record.settings, settings
    record.version += 1
    cells = {"settings": before}, {"settings": settings}
    return RowChange(SETTINGS, record.id, *cells, record.version)


def _events(desk: Desk, programme_id: int, action: Action, item: RowChange) -> Iterator[AuditEvent]:
    """One event for the row; one for each participant where it is about some."""
    event = AuditEvent(
        at=desk.now,
        actor=desk.actor.code,
        action=action,
        programme_id=programme_id,
        table=item.table,
        row_id=item.row_id,
        fields=item.fields,
    )
    if not item.participants:
        yield event
    for participant in sorted(item.participants):
        subject = subject_digest(desk.store.key, programme_id, participant)
        yield replace(event, subject=subject)


def _noted(
    desk: Desk, programme_id: int, action: Action, table: str, row_id: int, field: str
) -> AuditEvent:
    return AuditEvent(
        desk.now, desk.actor.code, action, programme_id, table, row_id, fields=(field,)
    )
