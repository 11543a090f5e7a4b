"""Workbooks for tests: as a spreadsheet saves them, and as nobody should."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook

from planner.tables.workbook_parts import MAX_WORKBOOK_BYTES


def saved(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    """A workbook with these cells, saved as spreadsheets do."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return stream.getvalue()


def hostile_workbooks() -> dict[str, bytes]:
    """Workbooks that would take a careless reader down, by what is wrong with them."""
    plain = saved({"beds": [["bed"], ["B1"]]})
    sheet = "xl/worksheets/sheet1.xml"

    def cells(inner: bytes) -> bytes:
        head = b'<?xml version="1.0"?><worksheet><sheetData>'
        return with_part(plain, sheet, head + inner + b"</sheetData></worksheet>")

    entities = b"".join(
        b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 10)
    )
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + entities + b"]><x>&a9;</x>"
    quadratic = (
        b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]><x>' + b"&a;" * 50_000 + b"</x>"
    )
    text = b'<c t="inlineStr"><is><t>' + b"a" * 32_000 + b"</t></is></c>"
    return {
        "entities": with_part(plain, sheet, laughs),
        "one large entity": with_part(plain, sheet, quadratic),
        "entities in UTF-16": with_part(plain, sheet, laughs.decode().encode("utf-16")),
        "unpacks to a hundred megabytes": cells(b" " * 100_000_000),
        "many cells": cells(b"<row><c><v>1</v></c></row>" * 300_000),
        "cells in one row": cells(b"<row>" + b"<c><v>1</v></c>" * 500_000 + b"</row>"),
        "far away": cells(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "one text many times": cells((b"<row>" + text + b"</row>") * 200),
        "deep": cells(b"<a>" * 100_000),
        "a negative shared text": cells(b'<row><c t="s"><v>-1</v></c></row>'),
        "a shared text too far": cells(b'<row><c t="s"><v>99</v></c></row>'),
        "no XML": with_part(plain, sheet, b"\x89PNG" * 100),
        "no workbook part": with_part(plain, "xl/workbook.xml", b"<a/>"),
        "truncated": plain[:-200],
        "no zip": b"bed\nB1\n",
        "locked": b"\xd0\xcf\x11\xe0" + bytes(1000),
        "large": bytes(MAX_WORKBOOK_BYTES + 1),
        "empty": b"",
    }
