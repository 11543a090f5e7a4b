"""Cross-checks of codes: nothing unknown, nothing twice, nobody in conflict with herself."""

from collections.abc import Iterator, Mapping

from planner.domain.errors import InputProblem
from planner.domain.participants import ConflictKind
from planner.domain.sentences import told
from planner.tables.cells import listed
from planner.tables.columns import Row, Sheet

Sheets = Mapping[str, Sheet]
MAIN_HOUSE = "main"


def code_problems(sheets: Sheets) -> Iterator[InputProblem]:
    """Every code that is unknown, given twice or ambiguous."""
    for sheet in sheets.values():
        yield from _unknown_codes(sheet, sheets)
        yield from _duplicate_keys(sheet)
    yield from _default_house_of_shifts(sheets)
    yield from _conflicts(sheets)
    yield from _ambiguous_duties(sheets)


def known_codes(sheets: Sheets, name: str) -> frozenset[str] | None:
    """The codes of a table, or the houses of the beds; None where they are not fully known."""
    if name == "houses":
        beds = sheets["beds"]
        if not beds.is_complete or beds.loose_codes:
            return None
        if any("house" not in row.cells for row in beds.rows):
            return None
        return frozenset(row["house"] for row in beds.rows)
    sheet = sheets[name]
    if not sheet.is_complete:
        return None
    key = sheet.table.keys[0]
    return frozenset(row[key] for row in sheet.rows if row.has(key)) | sheet.loose_codes


def _unknown_codes(sheet: Sheet, sheets: Sheets) -> Iterator[InputProblem]:
    for column in sheet.table.columns:
        if not column.refers:
            continue
        sets = [known_codes(sheets, name) for name in column.refers]
        if None in sets:
            continue
        known = frozenset[str]().union(*(codes for codes in sets if codes is not None))
        for row in sheet.rows:
            given = row.cells.get(column.name) or ()
            for code in (given,) if isinstance(given, str) else given:
                if code not in known:
                    yield _unknown(sheet, row, column.name, code, column.refers)


def _unknown(
    sheet: Sheet, row: Row, column: str, code: str, tables: tuple[str, ...]
) -> InputProblem:
    where = told("a house of beds.csv")
    if tables != ("houses",):
        where = told("a code of {files}", files=listed(f"{table}.csv" for table in tables))
    return InputProblem(
        sheet.table.file,
        row.number,
        column,
        told("'{code}' is not known; accepted: {where}", code=code, where=where),
    )


def _duplicate_keys(sheet: Sheet) -> Iterator[InputProblem]:
    keys = sheet.table.keys
    first_rows: dict[tuple[object, ...], int] = {}
    for row in sheet.rows:
        if not keys or not all(key in row.cells for key in keys):
            continue
        value = tuple(row[key] for key in keys)
        first = first_rows.setdefault(value, row.number)
        if first != row.number:
            *most, last = keys
            what = told("{words} and {last}", words=", ".join(most), last=last) if most else last
            yield InputProblem(
                sheet.table.file,
                row.number,
                keys[0],
                told(
                    "row {row} has the same {what}; accepted: one row for each",
                    row=first,
                    what=what,
                ),
            )


def _default_house_of_shifts(sheets: Sheets) -> Iterator[InputProblem]:
    houses = known_codes(sheets, "houses")
    if houses is None or MAIN_HOUSE in houses:
        return
    for row in sheets["shifts"].rows:
        if row.cells.get("service") == "house" and row.cells.get("house", "") is None:
            yield InputProblem(
                "shifts.csv",
                row.number,
                "house",
                told(
                    "no house is given and beds.csv has no house '{house}';"
                    " accepted: a house of beds.csv",
                    house=MAIN_HOUSE,
                ),
            )


def _conflicts(sheets: Sheets) -> Iterator[InputProblem]:
    sheet = sheets["conflicts"]
    pairs: dict[tuple[object, ...], int] = {}
    known = {name: known_codes(sheets, name) for name in ("participants", "staff")}
    for row in sheet.rows:
        if not row.has("first", "second", "kind"):
            continue
        first, second, kind = row["first"], row["second"], row["kind"]
        with_staff = kind is ConflictKind.STAFF
        table = "staff" if with_staff else "participants"
        codes = known[table]
        if codes is not None and second not in codes:
            yield _unknown(sheet, row, "second", second, (table,))
        if first == second and not with_staff:
            yield InputProblem(
                sheet.table.file,
                row.number,
                "second",
                told(
                    "'{code}' is in conflict with itself; accepted: two different codes",
                    code=second,
                ),
            )
        pair = (kind, first, second) if with_staff else (kind, *sorted((first, second)))
        earlier = pairs.setdefault(pair, row.number)
        if earlier != row.number:
            yield InputProblem(
                sheet.table.file,
                row.number,
                "first",
                told(
                    "row {row} has the same pair; accepted: one row for each pair, in any order",
                    row=earlier,
                ),
            )


def _ambiguous_duties(sheets: Sheets) -> Iterator[InputProblem]:
    shifts = known_codes(sheets, "shifts") or frozenset()
    for row in sheets["activities"].rows:
        if row.cells.get("activity") in shifts:
            yield InputProblem(
                "activities.csv",
                row.number,
                "activity",
                told(
                    "'{code}' is also a shift of shifts.csv; accepted: a code of its own,"
                    " as roster.csv names both in one column",
                    code=row["activity"],
                ),
            )
