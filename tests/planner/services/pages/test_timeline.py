"""Who is in which bed, and when a bed cannot be given."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planner.db.store import Store
from planner.services.desk import Desk, Role
from planner.services.pages.timeline import BedRow, Timeline, timeline
from planner.services.pages.timeline_pieces import PieceKind
from planner.services.pages.timeline_query import timeline_query
from planner.services.permissions import NotAllowedError
from planner.services.programmes import add_programme
from planner.services.records.stays import extend_stay
from planner.services.runs.holding import finish_run
from planner.services.runs.kinds import Outcome
from planner.services.runs.running import request_run, run_status
from tests.databases import KEY, database
from tests.installation import TODAY, desk_of, one_row
from tests.large_programme import CODE, large_contents
from tests.runs import claimed


@pytest.fixture
def kind() -> str:
    """Reading is the same on each kind of database."""
    return "sqlite"


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Desk]:
    """The coordinator's of 70 beds."""
    with database("sqlite", tmp_path / "many") as address:
        store = Store.open(address, KEY)
        add_programme(desk_of(store, Role.ADMIN, programme=None), large_contents(70))
        yield desk_of(store, Role.COORDINATOR, programme=CODE)
        store.close()


def seen(store: Store, **arguments: str) -> Timeline:
    query = timeline_query(arguments, TODAY)
    return timeline(desk_of(store, Role.COORDINATOR), "safexst", query)


def row_of(found: Timeline, bed: str) -> BedRow:
    [row] = [row for house in found.houses for row in house.rows if row.bed.code == bed]
    return row


def test_stays_turnover_and_closures_come_in_the_order_of_nights(house: Store) -> None:
    pieces = row_of(seen(house), "B2").pieces
    assert [(piece.kind, str(piece.start), str(piece.end)) for piece in pieces] == [
        ("in_house", "2026-09-14", "2027-05-14"),
        ("turnover", "2027-05-14", "2027-05-16"),
        ("closed", "2027-05-15", "2027-05-29"),
        ("proposed", "2027-05-31", "2028-02-29"),
        ("turnover", "2028-02-29", "2028-03-02"),
    ]
    assert [piece.row_id for piece in pieces if piece.kind is PieceKind.IN_HOUSE] == [
        one_row(house, "stays", participant="P102").id
    ]


def test_proposal_in_the_way_of_a_commitment_stands_in_a_second_lane(house: Store) -> None:
    assert not seen(house).is_crossed
    row = one_row(house, "stays", participant="P101")
    desk = desk_of(house, Role.COORDINATOR)
    extend_stay(desk, "safexst", row.id, row.version, dt.date(2027, 4, 16))
    found = seen(house)
    lanes = {piece.participant: piece.lane for piece in row_of(found, "B1").pieces}
    assert (lanes["P101"], lanes["R203"], found.is_crossed) == (0, 1, True)


def test_ended_stay_is_over(house: Store) -> None:
    desk = replace(desk_of(house, Role.COORDINATOR), today=dt.date(2027, 3, 19))
    found = timeline(desk, "safexst", timeline_query({}, desk.today))
    kinds = {piece.participant: piece.kind for piece in row_of(found, "B1").pieces}
    assert kinds["P101"] is PieceKind.OVER


def test_only_what_touches_the_months_is_shown(house: Store) -> None:
    found = seen(house, **{"from": "2027-12", "months": "6"})
    assert [piece.kind for piece in row_of(found, "B3").pieces] == [PieceKind.CLOSED]


@pytest.mark.parametrize(
    ("arguments", "beds"),
    [
        ({"bed": "b2"}, ["B2"]),
        ({"code": "r203"}, ["B1"]),
        ({"house": "elsewhere"}, []),
        ({"house": "main"}, ["B1", "B2", "B3"]),
    ],
)
def test_beds_are_found_by_house_code_and_participant(
    house: Store, arguments: dict[str, str], beds: list[str]
) -> None:
    found = seen(house, **arguments)
    assert [row.bed.code for each in found.houses for row in each.rows] == beds
    assert found.beds == len(beds)


def test_many_beds_are_paged_by_house(many: Desk) -> None:
    pages = [timeline(many, CODE, timeline_query({"page": page}, TODAY)) for page in ("1", "9")]
    assert [sum(len(house.rows) for house in page.houses) for page in pages] == [50, 20]
    assert [(page.page, page.pages, page.beds) for page in pages] == [(1, 2, 70), (2, 2, 70)]
    assert pages[0].house_codes == ("H00", "H01", "H02")


def test_bed_that_opens_later_or_closes_is_not_open_outside(many: Desk) -> None:
    found = timeline(many, CODE, timeline_query({"from": "2025-06"}, TODAY))
    pieces = [piece for piece in row_of(found, "B000").pieces if piece.kind == "not_open"]
    assert [piece.end for piece in pieces] == [TODAY - dt.timedelta(days=400)]
    later = timeline(many, CODE, timeline_query({"from": "2028-06"}, TODAY))
    pieces = [piece for piece in row_of(later, "B000").pieces if piece.kind == "not_open"]
    assert [(piece.start, piece.end) for piece in pieces] == [
        (TODAY + dt.timedelta(days=500), None)
    ]


def test_staff_do_not_see_the_beds(house: Store) -> None:
    with pytest.raises(NotAllowedError):
        timeline(desk_of(house, Role.STAFF), "safexst", timeline_query({}, TODAY))


def test_stays_of_a_draft_are_told_apart_and_those_that_stand_are_not_repeated(
    house: Store,
) -> None:
    header = "participant,bed,admission,discharge,days,waiting_days,status,staff\n"
    stands = "R203,B1,2027-03-22,2027-11-17,240,28,planned,\n"
    new = "R201,B3,2027-09-06,2028-03-06,182,210,planned,\n"
    desk = desk_of(house, Role.COORDINATOR)
    run_id = request_run(desk, "safexst")
    finish_run(house, claimed(house), Outcome({}, {"stays.csv": header + stands + new}))
    [plan_id] = [draft.plan_id for draft in seen(house).drafts]
    assert run_status(desk, "safexst", run_id).plan_id == plan_id
    found = seen(house, draft=str(plan_id))
    kinds = {(p.participant, p.kind) for bed in ("B1", "B3") for p in row_of(found, bed).pieces}
    assert ("R201", PieceKind.DRAFTED) in kinds
    assert ("R203", PieceKind.DRAFTED) not in kinds
    assert not found.is_crossed
    assert seen(house, draft="999").houses == seen(house).houses
