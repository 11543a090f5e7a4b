"""From a draft to the plan that staff work by."""

import datetime as dt

import pytest

from planner.check.violations import Violation
from planner.db.store import Store
from planner.domain.differences import DifferenceKind, DifferenceSort
from planner.services.desk import Role
from planner.services.permissions import Action, NotAllowedError, NotFoundError
from planner.services.plans.outdated import PlanOutdatedError
from planner.services.plans.publishing import PlanStateError, discard_plan, publish_plan
from planner.services.records.duties import lock_duty
from planner.services.records.stays import discharge, move_stay
from planner.services.standing import standing_plan
from planner.tables.plan import read_plan_files
from tests.installation import desk_of, one_row, rows_of
from tests.kept_plans import keep_draft, sample_plan_files


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The best plan of ``safexst``."""
    return sample_plan_files()


def test_published_plan_is_what_stands(house: Store, files: dict[str, str]) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    draft = keep_draft(house, files)
    found = publish_plan(desk, "safexst", draft, 1)
    planned, _ = read_plan_files({name: text.encode() for name, text in files.items()})
    _, standing = standing_plan(desk, "safexst", Action.VIEW_WEEK)
    assert set(standing.stays.stays) == set(planned.stays.stays)
    assert set(standing.stays.enrolments) == set(planned.stays.enrolments)
    assert set(standing.stays.support) == set(planned.stays.support)
    assert standing.schedule is not None
    assert planned.schedule is not None
    assert set(standing.schedule.roster) == set(planned.schedule.roster)
    assert set(standing.schedule.sessions) == set(planned.schedule.sessions)
    assert set(standing.schedule.activities) == set(planned.schedule.activities)
    assert [(g.kind, g.what, g.day, g.count) for g in standing.schedule.gaps] == [
        (g.kind, g.what, g.day, g.count) for g in planned.schedule.gaps
    ]
    assert {item.kind for item in found} >= {DifferenceKind.SHIFT, DifferenceKind.SESSION}


def test_publishing_the_same_again_changes_nothing(house: Store, files: dict[str, str]) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    publish_plan(desk, "safexst", keep_draft(house, files), 1)
    assert publish_plan(desk, "safexst", keep_draft(house, files), 1) == []


def test_duty_that_stays_keeps_its_lock_and_its_identity(
    house: Store, files: dict[str, str]
) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    publish_plan(desk, "safexst", keep_draft(house, files), 1)
    row = next(r for r in rows_of(house, "roster") if r.cells["date"] > "2027-02-20")
    lock_duty(desk, "safexst", row.id, row.version, True)
    publish_plan(desk, "safexst", keep_draft(house, files), 1)
    same = next(r for r in rows_of(house, "roster") if r.id == row.id)
    assert same.cells == row.cells | {"status": "locked"}


def test_stay_that_is_published_anew_is_told_as_moved(house: Store, files: dict[str, str]) -> None:
    found = publish_plan(desk_of(house, Role.COORDINATOR), "safexst", keep_draft(house, files), 1)
    stays = [item for item in found if item.kind is DifferenceKind.STAY]
    moved = [item.who for item in stays if item.sort is DifferenceSort.MOVED]
    assert moved == [item.who for item in stays if item.before and item.after]
    assert {item.who for item in stays if not item.before} <= {
        row.cells["participant"] for row in rows_of(house, "referrals")
    }


def test_draft_that_does_not_fit_any_more_is_refused(house: Store, files: dict[str, str]) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    draft = keep_draft(house, files)
    row = one_row(house, "stays", participant="P103")
    discharge(desk, "safexst", row.id, row.version, dt.date(2027, 2, 10))
    before = [row.cells for row in rows_of(house, "roster")]
    with pytest.raises(PlanOutdatedError, match="P103"):
        publish_plan(desk, "safexst", draft, 1)
    assert [row.cells for row in rows_of(house, "roster")] == before


def test_draft_is_published_or_discarded_once(house: Store, files: dict[str, str]) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    draft = keep_draft(house, files)
    discard_plan(desk, "safexst", draft, 1)
    for version in (1, 2):
        with pytest.raises(PlanStateError):
            publish_plan(desk, "safexst", draft, version)
    with pytest.raises(NotFoundError):
        publish_plan(desk, "safexst", draft + 1, 1)


def test_only_coordinators_publish(house: Store, files: dict[str, str]) -> None:
    with pytest.raises(NotAllowedError):
        publish_plan(desk_of(house, Role.MANAGER), "safexst", keep_draft(house, files), 1)


def test_refusal_tells_each_rule_once_and_the_plans_own_account_only_alone() -> None:
    broken = [Violation(rule, f"{n}") for rule in ("rows", "R10", "R2", "S3") for n in range(3)]
    told = PlanOutdatedError(broken).lines
    assert told[1:] == [
        "S3: 0 And 2 more of this kind.",
        "R2: 0 And 2 more of this kind.",
        "R10: 0 And 2 more of this kind.",
    ]
    assert PlanOutdatedError(broken[:1]).lines[1:] == ["rows: 0"]
    many = [Violation(f"R{number}", "x") for number in range(1, 13)]
    told = PlanOutdatedError(many).lines
    assert (len(told), told[-1]) == (9, "And 5 more rules.")


def test_what_becomes_otherwise_keeps_its_identity(house: Store, files: dict[str, str]) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    stay = one_row(house, "stays", participant="R203")
    assert "R203,B1,2027-03-22," in files["stays.csv"]
    row = next(r for r in rows_of(house, "roster") if r.cells["date"] == "2027-02-09")
    planned = files["roster.csv"].splitlines()
    who = [line.split(",")[0] for line in planned if f",{row.cells['shift']},2027-02-09" in line]
    assert who
    assert row.cells["staff"] not in who
    move_stay(desk, "safexst", stay.id, stay.version, "B1", dt.date(2027, 3, 29))
    publish_plan(desk, "safexst", keep_draft(house, files), 1)
    assert one_row(house, "stays", participant="R203").id == stay.id
    assert one_row(house, "stays", participant="R203").cells["bed"] == "B1"
    duty = next(r for r in rows_of(house, "roster") if r.id == row.id)
    assert duty.cells["shift"] == row.cells["shift"]
    assert duty.cells["staff"] in who
