"""The tables of plans and of the runs that search for them."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.db.base import Code, Document, Key, Line, Moment, Record, Versioned, Word


class PlanRecord(Versioned):
    """A plan folder as kept: a draft until a person publishes it.

    ``files`` holds the text of each file by name; ``sentences`` what each of its explanations is
    made of, by its English; ``differences`` what publishing changed.
    """

    __tablename__ = "plans"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), unique=True)
    state: Mapped[Word]
    revision: Mapped[int]
    files: Mapped[Document]
    sentences: Mapped[Document | None]
    summary: Mapped[Document]
    differences: Mapped[Document | None]
    created_at: Mapped[Moment]
    published_at: Mapped[Moment | None]
    published_by: Mapped[Word | None]


class RunRecord(Record):
    """A search for a plan: its input as it was, and how far it has come.

    ``owner``, ``attempt`` and ``lease_until`` say which worker holds it; a worker whose attempt is
    not this one any more may write nothing. ``attempt`` only ever goes up; ``tries`` leaves out the
    attempts that a worker gave back. ``progress`` and ``result`` hold what the kind of run tells.
    """

    __tablename__ = "runs"

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    kind: Mapped[Word]
    requested_by: Mapped[Word]
    requested_at: Mapped[Moment]
    revision: Mapped[int]
    snapshot: Mapped[Document]
    input_sha256: Mapped[Line]
    settings: Mapped[Document]
    state: Mapped[Word] = mapped_column(index=True)
    attempt: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    owner: Mapped[Line | None]
    lease_until: Mapped[Moment | None]
    not_before: Mapped[Moment | None]
    cancel: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[Document | None]
    result: Mapped[Document | None]
    error: Mapped[Line | None]
    started_at: Mapped[Moment | None]
    finished_at: Mapped[Moment | None]


class ScenarioRecord(Versioned):
    """A saved capacity study: the text of its scenario file, aggregates only."""

    __tablename__ = "scenarios"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    label: Mapped[Line]
    study: Mapped[Line]
    created_by: Mapped[Word]
    created_at: Mapped[Moment]


class CalendarFeedRecord(Record):
    """A feed of the calendars at one privacy level, as last published.

    Its ``document`` keeps the identity of each entry from plan to plan; ``version`` and
    ``changed_at`` tell when anything of it last changed.
    """

    __tablename__ = "calendar_feeds"
    __table_args__ = (UniqueConstraint("programme_id", "level", "kind", "what"),)

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    level: Mapped[Word]
    kind: Mapped[Word]
    what: Mapped[Code]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[Moment]
    document: Mapped[Document]
