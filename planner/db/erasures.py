"""Who was erased, by the keyed digests of their codes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.db.audit import subject_digest
from planner.db.events import ErasureRecord


def was_erased(session: Session, key: bytes, programme_id: int, code: str) -> bool:
    """Whether the participant with this code was erased from the programme."""
    digest = subject_digest(key, programme_id, code)
    statement = select(ErasureRecord.id).where(
        ErasureRecord.programme_id == programme_id, ErasureRecord.digest == digest
    )
    return session.scalar(statement.limit(1)) is not None
