"""Which worker holds a run, and that it ends once."""

import datetime as dt
import threading
from dataclasses import replace

import pytest

from planner.db.events import AuditRecord
from planner.db.plans import RunRecord
from planner.db.runs import Claim, Pace, take_from_workers
from planner.db.store import Store
from planner.domain.runs import RunState
from planner.services.desk import Desk
from planner.services.runs.holding import (
    beat_run,
    cancel_held_run,
    claim_run,
    fail_run,
    finish_run,
    give_back_run,
    keep_late,
    retry_run,
)
from planner.services.runs.running import cancel_run, request_run, run_status
from tests.runs import NO_LEASE, OUTCOME, PACE, claimed, plans_made, run_record


def actions(store: Store) -> list[str]:
    with store.reading() as session:
        return [row.action for row in session.query(AuditRecord).order_by(AuditRecord.id)]


def test_runs_are_taken_oldest_first_and_one_by_one(desk: Desk) -> None:
    first, second = request_run(desk, "safexst"), request_run(desk, "safexst", seed=2)
    assert [claimed(desk.store).run_id, claimed(desk.store).run_id] == [first, second]
    assert claim_run(desk.store, "worker", PACE) is None


def test_many_workers_at_once_never_take_the_same_run(desk: Desk) -> None:
    runs = {request_run(desk, "safexst", seed=seed) for seed in range(6)}
    found: list[Claim | None] = []
    start = threading.Barrier(8)

    def take(owner: str) -> None:
        start.wait()
        found.append(claim_run(desk.store, owner, PACE))

    workers = [threading.Thread(target=take, args=(f"worker{n}",)) for n in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    taken = [claim.run_id for claim in found if claim is not None]
    assert len(taken) == len(set(taken))
    while (claim := claim_run(desk.store, "late", PACE)) is not None:
        taken.append(claim.run_id)
    assert sorted(taken) == sorted(runs)


def test_finished_run_has_one_draft_and_one_event(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claim = claimed(desk.store)
    assert finish_run(desk.store, claim, OUTCOME) is RunState.DONE
    assert finish_run(desk.store, claim, OUTCOME) is None
    assert plans_made(desk.store) == [run_id]
    assert actions(desk.store)[-2:] == ["request_run", "run_done"]
    status = run_status(desk, "safexst", run_id)
    assert (status.state, status.result) == (RunState.DONE, {"stopped_by": "proof"})
    assert status.plan_id is not None
    assert status.error is None


def test_finished_run_tells_the_figures_of_its_plan_and_not_those_reported_last(
    desk: Desk,
) -> None:
    run_id = request_run(desk, "safexst")
    claim = claimed(desk.store)
    beat_run(desk.store, claim, {"layer": "stays", "seconds": 2.0, "bound": 0}, PACE)
    finish_run(desk.store, claim, replace(OUTCOME, progress={"best_cost": 9, "bound": 9}))
    progress = run_status(desk, "safexst", run_id).progress
    assert progress is not None
    assert (progress.seconds, progress.best_cost, progress.bound) == (2.0, 9, 9)


def test_worker_that_lost_its_run_writes_nothing(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    slow = claimed(desk.store, "slow", NO_LEASE)
    quick = claimed(desk.store, "quick")
    assert quick.run_id == slow.run_id == run_id
    assert beat_run(desk.store, slow, {"best_cost": 1}, PACE) is None
    assert finish_run(desk.store, slow, OUTCOME) is None
    assert fail_run(desk.store, slow, "no") is None
    assert retry_run(desk.store, slow, "no", PACE) is None
    assert give_back_run(desk.store, slow) is None
    assert cancel_held_run(desk.store, slow) is None
    assert keep_late(desk.store, slow, OUTCOME) is None
    assert plans_made(desk.store) == []
    assert finish_run(desk.store, quick, OUTCOME) is RunState.DONE
    assert plans_made(desk.store) == [run_id]


def test_same_worker_cannot_write_for_its_earlier_attempt(desk: Desk) -> None:
    request_run(desk, "safexst")
    before = claimed(desk.store)
    assert give_back_run(desk.store, before)
    now = claimed(desk.store)
    assert beat_run(desk.store, before, None, PACE) is None
    assert beat_run(desk.store, now, None, PACE) is False


def test_beats_keep_the_run(desk: Desk) -> None:
    request_run(desk, "safexst")
    claim = claimed(desk.store, pace=NO_LEASE)
    assert beat_run(desk.store, claim, None, PACE) is False
    assert claim_run(desk.store, "other", PACE) is None


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_clock_that_jumps_frees_a_run_and_lets_one_worker_end_it(desk: Desk, hours: int) -> None:
    run_id = request_run(desk, "safexst")
    before = claimed(desk.store, "before")
    with desk.store.writing() as session:
        run = session.get_one(RunRecord, run_id)
        assert run.lease_until is not None
        run.lease_until += dt.timedelta(hours=hours)
    after = claimed(desk.store, "after")
    assert finish_run(desk.store, before, OUTCOME) is None
    assert finish_run(desk.store, after, OUTCOME) is RunState.DONE
    assert plans_made(desk.store) == [run_id]


def test_run_rests_after_a_failed_try_while_others_have_their_turn(desk: Desk) -> None:
    first, second = request_run(desk, "safexst"), request_run(desk, "safexst", seed=2)
    assert retry_run(desk.store, claimed(desk.store), "It broke off.", Pace()) is RunState.QUEUED
    assert claimed(desk.store).run_id == second
    assert claim_run(desk.store, "worker", PACE) is None
    run = run_record(desk.store, first)
    assert (run.error, run.owner, run.lease_until) == ("It broke off.", None, None)
    assert run.not_before is not None
    with desk.store.writing() as session:
        session.get_one(RunRecord, first).not_before = run.not_before - dt.timedelta(seconds=2)
    assert claimed(desk.store).run_id == first


def test_run_that_fails_three_times_is_given_up_with_its_reason(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    states = [retry_run(desk.store, claimed(desk.store), "It broke.", PACE) for _ in range(3)]
    assert states == [RunState.QUEUED, RunState.QUEUED, RunState.FAILED]
    assert run_status(desk, "safexst", run_id).error == "It broke. This was try 3 of 3."
    assert actions(desk.store)[-1] == "run_failed"
    assert claim_run(desk.store, "worker", PACE) is None


def test_run_whose_worker_goes_three_times_is_given_up(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    for owner in ("first", "second", "third"):
        claimed(desk.store, owner, NO_LEASE)
    assert claim_run(desk.store, "fourth", PACE) is None
    status = run_status(desk, "safexst", run_id)
    assert (status.state, status.tries) == (RunState.FAILED, 3)
    assert status.error is not None
    assert status.error.startswith("The worker that searched has gone")


def test_run_that_is_given_back_keeps_its_tries(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    for _ in range(5):
        give_back_run(desk.store, claimed(desk.store))
    assert run_record(desk.store, run_id).tries == 0
    assert run_record(desk.store, run_id).attempt == 5


def test_input_that_cannot_be_planned_is_not_tried_again(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    assert fail_run(desk.store, claimed(desk.store), "S1: no.") is RunState.FAILED
    status = run_status(desk, "safexst", run_id)
    assert (status.error, status.tries) == ("S1: no.", 1)
    assert claim_run(desk.store, "worker", PACE) is None


def test_cancelled_run_whose_worker_has_gone_ends_cancelled(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claimed(desk.store)
    cancel_run(desk, "safexst", run_id)
    with desk.store.writing() as session:
        session.get_one(RunRecord, run_id).lease_until = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert claim_run(desk.store, "other", PACE) is None
    assert run_record(desk.store, run_id).state == RunState.CANCELLED


def test_run_whose_worker_has_gone_is_cancelled_at_once(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claimed(desk.store, pace=NO_LEASE)
    cancel_run(desk, "safexst", run_id)
    assert run_record(desk.store, run_id).state == RunState.CANCELLED


def test_stopping_without_a_plan_is_cancelled_without_one(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claim = claimed(desk.store)
    cancel_run(desk, "safexst", run_id)
    assert finish_run(desk.store, claim, None) is RunState.CANCELLED
    assert plans_made(desk.store) == []


def test_plan_of_a_search_that_answers_late_is_kept_once(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claim = claimed(desk.store)
    cancel_run(desk, "safexst", run_id)
    assert cancel_held_run(desk.store, claim) is RunState.CANCELLED
    status = run_status(desk, "safexst", run_id)
    assert (status.state, status.is_ending) == (RunState.CANCELLED, True)
    assert finish_run(desk.store, claim, OUTCOME) is None
    assert keep_late(desk.store, claim, OUTCOME) is RunState.CANCELLED
    assert keep_late(desk.store, claim, OUTCOME) is None
    assert plans_made(desk.store) == [run_id]
    assert not run_status(desk, "safexst", run_id).is_ending
    assert actions(desk.store)[-2:] == ["run_cancelled", "run_kept"]


def test_cancelled_run_that_is_given_back_ends(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claim = claimed(desk.store)
    cancel_run(desk, "safexst", run_id)
    assert give_back_run(desk.store, claim) is RunState.CANCELLED
    assert claim_run(desk.store, "other", PACE) is None


def test_worker_that_goes_before_its_late_answer_leaves_a_run_that_is_over(desk: Desk) -> None:
    run_id = request_run(desk, "safexst")
    claim = claimed(desk.store)
    cancel_run(desk, "safexst", run_id)
    cancel_held_run(desk.store, claim)
    with desk.store.writing() as session:
        session.get_one(RunRecord, run_id).lease_until = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert claim_run(desk.store, "other", PACE) is None
    status = run_status(desk, "safexst", run_id)
    assert (status.state, status.is_ending) == (RunState.CANCELLED, False)
    assert keep_late(desk.store, claim, OUTCOME) is None


def test_runs_that_are_taken_away_let_their_workers_write_nothing(desk: Desk) -> None:
    late, cancelled, going_on = (request_run(desk, "safexst", seed=seed) for seed in range(3))
    claims = [claimed(desk.store) for _ in range(3)]
    cancel_run(desk, "safexst", late)
    cancel_held_run(desk.store, claims[0])
    cancel_run(desk, "safexst", cancelled)
    with desk.store.writing() as session:
        assert take_from_workers(session, -1) == 0
        assert take_from_workers(session, claims[0].programme_id) == 2
    assert [finish_run(desk.store, claim, OUTCOME) for claim in claims] == [None] * 3
    assert keep_late(desk.store, claims[0], OUTCOME) is None
    assert claimed(desk.store).run_id == going_on
    states = [run_record(desk.store, run_id).state for run_id in (late, cancelled)]
    assert states == [RunState.CANCELLED] * 2
