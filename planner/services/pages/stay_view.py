"""One stay, or one closure of a bed, and what can be done with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from planner.db.rows import StoredRow
from planner.domain.sentences import told
from planner.domain.stays import Bed
from planner.services.desk import Desk
from planner.services.pages.timeline_pieces import PieceKind, stay_kind
from planner.services.permissions import Action, NotFoundError, may
from planner.services.records.deeds import ACTIONS, DeedKind
from planner.services.snapshots import Snapshot, snapshot
from planner.services.standing import standing_plan

_DEEDS: dict[PieceKind, tuple[DeedKind, ...]] = {
    PieceKind.PROPOSED: (
        DeedKind.CONFIRM,
        DeedKind.ADMIT,
        DeedKind.MOVE,
        DeedKind.EXTEND,
        DeedKind.RELEASE,
    ),
    PieceKind.CONFIRMED: (DeedKind.ADMIT, DeedKind.MOVE, DeedKind.EXTEND, DeedKind.RELEASE),
    PieceKind.IN_HOUSE: (DeedKind.EXTEND, DeedKind.DISCHARGE, DeedKind.MOVE),
    PieceKind.OVER: (),
}


@dataclass(frozen=True)
class StayView:
    """A stay with its bed. ``deeds`` are what whoever asks may do with it now."""

    row_id: int
    version: int
    participant: str
    participant_row: int
    kind: PieceKind
    bed: Bed
    admission: date
    discharge: date
    ready: date
    worker: str
    deeds: tuple[DeedKind, ...]
    beds: tuple[Bed, ...]

    @property
    def nights(self) -> int:
        """Its length."""
        return (self.discharge - self.admission).days


@dataclass(frozen=True)
class ClosureView:
    """A closure of a bed."""

    row_id: int
    version: int
    bed: Bed
    start: date
    end: date
    reason: str

    @property
    def nights(self) -> int:
        """Its length."""
        return (self.end - self.start).days


def stay_view(desk: Desk, programme: str, row_id: int) -> StayView:
    """The stay in this row.

    Raises:
        NotFoundError: there is none.
        NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, Action.VIEW_BEDS)
    row = _row(found, "stays", row_id)
    code, beds = row.cells["participant"], found.programme.bed_by_code
    kind = stay_kind(row.cells, desk.today)
    discharge = date.fromisoformat(row.cells["discharge"])
    workers = [stay.staff for stay in plan.stays.stays if stay.participant == code]
    return StayView(
        row_id=row.id,
        version=row.version,
        participant=code,
        participant_row=_row_of(found, code),
        kind=kind,
        bed=beds[row.cells["bed"]],
        admission=date.fromisoformat(row.cells["admission"]),
        discharge=discharge,
        ready=discharge + timedelta(days=found.programme.stay_rules.turnover_days),
        worker=next(iter(workers), "") if kind is not PieceKind.OVER else "",
        deeds=tuple(deed for deed in _DEEDS[kind] if may(desk.actor, ACTIONS[deed])),
        beds=found.programme.beds,
    )


def closure_view(desk: Desk, programme: str, row_id: int) -> ClosureView:
    """The closure in this row.

    Raises:
        NotFoundError: there is none.
        NotAllowedError, InputError: as for ``snapshot``.
    """
    found, _ = standing_plan(desk, programme, Action.VIEW_BEDS)
    row = _row(found, "bed_closures", row_id)
    return ClosureView(
        row.id,
        row.version,
        found.programme.bed_by_code[row.cells["bed"]],
        date.fromisoformat(row.cells["start"]),
        date.fromisoformat(row.cells["end"]),
        row.cells["reason"],
    )


def beds_of(desk: Desk, programme: str) -> tuple[Bed, ...]:
    """Every bed, in table order.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    return snapshot(desk, programme, Action.VIEW_BEDS).programme.beds


def _row(found: Snapshot, table: str, row_id: int) -> StoredRow:
    row = next((row for row in found.rows[table] if row.id == row_id), None)
    if row is None:
        raise NotFoundError(told("There is no such entry."))
    return row


def _row_of(found: Snapshot, participant: str) -> int:
    rows = found.rows["participants"]
    return next(row.id for row in rows if row.cells["participant"] == participant)
