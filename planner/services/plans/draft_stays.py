"""The stays of a draft, to be looked at beside those that stand."""

from dataclasses import dataclass
from datetime import datetime

from planner.db.plan_queries import DRAFT, find_plan, plans_of
from planner.domain.plan import PlannedStay
from planner.domain.stays import StayStatus
from planner.services.desk import Desk
from planner.services.plans.reading import read_kept_plan


@dataclass(frozen=True)
class Draft:
    """A plan that nobody has published yet."""

    plan_id: int
    made_at: datetime


def drafts_of(desk: Desk, programme_id: int) -> tuple[Draft, ...]:
    """The drafts of a programme, the newest first."""
    with desk.store.reading() as session:
        plans = plans_of(session, programme_id)
        return tuple(Draft(plan.id, plan.created_at) for plan in plans if plan.state == DRAFT)


def stays_of_draft(desk: Desk, programme_id: int, plan_id: int) -> tuple[PlannedStay, ...]:
    """What a draft proposes; nothing where there is no such draft."""
    with desk.store.reading() as session:
        plan = find_plan(session, programme_id, plan_id)
        if plan is None or plan.state != DRAFT:
            return ()
        stays = read_kept_plan(plan)[0].stays.stays
    return tuple(stay for stay in stays if stay.status is StayStatus.PLANNED)
