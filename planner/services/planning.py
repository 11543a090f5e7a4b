"""The use case: read a programme folder, plan it, write the plan folder."""

import platform
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from planner.domain.plan import PlanSummary, StayPlan
from planner.domain.programme import Programme
from planner.scheduling.planning import Limits, Progress, plan_stays
from planner.tables.plan import refuse_other_folder, write_plan
from planner.tables.programme import read_programme

__all__ = ["Limits", "PlannedFolder", "Progress", "plan_folder", "versions"]

# What a plan depends on: with the same versions, the same input gives the same bytes.
_PACKAGES = ("harbourplan", "holidays", "ortools", "tzdata")


@dataclass(frozen=True)
class PlannedFolder:
    """What a run has read and written."""

    programme: Programme
    plan: StayPlan
    summary: PlanSummary


def plan_folder(data: Path, out: Path, as_of: date | None, limits: Limits) -> PlannedFolder:
    """Plan the programme folder ``data`` and write the plan folder ``out``.

    Raises:
        InputError: the programme folder has mistakes.
        CommitmentError: its commitments break a hard rule.
        FolderError: the plan folder cannot be written.
    """
    refuse_other_folder(out)
    loaded = read_programme(data, as_of)
    planned = plan_stays(loaded.programme, limits)
    summary = PlanSummary(
        as_of=loaded.programme.as_of,
        stays=planned.proof,
        stopped_by=planned.stopped_by,
        input_sha256=loaded.input_sha256,
        seed=limits.seed,
        threads=limits.threads,
        versions=versions(),
        warnings=loaded.warnings,
    )
    write_plan(out, planned.plan, summary)
    return PlannedFolder(loaded.programme, planned.plan, summary)


def versions() -> dict[str, str]:
    """The versions that a plan depends on, by name."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
