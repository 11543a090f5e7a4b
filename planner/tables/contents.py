"""The files of a programme as bytes, whether they come from a folder or are made from rows."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planner.domain.errors import InputProblem
from planner.domain.sentences import told
from planner.tables.cells import shown
from planner.tables.columns import Table
from planner.tables.contract import TABLES
from planner.tables.files import (
    MAX_SETTINGS_BYTES,
    MAX_TABLE_BYTES,
    UnreadableError,
    decoded,
    read_bytes,
    refuse_missing_folder,
)
from planner.tables.grid import read_grid
from planner.tables.live_cells import harmless
from planner.tables.settings import SETTINGS_FILE, read_settings

Cells = dict[str, str]


@dataclass
class Contents:
    """The files of a programme by name, and what kept others from being read."""

    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[InputProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def folder_contents(folder: Path) -> Contents:
    """The contract's files in a folder, a labour pack of its own included.

    Raises:
        InputError: there is no such folder.
    """
    wanted = told("a programme folder with {file} and its tables", file=SETTINGS_FILE)
    refuse_missing_folder(folder, wanted)
    contents = Contents(warnings=_unknown_files(folder))
    _add_file(contents, folder, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    for table in TABLES:
        _add_file(contents, folder, table.file, MAX_TABLE_BYTES)
    pack = pack_file(contents.files)
    if pack is not None:
        _add_file(contents, folder, pack, MAX_SETTINGS_BYTES)
    return contents


def uploaded_contents(uploads: Mapping[str, bytes]) -> Contents:
    """The contract's files among uploaded ones; the folders in their names do not matter."""
    contents = Contents()
    places = [(name.replace("\\", "/").rpartition("/")[2], name) for name in sorted(uploads)]
    files: dict[str, bytes] = {}
    for name, upload in places:
        if name in files:
            problem = InputProblem(
                shown(name).strip("'"), 0, "", told("the file is there twice; accepted: once")
            )
            contents.problems.append(problem)
        files[name] = uploads[upload]
    known = {SETTINGS_FILE, *(table.file for table in TABLES)}
    pack = pack_file(files)
    contents.files = {name: files[name] for name in files if name in known or name == pack}
    contents.warnings = _unknown_names(name for name in files if name not in contents.files)
    contents.problems += [
        InputProblem(name, 0, "", told("the file is too large; accepted: up to {most} MB", most=1))
        for name in (SETTINGS_FILE, pack)
        if name is not None and len(contents.files.get(name, b"")) > MAX_SETTINGS_BYTES
    ]
    return contents


def pack_file(files: Mapping[str, bytes]) -> str | None:
    """The labour pack of its own that the settings name."""
    return read_settings(files.get(SETTINGS_FILE, b""), None).pack


def table_cells(files: Mapping[str, bytes]) -> dict[str, list[Cells]]:
    """The texts of every known cell that is given, by table; the files were read without a problem.

    A cell that is not given has no text here, whether its column is there or not.
    """
    return {
        table.name: _cells(files[table.file], {column.name for column in table.columns})
        if table.file in files
        else []
        for table in TABLES
    }


def first_cells(files: Mapping[str, bytes], table: Table) -> dict[str, int]:
    """The code that leads each row of a table, with the row's number."""
    grid = read_grid(decoded(files[table.file]))
    place = grid.headings.index(table.columns[0].name)
    return {texts[place]: number for number, texts in grid.rows.items()}


def table_files(rows: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[str, bytes]:
    """Each table as the bytes of its CSV file, every column of the contract in its order."""
    return {
        table.file: csv_bytes([column.name for column in table.columns], rows.get(table.name, ()))
        for table in TABLES
    }


def csv_bytes(columns: list[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV file with these columns; a cell without a text is empty, none is live."""
    return grid_bytes(
        [columns, *([harmless(row.get(name, "")) for name in columns] for row in rows)]
    )


def grid_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of cells as they are, as a CSV file."""
    stream = io.StringIO()
    plain = csv.writer(stream, lineterminator="\n")
    quoting = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for cells in rows:
        # The writer does not see that a lone carriage return ends a line for readers.
        writer = quoting if any("\r" in cell for cell in cells) else plain
        writer.writerow(cells)
    return stream.getvalue().encode()


def _cells(content: bytes, known: set[str]) -> list[Cells]:
    grid = read_grid(decoded(content))
    return [
        {
            name: text
            for name, text in zip(grid.headings, texts, strict=True)
            if name in known and text
        }
        for texts in grid.rows.values()
    ]


def _add_file(contents: Contents, folder: Path, name: str, most_bytes: int) -> None:
    try:
        contents.files[name] = read_bytes(folder / name, most_bytes)
    except FileNotFoundError:
        pass
    except UnreadableError as fault:
        contents.problems.append(InputProblem(name, fault.row, "", fault.message))


def _unknown_files(folder: Path) -> list[str]:
    known = {table.file for table in TABLES}
    names = sorted(path.name for path in folder.glob("*.[cC][sS][vV]"))
    return _unknown_names(name for name in names if name not in known)


def _unknown_names(names: Iterable[str]) -> list[str]:
    return [
        told(
            "{file}:: the table is not known and is left out",
            file=label if label != "the cell" else told("a file"),
        )
        for name in names
        for label in (shown(name).strip("'"),)
    ]
