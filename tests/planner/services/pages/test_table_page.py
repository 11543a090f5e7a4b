"""The tables of a programme as somebody edits them."""

import pytest

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.pages.table_page import MOST_ROWS, table_page, table_row, tables
from planner.services.permissions import Action, NotAllowedError, NotFoundError
from tests.installation import audit_of, desk_of, one_row


def test_every_table_is_there_with_its_rows(house: Store) -> None:
    counts = {
        table.name: table.rows for table in tables(desk_of(house, Role.COORDINATOR), "safexst")
    }
    assert len(counts) == 20
    assert (counts["beds"], counts["participants"]) == (3, 21)


def test_search_looks_into_every_column_and_long_tables_come_in_parts(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    assert [r.cells["bed"] for r in table_page(desk, "safexst", "beds", "ACCESSIBLE").rows] == [
        "B1"
    ]
    first = table_page(desk, "safexst", "availability")
    assert len(first.rows) == min(MOST_ROWS, first.total)
    rest = table_page(desk, "safexst", "availability", first=first.last)
    assert rest.first == first.last
    assert table_page(desk, "safexst", "availability", first=10**9).rows == ()


def test_needs_are_neither_listed_nor_searched_and_a_look_at_them_is_written_down(
    house: Store,
) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    assert table_page(desk, "safexst", "participants").columns == ("participant",)
    assert table_page(desk, "safexst", "participants", "ground_floor").found == 0
    row = one_row(house, "participants", participant="R203")
    view = table_row(desk, "safexst", "participants", row.id)
    assert view.row is not None
    assert view.row.cells["needs"] == "ground_floor"
    assert audit_of(house)[-1].action == Action.VIEW_PARTICIPANT


def test_column_offers_the_codes_that_it_refers_to(house: Store) -> None:
    view = table_row(desk_of(house, Role.COORDINATOR), "safexst", "stays")
    columns = {column.name: column for column in view.columns}
    assert columns["bed"].codes == ("B1", "B2", "B3")
    assert (columns["admission"].input, columns["status"].is_required) == ("date", True)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF, Role.ADMIN])
def test_tables_are_the_coordinators_alone(house: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        table_page(desk_of(house, role), "safexst", "beds")


def test_table_or_row_that_is_not_there_is_not_found(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    for name, row_id in (("accounts", 1), ("beds", 999_999)):
        with pytest.raises(NotFoundError):
            table_row(desk, "safexst", name, row_id)
