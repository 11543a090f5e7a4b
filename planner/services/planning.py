"""The use case: read a programme folder, plan it, write the plan folder."""

import platform
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from planner.domain.plan import Layer, Plan, PlanSummary, Proof, StayPlan, StoppedBy
from planner.domain.programme import Programme
from planner.scheduling.planning import Limits, Progress, plan_stays
from planner.scheduling.roster.planning import PlannedSchedule, plan_schedule
from planner.services.earlier import earlier_stays
from planner.services.shares import gravest, share_of_schedule, share_of_stays
from planner.tables.plan import refuse_other_folder, write_plan
from planner.tables.programme import LoadedProgramme, read_programme

__all__ = ["Limits", "PlannedFolder", "Progress", "plan_folder", "versions"]

# What a plan depends on: with the same versions, the same input gives the same bytes.
_PACKAGES = ("harbourplan", "holidays", "ortools", "tzdata")


@dataclass(frozen=True)
class PlannedFolder:
    """What a run has read and written."""

    programme: Programme
    plan: Plan
    summary: PlanSummary


@dataclass(frozen=True)
class _Stays:
    """A stay plan; ``stopped_by`` is None where it was not searched for."""

    plan: StayPlan
    proof: Proof | None = None
    stopped_by: StoppedBy | None = None
    warnings: tuple[str, ...] = ()


def plan_folder(
    data: Path,
    out: Path,
    as_of: date | None,
    limits: Limits,
    layers: Collection[Layer] = tuple(Layer),
) -> PlannedFolder:
    """Plan the programme folder ``data`` and write the plan folder ``out``.

    The schedule alone stands on the stay plan that ``out`` holds, else on the commitments alone.

    Raises:
        InputError: the programme folder, or the earlier plan, has mistakes.
        CommitmentError: the commitments break a hard rule.
        EarlierPlanError: the stay plan in ``out`` is not one of this programme.
        FolderError: the plan folder cannot be written.
    """
    refuse_other_folder(out)
    loaded = read_programme(data, as_of)
    stays = _stays(loaded, out, limits, layers)
    schedule = None
    if Layer.SCHEDULE in layers:
        schedule = plan_schedule(loaded.programme, stays.plan, share_of_schedule(limits))
    summary = _summary(loaded, limits, stays, schedule)
    plan = Plan(stays.plan, schedule.schedule if schedule else None)
    write_plan(out, plan, summary)
    return PlannedFolder(loaded.programme, plan, summary)


def _stays(loaded: LoadedProgramme, out: Path, limits: Limits, layers: Collection[Layer]) -> _Stays:
    if Layer.STAYS in layers:
        share = share_of_stays(limits) if Layer.SCHEDULE in layers else limits
        planned = plan_stays(loaded.programme, share)
        return _Stays(planned.plan, planned.proof, planned.stopped_by)
    earlier = earlier_stays(loaded, out)
    if earlier is not None:
        return _Stays(earlier.plan, earlier.proof, warnings=earlier.warnings)
    committed = plan_stays(replace(loaded.programme, referrals=()), share_of_stays(limits))
    return _Stays(committed.plan)


def _summary(
    loaded: LoadedProgramme, limits: Limits, stays: _Stays, schedule: PlannedSchedule | None
) -> PlanSummary:
    warnings = (*loaded.warnings, *stays.warnings, *(schedule.warnings if schedule else ()))
    ends = (stays.stopped_by, schedule.stopped_by if schedule else None)
    return PlanSummary(
        as_of=loaded.programme.as_of,
        stays=stays.proof,
        schedule=schedule.proof if schedule else None,
        stopped_by=gravest([end for end in ends if end is not None]),
        input_sha256=loaded.input_sha256,
        seed=limits.seed,
        threads=limits.threads,
        versions=versions(),
        warnings=warnings,
    )


def versions() -> dict[str, str]:
    """The versions that a plan depends on, by name."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
