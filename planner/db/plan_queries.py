"""Reading and adding kept plans."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.db.plans import PlanRecord

DRAFT, PUBLISHED, SUPERSEDED, DISCARDED = "draft", "published", "superseded", "discarded"


def find_plan(session: Session, programme_id: int, plan_id: int) -> PlanRecord | None:
    """A plan of this programme."""
    record = session.get(PlanRecord, plan_id)
    return record if record is not None and record.programme_id == programme_id else None


def plans_of(session: Session, programme_id: int) -> list[PlanRecord]:
    """Every plan of a programme, the newest first."""
    statement = select(PlanRecord).where(PlanRecord.programme_id == programme_id)
    return list(session.scalars(statement.order_by(PlanRecord.id.desc())))


def published_plan(session: Session, programme_id: int) -> PlanRecord | None:
    """The plan of a programme that was published last."""
    return session.scalar(
        select(PlanRecord)
        .where(PlanRecord.programme_id == programme_id, PlanRecord.state == PUBLISHED)
        .order_by(PlanRecord.id.desc())
        .limit(1)
    )
