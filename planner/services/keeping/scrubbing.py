"""A participant's code taken out of texts and documents, another put in its place."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from planner.tables.contents import grid_bytes
from planner.tables.live_cells import as_meant

_WORD_BEFORE, _WORD_AFTER = "(?<![A-Za-z0-9_-])", "(?![A-Za-z0-9_-])"
_FOLD = "(?:\r?\n[ \t])?"
_CALENDAR = "BEGIN:VCALENDAR"
_TABLE = ".csv"
_SENTENCES = frozenset({"explanation", "reason"})
_UNMET = "unmet_session"
_PARTS = "with"
_TEMPLATE = "say"


class Scrubber:
    """Puts ``other`` in the place of ``code`` and forgets what was noted of her."""

    def __init__(self, code: str, other: str) -> None:
        self.code = code
        self._other = other
        self._word = re.compile(f"{_WORD_BEFORE}{re.escape(code)}{_WORD_AFTER}")
        letters = _FOLD.join(re.escape(letter) for letter in code)
        self._folded = re.compile(f"{_WORD_BEFORE}{letters}{_WORD_AFTER}")

    def text(self, text: str) -> str:
        """A text in which the code is a word of its own, also where a calendar folds a line."""
        word = self._folded if _CALENDAR in text else self._word
        return word.sub(self._other, text)

    def document(self, value: Any) -> Any:
        """Any JSON value; a text under the name of a table's file is taken for that table."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.document(item) for item in value]
        if _is_sentence(value):
            parts = {name: self._part(part) for name, part in value[_PARTS].items()}
            return {**value, _PARTS: parts}
        if isinstance(value, Mapping):
            return {self.text(name): self._member(name, item) for name, item in value.items()}
        return value

    def _part(self, part: Any) -> Any:
        """A part of a sentence; templates, and the names of parts, are nobody's code."""
        return self.document(part) if isinstance(part, str) or _is_sentence(part) else part

    def table(self, name: str, text: str) -> str:
        """A table's file: codes where participants stand, words where sentences do."""
        if not self._word.search(text):
            return text
        headings, *rows = csv.reader(io.StringIO(text, newline=""))
        lines = [headings, *(self._row(name, headings, cells) for cells in rows)]
        return grid_bytes(lines).decode()

    def _member(self, name: str, value: Any) -> Any:
        if name.endswith(_TABLE) and isinstance(value, str):
            return self.table(name, value)
        return self.document(value)

    def _row(self, name: str, headings: list[str], cells: list[str]) -> list[str]:
        row = dict(zip(headings, cells, strict=False))
        if name == "participants.csv" and as_meant(row.get("participant", "")) == self.code:
            return [self._other if place == "participant" else "" for place in headings]
        return [
            self._cell(heading, text, row.get("kind", ""))
            for heading, text in zip(headings, cells, strict=False)
        ]

    def _cell(self, heading: str, text: str, kind: str) -> str:
        if heading in _SENTENCES:
            return self.text(text)
        is_hers = (
            heading in ("participant", "first")
            or (heading == "second" and kind != "participant_staff")
            or (heading == "what" and kind == _UNMET)
        )
        return self._other if is_hers and as_meant(text) == self.code else text


def _is_sentence(value: Any) -> bool:
    """Whether a JSON value is what ``sentence_document`` makes of a sentence."""
    return isinstance(value, Mapping) and _TEMPLATE in value and _PARTS in value


def words_in(value: Any) -> set[str]:
    """Every text of a JSON value that could be a code."""
    if isinstance(value, str):
        flat = re.sub("\r?\n[ \t]", "", value) if _CALENDAR in value else value
        return set(re.findall(f"{_WORD_BEFORE}[A-Za-z0-9_-]{{1,32}}{_WORD_AFTER}", flat))
    if isinstance(value, Mapping):
        return set().union(*(words_in(item) for pair in value.items() for item in pair), set())
    if isinstance(value, list):
        return set().union(*map(words_in, value), set())
    return set()
