"""The XML of a workbook's sheets and shared texts, element by element."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from planner.domain.sentences import told
from planner.tables.files import UnreadableError
from planner.tables.grid import MAX_COLUMNS

MAX_SHEET_ROWS = 20_000
MAX_SHEET_LETTERS = 4_000_000

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True)
class CellText:
    """A cell: its text, and whether it is a number, or a formula or what failed in one."""

    text: str
    is_number: bool = False
    is_formula: bool = False


SheetCells = dict[int, dict[int, CellText]]
"""Cells by row from 1 and column from 0."""

Start = Callable[[str, Mapping[str, str]], None]


def parse(
    content: bytes,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Go through an XML part; names of elements and attributes come without their namespace.

    Raises:
        UnreadableError: it declares a document type, which no workbook has.
        expat.ExpatError: it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def begin(name: str, cells: dict[str, str]) -> None:
        start(_local(name), {_local(key): cell for key, cell in cells.items()})

    def refuse(*_: object) -> None:
        raise UnreadableError(
            0, told("the workbook declares a document type; save it again as .xlsx")
        )

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    if end is not None:
        ending = end
        parser.EndElementHandler = lambda name: ending(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(content, True)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class StringReader:
    """The texts that the cells of all sheets share; how their letters are formatted is left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._words: list[str] = []
        self._is_open = False
        self._is_reading_aid = False

    def start(self, element: str, _: Mapping[str, str]) -> None:
        """An element begins."""
        if element == "si":
            self._words = []
        elif element == "rPh":
            self._is_reading_aid = True
        self._is_open = element == "t" and not self._is_reading_aid

    def end(self, element: str) -> None:
        """An element ends."""
        self._is_open = False
        if element == "si":
            self.strings.append(_unescaped("".join(self._words)))
        elif element == "rPh":
            self._is_reading_aid = False

    def text(self, letters: str) -> None:
        """Letters between elements."""
        if self._is_open:
            self._words.append(letters)


class SheetReader:
    """The cells of one sheet."""

    def __init__(self, strings: list[str]) -> None:
        self.rows: SheetCells = {}
        self._strings = strings
        self._letters = 0
        self._row = 0
        self._column = -1
        self._kind = ""
        self._words: list[str] = []
        self._is_open = False
        self._is_formula = False
        self._is_reading_aid = False

    def start(self, element: str, cells: Mapping[str, str]) -> None:
        """An element begins."""
        if element == "row":
            self._row = _whole(cells.get("r"), self._row + 1)
            self._column = -1
        elif element == "c":
            self._place(cells.get("r"))
            self._kind = cells.get("t", "n")
            self._words = []
            self._is_formula = False
        elif element == "f":
            self._is_formula = True
        elif element == "rPh":
            self._is_reading_aid = True
        self._is_open = element in ("v", "t") and not self._is_reading_aid

    def end(self, element: str) -> None:
        """An element ends; a cell is complete."""
        self._is_open = False
        if element == "c":
            self._keep("".join(self._words))
        elif element == "rPh":
            self._is_reading_aid = False

    def text(self, letters: str) -> None:
        """Letters between elements."""
        if self._is_open:
            self._words.append(letters)

    def _place(self, reference: str | None) -> None:
        match = _REFERENCE.fullmatch(reference or "")
        if match is None:
            self._column += 1
            return
        self._column, self._row = -1, int(match[2])
        for letter in match[1]:
            self._column = 26 * (self._column + 1) + ord(letter) - ord("A")

    def _keep(self, text: str) -> None:
        if self._kind == "s":
            text = self._strings[_whole(text, -1)]
        elif self._kind in ("inlineStr", "str"):
            text = _unescaped(text)
        if not text and not self._is_formula:
            return
        if self._row > MAX_SHEET_ROWS:
            raise UnreadableError(
                self._row,
                told(
                    "there are too many rows; accepted: {most}",
                    most=MAX_SHEET_ROWS,
                ),
            )
        if self._column >= MAX_COLUMNS:
            raise UnreadableError(
                self._row,
                told("there are too many columns; accepted: {most}", most=MAX_COLUMNS),
            )
        self._letters += len(text)
        if self._letters > MAX_SHEET_LETTERS:
            raise UnreadableError(self._row, told("the sheet holds too much text"))
        cell = CellText(text, self._kind == "n", self._is_formula or self._kind == "e")
        self.rows.setdefault(self._row, {})[self._column] = cell


def _whole(text: str | None, otherwise: int) -> int:
    """A number from 0 on, or ``otherwise`` where there is none; ValueError for anything else."""
    if text is None:
        return otherwise
    if not text.isascii() or not text.strip().isdigit() or len(text) > 9:
        raise ValueError(text)
    return int(text)


def _unescaped(text: str) -> str:
    """A text whose unusual letters are written by their number, as in ``_x000D_``."""
    if "_x" not in text:
        return text

    def letter(match: re.Match[str]) -> str:
        number = int(match[1], 16)
        return match[0] if number in _SURROGATES else chr(number)

    return _ESCAPED.sub(letter, text)
