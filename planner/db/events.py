"""The append-only tables: what was done by whom, how to undo it, who was erased."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from planner.db.base import Digest, Document, Key, Line, Moment, Record, Word


class AuditRecord(Record):
    """One thing that was done or looked at. No values, so that erasing somebody leaves none here.

    ``subject`` is the digest of a participant's code where the event is about one; ``link`` chains
    each event to the one before it.
    """

    __tablename__ = "audit_events"

    id: Mapped[Key]
    at: Mapped[Moment] = mapped_column(index=True)
    actor: Mapped[Word]
    programme_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[Word]
    table: Mapped[Word | None]
    row_id: Mapped[int | None]
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    subject: Mapped[Digest | None] = mapped_column(index=True)
    detail: Mapped[Line | None]
    link: Mapped[Digest]


class ChangeRecord(Record):
    """What a change did to which rows, cell by cell, for as long as it can be undone."""

    __tablename__ = "changes"

    id: Mapped[Key]
    at: Mapped[Moment]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    actor: Mapped[Word]
    action: Mapped[Word]
    rows: Mapped[Document]
    undone: Mapped[bool] = mapped_column(default=False)


class ErasureRecord(Record):
    """A participant who was erased, by the keyed digest of her code."""

    __tablename__ = "erasures"

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    digest: Mapped[Digest]
    at: Mapped[Moment]
