"""A worker's side of runs: take one, say that it lives, end it once; its audit event included.

A worker is no person and has no desk. Whoever has lost a run meanwhile changes nothing.
"""

from collections.abc import Mapping
from typing import Any

from planner.db.audit import AuditEvent, append_events
from planner.db.plan_queries import DRAFT
from planner.db.plans import PlanRecord, RunRecord
from planner.db.runs import (
    Claim,
    Pace,
    database_time,
    end_run,
    extend_lease,
    forget_owner,
    held_run,
    let_owner_add,
    overdue_runs,
    requeue,
    rest_or_fail,
    take_next,
)
from planner.db.store import Session, Store
from planner.domain.runs import RunState
from planner.domain.sentences import told
from planner.services.runs.kinds import Outcome

_WORKER = "worker"
_WORKER_GONE = told(
    "The worker that searched has gone without a word (killed, or its machine stopped)."
)


def claim_run(store: Store, owner: str, pace: Pace) -> Claim | None:
    """Hold the next run that waits, effects before others; None where there is none.

    Before that, runs whose worker has gone go back to the queue, or end where they were to be
    cancelled or have been tried often enough.
    """
    with store.writing() as session:
        for run in overdue_runs(session):
            _after_failed_try(session, store.key, run, _WORKER_GONE, pace)
        return take_next(session, owner, pace)


def beat_run(
    store: Store, claim: Claim, progress: Mapping[str, Any] | None, pace: Pace
) -> bool | None:
    """Say that the worker lives; whether the run is to be cancelled, None where it is lost."""
    with store.writing() as session:
        return extend_lease(session, claim, progress, pace)


def finish_run(store: Store, claim: Claim, outcome: Outcome | None) -> RunState | None:
    """Keep what was found, a plan as a draft; None where the run is lost.

    The run is cancelled where somebody wants that, whatever was found until then. Without an
    outcome nothing was found in time.
    """
    with store.writing() as session:
        run = held_run(session, claim)
        if run is None:
            return None
        state = RunState.CANCELLED if run.cancel or outcome is None else RunState.DONE
        if outcome is not None:
            _keep(session, run, outcome)
        end_run(session, run, state)
        _tell(session, store.key, run)
        return state


def fail_run(store: Store, claim: Claim, sentence: str) -> RunState | None:
    """The input cannot be planned, and trying again would not help; None where the run is lost."""
    with store.writing() as session:
        run = held_run(session, claim)
        if run is None:
            return None
        end_run(session, run, RunState.FAILED, sentence)
        _tell(session, store.key, run)
        return RunState.FAILED


def retry_run(store: Store, claim: Claim, reason: str, pace: Pace) -> RunState | None:
    """The search ended by itself: it is tried again, or fails; None where the run is lost."""
    with store.writing() as session:
        run = held_run(session, claim)
        if run is None:
            return None
        _after_failed_try(session, store.key, run, reason, pace)
        return RunState(run.state)


def give_back_run(store: Store, claim: Claim) -> RunState | None:
    """Another worker may take the run at once, and this try does not count; None where lost."""
    with store.writing() as session:
        run = held_run(session, claim)
        if run is None:
            return None
        if run.cancel:
            end_run(session, run, RunState.CANCELLED)
            _tell(session, store.key, run)
        else:
            requeue(run)
            run.tries -= 1
        return RunState(run.state)


def cancel_held_run(store: Store, claim: Claim) -> RunState | None:
    """The run is cancelled though its search has not answered yet; None where the run is lost.

    The worker keeps the right to add what is still found, by ``keep_late``.
    """
    with store.writing() as session:
        run = held_run(session, claim)
        if run is None:
            return None
        end_run(session, run, RunState.CANCELLED)
        let_owner_add(session, run, claim.owner)
        _tell(session, store.key, run)
        return RunState.CANCELLED


def keep_late(store: Store, claim: Claim, outcome: Outcome | None) -> RunState | None:
    """Add what the search of a cancelled run has found after all; None where it is not hers."""
    with store.writing() as session:
        run = held_run(session, claim, RunState.CANCELLED)
        if run is None:
            return None
        forget_owner(run)
        if outcome is not None:
            _keep(session, run, outcome)
            _tell(session, store.key, run, "run_kept")
        return RunState.CANCELLED


def _after_failed_try(
    session: Session, key: bytes, run: RunRecord, reason: str, pace: Pace
) -> None:
    if RunState(run.state).is_final:
        forget_owner(run)
        return
    if run.cancel:
        end_run(session, run, RunState.CANCELLED)
    else:
        rest_or_fail(session, run, reason, pace)
    if RunState(run.state).is_final:
        _tell(session, key, run)


def _keep(session: Session, run: RunRecord, outcome: Outcome) -> None:
    run.result = dict(outcome.result)
    if outcome.progress:
        run.progress = {**(run.progress or {}), **outcome.progress}
    if outcome.files is None:
        return
    session.add(
        PlanRecord(
            programme_id=run.programme_id,
            run_id=run.id,
            state=DRAFT,
            revision=run.revision,
            files=dict(outcome.files),
            sentences=dict(outcome.sentences),
            summary=dict(outcome.summary),
            created_at=database_time(session),
        )
    )


def _tell(session: Session, key: bytes, run: RunRecord, action: str = "") -> None:
    at = database_time(session)
    event = AuditEvent(at, _WORKER, action or f"run_{run.state}", run.programme_id, "runs", run.id)
    append_events(session, key, [event])
