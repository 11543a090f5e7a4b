"""Taking a participant's code out of one programme: tables, kept documents, settings, log."""

import secrets
import string
from datetime import date

from planner.db.audit_upkeep import rewrite_details
from planner.db.changes import row_changes
from planner.db.erasing import codes_in_tables, fence_off, kept_records, rename_participant
from planner.db.events import ChangeRecord
from planner.db.programmes import ProgrammeRecord
from planner.db.rows import delete_row, load_rows, update_row
from planner.db.store import Session
from planner.services.keeping.participant_rows import rows_of, rows_to_remove
from planner.services.keeping.scrubbing import Scrubber, words_in
from planner.tables.settings import read_settings

_PEOPLE = "participants"
_ALPHABET = string.ascii_uppercase + string.digits


def erase_code(
    session: Session, key: bytes, record: ProgrammeRecord, code: str, today: date
) -> None:
    """Take a code out of one programme, in the transaction of the session."""
    rows = load_rows(session, record.id)
    hers = rows_of(rows, code)
    removed = rows_to_remove(hers, today)
    for table, gone in removed.items():
        for row in gone:
            delete_row(session, table, row)
    past = any(len(hers[table]) > len(removed.get(table, ())) for table in hers if table != _PEOPLE)
    for row in hers[_PEOPLE]:
        if past:
            update_row(session, _PEOPLE, row, {"participant": code})
        else:
            delete_row(session, _PEOPLE, row)
    session.expire_all()
    taken = {text for found in rows.values() for row in found for text in row.cells.values()}
    scrubber = Scrubber(code, _fresh_code(taken))
    rename_participant(session, record.id, code, scrubber.text(code))
    _scrub_kept(session, record.id, scrubber)
    _scrub_settings(record, scrubber)
    fence_off(session, record.id)
    rewrite_details(session, key, scrubber.text)
    record.revision += 1
    session.flush()


def every_code(session: Session, record: ProgrammeRecord) -> set[str]:
    """Every word of a programme that could be a participant's code."""
    found = codes_in_tables(session, record.id) | words_in(record.settings)
    for kept, columns in kept_records(session, record.id):
        found |= words_in([getattr(kept, column) for column in columns])
    return found


def _fresh_code(taken: set[str]) -> str:
    while True:
        code = "X" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
        if code not in taken:
            return code


def _scrub_kept(session: Session, programme_id: int, scrubber: Scrubber) -> None:
    for record, columns in kept_records(session, programme_id):
        if isinstance(record, ChangeRecord):
            _scrub_change(record, scrubber)
            continue
        named = [name for name in columns if scrubber.code in words_in(getattr(record, name))]
        for name in named:
            setattr(record, name, scrubber.document(getattr(record, name)))
        if named and hasattr(record, "version"):
            record.version += 1


def _scrub_change(record: ChangeRecord, scrubber: Scrubber) -> None:
    """An undo record that names her loses her rows and is done with."""
    if scrubber.code not in words_in(record.rows):
        return
    kept = [
        row
        for row, change in zip(record.rows["rows"], row_changes(record), strict=True)
        if scrubber.code not in change.participants and scrubber.code not in words_in(row)
    ]
    record.rows, record.undone = {"rows": kept}, True


def _scrub_settings(record: ProgrammeRecord, scrubber: Scrubber) -> None:
    """A code in a comment goes; a word that is a value of the rules stays."""
    text = scrubber.text(record.settings)
    before, after = (read_settings(part.encode(), None) for part in (record.settings, text))
    if before.values == after.values:
        record.settings = text
