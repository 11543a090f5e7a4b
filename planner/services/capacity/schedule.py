"""The schedule's side of a scenario: both layers planned again on the changed programme."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.errors import CommitmentError, NoPlanError
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import GapKind, Schedule
from planner.domain.sentences import joined
from planner.scheduling.planning import Limits, plan_stays
from planner.scheduling.roster.planning import plan_schedule
from planner.services.plans.shares import share_of_schedule, share_of_stays

AMOUNTS = (
    *("admissions", "waiting_days", "not_placed", "uncovered_shifts", "missing_leads"),
    *("unled_activities", "unmet_sessions", "sessions_held", "relief_shifts"),
)


@dataclass(frozen=True)
class ScheduleSide:
    """What the plan of a changed programme comes to.

    ``differences`` are those to the base; ``gap`` is the larger of both layers' relative gaps,
    so that a difference of plans that are not proven best is read with care. Without a plan
    ``refusal`` says why.
    """

    amounts: Mapping[str, int] = field(default_factory=dict)
    differences: Mapping[str, int] = field(default_factory=dict)
    objectives: Mapping[str, int] = field(default_factory=dict)
    status: str = ""
    gap: float = 0.0
    refusal: str = ""


def schedule_sides(
    programmes: Sequence[Programme],
    seconds: float | None,
    limits: Limits,
    report: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[ScheduleSide]:
    """The schedule's side of each programme, the first being the base.

    ``seconds`` are for one programme; equal programmes are planned once.
    """
    planned: dict[int, ScheduleSide] = {}
    sides: list[ScheduleSide] = []
    for place, programme in enumerate(programmes):
        same = next((one for one in range(place) if programmes[one] == programme), None)
        found = planned[same] if same is not None else _planned(programme, seconds, limits)
        planned[place] = found
        sides.append(_against(found, sides[0] if sides else None))
        report(place + 1, len(programmes))
    return sides


def _planned(programme: Programme, seconds: float | None, limits: Limits) -> ScheduleSide:
    own = replace(limits, seconds=seconds, started=time.monotonic())
    try:
        stays = plan_stays(programme, share_of_stays(own))
        schedule = plan_schedule(programme, stays.plan, share_of_schedule(own))
    except (CommitmentError, NoPlanError) as refused:
        return ScheduleSide(refusal=joined(refused.lines, "\n"))
    proofs = {"stays": stays.proof, "schedule": schedule.proof}
    is_proven = all(proof.bound == proof.objective for proof in proofs.values())
    return ScheduleSide(
        _amounts(programme, stays.plan, schedule.schedule),
        objectives={name: proof.objective for name, proof in proofs.items()},
        status="optimal" if is_proven else "feasible",
        gap=max(proof.gap for proof in proofs.values()),
    )


def _amounts(programme: Programme, plan: StayPlan, schedule: Schedule) -> dict[str, int]:
    gaps = dict.fromkeys(GapKind, 0)
    for gap in schedule.gaps:
        gaps[gap.kind] += gap.count
    waits = [stay.waiting_days for stay in plan.stays if stay.waiting_days is not None]
    relief = {member.code for member in programme.staff if member.is_relief}
    values = (
        *(len(waits), sum(waits), len(plan.unplaced)),
        *(gaps[GapKind.UNCOVERED_SHIFT], gaps[GapKind.MISSING_LEAD]),
        *(gaps[GapKind.UNLED_ACTIVITY], gaps[GapKind.UNMET_SESSION]),
        len(schedule.sessions),
        sum(row.staff in relief for row in schedule.roster),
    )
    return dict(zip(AMOUNTS, values, strict=True))


def _against(side: ScheduleSide, base: ScheduleSide | None) -> ScheduleSide:
    if base is None or base.refusal or side.refusal:
        return side
    differences = {name: amount - base.amounts[name] for name, amount in side.amounts.items()}
    return replace(side, differences=differences)
