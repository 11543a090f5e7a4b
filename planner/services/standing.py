"""The plan that stands: what staff work by, as the tables say it now."""

from weakref import WeakKeyDictionary

from planner.db.plan_queries import published_plan
from planner.db.store import Session
from planner.domain.plan import Plan, StayPlan
from planner.domain.programme import Programme
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.standing import standing_duties, standing_schedule
from planner.scheduling.standing import standing_stays
from planner.services.desk import Desk
from planner.services.permissions import Action
from planner.services.plans.reading import read_kept_plan
from planner.services.snapshots import Snapshot, snapshot

_kept: WeakKeyDictionary[Snapshot, Plan] = WeakKeyDictionary()
_contexts: WeakKeyDictionary[Snapshot, RosterContext] = WeakKeyDictionary()


def standing_plan(desk: Desk, programme: str, action: Action) -> tuple[Snapshot, Plan]:
    """The programme and its plan as they stand today.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    found = snapshot(desk, programme, action)
    plan = _kept.get(found)
    if plan is None:
        with desk.store.reading() as session:
            published = published_stays(session, found.programme_id)
        plan = _kept[found] = plan_that_stands(found.programme, published)
    return found, plan


def standing_context(found: Snapshot, plan: Plan) -> RosterContext:
    """Who can do what when beside the plan that stands at this revision."""
    context = _contexts.get(found)
    if context is None:
        context = _contexts[found] = RosterContext(found.programme, plan.stays)
    return context


def plan_that_stands(programme: Programme, published: StayPlan) -> Plan:
    """Commitments and proposals, published duties and sessions, and the gaps they leave."""
    stays = standing_stays(programme, published)
    return Plan(stays, standing_schedule(programme, stays))


def duties_that_stand(programme: Programme, published: StayPlan) -> Plan:
    """The plan that stands, without looking for the gaps in it."""
    stays = standing_stays(programme, published)
    return Plan(stays, standing_duties(RosterContext(programme, stays)))


def published_stays(session: Session, programme_id: int) -> StayPlan:
    """The stay plan published last; an empty one where none was."""
    record = published_plan(session, programme_id)
    if record is None:
        return StayPlan()
    return read_kept_plan(record)[0].stays
