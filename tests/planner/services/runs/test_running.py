"""Asking for runs, seeing how they go, cancelling them."""

import pytest

from planner.db.events import AuditRecord
from planner.db.plan_queries import PUBLISHED
from planner.db.plans import PlanRecord, RunRecord
from planner.db.store import Store
from planner.domain.plan import Layer
from planner.domain.runs import RunState
from planner.services.desk import Desk, Role
from planner.services.permissions import Action, NotAllowedError, NotFoundError
from planner.services.records.beds import close_bed
from planner.services.runs.holding import beat_run, claim_run, finish_run
from planner.services.runs.running import (
    RunOverError,
    cancel_run,
    request_run,
    run_status,
    runs_of,
)
from planner.services.snapshots import snapshot
from tests.installation import desk_of
from tests.runs import OUTCOME, PACE


def actions(store: Store) -> list[str]:
    with store.reading() as session:
        return [row.action for row in session.query(AuditRecord).order_by(AuditRecord.id)]


def test_run_keeps_its_input_as_it_was(desk: Desk) -> None:
    found = snapshot(desk, "safexst", Action.REQUEST_RUN)
    run_id = request_run(desk, "safexst", (Layer.STAYS,), 5.0, 7, 1)
    close_bed(desk, "safexst", "B1", "2028-03-01", "2028-03-02")
    with desk.store.reading() as session:
        run = session.get_one(RunRecord, run_id)
        files = {name: text.encode() for name, text in run.snapshot["files"].items()}
        assert files == dict(found.files)
        assert run.input_sha256 == found.loaded.input_sha256
        assert run.revision == found.revision
        assert run.settings == {
            "as_of": "2027-02-08",
            "layers": ["stays"],
            "time_limit": 5.0,
            "seed": 7,
            "threads": 1,
        }


def test_request_and_cancelling_are_told_to_the_audit_log(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    cancel_run(desk, "safexst", run_id)
    assert actions(desk.store)[-2:] == ["request_run", "cancel_run"]


def test_queued_run_is_cancelled_at_once(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    cancel_run(desk, "safexst", run_id)
    status = run_status(desk, "safexst", run_id)
    assert (status.state, status.plan_id, status.is_ending) == (RunState.CANCELLED, None, False)
    assert claim_run(desk.store, "worker", PACE) is None
    with pytest.raises(RunOverError, match="over already: cancelled"):
        cancel_run(desk, "safexst", run_id)


def test_running_run_is_told_to_end_and_keeps_its_plan(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claim = claim_run(desk.store, "worker", PACE)
    assert claim is not None
    assert beat_run(desk.store, claim, None, PACE) is False
    cancel_run(desk, "safexst", run_id)
    assert run_status(desk, "safexst", run_id).is_ending
    assert beat_run(desk.store, claim, None, PACE) is True
    assert finish_run(desk.store, claim, OUTCOME) is RunState.CANCELLED
    status = run_status(desk, "safexst", run_id)
    assert (status.state, status.is_ending) == (RunState.CANCELLED, False)
    assert status.plan_id is not None


def test_status_tells_the_progress_and_its_gap(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claim = claim_run(desk.store, "worker", PACE)
    assert claim is not None
    told = {"layer": "schedule", "seconds": 1.5, "best_cost": 200, "bound": 150}
    beat_run(desk.store, claim, told, PACE)
    progress = run_status(desk, "safexst", run_id).progress
    assert progress is not None
    assert (progress.layer, progress.seconds, progress.gap) == (Layer.SCHEDULE, 1.5, 0.25)


def test_newest_run_is_listed_first(desk: Desk) -> None:
    first, second = request_run(desk, "safexst"), request_run(desk, "safexst", seed=2)
    assert [status.run_id for status in runs_of(desk, "safexst")] == [second, first]


def test_schedule_alone_stands_on_the_published_plan(desk: Desk) -> None:
    for state in (PUBLISHED, "draft"):
        request_run(desk, "safexst", seed=3)
        claim = claim_run(desk.store, "worker", PACE)
        assert claim is not None
        files = {"stays.csv": state}
        finish_run(desk.store, claim, type(OUTCOME)({}, files, {}))
        with desk.store.writing() as session:
            session.query(PlanRecord).order_by(PlanRecord.id.desc()).first().state = state
    run_id = request_run(desk, "safexst", (Layer.SCHEDULE,))
    with desk.store.reading() as session:
        earlier = session.get_one(RunRecord, run_id).snapshot["earlier"]
    assert earlier == {"stays.csv": PUBLISHED}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF, Role.ADMIN])
def test_only_coordinators_ask_for_runs(shared_house: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        request_run(desk_of(shared_house, role), "safexst")
    with pytest.raises(NotAllowedError):
        cancel_run(desk_of(shared_house, role), "safexst", 1)


def test_run_of_another_programme_is_as_if_absent(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    stranger = desk_of(desk.store, Role.COORDINATOR, programme="elsewhere")
    for call in (cancel_run, run_status):
        with pytest.raises(NotFoundError):
            call(stranger, "safexst", run_id)
        with pytest.raises(NotFoundError):
            call(stranger, "elsewhere", run_id)
        with pytest.raises(NotFoundError):
            call(desk, "safexst", run_id + 1)
