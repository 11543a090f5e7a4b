"""Kept plans as people look at them: what they hold, how good they are, what they change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from planner.db.plan_queries import find_plan, plans_of
from planner.db.plans import PlanRecord
from planner.db.programmes import find_programme
from planner.db.store import Session
from planner.domain.differences import Difference, DifferenceSort, differences
from planner.domain.plan import Plan, PlanStatus, PlanSummary, Proof
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.services.plans.reading import read_kept_plan
from planner.services.standing import standing_plan


@dataclass(frozen=True)
class KeptPlan:
    """A plan in the list; ``is_current``: the programme has not changed since its run began."""

    plan_id: int
    version: int
    state: str
    is_current: bool
    created_at: datetime
    published_at: datetime | None
    published_by: str | None
    summary: PlanSummary | None

    @property
    def proofs(self) -> list[tuple[str, Proof]]:
        """What is proven of each layer that was searched."""
        if self.summary is None:
            return []
        layers = (("stays", self.summary.stays), ("schedule", self.summary.schedule))
        return [(name, proof) for name, proof in layers if proof is not None]

    @property
    def unproven(self) -> list[tuple[str, Proof]]:
        """Each layer for which a better plan may exist."""
        return [item for item in self.proofs if item[1].status is not PlanStatus.OPTIMAL]

    @property
    def is_far(self) -> bool:
        """Whether a layer's search ended far from its proof."""
        return any(proof.is_far for _, proof in self.unproven)


@dataclass(frozen=True)
class PlanPage:
    """A plan with what it changes against another, by default the plan that stands.

    ``changes`` counts what publishing it would change, whatever it is compared with.
    """

    programme: Programme
    kept: KeptPlan
    plan: Plan
    others: tuple[KeptPlan, ...]
    compared_with: KeptPlan | None
    differences: tuple[Difference, ...]
    changes: Mapping[DifferenceSort, int]


def kept_plans(desk: Desk, programme: str) -> list[KeptPlan]:
    """The plans of a programme, the newest first.

    Raises:
        NotFoundError, NotAllowedError: not hers to see.
    """
    require(desk.actor, Action.VIEW_PLANS, programme)
    with desk.store.reading() as session:
        record = find_programme(session, programme)
        if record is None:
            raise NotFoundError(told("There is no such programme."))
        return [_kept(plan, record.revision) for plan in plans_of(session, record.id)]


def plan_page(desk: Desk, programme: str, plan_id: int, other_id: int | None = None) -> PlanPage:
    """One plan beside the one that stands, or beside another kept one.

    Raises:
        NotFoundError, NotAllowedError, InputError: not hers to see, or not to be read.
    """
    found, standing = standing_plan(desk, programme, Action.VIEW_PLANS)
    with desk.store.reading() as session:
        kept, plan = _read(session, found.programme_id, plan_id, found.revision)
        other, before = None, standing
        if other_id is not None:
            other, before = _read(session, found.programme_id, other_id, found.revision)
        others = [_kept(p, found.revision) for p in plans_of(session, found.programme_id)]
    return PlanPage(
        programme=found.programme,
        kept=kept,
        plan=plan,
        others=tuple(item for item in others if item.plan_id != plan_id),
        compared_with=other,
        differences=tuple(differences(before, plan, _since(desk, kept, other))),
        changes=Counter(item.sort for item in differences(standing, plan, desk.today)),
    )


def _since(desk: Desk, kept: KeptPlan, other: KeptPlan | None) -> date:
    """Two kept plans are compared from the later of their planning dates on."""
    days = [item.summary.as_of for item in (kept, other) if item and item.summary]
    return max(days, default=desk.today)


def _read(
    session: Session, programme_id: int, plan_id: int, revision: int
) -> tuple[KeptPlan, Plan]:
    record = find_plan(session, programme_id, plan_id)
    if record is None:
        raise NotFoundError(told("There is no such plan."))
    return _kept(record, revision), read_kept_plan(record)[0]


def _kept(record: PlanRecord, revision: int) -> KeptPlan:
    return KeptPlan(
        plan_id=record.id,
        version=record.version,
        state=record.state,
        is_current=record.revision == revision,
        created_at=record.created_at,
        published_at=record.published_at,
        published_by=record.published_by,
        summary=read_kept_plan(record)[1],
    )
