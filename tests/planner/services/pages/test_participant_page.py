"""What each role sees of a participant."""

from dataclasses import replace

import pytest

from planner.db.plan_queries import SUPERSEDED
from planner.db.plans import PlanRecord
from planner.db.programmes import find_programme
from planner.db.store import Store
from planner.services.desk import Desk, Role
from planner.services.pages.participant_list import participant_list
from planner.services.pages.participant_page import participant_page
from planner.services.permissions import Action, NotAllowedError, NotFoundError
from tests.installation import NOW, audit_of, desk_of, one_row

DAY = "2027-02-10"


def row_id(store: Store, code: str) -> int:
    return one_row(store, "participants", participant=code).id


def staff_desk(store: Store, code: str) -> Desk:
    return desk_of(store, Role.STAFF, staff=code)


def publish_changes(store: Store, rows: list[dict[str, object]]) -> None:
    with store.writing() as session:
        record = find_programme(session, "safexst")
        assert record is not None
        session.add(
            PlanRecord(
                programme_id=record.id,
                state=SUPERSEDED,
                revision=1,
                files={},
                summary={},
                differences={"rows": rows},
                created_at=NOW,
                published_at=NOW,
                published_by="C1",
            )
        )


def change(kind: str, who: str) -> dict[str, object]:
    after = {"staff": "S02", "date": DAY, "start": "09:00"}
    cells = {"before": {}, "after": after}
    return {"kind": kind, "sort": "added", "who": who, "day": DAY, **cells}


def test_coordinator_sees_services_wishes_and_who_is_kept_apart(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    found = participant_page(desk, "safexst", row_id(house, "P103"))
    assert [(s.bed, str(s.kind)) for s in found.stays] == [("B3", "in_house")]
    assert [w.staff for w in found.workers] == ["S03"]
    assert [str(e.start) for e in found.enrolments] == ["2027-01-18"]
    assert found.wishes is not None
    assert found.wishes["languages"] == "fr;en"
    assert [(c.other, c.kind) for c in found.kept_apart] == [("S12", "participant_staff")]


def test_conflict_counts_for_both_and_a_worker_for_none_but_her(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    first = participant_page(desk, "safexst", row_id(house, "R202"))
    second = participant_page(desk, "safexst", row_id(house, "P102"))
    assert [c.other for c in first.kept_apart] == ["P102"]
    assert [c.other for c in second.kept_apart] == ["R202"]


def test_manager_sees_counts_and_no_wishes(house: Store) -> None:
    found = participant_page(desk_of(house, Role.MANAGER), "safexst", row_id(house, "R207"))
    assert (found.conflicts, found.kept_apart, found.wishes) == (2, (), None)


def test_staff_see_no_referrals_and_nobody_outside_their_caseload(house: Store) -> None:
    found = participant_page(staff_desk(house, "S06"), "safexst", row_id(house, "P120"))
    assert (found.code, found.referrals, found.kept_apart) == ("P120", (), ())
    with pytest.raises(NotFoundError, match="no such participant"):
        participant_page(staff_desk(house, "S06"), "safexst", row_id(house, "P101"))
    with pytest.raises(NotFoundError, match="no such participant"):
        participant_page(staff_desk(house, "S06"), "safexst", 999_999)


def test_administrator_sees_nobody(house: Store) -> None:
    desk = replace(desk_of(house, Role.ADMIN))
    with pytest.raises(NotAllowedError):
        participant_page(desk, "safexst", 1)
    with pytest.raises(NotAllowedError):
        participant_list(desk, "safexst")


def test_each_look_is_written_down_without_her_code(house: Store) -> None:
    participant_page(desk_of(house, Role.MANAGER), "safexst", row_id(house, "P101"))
    event = audit_of(house)[-1]
    assert (event.actor, event.action) == ("manager1", Action.VIEW_PARTICIPANT)
    assert event.subject is not None
    assert event.detail is None


def test_history_has_what_plans_changed_for_her_alone(house: Store) -> None:
    rows = [change("session", "P101"), change("session", "P102"), change("shift", "P101")]
    publish_changes(house, rows)
    publish_changes(house, [change("session", "P102")])
    desk = desk_of(house, Role.COORDINATOR)
    [told] = participant_page(desk, "safexst", row_id(house, "P101")).changes
    assert [(str(d.kind), d.who) for d in told.differences] == [("session", "P101")]
    newest, older = participant_page(desk, "safexst", row_id(house, "P102")).changes
    assert newest.plan_id > older.plan_id


def test_list_is_the_caseload_for_staff_and_everybody_for_others(house: Store) -> None:
    mine = participant_list(staff_desk(house, "S02"), "safexst")
    assert [line.code for line in mine.lines] == ["P101", "P110", "P112"]
    assert (mine.found, mine.total) == (3, 3)
    found = participant_list(desk_of(house, Role.MANAGER), "safexst", "p11")
    assert [line.code for line in found.lines] == ["P110", "P111", "P112", "P113"]
    assert found.total == 21
