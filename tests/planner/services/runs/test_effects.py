"""What a change would do to everybody waiting: asked for and looked at."""

import pytest

from planner.db.store import Store
from planner.domain.errors import CommitmentError, InputError
from planner.domain.participants import Service
from planner.domain.runs import RunState
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Role
from planner.services.permissions import NotAllowedError, NotFoundError
from planner.services.records.beds import close_bed
from planner.services.records.deeds import Deed, DeedKind, perform
from planner.services.records.stays import confirm_stay
from planner.services.runs.effects import (
    EffectRow,
    NothingChangesError,
    Placement,
    Verdict,
    effect,
    request_effect,
)
from planner.services.runs.holding import finish_run
from planner.services.runs.kinds import Outcome
from planner.services.runs.running import request_run, run_status
from tests.installation import TODAY, desk_of, one_row
from tests.runs import claimed, plans_made, run_record

ROW = {
    "participant": "R203",
    "service": "residential",
    "before": {"start": "2027-03-22", "bed": "B1", "reason": ""},
    "after": {"start": "", "bed": "", "reason": "window"},
}


@pytest.fixture
def kind() -> str:
    """What differs between databases is tested with the runs."""
    return "sqlite"


def extension(store: Store, day: str, version: int = 0) -> Deed:
    row = one_row(store, "stays", participant="P101")
    return Deed(DeedKind.EXTEND, row.id, version or row.version, {"discharge": day})


def test_effect_is_asked_for_without_changing_anything(house: Store) -> None:
    desk, before = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="P101")
    run_id = request_effect(desk, "safexst", extension(house, "2027-04-16"))
    kept = run_record(house, run_id).snapshot
    assert "P101,B1,2026-06-22,2027-03-19" in kept["files"]["stays.csv"]
    assert "P101,B1,2026-06-22,2027-04-16" in kept["after"]["stays.csv"]
    assert one_row(house, "stays", participant="P101") == before


def test_effect_is_told_when_it_is_known(house: Store) -> None:
    desk, deed = desk_of(house, Role.COORDINATOR), extension(house, "2027-04-16")
    run_id = request_effect(desk, "safexst", deed)
    waiting = effect(desk, "safexst", run_id)
    assert (waiting.state, waiting.rows, waiting.deed) == (RunState.QUEUED, None, deed)
    finish_run(house, claimed(house), Outcome({"rows": [ROW], "is_best": True}))
    found = effect(desk, "safexst", run_id)
    assert found.rows is not None
    assert found.rows[0].verdict is Verdict.DISPLACED
    assert (found.is_best, found.is_outdated, plans_made(house)) == (True, False, [])
    close_bed(desk, "safexst", "B1", "2028-05-01", "2028-05-02")
    assert effect(desk, "safexst", run_id).is_outdated


def test_effect_is_searched_before_plans_that_were_asked_for_earlier(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    plans = [request_run(desk, "safexst", seed=seed) for seed in (1, 2)]
    asked = request_effect(desk, "safexst", extension(house, "2027-04-16"))
    assert [claimed(house).run_id for _ in range(3)] == [asked, *plans]


def test_change_that_would_be_refused_is_not_searched(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    with pytest.raises(ChangedMeanwhileError):
        request_effect(desk, "safexst", extension(house, "2027-04-16", version=7))
    with pytest.raises(InputError, match="not a date"):
        request_effect(desk, "safexst", extension(house, "soon"))
    with pytest.raises(NothingChangesError):
        request_effect(desk, "safexst", extension(house, "2027-03-19"))
    promise = one_row(house, "stays", participant="R203")
    confirm_stay(desk, "safexst", promise.id, promise.version)
    with pytest.raises((InputError, CommitmentError)):
        request_effect(desk, "safexst", extension(house, "2027-04-16"))


def test_whoever_asks_again_waits_only_for_the_last(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    plan = request_run(desk, "safexst")
    first = request_effect(desk, "safexst", extension(house, "2027-04-16"))
    second = request_effect(desk, "safexst", extension(house, "2027-04-23"))
    states = [run_status(desk, "safexst", run_id).state for run_id in (plan, first, second)]
    assert states == [RunState.QUEUED, RunState.CANCELLED, RunState.QUEUED]


def test_cancelled_run_has_no_effect_whatever_its_search_wrote_down(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    first = request_effect(desk, "safexst", extension(house, "2027-04-16"))
    claim = claimed(house)
    request_effect(desk, "safexst", extension(house, "2027-04-23"))
    finish_run(house, claim, Outcome({"rows": [ROW], "is_best": False}))
    found = effect(desk, "safexst", first)
    assert (found.state, found.rows) == (RunState.CANCELLED, None)


def test_every_deed_is_performed_by_its_use_case(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)

    def do(kind: DeedKind, table: str, who: dict[str, str], **cells: str) -> None:
        row = one_row(house, table, **who)
        perform(desk, "safexst", Deed(kind, row.id, row.version, cells))

    do(DeedKind.MOVE, "stays", {"participant": "R201"}, bed="B2", admission="2027-06-07")
    do(DeedKind.CONFIRM, "stays", {"participant": "R201"})
    do(DeedKind.RELEASE, "stays", {"participant": "R201"})
    do(DeedKind.RELEASE, "stays", {"participant": "R203"})
    do(DeedKind.DISCHARGE, "stays", {"participant": "P101"}, discharge=str(TODAY))
    closure = {"bed": "B1", "start": "2028-01-03", "end": "2028-01-09", "reason": "paint"}
    perform(desk, "safexst", Deed(DeedKind.CLOSE, cells=closure))
    do(DeedKind.OPEN, "bed_closures", {"reason": "paint"}, end="2028-01-05")
    assert one_row(house, "bed_closures", bed="B1").cells["end"] == "2028-01-05"
    assert one_row(house, "stays", bed="B1").cells["discharge"] == str(TODAY)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF])
def test_only_coordinators_try_changes(house: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        request_effect(desk_of(house, role), "safexst", extension(house, "2027-04-16"))


def test_plan_run_is_no_effect(house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    with pytest.raises(NotFoundError):
        effect(desk, "safexst", request_run(desk, "safexst"))


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (Placement(TODAY, "B1"), Placement(TODAY, "B2"), Verdict.OTHER_BED),
        (Placement(), Placement(TODAY, "B2"), Verdict.PLACED),
        (Placement(TODAY, "B1"), Placement(TODAY, "B1"), Verdict.SAME),
    ],
)
def test_verdict_compares_day_and_bed(
    before: Placement, after: Placement, verdict: Verdict
) -> None:
    assert EffectRow("R203", Service.RESIDENTIAL, before, after).verdict is verdict
