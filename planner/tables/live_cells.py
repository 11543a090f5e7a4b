"""Cells that a spreadsheet would execute, made harmless on the way out and undone on the way in.

A part of a cell, from its start or from a semicolon on, that begins with one of ``= + - @``, a tab,
a line end or an apostrophe is led by an apostrophe. Spreadsheets that split a line at semicolons
are why the parts count. Look-alikes of the signs in other widths count as the signs.
"""

import unicodedata

_MARK = "'"
_SIGNS = frozenset("=+-@")
_BREAKS = frozenset("\t\r\n")


def harmless(text: str) -> str:
    """The text as it may stand in a file that somebody opens in a spreadsheet."""
    return ";".join(_MARK + part if _needs_mark(part) else part for part in text.split(";"))


def as_meant(text: str) -> str:
    """The text that ``harmless`` was given; any text that it never returns stays as it is."""
    if _MARK not in text:
        return text
    return ";".join(
        part[1:] if part.startswith(_MARK) and _needs_mark(part[1:]) else part
        for part in text.split(";")
    )


def is_live(text: str) -> bool:
    """Whether a spreadsheet could take the text for something else than a text."""
    start = text.lstrip()[:1]
    return text[:1] in _BREAKS or unicodedata.normalize("NFKC", start)[:1] in _SIGNS


def _needs_mark(part: str) -> bool:
    if part[:1].isascii() and part[:1].isalnum():
        return False
    return bool(part) and (part.lstrip().startswith(_MARK) or is_live(part))
