"""What is kept beside the tables and has grown old: undo records, inputs of runs, drafts."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.db.events import ChangeRecord
from planner.db.plan_queries import DISCARDED, DRAFT, plans_of
from planner.db.plans import PlanRecord, RunRecord
from planner.domain.runs import RunState

_FINAL = [state for state in RunState if state.is_final]


def old_changes(session: Session, programme_id: int, before: dt.datetime) -> list[int]:
    """The undo records from before this moment."""
    statement = select(ChangeRecord.id).where(
        ChangeRecord.programme_id == programme_id, ChangeRecord.at < before
    )
    return list(session.scalars(statement))


def forget_changes(session: Session, ids: Sequence[int]) -> None:
    """Remove undo records."""
    session.execute(delete(ChangeRecord).where(ChangeRecord.id.in_(ids)))


def old_inputs(session: Session, programme_id: int, before: dt.datetime) -> list[RunRecord]:
    """The runs that ended before this moment and still hold their input."""
    statement = select(RunRecord).where(
        RunRecord.programme_id == programme_id,
        RunRecord.state.in_(_FINAL),
        RunRecord.finished_at < before,
    )
    return [run for run in session.scalars(statement) if run.snapshot]


def forget_inputs(runs: Sequence[RunRecord]) -> None:
    """Leave of these runs only that they were and how they ended."""
    for run in runs:
        run.snapshot, run.progress = {}, None


def old_drafts(session: Session, programme_id: int, before: dt.datetime) -> list[PlanRecord]:
    """Drafts from before this moment that were put aside, or that a newer plan has overtaken."""
    newest_first = plans_of(session, programme_id)
    return [
        plan
        for place, plan in enumerate(newest_first)
        if plan.created_at < before
        and (plan.state == DISCARDED or (plan.state == DRAFT and place > 0))
    ]


def forget_drafts(session: Session, plans: Sequence[PlanRecord]) -> None:
    """Remove plans."""
    for plan in plans:
        session.delete(plan)
