"""Runs in the database: held by one worker at a time under a lease, and ended once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, defer

import planner.db.programmes  # noqa: F401  # a run refers to its programme's table
from planner.db.base import Instant
from planner.db.plans import PlanRecord, RunRecord
from planner.db.told_texts import kept_text
from planner.domain.runs import RunKind, RunState
from planner.domain.sentences import joined, told

# No lease and no back-off lasts as long: one that ends later was written before the clock was set
# back, and counts as over.
_LONGEST_WAIT = dt.timedelta(minutes=1)
_LATE = dt.timedelta(seconds=45)


@dataclass(frozen=True)
class Pace:
    """How long a hold lasts after a beat, and how long a run rests after each failed try.

    The tries are one more than the rests.
    """

    lease: dt.timedelta = dt.timedelta(seconds=15)
    rests: tuple[dt.timedelta, ...] = (dt.timedelta(seconds=2), dt.timedelta(seconds=10))

    @property
    def most_tries(self) -> int:
        """After so many failed tries a run is given up."""
        return len(self.rests) + 1


@dataclass(frozen=True)
class Claim:
    """A worker's hold on a run. Only ``owner`` and ``attempt`` together let it write."""

    run_id: int
    programme_id: int
    owner: str
    attempt: int
    kind: str
    snapshot: Mapping[str, Any]
    settings: Mapping[str, Any]


def database_time(session: Session) -> dt.datetime:
    """The moment by the database's clock; SQLite has none and takes this machine's."""
    if session.get_bind().dialect.name == "postgresql":
        return session.execute(select(func.clock_timestamp(type_=Instant))).scalar_one()
    return dt.datetime.now(dt.UTC)


def take_next(session: Session, owner: str, pace: Pace) -> Claim | None:
    """Hold the next queued run whose rest is over; None where there is none.

    The effect of a change goes first, because somebody waits before her screen for it; among the
    others, and among effects, the oldest does.
    """
    now = database_time(session)
    waits = (
        select(RunRecord)
        .where(
            RunRecord.state == RunState.QUEUED,
            RunRecord.cancel.is_(False),
            or_(RunRecord.not_before.is_(None), _is_over(RunRecord.not_before, now)),
        )
        .order_by(RunRecord.kind != RunKind.EFFECT, RunRecord.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    run = session.scalar(waits)
    if run is None:
        return None
    run.state, run.owner = RunState.RUNNING, owner
    run.attempt += 1
    run.tries += 1
    run.lease_until, run.not_before = now + pace.lease, None
    run.progress = None
    run.started_at = now
    return Claim(run.id, run.programme_id, owner, run.attempt, run.kind, run.snapshot, run.settings)


def overdue_runs(session: Session) -> list[RunRecord]:
    """The runs that a worker holds who has not been heard of for a lease, held for this change.

    Also those that were taken from a worker before it could end them as somebody wished.
    """
    now = database_time(session)
    is_left = and_(RunRecord.owner.is_not(None), _is_over(RunRecord.lease_until, now))
    is_unwanted = and_(RunRecord.state == RunState.QUEUED, RunRecord.cancel.is_(True))
    statement = (
        select(RunRecord)
        .where(or_(is_left, is_unwanted))
        .order_by(RunRecord.id)
        .with_for_update(skip_locked=True)
        .options(defer(RunRecord.snapshot))
    )
    return list(session.scalars(statement))


def is_overdue(session: Session, run: RunRecord) -> bool:
    """Whether the worker of a running run has not been heard of for a lease."""
    now = database_time(session)
    until = run.lease_until
    return until is None or not now <= until <= now + _LONGEST_WAIT


def extend_lease(
    session: Session, claim: Claim, progress: Mapping[str, Any] | None, pace: Pace
) -> bool | None:
    """Say that the worker lives and how far it is; whether to cancel, None where it lost the run.

    Without ``progress`` the last one stays.
    """
    values: dict[str, Any] = {"lease_until": database_time(session) + pace.lease}
    if progress is not None:
        values["progress"] = dict(progress)
    statement = (
        update(RunRecord)
        .where(*_held_by(claim, RunState.RUNNING))
        .values(**values)
        .returning(RunRecord.cancel)
        .execution_options(synchronize_session=False)
    )
    return session.execute(statement).scalar_one_or_none()


def held_run(
    session: Session, claim: Claim, state: RunState = RunState.RUNNING
) -> RunRecord | None:
    """The run of a claim, held for this change; None where the worker lost it."""
    statement = select(RunRecord).where(*_held_by(claim, state)).with_for_update()
    return session.scalar(statement.options(defer(RunRecord.snapshot)))


def end_run(session: Session, run: RunRecord, state: RunState, error: str | None = None) -> None:
    """Let nobody hold the run any more: it is over, with the reason where it failed."""
    run.state, run.error = state, kept_text(error)
    run.owner = run.lease_until = run.not_before = None
    run.finished_at = database_time(session)


def let_owner_add(session: Session, run: RunRecord, owner: str) -> None:
    """Let the worker of a run that is over add what its search still finds."""
    run.owner, run.lease_until = owner, database_time(session) + _LATE


def forget_owner(run: RunRecord) -> None:
    """Let nobody add to a run that is over."""
    run.owner = run.lease_until = None


def rest_or_fail(session: Session, run: RunRecord, reason: str, pace: Pace) -> None:
    """After a failed try: back to the queue with a rest; out of tries, failed with the reason."""
    if run.tries >= pace.most_tries:
        tries = told("This was try {tries} of {most}.", tries=run.tries, most=pace.most_tries)
        end_run(session, run, RunState.FAILED, joined((reason, tries)))
        return
    requeue(run)
    run.error = kept_text(reason)
    run.not_before = database_time(session) + pace.rests[run.tries - 1]


def take_from_workers(session: Session, programme_id: int | None = None) -> int:
    """Let no worker write any more for the runs of a programme, or of all; how many went on.

    What was being searched goes back to the queue, with whatever its input is by then.
    """
    held = select(RunRecord).where(RunRecord.owner.is_not(None)).with_for_update()
    if programme_id is not None:
        held = held.where(RunRecord.programme_id == programme_id)
    runs = session.scalars(held).all()
    running = [run for run in runs if run.state == RunState.RUNNING]
    for run in runs:
        forget_owner(run)
    for run in running:
        requeue(run)
    return len(running)


def requeue(run: RunRecord) -> None:
    """Let nobody hold the run any more: another worker may take it."""
    run.state, run.owner, run.lease_until = RunState.QUEUED, None, None


def find_run(session: Session, programme_id: int, run_id: int, hold: bool) -> RunRecord | None:
    """A run of a programme without its input; ``hold`` keeps every other change of it waiting."""
    statement = _of_programme(programme_id).where(RunRecord.id == run_id)
    return session.scalar(statement.with_for_update() if hold else statement)


def newest_runs(session: Session, programme_id: int, most: int) -> Sequence[RunRecord]:
    """The runs of a programme without their inputs and results, the newest first."""
    statement = _of_programme(programme_id).order_by(RunRecord.id.desc()).limit(most)
    return session.scalars(statement.options(defer(RunRecord.result))).all()


def plans_of_runs(session: Session, run_ids: Sequence[int]) -> dict[int, int]:
    """The id of the plan that each run has made, by the run's id."""
    found = session.execute(
        select(PlanRecord.run_id, PlanRecord.id).where(PlanRecord.run_id.in_(run_ids))
    )
    return {run_id: plan_id for run_id, plan_id in found if run_id is not None}


def newest_plan(session: Session, programme_id: int, state: str) -> PlanRecord | None:
    """The newest plan of a programme in this state."""
    return session.scalar(
        select(PlanRecord)
        .where(PlanRecord.programme_id == programme_id, PlanRecord.state == state)
        .order_by(PlanRecord.id.desc())
        .limit(1)
    )


def _of_programme(programme_id: int) -> Select[RunRecord]:
    statement = select(RunRecord).where(RunRecord.programme_id == programme_id)
    return statement.options(defer(RunRecord.snapshot))


def _held_by(claim: Claim, state: RunState) -> tuple[ColumnElement[bool], ...]:
    return (
        RunRecord.id == claim.run_id,
        RunRecord.owner == claim.owner,
        RunRecord.attempt == claim.attempt,
        RunRecord.state == state,
    )


def _is_over(moment: Any, now: dt.datetime) -> ColumnElement[bool]:
    return or_(moment < now, moment > now + _LONGEST_WAIT)
