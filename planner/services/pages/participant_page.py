"""The page of one participant, and what of it each role may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planner.db.plan_changes import published_changes
from planner.db.rows import StoredRow
from planner.domain.differences import Difference, DifferenceKind, DifferenceSort
from planner.domain.sentences import told
from planner.domain.support import Session
from planner.services.access.own import require_participant, view_participant
from planner.services.desk import Desk, Role
from planner.services.pages.participant_lines import (
    EnrolmentLine,
    ReferralLine,
    StayLine,
    WorkerLine,
    enrolment_lines,
    referral_lines,
    stay_lines,
    worker_lines,
)
from planner.services.permissions import Action, NotFoundError, may
from planner.services.snapshots import Snapshot, snapshot
from planner.services.standing import standing_plan

_MOST_PLANS = 50
_HERS = {
    DifferenceKind.STAY,
    DifferenceKind.ENROLMENT,
    DifferenceKind.WORKER,
    DifferenceKind.SESSION,
}


@dataclass(frozen=True)
class ConflictLine:
    """Who must not meet her; ``kind`` as in the table."""

    row_id: int
    version: int
    other: str
    kind: str


@dataclass(frozen=True)
class PlanChange:
    """What publishing a plan changed for her."""

    plan_id: int
    published_at: datetime
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ParticipantPage:
    """What whoever asks may see of a participant.

    ``wishes`` are the cells of her row, None for managers, who see codes and counts. ``conflicts``
    counts those of whom she is kept apart; who they are is in ``kept_apart``, for coordinators.
    """

    row_id: int
    version: int
    code: str
    stays: tuple[StayLine, ...]
    enrolments: tuple[EnrolmentLine, ...]
    workers: tuple[WorkerLine, ...]
    sessions: tuple[Session, ...]
    conflicts: int
    kept_apart: tuple[ConflictLine, ...]
    referrals: tuple[ReferralLine, ...]
    changes: tuple[PlanChange, ...]
    wishes: Mapping[str, str] | None
    team: tuple[str, ...]


def participant_page(desk: Desk, programme: str, row_id: int) -> ParticipantPage:
    """The participant in this row; that somebody looked is written into the audit log.

    Raises:
        NotFoundError: there is none, or none of her caseload: the two are told alike.
        NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, Action.VIEW_PARTICIPANT)
    row = _row(found, row_id)
    code = view_participant(desk, found, row.cells["participant"]).code
    conflicts = _conflicts(found, code)
    sessions = (s for s in found.programme.sessions if s.participant == code)
    return ParticipantPage(
        row_id=row.id,
        version=row.version,
        code=code,
        stays=stay_lines(found, code, desk.today),
        enrolments=enrolment_lines(found, code, desk.today),
        workers=worker_lines(found, plan, code, desk.today),
        sessions=tuple(
            sorted(
                (s for s in sessions if s.day >= desk.today),
                key=lambda session: (session.day, session.start_minute),
            )
        ),
        conflicts=len(conflicts),
        kept_apart=conflicts if may(desk.actor, Action.ADD_CONFLICT) else (),
        referrals=referral_lines(found, code) if may(desk.actor, Action.VIEW_WAITING) else (),
        changes=_changes(desk, found.programme_id, code),
        wishes=None if desk.actor.role is Role.MANAGER else row.cells,
        team=tuple(member.code for member in found.programme.staff if member.caseload),
    )


def participant_code(desk: Desk, programme: str, row_id: int) -> str:
    """Whose row it is, for a change that shows nothing of it.

    Raises as ``participant_page``.
    """
    found = snapshot(desk, programme, Action.VIEW_PARTICIPANT)
    return require_participant(desk, found, _row(found, row_id).cells["participant"]).code


def _row(found: Snapshot, row_id: int) -> StoredRow:
    row = next((row for row in found.rows["participants"] if row.id == row_id), None)
    if row is None:
        raise NotFoundError(told("There is no such participant."))
    return row


def _conflicts(found: Snapshot, code: str) -> tuple[ConflictLine, ...]:
    lines = []
    for row in found.rows["conflicts"]:
        first, second, kind = (row.cells[name] for name in ("first", "second", "kind"))
        if first == code:
            lines.append(ConflictLine(row.id, row.version, second, kind))
        elif second == code and kind != "participant_staff":
            lines.append(ConflictLine(row.id, row.version, first, kind))
    return tuple(lines)


def _changes(desk: Desk, programme_id: int, code: str) -> tuple[PlanChange, ...]:
    with desk.store.reading() as session:
        published = published_changes(session, programme_id, _MOST_PLANS)
    found = (
        PlanChange(plan.plan_id, plan.published_at, _hers(plan.rows, code)) for plan in published
    )
    return tuple(change for change in found if change.differences)


def _hers(rows: list[dict[str, Any]], code: str) -> tuple[Difference, ...]:
    """Shifts and activities have codes too, which may be hers by chance."""
    return tuple(
        Difference(
            DifferenceKind(row["kind"]),
            DifferenceSort(row["sort"]),
            row["who"],
            date.fromisoformat(row["day"]),
            row["before"],
            row["after"],
        )
        for row in rows
        if row["who"] == code and row["kind"] in _HERS
    )
