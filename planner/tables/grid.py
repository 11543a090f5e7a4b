"""A CSV text as a grid of cells with the row numbers that a spreadsheet shows.

The ``csv`` module splits the cells, because the parser of pandas stops at the first uneven row,
renames repeated headings and drops blank rows from its count; pandas takes over from there.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.sentences import told
from planner.tables.files import UnreadableError
from planner.tables.live_cells import as_meant

MAX_LINE = 100_000
MAX_CELL = 32_767
MAX_ROWS = 100_000
MAX_COLUMNS = 500


@dataclass(frozen=True)
class Grid:
    """Headings and cells, stripped of surrounding blanks; blank rows are left out.

    ``uneven`` holds the rows with too many or too few cells.
    """

    headings: tuple[str, ...]
    rows: dict[int, list[str]]
    uneven: dict[int, list[str]]
    fault: UnreadableError | None = None


def read_grid(text: str) -> Grid:
    """The grid of a CSV text; ``fault`` says why the rest of it could not be read.

    Raises:
        UnreadableError: there is no header row, or one that no table has.
    """
    records = _records(text)
    headings = next(records, [])
    if not any(headings):
        raise UnreadableError(1, told("the first row is empty; accepted: a header row"))
    if len(headings) > MAX_COLUMNS:
        raise UnreadableError(
            1, told("there are too many columns; accepted: {most}", most=MAX_COLUMNS)
        )
    if len(headings) == 1:
        _refuse_other_separator(headings[0])
    rows: dict[int, list[str]] = {}
    uneven: dict[int, list[str]] = {}
    fault = None
    try:
        for number, cells in enumerate(records, start=2):
            if number > MAX_ROWS:
                raise UnreadableError(
                    number, told("there are too many rows; accepted: {most}", most=MAX_ROWS)
                )
            if not any(cells):
                continue
            (rows if len(cells) == len(headings) else uneven)[number] = cells
    except UnreadableError as stop:
        fault = stop
    return Grid(tuple(headings), rows, uneven, fault)


def _refuse_other_separator(heading: str) -> None:
    for separator, name in ((";", told("semicolons")), ("\t", told("tabs"))):
        if separator in heading:
            raise UnreadableError(
                1,
                told(
                    "the columns are separated by {name}; accepted: commas between columns",
                    name=name,
                ),
            )


def _records(text: str) -> Iterator[list[str]]:
    reader = csv.reader(_short_lines(text), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if any(len(cell) > MAX_CELL for cell in cells):
                raise UnreadableError(
                    row,
                    told(
                        "a cell is too long; accepted: up to {most} characters",
                        most=MAX_CELL,
                    ),
                )
            yield [as_meant(cell.strip()) for cell in cells]
    except csv.Error:
        raise UnreadableError(
            row + 1,
            told(
                "a quotation mark is out of place or never closed; accepted: a cell in quotation"
                " marks from its start to its end, with those inside it doubled"
            ),
        ) from None


def _short_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            raise UnreadableError(
                number,
                told("the line is too long; accepted: up to {most} characters", most=MAX_LINE),
            )
        yield line
