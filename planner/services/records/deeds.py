"""What can be done with a stay or a bed: named, so that it can be tried before it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.domain.errors import InputError, InputProblem, missing_cell
from planner.services.desk import Desk
from planner.services.permissions import Action
from planner.services.records.beds import close_bed, open_bed
from planner.services.records.stays import (
    admit,
    confirm_stay,
    discharge,
    extend_stay,
    move_stay,
    release_stay,
)
from planner.tables.cells import DAY, whole_day


class DeedKind(StrEnum):
    """What is done; the last two to a bed, the others to a stay."""

    CONFIRM = "confirm"
    ADMIT = "admit"
    EXTEND = "extend"
    DISCHARGE = "discharge"
    MOVE = "move"
    RELEASE = "release"
    CLOSE = "close"
    OPEN = "open"

    @property
    def table(self) -> str:
        """The table of the row that it is done to."""
        return "bed_closures" if self in (DeedKind.CLOSE, DeedKind.OPEN) else "stays"


@dataclass(frozen=True)
class Deed:
    """One change of a stay or a closure.

    ``row_id`` and ``version`` are of the row as somebody saw it, 0 for a new one. ``cells`` are
    what she wrote, by the columns of the table.
    """

    kind: DeedKind
    row_id: int = 0
    version: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)

    def day(self, column: str) -> date:
        """The day in a cell.

        Raises:
            InputError: it is none.
        """
        text = self.cells.get(column, "")
        try:
            return whole_day(text)
        except ValueError:
            message = DAY.complaint(text) if text else missing_cell(DAY.accepted)
            problem = InputProblem(f"{self.kind.table}.csv", 0, column, message)
            raise InputError([problem]) from None


CELLS: Mapping[DeedKind, tuple[str, ...]] = {
    DeedKind.CONFIRM: (),
    DeedKind.ADMIT: ("admission",),
    DeedKind.EXTEND: ("discharge",),
    DeedKind.DISCHARGE: ("discharge",),
    DeedKind.MOVE: ("bed", "admission"),
    DeedKind.RELEASE: (),
    DeedKind.CLOSE: ("bed", "start", "end", "reason"),
    DeedKind.OPEN: ("end",),
}

ACTIONS: Mapping[DeedKind, Action] = {
    DeedKind.CONFIRM: Action.CONFIRM_STAY,
    DeedKind.ADMIT: Action.ADMIT,
    DeedKind.EXTEND: Action.EXTEND_STAY,
    DeedKind.DISCHARGE: Action.DISCHARGE,
    DeedKind.MOVE: Action.MOVE_STAY,
    DeedKind.RELEASE: Action.RELEASE_STAY,
    DeedKind.CLOSE: Action.CLOSE_BED,
    DeedKind.OPEN: Action.OPEN_BED,
}


def perform(desk: Desk, programme: str, deed: Deed) -> None:
    """Do it.

    Raises:
        InputError, CommitmentError, StayError: it is refused, with the reasons.
        ChangedMeanwhileError: the row is not any more as she saw it.
        NotFoundError, NotAllowedError: not hers to do.
    """
    _USE_CASES[deed.kind](desk, programme, deed)


def _confirm(desk: Desk, programme: str, deed: Deed) -> None:
    confirm_stay(desk, programme, deed.row_id, deed.version)


def _admit(desk: Desk, programme: str, deed: Deed) -> None:
    admit(desk, programme, deed.row_id, deed.version, deed.day("admission"))


def _extend(desk: Desk, programme: str, deed: Deed) -> None:
    extend_stay(desk, programme, deed.row_id, deed.version, deed.day("discharge"))


def _discharge(desk: Desk, programme: str, deed: Deed) -> None:
    discharge(desk, programme, deed.row_id, deed.version, deed.day("discharge"))


def _move(desk: Desk, programme: str, deed: Deed) -> None:
    day = deed.day("admission")
    move_stay(desk, programme, deed.row_id, deed.version, deed.cells.get("bed", ""), day)


def _release(desk: Desk, programme: str, deed: Deed) -> None:
    release_stay(desk, programme, deed.row_id, deed.version)


def _close(desk: Desk, programme: str, deed: Deed) -> None:
    start, end = deed.day("start").isoformat(), deed.day("end").isoformat()
    reason = deed.cells.get("reason", "")
    close_bed(desk, programme, deed.cells.get("bed", ""), start, end, reason)


def _open(desk: Desk, programme: str, deed: Deed) -> None:
    day = deed.day("end").isoformat() if deed.cells.get("end") else ""
    open_bed(desk, programme, deed.row_id, deed.version, day)


_USE_CASES: Mapping[DeedKind, Callable[[Desk, str, Deed], None]] = {
    DeedKind.CONFIRM: _confirm,
    DeedKind.ADMIT: _admit,
    DeedKind.EXTEND: _extend,
    DeedKind.DISCHARGE: _discharge,
    DeedKind.MOVE: _move,
    DeedKind.RELEASE: _release,
    DeedKind.CLOSE: _close,
    DeedKind.OPEN: _open,
}
