"""Where everything of the timeline stands in its picture, exact to the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.services.pages.timeline import BedRow, Timeline
from planner.services.pages.timeline_pieces import Piece, PieceKind

HEAD = 50
BAND = 30
BAR = 28
GAP = 6
MARGIN = 26
"""The space on either side of the days: what began before or goes on after reaches into it."""

_WIDTH = 1040
_SHORTEST_LABEL, _LABEL_WITH_WORDS = 24, 140
_LABEL_X, _LABEL_WIDTH, _YEAR_WIDTH = 8, 110, 40
_BAND_DROP, _LABEL_DROP = 20, 19


@dataclass(frozen=True)
class Bar:
    """A piece as a rectangle; its label stands ``label_x`` from its left end."""

    piece: Piece
    x: float
    y: int
    width: float
    height: int
    label_x: float

    @property
    def has_label(self) -> bool:
        """Whether there is room for a word."""
        return self.width - self.label_x >= _SHORTEST_LABEL

    @property
    def has_words(self) -> bool:
        """Whether there is room for what it is beside whose it is."""
        return self.width - self.label_x >= _LABEL_WITH_WORDS


@dataclass(frozen=True)
class Line:
    """A bed in the picture; what it cannot be given for lies behind its stays."""

    row: BedRow
    y: int
    height: int
    behind: tuple[Bar, ...]
    stays: tuple[Bar, ...]

    @property
    def middle(self) -> int:
        """Where its name stands."""
        return self.y + GAP // 2 + _LABEL_DROP


@dataclass(frozen=True)
class Band:
    """The heading of a house."""

    house: str
    y: int

    @property
    def middle(self) -> int:
        """Where its name stands."""
        return self.y + _BAND_DROP


@dataclass(frozen=True)
class Tick:
    """Where a month begins, or a quarter: ``is_major`` with a label, ``has_year`` with the year."""

    day: date
    x: float
    is_major: bool
    has_year: bool


@dataclass(frozen=True)
class Picture:
    """The timeline as a drawing; ``today_x`` None where today lies outside of it."""

    width: float
    height: int
    ticks: tuple[Tick, ...]
    today_x: float | None
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]

    @property
    def entry(self) -> Bar | None:
        """The stay at which the keyboard enters the picture."""
        return next((bar for line in self.lines for bar in line.stays), None)


def picture(found: Timeline) -> Picture:
    """Draw the timeline as wide as its zoom asks for."""
    return _Drawing(found).picture()


class _Drawing:
    def __init__(self, found: Timeline) -> None:
        self._found = found
        self._is_by_quarter = found.query.zoom == "quarter"
        self._days = (found.end - found.start).days
        self._scale = _WIDTH / self._days / (2 if self._is_by_quarter else 1)
        self._width = round(self._days * self._scale + 2 * MARGIN, 1)
        is_seen = found.start <= found.today < found.end
        self._today_x = self._x(found.today) if is_seen else None

    def picture(self) -> Picture:
        bands, lines, bottom = [], [], HEAD
        for house in self._found.houses:
            bands.append(Band(house.code, bottom))
            bottom += BAND
            for row in house.rows:
                line = self._line(row, bottom)
                lines.append(line)
                bottom += line.height
        return Picture(
            self._width,
            bottom,
            tuple(self._ticks()),
            self._today_x,
            tuple(bands),
            tuple(lines),
        )

    def _line(self, row: BedRow, y: int) -> Line:
        height = row.lanes * (BAR + GAP)
        behind, stays = [], []
        for piece in row.pieces:
            top = y + GAP // 2 + piece.lane * (BAR + GAP)
            if piece.kind.is_stay:
                stays.append(self._bar(piece, top, BAR))
            elif piece.kind is PieceKind.TURNOVER:
                behind.append(self._bar(piece, top, BAR))
            else:
                behind.append(self._bar(piece, y, height))
        return Line(row, y, height, tuple(behind), tuple(stays))

    def _bar(self, piece: Piece, y: int, height: int) -> Bar:
        left = self._x(piece.start) if piece.start >= self._found.start else 0.0
        is_open = piece.end is None or piece.end > self._found.end
        right = self._width if is_open or piece.end is None else self._x(piece.end)
        width = round(right - left, 1)
        return Bar(piece, left, y, width, height, self._label_x(left, width))

    def _label_x(self, left: float, width: float) -> float:
        """At the left end, or right of the line of today where that would run through it."""
        if self._today_x is None or not 0 < self._today_x - left < _LABEL_WIDTH:
            return _LABEL_X
        beside = round(self._today_x - left + _LABEL_X, 1)
        return beside if width - beside >= _SHORTEST_LABEL else _LABEL_X

    def _x(self, day: date) -> float:
        return round(MARGIN + (day - self._found.start).days * self._scale, 1)

    def _ticks(self) -> Iterator[Tick]:
        for month in self._found.months:
            is_major = not self._is_by_quarter or month.month % 3 == 1
            yield Tick(month, self._x(month), is_major, self._has_year(month))

    def _has_year(self, month: date) -> bool:
        """At each January, and at the first month unless a January follows too closely."""
        to_january = (date(month.year + 1, 1, 1) - month).days * self._scale
        is_first = month == self._found.start
        return month.month == 1 or (is_first and to_january >= _YEAR_WIDTH)
