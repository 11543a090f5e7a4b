"""The plan folder, written whole or not at all, and read again."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from planner.domain.errors import InputError, InputProblem
from planner.domain.plan import Plan, PlanSummary
from planner.domain.sentences import told
from planner.tables.columns import Cells, Row, Table
from planner.tables.files import MAX_TABLE_BYTES, UnreadableError, read_bytes, refuse_missing_folder
from planner.tables.folder import refuse_foreign_folder, replace_folder
from planner.tables.plan_schedule import SCHEDULE_TABLES, read_schedule, schedule_cells
from planner.tables.plan_stays import STAY_TABLES, STAYS, read_stay_plan, stay_cells
from planner.tables.ranges import backward_ranges
from planner.tables.sheet import read_sheet
from planner.tables.summary import SUMMARY_FILE, read_summary, summary_bytes

_READ_FILES = (*(table.file for table in (*STAY_TABLES, *SCHEDULE_TABLES)), SUMMARY_FILE)
_CALENDARS = "calendars"


def refuse_other_folder(out: Path) -> None:
    """Refuse an ``out`` that holds anything but an earlier plan, before a long search begins.

    Raises:
        FolderError: ``out`` holds something else.
    """
    refuse_foreign_folder(out, _is_plan_folder)


def write_plan(
    out: Path, plan: Plan, summary: PlanSummary, calendars: Iterable[tuple[str, bytes]] = ()
) -> None:
    """Write the plan folder ``out``; an earlier plan there is replaced in one step.

    A plan without a schedule has no files of one. ``calendars`` are the names and contents of the
    ``.ics`` files.

    Raises:
        FolderError: ``out`` holds something else, or the system refuses to write it.
    """
    files = plan_files(plan, summary, calendars)
    replace_folder(out, files.items(), _is_plan_folder)


def plan_files(
    plan: Plan, summary: PlanSummary, calendars: Iterable[tuple[str, bytes]] = ()
) -> dict[str, bytes]:
    """The files of a plan folder by name, calendars as ``calendars/NAME``."""
    files = dict(_files(STAY_TABLES, stay_cells(plan.stays)))
    if plan.schedule is not None:
        files |= _files(SCHEDULE_TABLES, schedule_cells(plan.schedule))
    files |= {f"{_CALENDARS}/{name}": content for name, content in calendars}
    return files | {SUMMARY_FILE: summary_bytes(summary)}


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
        _is_calendar_folder(entry) if entry.name == _CALENDARS else entry.name in _READ_FILES
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
    refuse_missing_folder(folder, told("a plan folder with {file}", file=STAYS.file))
    files: dict[str, bytes] = {}
    problems: list[InputProblem] = []
    for name in _READ_FILES:
        try:
            files[name] = read_bytes(folder / name, MAX_TABLE_BYTES)
        except FileNotFoundError:
            pass
        except UnreadableError as fault:
            problems.append(InputProblem(name, fault.row, "", fault.message))
    return _read(files, problems)


def read_plan_files(files: Mapping[str, bytes]) -> tuple[Plan, PlanSummary | None]:
    """Read the files of a plan by name, as ``plan_files`` gives them and ``read_plan`` finds them.

    Raises:
        InputError: with every problem of every file.
    """
    return _read(files, [])


def _read(
    files: Mapping[str, bytes], unreadable: list[InputProblem]
) -> tuple[Plan, PlanSummary | None]:
    rows: dict[str, tuple[Row, ...]] = {}
    problems = list(unreadable)
    for table in (*STAY_TABLES, *SCHEDULE_TABLES):
        if table.file in files:
            sheet, found, _ = read_sheet(table, files[table.file])
            rows[table.name] = sheet.rows
            problems += [*found, *backward_ranges(sheet)]
        else:
            rows[table.name] = ()
            if table.must_exist and table.file not in {problem.file for problem in unreadable}:
                message = told("the file is missing; a plan folder has it")
                problems.append(InputProblem(table.file, 0, "", message))
    summary = None
    if SUMMARY_FILE in files:
        try:
            summary = read_summary(files[SUMMARY_FILE])
        except InputError as faults:
            problems += faults.problems
    if problems:
        raise InputError(problems)
    has_schedule = any(table.file in files for table in SCHEDULE_TABLES)
    return Plan(read_stay_plan(rows), read_schedule(rows) if has_schedule else None), summary
