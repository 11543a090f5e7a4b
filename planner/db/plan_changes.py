"""What each published plan changed, without the plans themselves."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.db.plans import PlanRecord


@dataclass(frozen=True)
class PublishedChange:
    """The differences that publishing one plan made, as they were kept with it."""

    plan_id: int
    published_at: dt.datetime
    rows: list[dict[str, Any]]


def published_changes(session: Session, programme_id: int, limit: int) -> list[PublishedChange]:
    """The last ``limit`` published plans of a programme, the newest first."""
    found = session.execute(
        select(PlanRecord.id, PlanRecord.published_at, PlanRecord.differences)
        .where(PlanRecord.programme_id == programme_id, PlanRecord.published_at.is_not(None))
        .order_by(PlanRecord.published_at.desc(), PlanRecord.id.desc())
        .limit(limit)
    )
    return [
        PublishedChange(plan_id, published_at, (differences or {}).get("rows", []))
        for plan_id, published_at, differences in found
        if published_at is not None
    ]
