"""The use case: read a programme, plan it, give the plan as a folder or as files in memory."""

import platform
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from planner.calendars.plan_files import plan_calendars
from planner.domain.plan import Layer, Plan, PlanSummary, Proof, StayPlan, StoppedBy
from planner.domain.programme import Programme
from planner.scheduling.planning import Limits, Progress, plan_stays
from planner.scheduling.roster.planning import PlannedSchedule, plan_schedule
from planner.services.plans.earlier import EarlierStays, earlier_stays, kept_stays
from planner.services.plans.shares import gravest, share_of_schedule, share_of_stays
from planner.tables.contents import Contents
from planner.tables.plan import plan_files, refuse_other_folder, write_plan
from planner.tables.programme import LoadedProgramme, read_contents, read_programme

__all__ = [
    "Limits",
    "PlannedFiles",
    "PlannedFolder",
    "Progress",
    "plan_contents",
    "plan_folder",
    "versions",
]

# What a plan depends on: with the same versions, the same input gives the same bytes.
_PACKAGES = ("harbourplan", "holidays", "ortools", "tzdata")


@dataclass(frozen=True)
class PlannedFolder:
    """What a run has read and written."""

    programme: Programme
    plan: Plan
    summary: PlanSummary


@dataclass(frozen=True)
class PlannedFiles:
    """A plan and the files of its folder by name, as ``plan_folder`` writes them."""

    plan: Plan
    summary: PlanSummary
    files: Mapping[str, bytes]


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
    plan, summary = _planned(loaded, limits, layers, lambda: earlier_stays(loaded, out))
    write_plan(out, plan, summary, plan_calendars(loaded.programme, plan))
    return PlannedFolder(loaded.programme, plan, summary)


def plan_contents(
    contents: Contents,
    as_of: date | None,
    limits: Limits,
    layers: Collection[Layer] = tuple(Layer),
    earlier_files: Mapping[str, bytes] | None = None,
    after_stays: Callable[[PlannedFiles], None] = lambda _: None,
) -> PlannedFiles:
    """Plan a programme in memory, as ``plan_folder`` does; ``earlier_files`` is the plan before.

    ``after_stays`` is given the stay plan before the schedule is searched, where both are planned.

    Raises:
        InputError: the programme, or the earlier plan, has mistakes.
        CommitmentError: the commitments break a hard rule.
        EarlierPlanError: the stay plan in ``earlier_files`` is not one of this programme.
    """
    loaded = read_contents(contents, as_of)

    def earlier() -> EarlierStays | None:
        return kept_stays(loaded, earlier_files) if earlier_files else None

    def files(plan: Plan, summary: PlanSummary) -> PlannedFiles:
        calendars = plan_calendars(loaded.programme, plan)
        return PlannedFiles(plan, summary, plan_files(plan, summary, calendars))

    def tell(plan: Plan, summary: PlanSummary) -> None:
        after_stays(files(plan, summary))

    return files(*_planned(loaded, limits, layers, earlier, tell))


def _planned(
    loaded: LoadedProgramme,
    limits: Limits,
    layers: Collection[Layer],
    earlier: Callable[[], EarlierStays | None],
    after_stays: Callable[[Plan, PlanSummary], None] = lambda *_: None,
) -> tuple[Plan, PlanSummary]:
    stays = _stays(loaded, earlier, limits, layers)
    schedule = None
    if Layer.SCHEDULE in layers:
        if Layer.STAYS in layers:
            after_stays(Plan(stays.plan), _summary(loaded, limits, stays, None))
        schedule = plan_schedule(loaded.programme, stays.plan, share_of_schedule(limits))
    plan = Plan(stays.plan, schedule.schedule if schedule else None)
    return plan, _summary(loaded, limits, stays, schedule)


def _stays(
    loaded: LoadedProgramme,
    earlier: Callable[[], EarlierStays | None],
    limits: Limits,
    layers: Collection[Layer],
) -> _Stays:
    if Layer.STAYS in layers:
        share = share_of_stays(limits) if Layer.SCHEDULE in layers else limits
        planned = plan_stays(loaded.programme, share)
        return _Stays(planned.plan, planned.proof, planned.stopped_by)
    found = earlier()
    if found is not None:
        return _Stays(found.plan, found.proof, warnings=found.warnings)
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
