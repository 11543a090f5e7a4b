"""Somebody calls in sick: what is open, who may take it, and what changes."""

import datetime as dt

import pytest

from planner.db.store import Store
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Desk, Role
from planner.services.pages.replacements import duty_offers, open_duty_offers, session_offers
from planner.services.pages.week import By, week
from planner.services.permissions import NotAllowedError, NotFoundError
from planner.services.records.duties import give_duty, reassign_duty, reassign_session
from planner.services.records.legal_duties import NotLegalError
from planner.services.records.staffing import record_absence, remove_absence
from tests.installation import TODAY, cells_of, desk_of, one_row, rows_of

TOMORROW = dt.date(2027, 2, 9)
AFTER = dt.date(2027, 2, 10)


@pytest.fixture
def kind() -> str:
    """One kind of database: nothing here is asked of it that is not asked elsewhere."""
    return "sqlite"


@pytest.fixture
def desk(house: Store) -> Desk:
    """A coordinator's desk; S06 is not known to be sick yet."""
    at = desk_of(house, Role.COORDINATOR)
    row = one_row(house, "absences", staff="S06")
    remove_absence(at, "safexst", row.id, row.version)
    return at


def call_in_sick(desk: Desk) -> list[tuple[str, dt.date]]:
    """S06 is away tomorrow."""
    start, end = (dt.datetime.combine(day, dt.time()) for day in (TOMORROW, AFTER))
    return record_absence(desk, "safexst", "S06", start, end, "sick")


def test_sick_call_opens_one_shift_and_the_first_offered_fills_it_alone(
    desk: Desk, house: Store
) -> None:
    before = cells_of(house, "roster")
    assert call_in_sick(desk) == [("house_day", TOMORROW)]
    gaps = week(desk, "safexst", TODAY, By.SHIFT).gaps
    hole = next(g for g in gaps if (g.gap.what, g.gap.day) == ("house_day", TOMORROW))
    assert hole.can_fill
    offers = open_duty_offers(desk, "safexst", "house_day", TOMORROW)
    assert offers.missing == 1
    reasons = {one.member.code: one.reasons for one in offers.kept_off}
    assert reasons["S06"] == ("absent",)
    assert reasons["S12"] == ("blocked by a conflict",)
    assert len(offers.legal) + len(offers.kept_off) == 16
    first = offers.legal[0]
    assert (first.overtime, first.member.is_relief) == (0, False)
    give_duty(desk, "safexst", first.member.code, "house_day", TOMORROW)
    taken = {"shift": "house_day", "date": "2027-02-09"}
    after = cells_of(house, "roster")
    assert [row for row in after if row not in before] == [
        {**taken, "staff": first.member.code, "status": "published"}
    ]
    assert [row for row in before if row not in after] == [
        {**taken, "staff": "S06", "status": "published"}
    ]
    filled = week(desk, "safexst", TODAY, By.SHIFT).gaps
    assert ("house_day", TOMORROW) not in {(g.gap.what, g.gap.day) for g in filled}


def test_nobody_is_given_what_a_rule_keeps_her_off(desk: Desk, house: Store) -> None:
    call_in_sick(desk)
    with pytest.raises(NotLegalError, match=r"S06 cannot take house_day of .*: absent"):
        give_duty(desk, "safexst", "S06", "house_day", TOMORROW)
    with pytest.raises(NotLegalError, match="blocked by a conflict"):
        give_duty(desk, "safexst", "S12", "house_day", TOMORROW)
    with pytest.raises(NotLegalError, match="does not take place"):
        give_duty(desk, "safexst", "S14", "van", TODAY)
    row = one_row(house, "roster", staff="S15", shift="van", date="2027-02-09")
    with pytest.raises(NotLegalError, match="lacks the skill van"):
        reassign_duty(desk, "safexst", row.id, row.version, "S01")


def test_second_coordinator_cannot_fill_what_is_filled(desk: Desk) -> None:
    call_in_sick(desk)
    offers = open_duty_offers(desk, "safexst", "house_day", TOMORROW)
    first, second = (one.member.code for one in offers.legal[:2])
    give_duty(desk, "safexst", first, "house_day", TOMORROW)
    with pytest.raises(NotLegalError, match="nobody is missing"):
        give_duty(desk, "safexst", second, "house_day", TOMORROW)


def test_published_duty_is_offered_to_everybody_but_its_holder(desk: Desk, house: Store) -> None:
    row = one_row(house, "roster", staff="S10", date="2027-02-12")
    offers = duty_offers(desk, "safexst", row.id)
    assert (offers.holder, offers.what, offers.is_over) == ("S10", "house_night", False)
    assert "S10" not in {one.member.code for one in offers.others}
    taker = offers.legal[0].member.code
    reassign_duty(desk, "safexst", row.id, row.version, taker)
    with pytest.raises(ChangedMeanwhileError):
        reassign_duty(desk, "safexst", row.id, row.version, "S09")


def test_session_goes_to_another_worker_at_its_time(desk: Desk, house: Store) -> None:
    row = one_row(house, "sessions", participant="P112", date="2027-02-10")
    offers = session_offers(desk, "safexst", row.id)
    taker = offers.legal[0].member.code
    refused = offers.kept_off[0].member.code
    with pytest.raises(NotLegalError):
        reassign_session(desk, "safexst", row.id, row.version, refused)
    reassign_session(desk, "safexst", row.id, row.version, taker)
    [now] = [one for one in rows_of(house, "sessions") if one.id == row.id]
    assert now.cells == row.cells | {"staff": taker}


def test_duty_that_is_over_or_unknown_offers_nobody(desk: Desk, house: Store) -> None:
    row = one_row(house, "roster", staff="S08", date="2027-02-01")
    offers = duty_offers(desk, "safexst", row.id)
    assert offers.is_over
    assert offers.legal == []
    with pytest.raises(NotFoundError):
        duty_offers(desk, "safexst", 10**6)
    with pytest.raises(NotFoundError):
        open_duty_offers(desk, "safexst", "nothing", TOMORROW)


def test_staff_do_not_see_what_keeps_colleagues_off(house: Store) -> None:
    row = one_row(house, "roster", staff="S10", date="2027-02-12")
    with pytest.raises(NotAllowedError):
        duty_offers(desk_of(house, Role.STAFF, staff="S10"), "safexst", row.id)
