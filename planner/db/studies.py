"""Saved capacity studies and their runs."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from planner.db.plans import RunRecord, ScenarioRecord
from planner.domain.runs import RunKind

_MOST_RUNS = 200


def studies_of(session: Session, programme_id: int) -> Sequence[ScenarioRecord]:
    """Every saved study of a programme, the newest first."""
    statement = select(ScenarioRecord).where(ScenarioRecord.programme_id == programme_id)
    return session.scalars(statement.order_by(ScenarioRecord.id.desc())).all()


def find_study(
    session: Session, programme_id: int, study_id: int, hold: bool = False
) -> ScenarioRecord | None:
    """A study of a programme; ``hold`` keeps every other change of it waiting."""
    statement = select(ScenarioRecord).where(
        ScenarioRecord.programme_id == programme_id, ScenarioRecord.id == study_id
    )
    return session.scalar(statement.with_for_update() if hold else statement)


def study_runs(session: Session, programme_id: int) -> Sequence[RunRecord]:
    """The newest runs of studies without their inputs and results, the newest first."""
    statement = (
        select(RunRecord)
        .where(RunRecord.programme_id == programme_id, RunRecord.kind == RunKind.CAPACITY)
        .order_by(RunRecord.id.desc())
        .limit(_MOST_RUNS)
    )
    return session.scalars(
        statement.options(defer(RunRecord.snapshot), defer(RunRecord.result))
    ).all()
