"""A table file as typed rows: pandera finds the cells that do not fit, each kind says why."""

from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd
import pandera.pandas as pa

from planner.domain.errors import InputProblem, located, missing_cell
from planner.domain.sentences import told
from planner.tables.cells import CODE_PATTERN, MAX_SHOWN
from planner.tables.columns import Column, Row, Sheet, Table
from planner.tables.files import UnreadableError, decoded
from planner.tables.grid import Grid, read_grid

Findings = tuple[Sheet, list[InputProblem], list[str]]


def read_sheet(table: Table, content: bytes) -> Findings:
    """The rows of a table file, with what is wrong in it and the warnings about its columns."""
    try:
        grid = read_grid(decoded(content))
    except UnreadableError as fault:
        problem = _unreadable(table, fault)
        return Sheet(table, is_complete=False), [problem], []
    problems = [*_heading_problems(table, grid), *_uneven_rows(table, grid)]
    if grid.fault is not None:
        problems.append(_unreadable(table, grid.fault))
    frame = _frame(table, grid)
    bad = _bad_cells(table, frame)
    problems += [
        InputProblem(table.file, number, name, _complaint(table.column_by_name[name], text))
        for (number, name), text in bad.items()
    ]
    missing = _missing_columns(table, grid)
    sheet = Sheet(
        table,
        _typed_rows(table, frame, set(bad)),
        is_complete=grid.fault is None and not missing & set(table.keys[:1]),
        loose_codes=_loose_codes(table, grid),
    )
    return sheet, problems, _unlisted_columns(table, grid)


def _unreadable(table: Table, fault: UnreadableError) -> InputProblem:
    return InputProblem(table.file, fault.row, "", fault.message)


def _missing_columns(table: Table, grid: Grid) -> set[str]:
    needed = {column.name for column in table.columns if column.required}
    return needed - set(grid.headings)


def _heading_problems(table: Table, grid: Grid) -> Iterator[InputProblem]:
    required = [column.name for column in table.columns if column.required]
    for name in sorted(_missing_columns(table, grid)):
        yield InputProblem(
            table.file,
            1,
            name,
            told(
                "the column is missing; {file} must have {columns}",
                file=table.file,
                columns=", ".join(required),
            ),
        )
    for column in table.columns:
        if grid.headings.count(column.name) > 1:
            yield InputProblem(
                table.file, 1, column.name, told("the column is there twice; accepted: once")
            )


def _unlisted_columns(table: Table, grid: Grid) -> list[str]:
    warnings: list[str] = []
    for place, name in enumerate(grid.headings):
        if name in table.column_by_name or name in table.ignored:
            continue
        if name:
            short = name if len(name) <= MAX_SHOWN else f"{name[: MAX_SHOWN - 3]}..."
            label = "".join(letter if letter.isprintable() else "?" for letter in short)
            message = told("the column is not known and is kept out")
            warnings.append(located(table.file, 1, label, message))
        elif any(cells[place] for cells in grid.rows.values()):
            message = told("column {number} has no heading and is kept out", number=place + 1)
            warnings.append(located(table.file, 1, "", message))
    return list(dict.fromkeys(warnings))


def _uneven_rows(table: Table, grid: Grid) -> Iterator[InputProblem]:
    width = len(grid.headings)
    for number, cells in grid.uneven.items():
        yield InputProblem(
            table.file,
            number,
            "",
            told(
                "the row has {number} cells; accepted: {width}, as many as the header"
                " (a comma inside a cell needs quotation marks around the cell)",
                number=len(cells),
                width=width,
            ),
        )


def _loose_codes(table: Table, grid: Grid) -> frozenset[str]:
    """Codes of uneven rows: known, though nothing else of their row is."""
    if not table.keys or table.keys[0] not in grid.headings:
        return frozenset()
    place = grid.headings.index(table.keys[0])
    cells = (row[place] for row in grid.uneven.values() if place < len(row))
    return frozenset(cell for cell in cells if CODE_PATTERN.fullmatch(cell))


def _frame(table: Table, grid: Grid) -> pd.DataFrame:
    places = {
        column.name: grid.headings.index(column.name)
        for column in table.columns
        if column.name in grid.headings
    }
    return pd.DataFrame(
        [[cells[place] for place in places.values()] for cells in grid.rows.values()],
        index=pd.Index(list(grid.rows), dtype="int64"),
        columns=list(places),
        dtype=object,
    )


def _bad_cells(table: Table, frame: pd.DataFrame) -> dict[tuple[int, str], str]:
    """The text of every cell that its column does not accept, by row number and column."""
    if frame.empty:
        return {}
    try:
        _schema(table.columns).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as faults:
        cases = faults.failure_cases
        return {
            (int(number), str(name)): str(text)
            for number, name, text in zip(
                cases["index"], cases["column"], cases["failure_case"], strict=True
            )
        }
    return {}


@cache
def _schema(columns: tuple[Column, ...]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                required=False, checks=pa.Check(_cell_check(column), name=column.name)
            )
            for column in columns
        }
    )


def _cell_check(column: Column) -> "Callable[[pd.Series[str]], pd.Series[bool]]":
    def accepts(text: str) -> bool:
        return column.kind.accepts(text) if text else not column.required

    def check(cells: "pd.Series[str]") -> "pd.Series[bool]":
        return cells.map(accepts).astype(bool)

    return check


def _complaint(column: Column, text: str) -> str:
    if text:
        return column.kind.complaint(text)
    return missing_cell(column.kind.accepted)


def _typed_rows(table: Table, frame: pd.DataFrame, bad: set[tuple[int, str]]) -> tuple[Row, ...]:
    defaults = {
        column.name: column.default
        for column in table.columns
        if not column.required and column.name not in frame.columns
    }
    read = [(name, table.column_by_name[name]) for name in frame.columns]
    rows = []
    for number, texts in zip(frame.index, frame.itertuples(index=False, name=None), strict=True):
        cells = dict(defaults)
        for (name, column), text in zip(read, texts, strict=True):
            if (number, name) not in bad:
                cells[name] = column.kind.read(text) if text else column.default
        rows.append(Row(int(number), cells))
    return tuple(rows)
