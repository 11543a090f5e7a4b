"""The timeline of beds, one page of them by house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.stays import Bed
from planner.services.desk import Desk
from planner.services.pages.timeline_pieces import Piece, PieceKind, Pieces, stay_kind
from planner.services.pages.timeline_query import TimelineQuery, add_months
from planner.services.permissions import Action
from planner.services.plans.draft_stays import Draft, drafts_of, stays_of_draft
from planner.services.snapshots import Snapshot, snapshot

__all__ = ["BedRow", "House", "PieceKind", "Timeline", "stay_kind", "timeline"]

BEDS_A_PAGE = 50


@dataclass(frozen=True)
class BedRow:
    """A bed with everything that happens in it within the timeline, in the order of days."""

    bed: Bed
    pieces: tuple[Piece, ...]

    @property
    def lanes(self) -> int:
        """How many stays are meant for the same night at most, at least 1."""
        return 1 + max((piece.lane for piece in self.pieces), default=0)


@dataclass(frozen=True)
class House:
    """The beds of a house on this page."""

    code: str
    rows: tuple[BedRow, ...]


@dataclass(frozen=True)
class Timeline:
    """The days ``[start, end)`` of the beds on one page; ``beds`` counts those of all pages."""

    query: TimelineQuery
    today: date
    houses: tuple[House, ...]
    house_codes: tuple[str, ...]
    drafts: tuple[Draft, ...]
    beds: int
    page: int
    pages: int

    @property
    def start(self) -> date:
        """The first day."""
        return self.query.start

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.query.end

    @property
    def closures(self) -> tuple[tuple[Bed, Piece], ...]:
        """The closures of the beds on this page."""
        return tuple(
            (row.bed, piece)
            for house in self.houses
            for row in house.rows
            for piece in row.pieces
            if piece.kind is PieceKind.CLOSED
        )

    @property
    def is_crossed(self) -> bool:
        """Whether a proposal is meant for nights on which the bed is somebody else's."""
        return any(
            piece.lane > 0 and piece.kind is PieceKind.PROPOSED
            for house in self.houses
            for row in house.rows
            for piece in row.pieces
        )

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        return tuple(add_months(self.start, number) for number in range(self.query.months))


def timeline(desk: Desk, programme: str, query: TimelineQuery) -> Timeline:
    """The beds that the query asks for, by house, one page of them.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    found = snapshot(desk, programme, Action.VIEW_BEDS)
    beds = _ordered(found.programme.beds)
    chosen = _chosen(found, beds, query)
    pages = max(1, -(-len(chosen) // BEDS_A_PAGE))
    page = min(query.page, pages)
    drafted = stays_of_draft(desk, found.programme_id, query.draft) if query.draft else ()
    shown = chosen[(page - 1) * BEDS_A_PAGE : page * BEDS_A_PAGE]
    return Timeline(
        query=query,
        today=desk.today,
        houses=_houses(Pieces(found, desk.today, drafted), shown, query),
        house_codes=tuple(dict.fromkeys(bed.house for bed in beds)),
        drafts=drafts_of(desk, found.programme_id),
        beds=len(chosen),
        page=page,
        pages=pages,
    )


def _ordered(beds: Iterable[Bed]) -> list[Bed]:
    """By house in the order of the table, and so within a house."""
    listed = list(beds)
    places = {house: place for place, house in enumerate(dict.fromkeys(b.house for b in listed))}
    return sorted(listed, key=lambda bed: places[bed.house])


def _chosen(found: Snapshot, beds: list[Bed], query: TimelineQuery) -> list[Bed]:
    with_code = {
        row.cells["bed"]
        for row in found.rows["stays"]
        if query.code.casefold() in row.cells["participant"].casefold()
    }
    return [
        bed
        for bed in beds
        if query.house in ("", bed.house)
        and query.bed.casefold() in bed.code.casefold()
        and (not query.code or bed.code in with_code)
    ]


def _houses(pieces: Pieces, beds: list[Bed], query: TimelineQuery) -> tuple[House, ...]:
    by_house: dict[str, list[BedRow]] = {}
    for bed in beds:
        seen = tuple(piece for piece in pieces.of(bed) if query.shows(piece.start, piece.end))
        by_house.setdefault(bed.house, []).append(BedRow(bed, seen))
    return tuple(House(code, tuple(rows)) for code, rows in by_house.items())
