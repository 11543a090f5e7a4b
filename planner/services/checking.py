"""The use case: judge a plan folder by its programme folder."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.check.costs import stay_cost_terms
from planner.check.stays import check_stay_plan
from planner.check.violations import Violation
from planner.domain.errors import InputError, InputProblem
from planner.domain.plan import PlanSummary, StayPlan
from planner.domain.programme import Programme
from planner.tables.plan import read_plan
from planner.tables.programme import read_programme


@dataclass(frozen=True)
class FolderPair:
    """A programme and a plan of it, read as of the plan's own date unless told otherwise."""

    programme: Programme
    plan: StayPlan
    summary: PlanSummary | None


@dataclass(frozen=True)
class CheckedFolder:
    """What is wrong with a plan, and what it costs by each term."""

    as_of: date
    violations: tuple[Violation, ...]
    terms: Mapping[str, int]


def check_folder(data: Path, out: Path, as_of: date | None) -> CheckedFolder:
    """Check the plan folder ``out`` of the programme folder ``data``.

    Raises:
        InputError: one of the folders cannot be read; the problems of both at once.
    """
    pair = read_pair(data, out, as_of)
    found = check_stay_plan(pair.programme, pair.plan, pair.summary)
    terms = stay_cost_terms(pair.programme, pair.plan)
    return CheckedFolder(pair.programme.as_of, tuple(found), terms)


def read_pair(data: Path, out: Path, as_of: date | None = None) -> FolderPair:
    """Read a programme folder and a plan folder; the files of the plan are named by their path.

    Raises:
        InputError: with every problem of both.
    """
    problems: list[InputProblem] = []
    plan, summary = StayPlan(), None
    try:
        plan, summary = read_plan(out)
    except InputError as faults:
        problems += [_in_folder(out, problem) for problem in faults.problems]
    planned_as_of = summary.as_of if summary else None
    try:
        programme = read_programme(data, as_of or planned_as_of).programme
    except InputError as faults:
        problems += faults.problems
    if problems:
        raise InputError(problems)
    return FolderPair(programme, plan, summary)


def _in_folder(folder: Path, problem: InputProblem) -> InputProblem:
    if problem.file == str(folder):
        return problem
    return replace(problem, file=str(folder / problem.file))
