"""Stays from promise to departure."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.db.store import Store
from planner.domain.errors import CommitmentError, InputError
from planner.services.desk import Role
from planner.services.records.beds import close_bed, open_bed
from planner.services.records.stays import (
    StayError,
    admit,
    confirm_stay,
    discharge,
    extend_stay,
    move_stay,
    release_stay,
)
from planner.services.rehearsing import rehearse
from tests.installation import audit_of, cells_of, desk_of, one_row


def test_confirmed_stay_takes_its_referral_off_the_list(house: Store) -> None:
    row = one_row(house, "stays", participant="R203")
    confirm_stay(desk_of(house, Role.COORDINATOR), "safexst", row.id, row.version)
    assert one_row(house, "stays", participant="R203").cells["status"] == "confirmed"
    referral = one_row(house, "referrals", participant="R203").cells
    assert (referral["status"], referral["outcome"]) == ("withdrawn", "admitted")


def test_released_promise_waits_again(house: Store) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="R203")
    before = one_row(house, "referrals", participant="R203").cells
    confirm_stay(desk, "safexst", row.id, row.version)
    promised = one_row(house, "stays", participant="R203")
    release_stay(desk, "safexst", promised.id, promised.version)
    assert cells_of(house, "stays", participant="R203") == []
    assert one_row(house, "referrals", participant="R203").cells == before


def test_admission_is_recorded_on_the_day_and_not_before(house: Store) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="R203")
    day = dt.date(2027, 3, 22)
    with pytest.raises(StayError):
        admit(desk, "safexst", row.id, row.version, day)
    admit(replace(desk, today=day), "safexst", row.id, row.version, day)
    assert one_row(house, "stays", participant="R203").cells["status"] == "in_house"


def test_discharge_ends_everything_that_was_hers(house: Store) -> None:
    row = one_row(house, "stays", participant="P103")
    day = dt.date(2027, 2, 10)
    assert cells_of(house, "sessions", participant="P103")
    discharge(desk_of(house, Role.COORDINATOR), "safexst", row.id, row.version, day)
    assert one_row(house, "stays", participant="P103").cells["discharge"] == "2027-02-10"
    assert one_row(house, "enrolments", participant="P103").cells["end"] == "2027-02-10"
    assert one_row(house, "assignments", participant="P103").cells["end"] == "2027-02-10"
    later = [
        row for row in cells_of(house, "sessions", participant="P103") if row["date"] >= str(day)
    ]
    assert later == []


def test_day_of_discharge_lies_within_the_stay(house: Store) -> None:
    row = one_row(house, "stays", participant="P103")
    desk = desk_of(house, Role.COORDINATOR)
    for day in (dt.date(2027, 1, 11), dt.date(2027, 8, 7)):
        with pytest.raises(StayError):
            discharge(desk, "safexst", row.id, row.version, day)


def test_extension_into_a_promised_stay_is_refused(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    promise = one_row(house, "stays", participant="R203")
    confirm_stay(desk, "safexst", promise.id, promise.version)
    row = one_row(house, "stays", participant="P101")
    with pytest.raises(InputError, match="B1"):
        extend_stay(desk, "safexst", row.id, row.version, dt.date(2027, 4, 16))
    with pytest.raises(CommitmentError, match="S1"):
        extend_stay(desk, "safexst", row.id, row.version, dt.date(2027, 3, 21))
    assert one_row(house, "stays", participant="P101").cells == row.cells


def test_resident_who_moves_has_two_rows_that_meet(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    row = one_row(house, "stays", participant="R203")
    release_stay(desk, "safexst", row.id, row.version)
    resident = one_row(house, "stays", participant="P102")
    leaving = one_row(house, "stays", participant="P101")
    discharge(desk, "safexst", leaving.id, leaving.version, dt.date(2027, 2, 8))
    move_stay(desk, "safexst", resident.id, resident.version, "B1", dt.date(2027, 2, 15))
    rows = cells_of(house, "stays", participant="P102")
    assert [(r["bed"], r["admission"], r["discharge"]) for r in rows] == [
        ("B2", "2026-09-14", "2027-02-15"),
        ("B1", "2027-02-15", "2027-05-14"),
    ]


def test_promise_that_moves_keeps_its_length(house: Store) -> None:
    row = one_row(house, "stays", participant="R201")
    move_stay(
        desk_of(house, Role.COORDINATOR), "safexst", row.id, row.version, "B2", dt.date(2027, 6, 7)
    )
    moved = one_row(house, "stays", participant="R201").cells
    assert (moved["admission"], moved["discharge"]) == ("2027-06-07", "2028-03-07")


def test_bed_with_a_resident_is_not_closed(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    with pytest.raises(InputError, match="P102"):
        close_bed(desk, "safexst", "B2", "2027-03-01", "2027-03-05")
    close_bed(desk, "safexst", "B2", "2027-05-16", "2027-05-20", "repair")
    row = one_row(house, "bed_closures", bed="B2", reason="repair")
    open_bed(desk, "safexst", row.id, row.version, "2027-05-18")
    row = one_row(house, "bed_closures", bed="B2", reason="repair")
    assert row.cells["end"] == "2027-05-18"
    open_bed(desk, "safexst", row.id, row.version)
    assert cells_of(house, "bed_closures", bed="B2", reason="repair") == []


def test_closure_does_not_end_before_it_starts(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    close_bed(desk, "safexst", "B2", "2027-05-16", "2027-05-20", "repair")
    row = one_row(house, "bed_closures", bed="B2", reason="repair")
    with pytest.raises(InputError, match="2027-05-15 lies before 2027-05-16"):
        open_bed(desk, "safexst", row.id, row.version, "2027-05-15")
    assert one_row(house, "bed_closures", bed="B2", reason="repair") == row


def test_stay_of_more_than_three_years_is_taken_for_a_slip(house: Store) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="P101")
    assert row.cells["admission"] == "2026-06-22"
    with pytest.raises(StayError, match="three years"):
        extend_stay(desk, "safexst", row.id, row.version, dt.date(2099, 3, 19))
    with pytest.raises(StayError, match="three years"):
        extend_stay(desk, "safexst", row.id, row.version, dt.date(2029, 6, 23))
    assert one_row(house, "stays", participant="P101") == row


def test_rehearsal_shows_what_would_be_and_changes_nothing(house: Store) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="P103")
    events = len(audit_of(house))
    after = rehearse(
        desk, lambda desk: discharge(desk, "safexst", row.id, row.version, dt.date(2027, 2, 10))
    )
    assert after is not None
    [stay] = [stay for stay in after.programme.stays if stay.participant == "P103"]
    assert stay.discharge == dt.date(2027, 2, 10)
    assert one_row(house, "stays", participant="P103") == row
    assert len(audit_of(house)) == events
