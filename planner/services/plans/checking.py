"""The use case: judge a plan folder by its programme folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.check.costs import stay_cost_terms
from planner.check.roster.schedule import check_schedule, schedule_cost_terms
from planner.check.stays import check_stay_plan
from planner.check.violations import Violation
from planner.domain.errors import InputError, InputProblem
from planner.domain.plan import Layer, Plan, PlanSummary
from planner.domain.programme import Programme
from planner.tables.plan import read_plan
from planner.tables.programme import read_programme


@dataclass(frozen=True)
class FolderPair:
    """A programme and a plan of it, read as of the plan's own date unless told otherwise."""

    programme: Programme
    plan: Plan
    summary: PlanSummary | None

    @property
    def has_planned_stays(self) -> bool:
        """Whether somebody was to be placed; else the stays are the commitments alone."""
        return self.summary is None or self.summary.stays is not None


@dataclass(frozen=True)
class CheckedFolder:
    """What is wrong with a plan, and what each of its layers costs by each term."""

    as_of: date
    violations: tuple[Violation, ...]
    terms: Mapping[Layer, Mapping[str, int]]


def check_folder(data: Path, out: Path, as_of: date | None) -> CheckedFolder:
    """Check the plan folder ``out`` of the programme folder ``data``.

    Raises:
        InputError: one of the folders cannot be read; the problems of both at once.
    """
    pair = read_pair(data, out, as_of)
    found = sorted({*_stay_violations(pair), *_schedule_violations(pair)})
    return CheckedFolder(pair.programme.as_of, tuple(found), dict(_terms(pair)))


def _stay_violations(pair: FolderPair) -> list[Violation]:
    programme = pair.programme
    if not pair.has_planned_stays:
        programme = replace(programme, referrals=())
    return check_stay_plan(programme, pair.plan.stays, pair.summary)


def _schedule_violations(pair: FolderPair) -> list[Violation]:
    schedule = pair.plan.schedule
    if schedule is None:
        return []
    proof = pair.summary.schedule if pair.summary else None
    return check_schedule(pair.programme, pair.plan.stays, schedule, proof)


def _terms(pair: FolderPair) -> Iterator[tuple[Layer, Mapping[str, int]]]:
    programme, plan = pair.programme, pair.plan
    if pair.has_planned_stays:
        yield Layer.STAYS, stay_cost_terms(programme, plan.stays)
    if plan.schedule is not None:
        yield Layer.SCHEDULE, schedule_cost_terms(programme, plan.stays, plan.schedule)


def read_pair(data: Path, out: Path, as_of: date | None = None) -> FolderPair:
    """Read a programme folder and a plan folder; the files of the plan are named by their path.

    Raises:
        InputError: with every problem of both.
    """
    problems: list[InputProblem] = []
    plan, summary = Plan(), None
    try:
        plan, summary = read_plan_folder(out)
    except InputError as faults:
        problems += faults.problems
    planned_as_of = summary.as_of if summary else None
    try:
        programme = read_programme(data, as_of or planned_as_of).programme
    except InputError as faults:
        problems += faults.problems
    if problems:
        raise InputError(problems)
    return FolderPair(programme, plan, summary)


def read_plan_folder(out: Path) -> tuple[Plan, PlanSummary | None]:
    """Read a plan folder whose files are named by their path.

    Raises:
        InputError: with every problem of every file.
    """
    try:
        return read_plan(out)
    except InputError as faults:
        raise InputError([_in_folder(out, problem) for problem in faults.problems]) from None


def _in_folder(folder: Path, problem: InputProblem) -> InputProblem:
    if problem.file == str(folder):
        return problem
    return replace(problem, file=str(folder / problem.file))
