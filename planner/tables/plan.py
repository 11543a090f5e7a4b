"""The plan folder, written whole or not at all, and read again."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from planner.domain.errors import InputError, InputProblem
from planner.domain.plan import Plan, PlanSummary
from planner.tables.columns import Cells, Row, Table
from planner.tables.files import MAX_TABLE_BYTES, UnreadableError, read_bytes, refuse_missing_folder
from planner.tables.folder import refuse_foreign_folder, replace_folder
from planner.tables.plan_schedule import SCHEDULE_TABLES, read_schedule, schedule_cells
from planner.tables.plan_stays import STAY_TABLES, STAYS, read_stay_plan, stay_cells
from planner.tables.ranges import backward_ranges
from planner.tables.sheet import read_sheet
from planner.tables.summary import SUMMARY_FILE, read_summary, summary_bytes

_KNOWN_FILES = {SUMMARY_FILE, *(table.file for table in (*STAY_TABLES, *SCHEDULE_TABLES))}
_CALENDARS = "calendars"


def refuse_other_folder(out: Path) -> None:
    """Refuse an ``out`` that holds anything but an earlier plan, before a long search begins.

    Raises:
        FolderError: ``out`` holds something else.
    """
    refuse_foreign_folder(out, _is_plan_folder)


def write_plan(out: Path, plan: Plan, summary: PlanSummary) -> None:
    """Write the plan folder ``out``; an earlier plan there is replaced in one step.

    A plan without a schedule has no files of one.

    Raises:
        FolderError: ``out`` holds something else, or the system refuses to write it.
    """
    files = _files(STAY_TABLES, stay_cells(plan.stays))
    if plan.schedule is not None:
        files += _files(SCHEDULE_TABLES, schedule_cells(plan.schedule))
    replace_folder(out, [*files, (SUMMARY_FILE, summary_bytes(summary))], _is_plan_folder)


def _files(tables: tuple[Table, ...], cells: dict[str, list[Cells]]) -> list[tuple[str, bytes]]:
    return [(table.file, _table_bytes(table, cells[table.name])) for table in tables]


def _table_bytes(table: Table, rows: Iterable[Cells]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
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


def read_plan(folder: Path) -> tuple[Plan, PlanSummary | None]:
    """Read a plan folder, one made by hand too; only ``stays.csv`` must be there.

    ``days`` is what the file says, and follows from the dates only where it says nothing. Without
    any file of a schedule there is none; with one of them, the others may be missing.

    Raises:
        InputError: with every problem of every file.
    """
    refuse_missing_folder(folder, f"a plan folder with {STAYS.file}")
    rows: dict[str, tuple[Row, ...]] = {}
    problems: list[InputProblem] = []
    for table in (*STAY_TABLES, *SCHEDULE_TABLES):
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
    has_schedule = any((folder / table.file).exists() for table in SCHEDULE_TABLES)
    return Plan(read_stay_plan(rows), read_schedule(rows) if has_schedule else None), summary


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
