import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner.db.plans import CalendarFeedRecord, RunRecord
from planner.db.store import Store
from planner.services.access.audit_log import check_chain
from planner.services.desk import Desk, Role
from planner.services.keeping.backup import verify_installation
from planner.services.keeping.erasure_list import ErasureList
from planner.services.keeping.retention import RetentionRules, due_now, let_go, months_before
from planner.services.permissions import NotAllowedError
from planner.services.records.beds import close_bed
from planner.services.records.participants import add_participant
from planner.services.records.referrals import withdraw_referral
from tests.installation import audit_of, cells_of, desk_of, one_row
from tests.planner.services.kept_documents import keep_documents_about

ON_ONE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
RULES = RetentionRules()
# The last day of each service in the sample.
ENDS = {
    "P101": "2027-03-19",
    "P102": "2027-05-14",
    "P103": "2027-08-06",
    "P110": "2027-05-03",
    "P111": "2027-07-05",
    "P112": "2027-08-02",
    "P113": "2027-08-30",
    "P120": "2027-06-07",
}


@pytest.fixture
def admin(house: Store) -> Desk:
    return desk_of(house, Role.ADMIN, programme=None)


def on(desk: Desk, day: str) -> Desk:
    """The desk on another day."""
    then = dt.datetime.fromisoformat(f"{day}T17:00+00:00")
    return replace(desk, today=then.date(), now=then)


def due_codes(desk: Desk, day: str, rules: RetentionRules = RULES) -> set[str]:
    return {found.code for found in due_now(on(desk, day), rules).participants}


@ON_ONE
def test_exactly_those_are_due_whose_last_service_ended_long_enough_ago(admin: Desk) -> None:
    for code, end in ENDS.items():
        last = dt.date.fromisoformat(end)
        same_day = last.replace(year=last.year + 2)
        for shift in (-1, 0, 1):
            today = same_day + dt.timedelta(days=shift)
            expected = {
                other
                for other, ended in ENDS.items()
                if dt.date.fromisoformat(ended) < today.replace(year=today.year - 2)
            }
            assert due_codes(admin, today.isoformat()) == expected
            assert (code in expected) == (shift > 0)


@ON_ONE
def test_nobody_is_due_who_waits_or_is_served(admin: Desk) -> None:
    assert due_codes(admin, "2027-02-08") == set()
    assert due_codes(admin, "2060-01-01") == set(ENDS)
    assert "P101" in due_codes(admin, "2027-05-01", RetentionRules(participant_months=1))


@ON_ONE
def test_a_closed_referral_counts_where_no_service_ever_was(admin: Desk) -> None:
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    row = one_row(admin.store, "referrals", participant="R202")
    withdraw_referral(coordinator, "safexst", row.id, row.version)
    received = dt.date.fromisoformat(row.cells["received"])
    add_participant(coordinator, "safexst", {"participant": "N001"})
    day = received.replace(year=received.year + 2)
    assert "R202" not in due_codes(admin, day.isoformat())
    assert "R202" in due_codes(admin, (day + dt.timedelta(days=1)).isoformat())
    assert ("safexst", "N001") in due_now(admin, RULES).undated


def test_letting_go_erases_the_due_and_nobody_else(admin: Desk, tmp_path: Path) -> None:
    desk = on(admin, "2029-06-01")
    due = let_go(desk, RULES, ErasureList(tmp_path))
    assert {found.code for found in due.participants} == {"P101", "P102", "P110"}
    left = {cells["participant"] for cells in cells_of(admin.store, "participants")}
    assert left & set(ENDS) == set(ENDS) - {"P101", "P102", "P110"}
    assert len(ErasureList(tmp_path).read()) == 3
    assert due_now(desk, RULES).participants == []
    assert verify_installation(desk).faults == []


def test_old_records_beside_the_tables_go(admin: Desk, tmp_path: Path) -> None:
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    close_bed(coordinator, "safexst", "B1", "2028-03-01", "2028-03-02")
    for _ in range(2):
        keep_documents_about_once(admin.store)
    assert _counts(admin, "2027-03-01") == (0, 0, 0)
    assert _counts(admin, "2027-03-11") == (1, 0, 0)
    assert _counts(admin, "2027-05-10") == (1, 2, 0)
    assert _counts(admin, "2027-08-08") == (1, 2, 1)
    let_go(on(admin, "2027-08-08"), RULES, ErasureList(tmp_path))
    assert _counts(admin, "2027-08-08") == (0, 0, 0)


def keep_documents_about_once(store: Store) -> None:
    """A draft and its run, which is over."""
    keep_documents_about(store, "R203")
    with store.writing() as session:
        for run in session.query(RunRecord):
            run.state, run.finished_at = "done", run.requested_at
        session.query(CalendarFeedRecord).delete()


def _counts(desk: Desk, day: str) -> tuple[int, int, int]:
    due = due_now(on(desk, day), RULES)
    return due.changes, due.run_inputs, due.drafts


def test_the_log_loses_its_oldest_events_and_stays_a_chain(admin: Desk, tmp_path: Path) -> None:
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    later = on(coordinator, "2030-01-01")
    close_bed(coordinator, "safexst", "B1", "2028-03-01", "2028-03-02")
    close_bed(later, "safexst", "B1", "2032-03-01", "2032-03-02")
    desk = on(admin, "2034-02-09")
    assert due_now(desk, RULES).events == 2
    let_go(desk, RULES, ErasureList(tmp_path))
    actions = [event.action for event in audit_of(admin.store)]
    assert actions[0] == "close_bed"
    assert actions[-1] == "retain"
    assert check_chain(desk).broken == []


@ON_ONE
def test_letting_go_does_not_hide_that_the_log_was_altered(admin: Desk, tmp_path: Path) -> None:
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    for day in (1, 2, 3):
        close_bed(
            on(coordinator, f"2030-01-0{day}"), "safexst", "B1", f"2032-03-0{day}", "2032-03-09"
        )
    altered = audit_of(admin.store)[2].id
    with admin.store.writing() as session:
        session.connection().exec_driver_sql(
            f"UPDATE audit_events SET actor = 'nobody' WHERE id = {altered}"
        )
    let_go(on(admin, "2034-02-09"), RULES, ErasureList(tmp_path))
    assert check_chain(admin).broken == [altered]


@ON_ONE
def test_a_manager_lets_go_in_her_programme_only_and_others_not_at_all(
    house: Store, tmp_path: Path
) -> None:
    manager = on(desk_of(house, Role.MANAGER, programme="elsewhere"), "2060-01-01")
    assert let_go(manager, RULES, ErasureList(tmp_path)).participants == []
    with pytest.raises(NotAllowedError):
        due_now(desk_of(house, Role.COORDINATOR), RULES)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2029-03-31", 1, "2029-02-28"),
        ("2028-03-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2027-01-15", 1, "2026-12-15"),
        ("2027-12-15", 24, "2025-12-15"),
    ],
)
def test_months_go_back_by_the_calendar(day: str, months: int, before: str) -> None:
    assert months_before(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(before)
