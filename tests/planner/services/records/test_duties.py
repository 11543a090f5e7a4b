"""Absences, requests, and duties given to somebody else."""

import datetime as dt

import pytest

from planner.db.store import Store
from planner.domain.errors import InputError
from planner.services.desk import Role
from planner.services.permissions import NotAllowedError, NotFoundError
from planner.services.records.duties import (
    DutyOverError,
    give_duty,
    lock_duty,
    lock_session,
    reassign_duty,
)
from planner.services.records.editing import edit_row
from planner.services.records.staffing import (
    AbsenceError,
    record_absence,
    remove_absence,
    request_day,
)
from tests.installation import cells_of, desk_of, one_row, rows_of


def at(text: str) -> dt.datetime:
    """A wall-clock time."""
    return dt.datetime.fromisoformat(text)


def test_absence_opens_the_duties_in_its_time_and_no_others(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    duty = next(r for r in rows_of(house, "roster") if r.cells["date"] >= "2027-02-11")
    staff, day = duty.cells["staff"], duty.cells["date"]
    others = len(rows_of(house, "roster", staff=staff)) - len(
        rows_of(house, "roster", staff=staff, date=day)
    )
    after = dt.date.fromisoformat(day) + dt.timedelta(days=1)
    freed = record_absence(desk, "safexst", staff, at(f"{day}T00:00"), at(f"{after}T00:00"), "sick")
    assert (duty.cells["shift"], dt.date.fromisoformat(day)) in freed
    assert rows_of(house, "roster", staff=staff, date=day) == []
    assert len(rows_of(house, "roster", staff=staff)) == others


def test_night_shift_that_reaches_into_an_absence_is_opened(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    staff, day = "S09", dt.date(2027, 2, 17)
    give_duty(desk, "safexst", staff, "house_night", day)
    morning = day + dt.timedelta(days=1)
    freed = record_absence(desk, "safexst", staff, at(f"{morning}T07:15"), at(f"{morning}T12:00"))
    assert ("house_night", day) in freed


def test_staff_record_their_own_absence_and_nobody_elses(house: Store) -> None:
    desk = desk_of(house, Role.STAFF, staff="S06")
    start, end = at("2027-03-16T00:00"), at("2027-03-17T00:00")
    record_absence(desk, "safexst", "S06", start, end)
    with pytest.raises(NotFoundError):
        record_absence(desk, "safexst", "S05", start, end)
    row = one_row(house, "absences", staff="S06", start="2027-03-16T00:00")
    with pytest.raises(NotAllowedError):
        remove_absence(desk, "safexst", row.id, row.version)
    remove_absence(desk_of(house, Role.COORDINATOR), "safexst", row.id, row.version)
    assert cells_of(house, "absences", start="2027-03-16T00:00") == []


def test_newer_request_replaces_the_one_before(house: Store) -> None:
    desk, day = desk_of(house, Role.STAFF, staff="S06"), dt.date(2027, 2, 20)
    request_day(desk, "safexst", "S06", day, "off")
    request_day(desk, "safexst", "S06", day, "on")
    assert [r["want"] for r in cells_of(house, "requests", staff="S06", date="2027-02-20")] == [
        "on"
    ]


def test_duty_goes_to_somebody_else_or_to_nobody(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    row, other = one_row(house, "roster", shift="house_day", date="2027-02-09"), "S09"
    reassign_duty(desk, "safexst", row.id, row.version, other)
    now = next(r for r in rows_of(house, "roster") if r.id == row.id)
    assert now.cells == row.cells | {"staff": other}
    reassign_duty(desk, "safexst", now.id, now.version, "")
    assert all(r.id != row.id for r in rows_of(house, "roster"))
    give_duty(desk, "safexst", other, row.cells["shift"], dt.date.fromisoformat(row.cells["date"]))
    assert one_row(house, "roster", staff=other, shift=row.cells["shift"], date=row.cells["date"])


def test_duty_that_is_over_stays(house: Store) -> None:
    row = next(r for r in rows_of(house, "roster") if r.cells["date"] < "2027-02-08")
    with pytest.raises(DutyOverError):
        reassign_duty(desk_of(house, Role.COORDINATOR), "safexst", row.id, row.version, "S01")


def test_duties_and_sessions_are_locked_and_unlocked(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    for table, lock in (("roster", lock_duty), ("sessions", lock_session)):
        row = next(r for r in rows_of(house, table) if r.cells["status"] in ("", "published"))
        lock(desk, "safexst", row.id, row.version, True)
        now = next(r for r in rows_of(house, table) if r.id == row.id)
        assert now.cells["status"] == "locked"
        lock(desk, "safexst", now.id, now.version, False)
        now = next(r for r in rows_of(house, table) if r.id == row.id)
        assert now.cells["status"] == "published"


def test_wish_for_a_day_that_is_over_is_refused(house: Store) -> None:
    desk = desk_of(house, Role.STAFF, staff="S06")
    request_day(desk, "safexst", "S06", desk.today, "off")
    with pytest.raises(InputError, match="2027-02-07 is over"):
        request_day(desk, "safexst", "S06", desk.today - dt.timedelta(days=1), "off")
    assert cells_of(house, "requests", date="2027-02-07") == []


def test_absence_is_recorded_once(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    start, end = at("2027-03-16T00:00"), at("2027-03-17T00:00")
    record_absence(desk, "safexst", "S06", start, end, "sick")
    record_absence(desk, "safexst", "S05", start, end, "sick")
    with pytest.raises(AbsenceError, match="recorded already"):
        record_absence(desk, "safexst", "S06", start, end, "vacation")
    assert len(cells_of(house, "absences", staff="S06", start="2027-03-16T00:00")) == 1
    known = one_row(house, "absences", staff="S06", start="2027-03-16T00:00")
    edit_row(desk, "safexst", "absences", known.id, known.version, end="2027-03-16T24:00")
    with pytest.raises(AbsenceError, match="recorded already"):
        record_absence(desk, "safexst", "S06", start, end)


def test_absence_of_more_than_two_years_is_taken_for_a_slip(house: Store) -> None:
    desk, start = desk_of(house, Role.COORDINATOR), at("2027-03-16T00:00")
    with pytest.raises(AbsenceError, match="two years"):
        record_absence(desk, "safexst", "S06", start, at("2029-03-17T00:00"))
    record_absence(desk, "safexst", "S06", start, at("2029-03-16T00:00"))
