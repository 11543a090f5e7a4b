"""The plan folder of the stay plan, written whole or not at all, and read again."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from planner.domain.day_program import EnrolmentStatus
from planner.domain.errors import InputError, InputProblem
from planner.domain.participants import Service
from planner.domain.plan import (
    PlannedEnrolment,
    PlannedStay,
    PlannedSupport,
    PlanSummary,
    Reason,
    StayPlan,
    Unplaced,
)
from planner.domain.stays import StayStatus
from planner.tables.cells import CODE, DAY, SENTENCE, member, whole
from planner.tables.columns import OrderedPair, Row, Table, may, need
from planner.tables.files import MAX_TABLE_BYTES, UnreadableError, read_bytes, refuse_missing_folder
from planner.tables.folder import refuse_foreign_folder, replace_folder
from planner.tables.ranges import backward_ranges
from planner.tables.sheet import read_sheet
from planner.tables.summary import SUMMARY_FILE, read_summary, summary_bytes

_MAX_DAYS = 200_000
_STAYS = Table(
    "stays",
    (
        need("participant", CODE),
        need("bed", CODE),
        need("admission", DAY),
        need("discharge", DAY),
        may("days", whole(-_MAX_DAYS, _MAX_DAYS)),
        may("waiting_days", whole(-_MAX_DAYS, _MAX_DAYS)),
        need("status", member(StayStatus, *(s for s in StayStatus if s != StayStatus.PROPOSED))),
        may("staff", CODE, ""),
    ),
    pairs=(OrderedPair("admission", "discharge"),),
    must_exist=True,
)
_ENROLMENTS = Table(
    "enrolments",
    (
        need("participant", CODE),
        need("start", DAY),
        need("end", DAY),
        need(
            "status",
            member(EnrolmentStatus, *(s for s in EnrolmentStatus if s != EnrolmentStatus.PROPOSED)),
        ),
    ),
    pairs=(OrderedPair("start", "end"),),
)
_SUPPORT = Table(
    "support",
    (need("participant", CODE), need("staff", CODE), need("start", DAY), need("end", DAY)),
    pairs=(OrderedPair("start", "end"),),
)
_UNPLACED = Table(
    "unplaced",
    (
        need("participant", CODE),
        need("service", member(Service)),
        need("reason", member(Reason)),
        may("explanation", SENTENCE, ""),
    ),
)
_TABLES = (_STAYS, _ENROLMENTS, _SUPPORT, _UNPLACED)
_SCHEDULE_FILES = {"roster.csv", "activities.csv", "sessions.csv", "gaps.csv"}
_KNOWN_FILES = {SUMMARY_FILE, *_SCHEDULE_FILES, *(table.file for table in _TABLES)}
_CALENDARS = "calendars"


def refuse_other_folder(out: Path) -> None:
    """Refuse an ``out`` that holds anything but an earlier plan, before a long search begins.

    Raises:
        FolderError: ``out`` holds something else.
    """
    refuse_foreign_folder(out, _is_plan_folder)


def write_plan(out: Path, plan: StayPlan, summary: PlanSummary) -> None:
    """Write the plan folder ``out``; an earlier plan there is replaced in one step.

    Raises:
        FolderError: ``out`` holds something else, or the system refuses to write it.
    """
    stays = sorted(plan.stays, key=lambda row: (row.bed, row.admission, row.participant))
    enrolments = sorted(plan.enrolments, key=lambda row: (row.participant, row.start, row.end))
    support = sorted(plan.support, key=lambda row: (row.participant, row.start, row.staff))
    unplaced = sorted(plan.unplaced, key=lambda row: (row.participant, row.service))
    rows: tuple[Sequence[object], ...] = (stays, enrolments, support, unplaced)
    files = [
        (table.file, _table_bytes(table, records))
        for table, records in zip(_TABLES, rows, strict=True)
    ]
    replace_folder(out, [*files, (SUMMARY_FILE, summary_bytes(summary))], _is_plan_folder)


def _table_bytes(table: Table, records: Iterable[object]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows([_cell(getattr(record, name)) for name in names] for record in records)
    return stream.getvalue().encode()


def _cell(value: object) -> str:
    """The value on one line, so that every reader of CSV agrees on the rows."""
    return "" if value is None else " ".join(str(value).split())


def _is_plan_folder(folder: Path) -> bool:
    """Whether the folder holds nothing but what a plan folder holds, its summary included."""
    entries = list(folder.iterdir())
    if SUMMARY_FILE not in {entry.name for entry in entries}:
        return False
    return all(
        _is_calendar_folder(entry) if entry.name == _CALENDARS else entry.name in _KNOWN_FILES
        for entry in entries
    )


def _is_calendar_folder(entry: Path) -> bool:
    return entry.is_dir() and all(path.suffix == ".ics" for path in entry.iterdir())


def read_plan(folder: Path) -> tuple[StayPlan, PlanSummary | None]:
    """Read a plan folder, one made by hand too; only ``stays.csv`` must be there.

    ``days`` is what the file says, and follows from the dates only where it says nothing.

    Raises:
        InputError: with every problem of every file.
    """
    refuse_missing_folder(folder, f"a plan folder with {_STAYS.file}")
    rows: dict[str, tuple[Row, ...]] = {}
    problems: list[InputProblem] = []
    for table in _TABLES:
        rows[table.name], found = _read_table(folder, table)
        problems += found
    summary = None
    try:
        summary = read_summary(read_bytes(folder / SUMMARY_FILE, MAX_TABLE_BYTES))
    except FileNotFoundError:
        pass
    except UnreadableError as fault:
        problems.append(InputProblem(SUMMARY_FILE, fault.row, "", fault.message))
    except InputError as faults:
        problems += faults.problems
    if problems:
        raise InputError(problems)
    return _plan(rows), summary


def _read_table(folder: Path, table: Table) -> tuple[tuple[Row, ...], list[InputProblem]]:
    try:
        content = read_bytes(folder / table.file, MAX_TABLE_BYTES)
    except FileNotFoundError:
        if not table.must_exist:
            return (), []
        return (), [InputProblem(table.file, 0, "", "the file is missing; a plan folder has it")]
    except UnreadableError as fault:
        return (), [InputProblem(table.file, fault.row, "", fault.message)]
    sheet, problems, _ = read_sheet(table, content)
    return sheet.rows, [*problems, *backward_ranges(sheet)]


def _plan(rows: dict[str, tuple[Row, ...]]) -> StayPlan:
    return StayPlan(
        stays=tuple(PlannedStay(**_stay_cells(row)) for row in rows["stays"]),
        enrolments=tuple(PlannedEnrolment(**row.cells) for row in rows["enrolments"]),
        support=tuple(PlannedSupport(**row.cells) for row in rows["support"]),
        unplaced=tuple(Unplaced(**row.cells) for row in rows["unplaced"]),
    )


def _stay_cells(row: Row) -> dict[str, Any]:
    if row["days"] is not None:
        return row.cells
    return {**row.cells, "days": (row["discharge"] - row["admission"]).days}
