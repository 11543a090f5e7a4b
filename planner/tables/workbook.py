"""A programme as one .xlsx workbook: a sheet a table, and the settings line by line.

All cells are texts, so that what comes back is what was written. A text that a spreadsheet could
take for a formula has the mark of a quoted text.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from planner.domain.clock import MINUTES_PER_DAY
from planner.domain.errors import InputProblem, PlannerError
from planner.domain.sentences import told
from planner.tables.cells import (
    DAY,
    END_MOMENT,
    END_TIME,
    START_MOMENT,
    START_TIME,
    Kind,
    shown,
)
from planner.tables.columns import Table
from planner.tables.contents import Contents, grid_bytes, pack_file
from planner.tables.contract import TABLES
from planner.tables.files import UnreadableError, decoded
from planner.tables.grid import MAX_CELL, read_grid
from planner.tables.live_cells import as_meant, harmless, is_live
from planner.tables.settings import SETTINGS_FILE
from planner.tables.sheet_reader import CellText, SheetCells
from planner.tables.workbook_parts import Parts, open_parts

SETTINGS_SHEET = "programme"
PACK_SHEET = "labour_pack"

_WORKBOOK = "workbook.xlsx"
_TEXT_FORMAT = "@"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LATEST_SERIAL = 110_000
_FIRST_SURE_SERIAL = 60  # before it, spreadsheets count a 29 February 1900 that never was


class WorkbookError(PlannerError):
    """The programme does not fit into a workbook."""


def workbook_bytes(files: Mapping[str, bytes]) -> bytes:
    """The files of a programme as a workbook; ``workbook_contents`` reads the same from it.

    Raises:
        WorkbookError: a text is longer than a cell or holds a letter that no workbook can.
    """
    book = Workbook(write_only=True)
    pack = pack_file(files)
    for title, name in ((SETTINGS_SHEET, SETTINGS_FILE), (PACK_SHEET, pack)):
        if name is not None and name in files:
            lines = decoded(files[name]).replace("\r\n", "\n").removesuffix("\n").split("\n")
            _add_sheet(book, title, ([line] for line in lines))
    for table in TABLES:
        if table.file in files:
            grid = read_grid(decoded(files[table.file]))
            rows = ([_marked(text) for text in texts] for texts in grid.rows.values())
            _add_sheet(book, table.name, _all_rows(list(grid.headings), rows))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook_contents(content: bytes) -> Contents:
    """The files of a programme in the bytes of a workbook; row numbers are those of its sheets."""
    contents = Contents()
    try:
        parts = open_parts(content)
    except UnreadableError as fault:
        contents.problems.append(InputProblem(_WORKBOOK, fault.row, "", fault.message))
        return contents
    titles = {title.strip().lower(): title for title in parts.places}
    _add_lines(contents, parts, SETTINGS_FILE, titles.pop(SETTINGS_SHEET, None))
    for table in TABLES:
        title = titles.pop(table.name, None)
        if title is not None:
            _add_table(contents, parts, table, title)
    pack = pack_file(contents.files)
    pack_title = titles.pop(PACK_SHEET, None)
    if pack is not None:
        _add_lines(contents, parts, pack, pack_title)
    contents.warnings += [_left_out(title) for title in titles.values()]
    return contents


def _marked(text: str) -> str:
    """The text as a cell holds it: led by an apostrophe only where reading would take one away."""
    return text if as_meant(text) == text else harmless(text)


def _all_rows(headings: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield headings
    yield from rows


def _add_sheet(book: Workbook, title: str, rows: Iterator[list[str]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = None if title in (SETTINGS_SHEET, PACK_SHEET) else "A2"
    for number, texts in enumerate(rows, start=1):
        for text in texts:
            if len(text) > MAX_CELL or _NOT_IN_XML.search(text):
                raise WorkbookError(
                    told(
                        "Row {number} of {title} holds a text that does not fit into a workbook;"
                        " export the programme as a folder.",
                        number=number,
                        title=title,
                    )
                )
        sheet.append([_cell(sheet, text) for text in texts])


def _cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, _LOOKS_ESCAPED.sub("_x005F_", text) or None)
    if text:
        cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    if is_live(text):
        cell.quotePrefix = True
    return cell


def _left_out(title: str) -> str:
    label = shown(title).strip("'")
    return told(
        "{sheet}:: the sheet is not known and is left out",
        sheet=label if label != "the cell" else told("a sheet"),
    )


def _add_lines(contents: Contents, parts: Parts, file: str, title: str | None) -> None:
    if title is None:
        return
    cells = _sheet(contents, parts, file, title)
    lines = [cells.get(number, {}) for number in range(1, max(cells, default=0) + 1)]
    texts = [line[0].text if 0 in line else "" for line in lines]
    contents.files[file] = "".join(f"{text}\n" for text in texts).encode()


def _add_table(contents: Contents, parts: Parts, table: Table, title: str) -> None:
    rows = _sheet(contents, parts, table.file, title)
    if not rows:
        return
    headings = [rows[1][place].text if place in rows.get(1, {}) else "" for place in _places(rows)]
    kinds = [
        table.column_by_name[name].kind if name in table.column_by_name else None
        for name in (heading.strip() for heading in headings)
    ]
    lines = [headings]
    for number in range(2, max(rows) + 1):
        line = rows.get(number, {})
        for place, cell in line.items():
            if cell.is_formula:
                message = told("the cell holds a formula; accepted: its value")
                problem = InputProblem(table.file, number, headings[place], message)
                contents.problems.append(problem)
        lines.append([_text(line.get(place), kind, parts) for place, kind in enumerate(kinds)])
    contents.files[table.file] = grid_bytes(lines)


def _sheet(contents: Contents, parts: Parts, file: str, title: str) -> SheetCells:
    try:
        return parts.sheet(title)
    except UnreadableError as fault:
        contents.problems.append(InputProblem(file, fault.row, "", fault.message))
        return {}


def _places(rows: SheetCells) -> range:
    return range(max(place for line in rows.values() for place in line) + 1)


def _text(cell: CellText | None, kind: Kind | None, parts: Parts) -> str:
    """The text that the contract has for what a spreadsheet shows."""
    if cell is None or cell.is_formula:
        return ""
    if not cell.is_number:
        return cell.text
    try:
        number = float(cell.text)
        return _dated(number, kind, parts.counts_from_1904) or _plain(number)
    except (ValueError, OverflowError):
        return cell.text


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() else f"{number:.4f}".rstrip("0").rstrip(".")


def _dated(number: float, kind: Kind | None, counts_from_1904: bool) -> str:
    """A date or a time that a spreadsheet keeps as days and parts of a day; else nothing."""
    if kind in (START_TIME, END_TIME) and 0 <= number <= 1:
        minute = round(number * MINUTES_PER_DAY)
        return f"{minute // 60:02}:{minute % 60:02}"
    if kind not in (DAY, START_MOMENT, END_MOMENT) or not 0 < number < _LATEST_SERIAL:
        return ""
    day, minute = divmod(round(number * MINUTES_PER_DAY), MINUTES_PER_DAY)
    first = dt.date(1904, 1, 1) if counts_from_1904 else dt.date(1899, 12, 30)
    if not counts_from_1904 and day < _FIRST_SURE_SERIAL:
        first += dt.timedelta(days=1)
    date = (first + dt.timedelta(days=day)).isoformat()
    return date if kind is DAY and not minute else f"{date}T{minute // 60:02}:{minute % 60:02}"
