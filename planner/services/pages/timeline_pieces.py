"""What happens in a bed: stays, the nights between them, closures, and when it is not open."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.db.rows import Cells, StoredRow
from planner.domain.plan import PlannedStay
from planner.domain.stays import Bed, StayStatus
from planner.services.snapshots import Snapshot


class PieceKind(StrEnum):
    """What a bed is at some nights; the first five are stays."""

    IN_HOUSE = "in_house"
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    DRAFTED = "drafted"
    OVER = "over"
    TURNOVER = "turnover"
    CLOSED = "closed"
    NOT_OPEN = "not_open"

    @property
    def is_stay(self) -> bool:
        """Whether somebody is in the bed."""
        return self in _STAYS


_STAYS = (
    PieceKind.IN_HOUSE,
    PieceKind.CONFIRMED,
    PieceKind.PROPOSED,
    PieceKind.DRAFTED,
    PieceKind.OVER,
)


@dataclass(frozen=True)
class Piece:
    """The nights ``[start, end)`` of a bed; an ``end`` of None never comes.

    ``lane`` tells stays apart that are meant for the same nights. ``row_id`` is the stay's or the
    closure's, None for a stay of a draft; ``note`` is the reason of a closure.
    """

    kind: PieceKind
    start: date
    end: date | None
    lane: int = 0
    row_id: int | None = None
    participant: str = ""
    note: str = ""

    @property
    def nights(self) -> int | None:
        """How many nights; None where no end is known."""
        return None if self.end is None else (self.end - self.start).days


def stay_kind(cells: Cells, today: date) -> PieceKind:
    """What a stay with these cells is on a day."""
    if cells["status"] == StayStatus.IN_HOUSE and _day(cells, "discharge") <= today:
        return PieceKind.OVER
    return PieceKind(cells["status"])


class Pieces:
    """The pieces of each bed of a programme, with the stays of a draft where one is given."""

    def __init__(self, found: Snapshot, today: date, drafted: Collection[PlannedStay] = ()) -> None:
        self._today = today
        self._turnover = timedelta(days=found.programme.stay_rules.turnover_days)
        self._stays = _by_bed(found.rows["stays"])
        self._closures = _by_bed(found.rows["bed_closures"])
        self._drafted = drafted

    def of(self, bed: Bed) -> list[Piece]:
        """Everything that happens in a bed at any time, in the order of days."""
        stays = list(_in_lanes([*self._standing(bed.code), *self._new(bed.code)]))
        found = [
            *stays,
            *self._turnovers(stays),
            *map(_closed, self._closures.get(bed.code, [])),
            *_not_open(bed),
        ]
        return sorted(found, key=lambda piece: (piece.start, piece.lane))

    def _standing(self, bed: str) -> Iterator[Piece]:
        """The stays of the table, commitments first."""
        for row in sorted(self._stays.get(bed, []), key=_commitments_first):
            start, end = _day(row.cells, "admission"), _day(row.cells, "discharge")
            kind = stay_kind(row.cells, self._today)
            yield Piece(kind, start, end, 0, row.id, row.cells["participant"])

    def _new(self, bed: str) -> Iterator[Piece]:
        """The stays of the draft that do not stand already."""
        known = {
            (row.cells["participant"], _day(row.cells, "admission"), _day(row.cells, "discharge"))
            for row in self._stays.get(bed, [])
        }
        for stay in self._drafted:
            days = (stay.participant, stay.admission, stay.discharge)
            if stay.bed == bed and days not in known:
                kind = PieceKind.DRAFTED
                yield Piece(kind, stay.admission, stay.discharge, participant=stay.participant)

    def _turnovers(self, stays: list[Piece]) -> Iterator[Piece]:
        """The nights after a stay, until the bed is ready or somebody comes nevertheless."""
        for stay in stays:
            if stay.end is None or not self._turnover or stay.kind is PieceKind.DRAFTED:
                continue
            later = [
                other.start
                for other in stays
                if stay.end <= other.start and other.kind is not PieceKind.DRAFTED
            ]
            end = min([stay.end + self._turnover, *later])
            if stay.end < end:
                yield Piece(PieceKind.TURNOVER, stay.end, end, stay.lane)


def _in_lanes(stays: Iterable[Piece]) -> Iterator[Piece]:
    """Each in the first lane in which nobody before it is meant for the same nights."""
    taken: list[list[Piece]] = []
    for stay in stays:
        free = (n for n, lane in enumerate(taken) if not any(_meet(stay, p) for p in lane))
        lane = next(free, len(taken))
        taken[lane : lane + 1] = [[*(taken[lane] if lane < len(taken) else ()), stay]]
        yield replace(stay, lane=lane)


def _meet(one: Piece, other: Piece) -> bool:
    assert one.end is not None
    assert other.end is not None
    return one.start < other.end and other.start < one.end


def _commitments_first(row: StoredRow) -> tuple[bool, str]:
    return row.cells["status"] == StayStatus.PROPOSED, row.cells["admission"]


def _closed(row: StoredRow) -> Piece:
    start, end = _day(row.cells, "start"), _day(row.cells, "end")
    return Piece(PieceKind.CLOSED, start, end, row_id=row.id, note=row.cells["reason"])


def _not_open(bed: Bed) -> Iterator[Piece]:
    if bed.opens is not None:
        yield Piece(PieceKind.NOT_OPEN, date.min, bed.opens)
    if bed.closes is not None:
        yield Piece(PieceKind.NOT_OPEN, bed.closes, None)


def _by_bed(rows: Iterable[StoredRow]) -> Mapping[str, list[StoredRow]]:
    found: dict[str, list[StoredRow]] = {}
    for row in rows:
        found.setdefault(row.cells["bed"], []).append(row)
    return found


def _day(cells: Cells, name: str) -> date:
    return date.fromisoformat(cells[name])
