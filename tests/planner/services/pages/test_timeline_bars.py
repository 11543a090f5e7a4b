"""The picture of the timeline."""

import datetime as dt
from itertools import pairwise

import pytest

from planner.domain.stays import Bed
from planner.services.pages.timeline import BedRow, House, Timeline
from planner.services.pages.timeline_bars import BAR, HEAD, MARGIN, Bar, Picture, picture
from planner.services.pages.timeline_pieces import Piece, PieceKind
from planner.services.pages.timeline_query import timeline_query

TODAY = dt.date(2027, 2, 8)
FAR = (dt.date(2026, 6, 22), dt.date(2030, 1, 1))
EXACT = 0.1


def day(number: int) -> dt.date:
    return dt.date(2027, 2, 1) + dt.timedelta(days=number)


def drawn(*rows: tuple[Piece, ...], **arguments: str) -> Picture:
    beds = tuple(BedRow(Bed(f"B{place}"), pieces) for place, pieces in enumerate(rows))
    houses = (House("main", beds),)
    query = timeline_query(arguments, TODAY)
    return picture(Timeline(query, TODAY, houses, ("main",), (), len(rows), 1, 1))


def stay(start: dt.date, end: dt.date, lane: int = 0) -> Piece:
    return Piece(PieceKind.IN_HOUSE, start, end, lane, 1, "P101")


@pytest.mark.parametrize("zoom", ["month", "quarter"])
@pytest.mark.parametrize("months", ["6", "12", "18"])
def test_every_night_is_as_wide_as_any_other(months: str, zoom: str) -> None:
    pieces = tuple(stay(day(n), day(n + 1)) for n in range(180))
    found = drawn(pieces, months=months, zoom=zoom)
    bars = found.lines[0].stays
    days = (timeline_query({"months": months}, TODAY).end - day(0)).days
    night = (found.width - 2 * MARGIN) / days
    assert bars[0].x == MARGIN
    for bar, later in pairwise(bars):
        assert bar.x + bar.width == pytest.approx(later.x, abs=EXACT)
        assert bar.width == pytest.approx(night, abs=2 * EXACT)
    assert bars[150].x == pytest.approx(MARGIN + 150 * night, abs=EXACT)


def test_what_goes_on_outside_reaches_the_edge_and_not_beyond() -> None:
    found = drawn((stay(*FAR),), (stay(FAR[0], day(1)),), (stay(day(540), FAR[1]),))
    whole, left, right = (line.stays[0] for line in found.lines)
    assert (whole.x, whole.width) == (0, found.width)
    assert left.x == 0
    assert left.width > MARGIN
    assert right.x + right.width == pytest.approx(found.width, abs=EXACT)


def test_today_stands_between_its_day_and_the_day_before() -> None:
    found = drawn((stay(TODAY, FAR[1]),))
    assert found.today_x == found.lines[0].stays[0].x
    assert drawn((), **{"from": "2028-01"}).today_x is None


def test_months_begin_at_their_first_day_and_quarters_are_told_apart() -> None:
    ticks = drawn((), zoom="quarter").ticks
    assert [tick.day.month for tick in ticks if tick.is_major] == [4, 7, 10, 1, 4, 7]
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
    assert all(tick.is_major for tick in drawn(()).ticks)


def test_year_is_named_once_where_it_begins() -> None:
    def years(start: str, zoom: str) -> list[int]:
        ticks = drawn((), zoom=zoom, **{"from": start}).ticks
        return [tick.day.year for tick in ticks if tick.has_year]

    assert years("2027-02", "month") == [2027, 2028]
    assert years("2026-12", "month") == [2026, 2027, 2028]
    assert years("2026-12", "quarter") == [2027, 2028]


def test_lanes_and_beds_stand_one_below_the_other() -> None:
    crossed = (stay(day(0), day(90)), stay(day(30), day(200), 1))
    found = drawn(crossed, (stay(day(0), day(9)),))
    first, second = found.lines
    assert first.stays[1].y >= first.stays[0].y + BAR
    assert second.y == first.y + first.height
    assert HEAD <= found.bands[0].y < first.y
    assert found.height == second.y + second.height
    assert found.entry == first.stays[0]


def test_label_keeps_clear_of_the_line_of_today() -> None:
    found = drawn((stay(FAR[0], day(90)),), (stay(FAR[0], day(8)),), (stay(day(30), day(90)),))
    long, short, later = (line.stays[0] for line in found.lines)
    assert found.today_x is not None
    assert long.x + long.label_x > found.today_x
    assert short.label_x == later.label_x < found.today_x
    assert long.has_label


@pytest.mark.parametrize(
    ("width", "has_label", "has_words"), [(31, False, False), (32, True, False), (148, True, True)]
)
def test_bar_says_what_has_room_in_it(width: float, has_label: bool, has_words: bool) -> None:
    bar = Bar(stay(*FAR), 0, 0, width, 30, 8)
    assert (bar.has_label, bar.has_words) == (has_label, has_words)
