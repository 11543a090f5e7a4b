"""The week page's data."""

import datetime as dt

import pytest

from planner.db.store import Store
from planner.services.desk import Desk, Role
from planner.services.pages.week import By, Week, week
from planner.services.pages.week_tables import Row
from planner.services.records.staffing import request_day
from tests.installation import TODAY, desk_of

LAST_WEEK = dt.date(2027, 2, 3)


@pytest.fixture
def kind() -> str:
    """One kind of database: nothing here is asked of it that is not asked elsewhere."""
    return "sqlite"


def desk_for(house: Store, role: Role) -> Desk:
    """A desk; staff is S06."""
    return desk_of(house, role, staff="S06" if role is Role.STAFF else "")


def shown(house: Store, role: Role, by: By, day: dt.date = TODAY) -> Week:
    """The page as somebody with this role sees it."""
    return week(desk_for(house, role), "safexst", day, by)


def row_of(page: Week, code: str) -> Row:
    """A row of the table."""
    return next(row for row in page.rows if row.code == code)


def test_week_begins_on_monday_and_hours_count_from_sunday(house: Store) -> None:
    page = shown(house, Role.COORDINATOR, By.STAFF, LAST_WEEK)
    assert [day.date.isoformat() for day in page.days.all][::6] == ["2027-02-01", "2027-02-07"]
    assert page.legal_weeks == (
        (dt.date(2027, 1, 31), dt.date(2027, 2, 6)),
        (dt.date(2027, 2, 7), dt.date(2027, 2, 13)),
    )
    night = row_of(page, "S09")
    assert [duty.code for duty in night.cells[0].duties] == ["house_night"]
    in_first_week = sum(len(cell.duties) for cell in night.cells[:6])
    assert night.hours[0] == in_first_week * 8 * 60
    assert night.weekly_hours == 32


def test_holiday_is_marked_and_nothing_is_missing_where_no_shift_runs(house: Store) -> None:
    page = shown(house, Role.COORDINATOR, By.SHIFT, dt.date(2027, 2, 15))
    assert [day.is_holiday for day in page.days.all] == [True] + 6 * [False]
    assert row_of(page, "office").cells[0].missing == 0
    assert row_of(page, "house_day").cells[0].missing == 1


def test_gaps_come_with_their_explanation_for_those_who_lead(house: Store) -> None:
    for role in (Role.COORDINATOR, Role.MANAGER):
        page = shown(house, role, By.STAFF)
        assert all(row.gap.explanation for row in page.gaps)
        assert {row.gap.day for row in page.gaps} <= {day.date for day in page.days.all}
    assert shown(house, Role.STAFF, By.STAFF).gaps == ()


def test_duty_of_somebody_who_is_away_is_told(house: Store) -> None:
    stranded = shown(house, Role.COORDINATOR, By.STAFF).stranded
    assert {(row.staff, row.day.isoformat()) for row in stranded} == {("S06", "2027-02-09")}
    assert len(stranded) == 2


def test_staff_see_codes_in_their_own_sessions_and_their_own_hours_alone(house: Store) -> None:
    page = shown(house, Role.STAFF, By.PARTICIPANT)
    assert page.by is By.WORKER
    held = [held for row in page.rows for cell in row.cells for held in cell.sessions]
    assert {(row.staff, row.participant) for row in held if row.participant} == {("S06", "P120")}
    assert len(held) > 1
    roster = shown(house, Role.STAFF, By.STAFF)
    assert [row.code for row in roster.rows if row.hours] == ["S06"]


def test_reasons_of_absences_and_wishes_of_others_are_not_for_staff(house: Store) -> None:
    request_day(desk_for(house, Role.COORDINATOR), "safexst", "S06", TODAY, "off")
    page = shown(house, Role.STAFF, By.STAFF, dt.date(2027, 2, 15))
    assert {one.kind for cell in row_of(page, "S08").cells for one in cell.absences} == {""}
    own = shown(house, Role.STAFF, By.STAFF)
    assert {row.staff for row in own.requests} == {row.staff for row in own.absences} == {"S06"}
    assert [row.kind for row in own.absences] == ["sick"]


def test_locked_rows_are_marked(house: Store) -> None:
    duties = row_of(shown(house, Role.COORDINATOR, By.SHIFT), "van").cells[1].duties
    assert [(duty.staff, duty.is_locked) for duty in duties] == [("S14", True), ("S15", False)]
    sessions = row_of(shown(house, Role.COORDINATOR, By.PARTICIPANT), "P103").cells[3].sessions
    assert [held.is_locked for held in sessions] == [True]


def test_month_shows_whole_weeks_and_what_is_missing_by_day(house: Store) -> None:
    page = week(desk_for(house, Role.COORDINATOR), "safexst", dt.date(2027, 3, 10), By.STAFF, True)
    days = [one for line in page.calendar for one in line]
    assert [one.day.date for one in (days[0], days[-1])] == [
        dt.date(2027, 3, 1),
        dt.date(2027, 4, 4),
    ]
    assert dict(days[0].missing)["house_night"] == 1
    assert [one.day.is_outside for one in days[-5:]] == [False, True, True, True, True]
    assert (page.days.earlier, page.days.later) == (dt.date(2027, 2, 1), dt.date(2027, 4, 1))


def test_date_beyond_every_calendar_is_brought_back(house: Store) -> None:
    page = shown(house, Role.COORDINATOR, By.STAFF, dt.date(9999, 12, 31))
    assert page.days.first.year == 2037
