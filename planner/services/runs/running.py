"""People's side of runs: ask for one, see how it goes, cancel it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planner.db.audit import AuditEvent, append_events
from planner.db.plan_queries import DRAFT, PUBLISHED
from planner.db.plans import RunRecord
from planner.db.programmes import find_programme
from planner.db.runs import (
    end_run,
    find_run,
    is_overdue,
    newest_plan,
    newest_runs,
    plans_of_runs,
)
from planner.db.store import Session
from planner.db.told_texts import told_text
from planner.domain.errors import PlannerError
from planner.domain.plan import Layer
from planner.domain.runs import RunKind, RunState
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.services.runs.kinds import plan_settings
from planner.services.snapshots import Snapshot, snapshot

_MOST_LISTED = 50
_BUILT_UPON = (PUBLISHED, DRAFT)

_OVER = {
    RunState.DONE: told("done"),
    RunState.FAILED: told("failed"),
    RunState.CANCELLED: told("cancelled"),
}


class RunOverError(PlannerError):
    """A run that is over cannot be cancelled any more."""


@dataclass(frozen=True)
class RunProgress:
    """How a search goes; what is not known yet is None. ``seconds`` are those of this attempt."""

    layer: Layer | None
    seconds: float
    best_cost: int | None
    bound: int | None

    @property
    def gap(self) -> float | None:
        """Relative distance between best cost and bound, as DATA.md defines it."""
        if self.best_cost is None or self.bound is None:
            return None
        return (self.best_cost - self.bound) / max(1, abs(self.best_cost))


@dataclass(frozen=True)
class RunStatus:
    """A run as people see it. ``error`` says why it failed, or why its last try did.

    ``is_ending``: somebody has cancelled it, and its worker still writes down the best plan so far.
    ``plan_id`` is its draft.
    """

    run_id: int
    kind: RunKind
    state: RunState
    requested_by: str
    requested_at: datetime
    revision: int
    settings: Mapping[str, Any]
    tries: int
    is_ending: bool
    progress: RunProgress | None
    error: str | None
    plan_id: int | None
    result: Mapping[str, Any] | None
    started_at: datetime | None
    finished_at: datetime | None


def request_run(
    desk: Desk,
    programme: str,
    layers: Collection[Layer] = tuple(Layer),
    time_limit: float | None = None,
    seed: int = 1,
    threads: int = 2,
) -> int:
    """Ask for a plan of the programme as it is now; returns the run's id.

    The schedule alone stands on the stays of the published plan, else of the newest draft, else on
    the commitments alone.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        InputError: the programme's tables contradict each other.
    """
    found = snapshot(desk, programme, Action.REQUEST_RUN)
    ordered = tuple(layer for layer in Layer if layer in layers)
    settings = plan_settings(desk.today, ordered, time_limit, seed, threads)
    return add_run(desk, found, RunKind.PLAN, Action.REQUEST_RUN, settings)


def add_run(
    desk: Desk,
    found: Snapshot,
    kind: RunKind,
    action: Action,
    settings: Mapping[str, Any],
    beside: Mapping[str, Any] | None = None,
) -> int:
    """Queue a run of any kind on a snapshot, in one transaction with its audit event.

    ``beside`` is what its executor needs beside the snapshot's files.
    """
    with desk.store.writing() as session:
        run = RunRecord(
            programme_id=found.programme_id,
            kind=kind,
            requested_by=desk.actor.code,
            requested_at=desk.now,
            revision=found.revision,
            snapshot={
                "files": {name: content.decode() for name, content in found.files.items()},
                **_plan_before(session, found.programme_id, settings),
                **(beside or {}),
            },
            input_sha256=found.loaded.input_sha256,
            settings=dict(settings),
            state=RunState.QUEUED,
        )
        session.add(run)
        session.flush()
        _tell(session, desk, action, run)
        return run.id


def cancel_run(desk: Desk, programme: str, run_id: int, action: Action = Action.CANCEL_RUN) -> None:
    """End a run: at once where nobody searches, else its worker is told and keeps the best plan.

    ``action`` is the use case that whoever cancels must have.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        RunOverError: it is over already.
    """
    require(desk.actor, action, programme)
    with desk.store.writing() as session:
        run = _run_of(session, programme, run_id, hold=True)
        state = RunState(run.state)
        if state.is_final:
            raise RunOverError(
                told(
                    "The run {run_id} is over already: {state}.", run_id=run_id, state=_OVER[state]
                )
            )
        run.cancel = True
        if state is RunState.QUEUED or is_overdue(session, run):
            end_run(session, run, RunState.CANCELLED)
        _tell(session, desk, Action.CANCEL_RUN, run)


def run_status(desk: Desk, programme: str, run_id: int) -> RunStatus:
    """How a run goes.

    Raises:
        NotFoundError, NotAllowedError: not hers to see.
    """
    require(desk.actor, Action.VIEW_PLANS, programme)
    with desk.store.reading() as session:
        run = _run_of(session, programme, run_id, hold=False)
        return _status(run, plans_of_runs(session, [run.id]))


def runs_of(desk: Desk, programme: str, most: int = _MOST_LISTED) -> list[RunStatus]:
    """The runs of a programme without their results, the newest first.

    Raises:
        NotFoundError, NotAllowedError: not hers to see.
    """
    require(desk.actor, Action.VIEW_PLANS, programme)
    with desk.store.reading() as session:
        record = find_programme(session, programme)
        if record is None:
            raise NotFoundError(told("There is no such programme."))
        runs = newest_runs(session, record.id, most)
        plans = plans_of_runs(session, [run.id for run in runs])
        return [_status(run, plans, has_result=False) for run in runs]


def _run_of(session: Session, programme: str, run_id: int, hold: bool) -> RunRecord:
    record = find_programme(session, programme)
    run = find_run(session, record.id, run_id, hold) if record is not None else None
    if run is None:
        raise NotFoundError(told("There is no such run."))
    return run


def _plan_before(
    session: Session, programme_id: int, settings: Mapping[str, Any]
) -> dict[str, Any]:
    """The plan that a schedule alone is built upon; whoever plans the stays needs none."""
    if settings.get("layers") != [Layer.SCHEDULE]:
        return {"earlier": None}
    for state in _BUILT_UPON:
        plan = newest_plan(session, programme_id, state)
        if plan is not None:
            return {"earlier": dict(plan.files), "earlier_sentences": dict(plan.sentences or {})}
    return {"earlier": None}


def _tell(session: Session, desk: Desk, action: Action, run: RunRecord) -> None:
    event = AuditEvent(desk.now, desk.actor.code, action, run.programme_id, "runs", run.id)
    append_events(session, desk.store.key, [event])


def _status(run: RunRecord, plans: Mapping[int, int], has_result: bool = True) -> RunStatus:
    state = RunState(run.state)
    return RunStatus(
        run_id=run.id,
        kind=RunKind(run.kind),
        state=state,
        requested_by=run.requested_by,
        requested_at=run.requested_at,
        revision=run.revision,
        settings=run.settings,
        tries=run.tries,
        is_ending=run.cancel and run.owner is not None,
        progress=_progress(run.progress),
        error=told_text(run.error),
        plan_id=plans.get(run.id),
        result=run.result if has_result else None,
        started_at=run.started_at,
        finished_at=run.finished_at,
    )


def _progress(told: Mapping[str, Any] | None) -> RunProgress | None:
    if told is None:
        return None
    layer = told.get("layer")
    return RunProgress(
        Layer(layer) if layer else None,
        told.get("seconds", 0.0),
        told.get("best_cost"),
        told.get("bound"),
    )
