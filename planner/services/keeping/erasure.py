"""Erasing a participant everywhere: tables, kept plans, runs, undo records, log, free pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from planner.db.audit import AuditEvent, append_events, subject_digest
from planner.db.backups import dump_table, table_names
from planner.db.erasing import (
    add_erasure,
    codes_in_tables,
    programme_by_id,
)
from planner.db.programmes import ProgrammeRecord, find_programme
from planner.db.rows import load_rows
from planner.db.store import Session
from planner.db.wiping import wipe
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.keeping.erased_codes import erase_code, every_code
from planner.services.keeping.erasure_list import ErasureList
from planner.services.keeping.participant_rows import reasons_to_keep, rows_of, rows_to_remove
from planner.services.keeping.scrubbing import words_in
from planner.services.permissions import Action, NotFoundError, require

_PEOPLE = "participants"


class StillServedError(PlannerError):
    """Somebody who is in a service, or will be, cannot be erased."""

    def __init__(self, code: str, reasons: Sequence[str]) -> None:
        self.sentences = [told("{code} cannot be erased:", code=code), *reasons]
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True)
class ErasurePreview:
    """What erasing somebody would do, by table, and what stands against it."""

    renamed: Mapping[str, int]
    removed: Mapping[str, int]
    reasons: list[str]


@dataclass(frozen=True)
class ErasureReport:
    """``is_wiped``: also from free pages; ``mentions``: rows where the same word is another's."""

    is_wiped: bool
    mentions: int


def preview_erasure(desk: Desk, programme: str, code: str) -> ErasurePreview:
    """What erasing a participant would do; nothing is changed.

    Raises:
        NotFoundError, NotAllowedError: not hers to do, or there is nobody with this code.
    """
    require(desk.actor, Action.ERASE, programme)
    with desk.store.reading() as session:
        record = _known_programme(session, programme)
        rows = load_rows(session, record.id)
        _require_known(session, record, code)
    hers = rows_of(rows, code)
    gone = rows_to_remove(hers, desk.today)
    removed = {table: len(found) for table, found in gone.items() if found}
    renamed = {
        table: len(found) - removed.get(table, 0)
        for table, found in hers.items()
        if len(found) > removed.get(table, 0)
    }
    return ErasurePreview(renamed, removed, reasons_to_keep(record, rows, code, desk.today))


def erase_participant(
    desk: Desk, programme: str, code: str, erasures: ErasureList
) -> ErasureReport:
    """Take a participant's code out of everything; what she had stays as somebody else's past.

    Raises:
        NotFoundError, NotAllowedError: not hers to do, or there is nobody with this code.
        StillServedError: she is in a service, or will be.
        ErasureListError: the list beside the database cannot be written.
    """
    require(desk.actor, Action.ERASE, programme)
    with desk.store.writing() as session:
        record = _known_programme(session, programme, hold=True)
        _require_known(session, record, code)
        reasons = reasons_to_keep(record, load_rows(session, record.id), code, desk.today)
        if reasons:
            raise StillServedError(code, reasons)
        erase_known(desk, session, record, code, erasures)
    is_wiped = wipe(desk.store, [code])
    with desk.store.reading() as session:
        return ErasureReport(is_wiped, _mentions(session, code))


def erase_known(
    desk: Desk, session: Session, record: ProgrammeRecord, code: str, erasures: ErasureList
) -> None:
    """Erase somebody against whom nothing stands, in the transaction of the session."""
    digest = subject_digest(desk.store.key, record.id, code)
    event = AuditEvent(desk.now, desk.actor.code, Action.ERASE, record.id, _PEOPLE, subject=digest)
    append_events(session, desk.store.key, [event])
    erase_code(session, desk.store.key, record, code, desk.today)
    add_erasure(session, record.id, digest, desk.now)
    erasures.add(record.id, digest, desk.now)


def erase_again(
    session: Session, key: bytes, pairs: set[tuple[int, bytes]], now: datetime, today: date
) -> int:
    """Erase everybody of these pairs whom the database knows again; how many that were.

    Whatever she had then stays as somebody else's, commitments too.
    """
    count = 0
    for programme_id in sorted({number for number, _ in pairs}):
        record = programme_by_id(session, programme_id)
        if record is None:
            continue
        digests = {digest for number, digest in pairs if number == programme_id}
        for code in sorted(every_code(session, record)):
            if subject_digest(key, programme_id, code) in digests:
                erase_code(session, key, record, code, today)
                count += 1
        for digest in digests:
            add_erasure(session, programme_id, digest, now)
    return count


def _known_programme(session: Session, programme: str, hold: bool = False) -> ProgrammeRecord:
    record = find_programme(session, programme, hold)
    if record is None:
        raise NotFoundError(told("There is no such programme."))
    return record


def _require_known(session: Session, record: ProgrammeRecord, code: str) -> None:
    if code not in codes_in_tables(session, record.id):
        raise NotFoundError(told("There is no participant with this code."))


def _mentions(session: Session, code: str) -> int:
    return sum(code in words_in(row) for name in table_names() for row in dump_table(session, name))
