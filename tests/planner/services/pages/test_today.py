"""The first page's data."""

import datetime as dt

import pytest

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.pages.today import today
from planner.services.pages.week import By, week
from tests.installation import TODAY, desk_of

TOMORROW = dt.date(2027, 2, 9)


@pytest.fixture
def kind() -> str:
    """One kind of database: nothing here is asked of it that is not asked elsewhere."""
    return "sqlite"


def test_duty_of_somebody_who_is_away_is_a_hole(house: Store) -> None:
    page = today(desk_of(house, Role.COORDINATOR), "safexst")
    tomorrow = next(one for one in page.holes if one.day == TOMORROW)
    assert {row.staff for row in tomorrow.stranded} == {"S06"}
    shown = week(desk_of(house, Role.COORDINATOR), "safexst", TODAY, By.STAFF)
    stranded = [row for one in page.holes for row in one.stranded]
    assert stranded == list(shown.stranded)
    gaps = [gap for one in page.holes for gap in one.gaps]
    assert [one.day for one in page.holes] == sorted({row.day for row in [*gaps, *stranded]})
    assert {row.gap for row in shown.gaps} <= set(gaps)


def test_staff_see_no_holes(house: Store) -> None:
    assert today(desk_of(house, Role.STAFF, staff="S06"), "safexst").holes == ()


def test_month_counts_whoever_is_away_as_missing(house: Store) -> None:
    shown = week(desk_of(house, Role.COORDINATOR), "safexst", TODAY, By.STAFF, is_month=True)
    day = next(one for line in shown.calendar for one in line if one.day.date == TOMORROW)
    assert dict(day.missing)["house_day"] == 1
    assert [duty.staff for duty in day.duties if duty.is_away] == ["S06"]
