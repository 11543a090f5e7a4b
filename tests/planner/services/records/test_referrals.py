"""Referring somebody, and what becomes of a referral."""

import pytest

from planner.db.store import Store
from planner.domain.errors import InputError
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Role
from planner.services.permissions import NotAllowedError, NotFoundError
from planner.services.records.referrals import (
    edit_referral,
    hold_referral,
    refer,
    resume_referral,
    withdraw_referral,
)
from tests.installation import audit_of, cells_of, desk_of, one_row

NEW = {
    "participant": "R300",
    "service": "residential",
    "received": "2027-02-08",
    "ready": "2027-02-15",
    "priority": "high",
}


def test_referral_of_somebody_new_adds_her_too(house: Store) -> None:
    refer(desk_of(house, Role.COORDINATOR), "safexst", NEW, {"needs": "ground_floor"})
    assert one_row(house, "referrals", participant="R300").cells["status"] == "waiting"
    assert one_row(house, "participants", participant="R300").cells["needs"] == "ground_floor"


def test_referral_of_somebody_known_keeps_what_is_known(house: Store) -> None:
    before = one_row(house, "participants", participant="R213").cells
    more = {**NEW, "participant": "R213"}
    refer(desk_of(house, Role.COORDINATOR), "safexst", more, {"stage": "action"})
    assert one_row(house, "participants", participant="R213").cells == before | {"stage": "action"}


def test_bad_cells_are_all_named_and_nothing_is_added(house: Store) -> None:
    bad = {**NEW, "ready": "soon", "priority": "asap"}
    with pytest.raises(InputError) as refused:
        refer(desk_of(house, Role.COORDINATOR), "safexst", bad)
    assert [problem.column for problem in refused.value.problems] == ["priority", "ready"]
    assert cells_of(house, "participants", participant="R300") == []


def test_change_and_its_audit_event_come_together(house: Store) -> None:
    refer(desk_of(house, Role.COORDINATOR, "C9"), "safexst", NEW)
    events = audit_of(house)[1:]
    assert [(e.actor, e.action, e.table) for e in events] == [
        ("C9", "refer", "participants"),
        ("C9", "refer", "referrals"),
    ]
    assert "ready" in events[1].fields
    assert not any("R300" in str(vars(event)) for event in events)


def test_second_editor_is_told_both_values(house: Store) -> None:
    row = one_row(house, "referrals", participant="R205")
    desk = desk_of(house, Role.COORDINATOR)
    edit_referral(desk, "safexst", row.id, row.version, priority="urgent")
    with pytest.raises(ChangedMeanwhileError) as lost:
        edit_referral(desk, "safexst", row.id, row.version, priority="high")
    assert "priority is 'urgent' now, you wrote 'high'" in str(lost.value)
    assert one_row(house, "referrals", participant="R205").cells["priority"] == "urgent"


def test_held_referral_waits_again_when_resumed(house: Store) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "referrals", participant="R205")
    hold_referral(desk, "safexst", row.id, row.version)
    held = one_row(house, "referrals", participant="R205")
    assert held.cells["status"] == "on_hold"
    resume_referral(desk, "safexst", held.id, held.version)
    assert one_row(house, "referrals", participant="R205").cells == row.cells


def test_withdrawn_referral_takes_its_proposed_stay_along(house: Store) -> None:
    row = one_row(house, "referrals", participant="R203")
    desk = desk_of(house, Role.COORDINATOR)
    withdraw_referral(desk, "safexst", row.id, row.version, "elsewhere")
    assert one_row(house, "referrals", participant="R203").cells["outcome"] == "elsewhere"
    assert cells_of(house, "stays", participant="R203") == []


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF, Role.ADMIN])
def test_only_coordinators_refer(house: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        refer(desk_of(house, role), "safexst", NEW)


def test_programme_of_somebody_else_is_as_if_absent(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR, programme="alluriarniq")
    with pytest.raises(NotFoundError):
        refer(desk, "safexst", NEW)


def test_nobody_is_referred_on_a_day_to_come(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    late = {**NEW, "received": "2027-02-09", "priority": "asap"}
    with pytest.raises(InputError) as refused:
        refer(desk, "safexst", late)
    assert {problem.column for problem in refused.value.problems} == {"priority", "received"}
    row = one_row(house, "referrals", participant="R205")
    with pytest.raises(InputError, match="2027-02-09 is still to come"):
        edit_referral(desk, "safexst", row.id, row.version, received="2027-02-09")
    assert cells_of(house, "referrals", received="2027-02-09") == []
