from pathlib import Path

import pytest

from tests.planner.tables.folders import (
    Change,
    append,
    problems_of,
    recode,
    remove,
    sample_copy,
    swap,
    write,
)

DAY = "YYYY-MM-DD, for example 2027-02-08, between 1900 and 2199"
COMMA = " (a comma inside a cell needs quotation marks around the cell)"
UTF8 = "accepted: UTF-8 text (save as 'CSV UTF-8')"


def link_to_itself(folder: Path) -> None:
    (folder / "stays.csv").unlink()
    (folder / "stays.csv").symlink_to("stays.csv")


def link_to_nothing(folder: Path) -> None:
    (folder / "rooms.csv").unlink()
    (folder / "rooms.csv").symlink_to("elsewhere.csv")


def folder_for_file(folder: Path) -> None:
    (folder / "requests.csv").unlink()
    (folder / "requests.csv").mkdir()


def sparse_line(folder: Path) -> None:
    with (folder / "roster.csv").open("r+b") as stream:
        stream.truncate(200_000_000)


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "encoding": (
        append("rooms.csv", b"caf\xe9,group\n"),
        [f"rooms.csv:5:: byte 57 is not UTF-8; {UTF8}"],
    ),
    "encoding_after_mark": (
        write("rooms.csv", b"\xef\xbb\xbfroom,kind\r\ncaf\xe9,group\r\n"),
        [f"rooms.csv:2:: byte 17 is not UTF-8; {UTF8}"],
    ),
    "utf16": (recode("rooms.csv", "utf-16"), [f"rooms.csv::: the file is UTF-16; {UTF8}"]),
    "nul": (
        append("rooms.csv", b"A\0,group\n"),
        [
            "rooms.csv:5:: byte 55 is a NUL byte, which no text holds; accepted: UTF-8 text",
        ],
    ),
    "workbook": (
        write("rooms.csv", b"PK\x03\x04..."),
        [f"rooms.csv::: the file is a spreadsheet workbook; {UTF8}"],
    ),
    "empty_file": (
        write("requests.csv", b""),
        ["requests.csv:1:: the first row is empty; accepted: a header row"],
    ),
    "semicolons": (
        write("requests.csv", "staff;date;want\n"),
        [
            "requests.csv:1:: the columns are separated by semicolons;"
            " accepted: commas between columns"
        ],
    ),
    "missing_file": (
        remove("participants.csv"),
        ["participants.csv::: the file is missing; every programme folder must have it"],
    ),
    "missing_column": (
        swap("beds.csv", "bed,", "place,"),
        ["beds.csv:1:bed: the column is missing; beds.csv must have bed"],
    ),
    "repeated_column": (
        swap("beds.csv", "opens,closes", "opens,bed"),
        ["beds.csv:1:bed: the column is there twice; accepted: once"],
    ),
    "few_cells": (
        swap("beds.csv", "B3,R3,,,", "B3,R3"),
        [f"beds.csv:4:: the row has 2 cells; accepted: 5, as many as the header{COMMA}"],
    ),
    "many_cells": (
        swap("staff.csv", "37.5", "37,5"),
        [f"staff.csv:2:: the row has 13 cells; accepted: 12, as many as the header{COMMA}"],
    ),
    "open_quotation_mark": (
        append("bed_closures.csv", 'B1,2028-01-01,2028-01-02,"paint\nand more'),
        [
            "bed_closures.csv:4:: a quotation mark is out of place or never closed; accepted: a"
            " cell in quotation marks from its start to its end, with those inside it doubled"
        ],
    ),
    "row_after_a_cell_of_two_lines": (
        append("bed_closures.csv", 'B1,2028-01-01,2028-01-02,"paint"\n\n\nB1,2028-02-01,x,\n'),
        [f"bed_closures.csv:7:end: 'x' is not a date; accepted: {DAY}"],
    ),
    "text_of_two_lines": (
        append("bed_closures.csv", 'B1,2028-01-01,2028-01-02,"paint\nit"\nB1,2028-02-01,x,\n'),
        [
            "bed_closures.csv:4:reason: the cell is not a short text;"
            " accepted: up to 200 characters on one line",
            f"bed_closures.csv:5:end: 'x' is not a date; accepted: {DAY}",
        ],
    ),
    "long_line": (
        append("roster.csv", "x" * 15_000_000),
        ["roster.csv:48:: the line is too long; accepted: up to 100000 characters"],
    ),
    "long_cell": (
        append("roster.csv", f"S08,house_day,2027-02-09,{'x' * 40_000}\n"),
        ["roster.csv:48:: a cell is too long; accepted: up to 32767 characters"],
    ),
    "too_many_rows": (
        append("rooms.csv", "\n" * 100_000),
        ["rooms.csv:100001:: there are too many rows; accepted: 100000"],
    ),
    "too_many_columns": (
        write("rooms.csv", "room,kind" + ",x" * 500),
        ["rooms.csv:1:: there are too many columns; accepted: 500"],
    ),
    "huge_file": (
        sparse_line,
        ["roster.csv::: the file is too large; accepted: up to 20 MB"],
    ),
    "link_in_a_circle": (
        link_to_itself,
        ["stays.csv::: the file is a link that leads in a circle; put the file itself here"],
    ),
    "link_to_nothing": (
        link_to_nothing,
        ["rooms.csv::: the file is a link to nothing; put the file itself here"],
    ),
    "folder_for_a_file": (
        folder_for_file,
        ["requests.csv::: the file is a folder; a file is expected here"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_file_that_is_broken_is_located(name: str, tmp_path: Path) -> None:
    change, messages = BROKEN[name]
    folder = sample_copy(tmp_path)
    change(folder)
    assert problems_of(folder) == messages
