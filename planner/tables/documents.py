"""TOML files as Python values, with the line on which each key stands."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from planner.domain.errors import InputProblem
from planner.domain.sentences import told
from planner.tables.cells import CODE_PATTERN
from planner.tables.files import UnreadableError, decoded

_AT_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")
_HEADING = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]")
_KEY = re.compile(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*=")
_TWICE = ("Cannot overwrite a value", "twice", "Cannot mutate")


@dataclass(frozen=True)
class Document:
    """The values of a file; ``lines`` by section and key, the key empty for the heading.

    The sections of a list, ``[[name]]``, are ``name 1``, ``name 2`` and so on.
    """

    values: dict[str, Any]
    lines: dict[tuple[str, str], int]


def read_document(file: str, content: bytes) -> Document | InputProblem:
    """The document in the bytes of a file, or why it cannot be read."""
    try:
        text = decoded(content)
        return Document(tomllib.loads(text), _lines(text))
    except UnreadableError as fault:
        return InputProblem(file, fault.row, "", fault.message)
    except (ValueError, RecursionError) as fault:
        return _syntax_problem(file, content, str(fault))


def label(key: str) -> str:
    """The key, unless it is something that a message should not repeat."""
    return key if CODE_PATTERN.fullmatch(key) else "a key"


def _syntax_problem(file: str, content: bytes, fault: str) -> InputProblem:
    place = _AT_LINE.search(fault)
    last = content.rstrip().count(b"\n") + 1
    line = int(place[1]) if place else last if "end of document" in fault else 0
    wrong = (
        told("a key or section is given twice; accepted: each once")
        if any(phrase in fault for phrase in _TWICE)
        else told(
            "the line cannot be read; accepted: lines such as key = value, with texts in"
            " quotation marks, dates as 2027-02-08 and section headings in square brackets"
        )
    )
    return InputProblem(file, line, "", wrong)


def _lines(text: str) -> dict[tuple[str, str], int]:
    lines: dict[tuple[str, str], int] = {}
    section = ""
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(line):
            section = heading[2]
            if heading[1] == "[[":
                counts[section] = counts.get(section, 0) + 1
                section = f"{section} {counts[section]}"
            lines.setdefault((section, ""), number)
        elif key := _KEY.match(line):
            lines.setdefault((section, key[1]), number)
    return lines
