"""What is shown of a participant's services, line by line."""

from dataclasses import dataclass
from datetime import date

from planner.db.rows import StoredRow
from planner.domain.plan import Plan
from planner.services.pages.timeline_pieces import PieceKind, stay_kind
from planner.services.snapshots import Snapshot


@dataclass(frozen=True)
class StayLine:
    """A stay on ``[admission, discharge)``."""

    row_id: int
    kind: PieceKind
    bed: str
    admission: date
    discharge: date


@dataclass(frozen=True)
class EnrolmentLine:
    """A place in the day program on ``[start, end)``; ``status`` as in the table."""

    start: date
    end: date
    status: str
    is_over: bool


@dataclass(frozen=True)
class WorkerLine:
    """A primary worker on ``[start, end)``; ``is_assigned``: by a person, not only by a plan."""

    staff: str
    start: date
    end: date
    is_assigned: bool


@dataclass(frozen=True)
class ReferralLine:
    """A referral; the texts are those of the table."""

    row_id: int
    service: str
    priority: str
    received: date
    status: str
    outcome: str

    @property
    def is_open(self) -> bool:
        """Whether she still waits for it."""
        return self.status != "withdrawn" and not self.outcome


def rows_of(found: Snapshot, table: str, code: str) -> list[StoredRow]:
    """The rows of a table that are about this participant."""
    return [row for row in found.rows[table] if row.cells["participant"] == code]


def stay_lines(found: Snapshot, code: str, today: date) -> tuple[StayLine, ...]:
    """Her stays, the first admission first."""
    lines = (
        StayLine(
            row.id,
            stay_kind(row.cells, today),
            row.cells["bed"],
            date.fromisoformat(row.cells["admission"]),
            date.fromisoformat(row.cells["discharge"]),
        )
        for row in rows_of(found, "stays", code)
    )
    return tuple(sorted(lines, key=lambda line: line.admission))


def enrolment_lines(found: Snapshot, code: str, today: date) -> tuple[EnrolmentLine, ...]:
    """Her places in the day program, the first start first."""
    lines = (
        EnrolmentLine(
            date.fromisoformat(row.cells["start"]),
            date.fromisoformat(row.cells["end"]),
            row.cells["status"],
            row.cells["end"] <= today.isoformat(),
        )
        for row in rows_of(found, "enrolments", code)
    )
    return tuple(sorted(lines, key=lambda line: line.start))


def worker_lines(found: Snapshot, plan: Plan, code: str, today: date) -> tuple[WorkerLine, ...]:
    """Who is or will be her primary worker, the first start first."""
    assigned = {row.cells["staff"] for row in rows_of(found, "assignments", code)}
    lines = (
        WorkerLine(row.staff, row.start, row.end, row.staff in assigned)
        for row in plan.stays.support
        if row.participant == code and row.end > today
    )
    return tuple(sorted(lines, key=lambda line: line.start))


def referral_lines(found: Snapshot, code: str) -> tuple[ReferralLine, ...]:
    """Her referrals, the newest first."""
    lines = (
        ReferralLine(
            row.id,
            row.cells["service"],
            row.cells["priority"],
            date.fromisoformat(row.cells["received"]),
            row.cells["status"] or "waiting",
            row.cells["outcome"],
        )
        for row in rows_of(found, "referrals", code)
    )
    return tuple(sorted(lines, key=lambda line: line.received, reverse=True))
