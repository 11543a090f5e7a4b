"""The rows and documents that know a participant, and what is left of her when she is erased."""

import datetime as dt
from collections.abc import Iterable, Iterator

from sqlalchemy import JSON, Text, select
from sqlalchemy.orm import Session

from planner.db.audit import subject_digest
from planner.db.base import Record
from planner.db.events import ErasureRecord
from planner.db.plans import RunRecord
from planner.db.programmes import PROGRAMME_TABLES, ProgrammeRecord
from planner.db.rows import column_names
from planner.db.runs import requeue
from planner.domain.runs import RunState

# The columns of the public contract that hold a participant's code.
PARTICIPANT_COLUMNS = ("participant", "first", "second")

# Nothing here names participants, and a hash that holds her code by chance must stay.
_NAMES_NOBODY = {"accounts", "feed_links", "audit_events", "erasures"}


def _kept_columns() -> dict[type[Record], tuple[str, ...]]:
    """The documents and texts of every table of a programme beside those of the contract."""
    found: dict[type[Record], tuple[str, ...]] = {}
    for mapper in Record.registry.mappers:
        name, columns = mapper.class_.__tablename__, mapper.class_.__table__.columns
        if "programme_id" in columns and name not in _NAMES_NOBODY | PROGRAMME_TABLES.keys():
            kept = [column.name for column in columns if isinstance(column.type, JSON | Text)]
            found[mapper.class_] = tuple(kept)
    return found


def touched_tables() -> list[str]:
    """Every table from which erasing somebody takes something."""
    contract = [
        name for name in PROGRAMME_TABLES if set(column_names(name)) & set(PARTICIPANT_COLUMNS)
    ]
    kept = [record.__tablename__ for record in _kept_columns()]
    return [*contract, *kept, "programmes", "audit_events"]


def kept_records(session: Session, programme_id: int) -> Iterator[tuple[Record, tuple[str, ...]]]:
    """Everything kept beside a programme's tables, with the columns that may name participants."""
    for record, columns in _kept_columns().items():
        belongs = record.__table__.columns["programme_id"] == programme_id
        for found in session.scalars(select(record).where(belongs)):
            yield found, columns


def fence_off(session: Session, programme_id: int) -> None:
    """Take running searches from their workers: they would write what they were given."""
    running = select(RunRecord).where(
        RunRecord.programme_id == programme_id, RunRecord.state == RunState.RUNNING
    )
    for run in session.scalars(running):
        requeue(run)


def codes_in_tables(session: Session, programme_id: int) -> set[str]:
    """Every text in a column that holds participants' codes."""
    found: set[str] = set()
    for name, record in PROGRAMME_TABLES.items():
        columns = record.__table__.columns
        for column in set(column_names(name)) & set(PARTICIPANT_COLUMNS):
            belongs = columns["programme_id"] == programme_id
            found |= set(session.scalars(select(columns[column]).where(belongs).distinct()))
    return found


def rename_participant(session: Session, programme_id: int, code: str, other: str) -> None:
    """Write another code wherever the tables name this participant, except beside a worker."""
    for name, record in PROGRAMME_TABLES.items():
        columns = record.__table__.columns
        for column in set(column_names(name)) & {"participant", "first"}:
            mine = (columns["programme_id"] == programme_id, columns[column] == code)
            for row in session.scalars(select(record).where(*mine)):
                setattr(row, column, other)
                row.version += 1


def add_erasure(session: Session, programme_id: int, digest: bytes, at: dt.datetime) -> None:
    """Keep that somebody was erased, once."""
    if (programme_id, digest) not in erasures(session):
        session.add(ErasureRecord(programme_id=programme_id, digest=digest, at=at))
        session.flush()


def erasures(session: Session) -> set[tuple[int, bytes]]:
    """Everybody who was erased, as programme and digest."""
    found = session.execute(select(ErasureRecord.programme_id, ErasureRecord.digest))
    return {(programme_id, digest) for programme_id, digest in found}


def erased_among(session: Session, key: bytes, programme_id: int, codes: Iterable[str]) -> set[str]:
    """Which of these codes are of participants who were erased."""
    erased = {digest for owner, digest in erasures(session) if owner == programme_id}
    if not erased:
        return set()
    return {code for code in codes if subject_digest(key, programme_id, code) in erased}


def programme_by_id(session: Session, programme_id: int) -> ProgrammeRecord | None:
    """The programme with this number."""
    return session.get(ProgrammeRecord, programme_id)
