"""Cross-checks inside one row: ends after starts, lengths in order, cells that need each other."""

from collections.abc import Callable, Iterator
from datetime import datetime

from planner.domain.errors import InputProblem
from planner.domain.sentences import told
from planner.tables.columns import Row, Sheet
from planner.tables.references import Sheets

RowCheck = Callable[[Row], Iterator[tuple[str, str]]]


def range_problems(sheets: Sheets, lengths: tuple[int, int] | None) -> Iterator[InputProblem]:
    """Every row that contradicts itself.

    ``lengths`` are the programme's min_days and max_days, None where they are wrong themselves.
    """
    for sheet in sheets.values():
        yield from backward_ranges(sheet)
    checks: tuple[tuple[str, RowCheck], ...] = (
        ("referrals", lambda row: _lengths(row, lengths)),
        ("staff", _agency_rules),
        ("shifts", _leads),
        ("activities", _repetition),
        ("vehicles", _closures),
    )
    for name, check in checks:
        for row in sheets[name].rows:
            for column, message in check(row):
                yield InputProblem(sheets[name].table.file, row.number, column, message)


def backward_ranges(sheet: Sheet) -> Iterator[InputProblem]:
    """Every row of a table that ends before it starts."""
    for pair in sheet.table.pairs:
        for row in sheet.rows:
            if not row.has(pair.start, pair.end):
                continue
            start, end = row[pair.start], row[pair.end]
            if end > start or (pair.inclusive and end == start):
                continue
            parts = {"end": _written(end), "column": pair.start, "start": _written(start)}
            message = (
                told(
                    "'{end}' is before {column} ({start}); accepted: a date not before it", **parts
                )
                if pair.inclusive
                else told(
                    "'{end}' is not after {column} ({start}); accepted: a date later than that",
                    **parts,
                )
            )
            yield InputProblem(sheet.table.file, row.number, pair.end, message)


def _written(moment: object) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return str(moment)


def _lengths(row: Row, lengths: tuple[int, int] | None) -> Iterator[tuple[str, str]]:
    if lengths is None or not {"min_days", "max_days"} <= set(row.cells):
        return
    own_least, own_most = row["min_days"], row["max_days"]
    if own_least is None and own_most is None:
        return
    least = lengths[0] if own_least is None else own_least
    most = lengths[1] if own_most is None else own_most
    if least > most:
        yield (
            "min_days" if own_least is not None else "max_days",
            told(
                "{low} is {least}, more than {high}, which is {most}; accepted: min_days up to"
                " max_days",
                low=_named("min_days", own_least),
                least=least,
                high=_named("max_days", own_most),
                most=most,
            ),
        )


def _named(column: str, own: int | None) -> str:
    return column if own is not None else told("{key} of programme.toml", key=column)


def _agency_rules(row: Row) -> Iterator[tuple[str, str]]:
    for least, most in (
        ("min_total_hours", "max_total_hours"),
        ("min_consecutive_days", "max_consecutive_days"),
    ):
        if row.has(least, most) and row[least] > row[most]:
            yield (
                least,
                told(
                    "{low} is more than {column}, which is {high}; accepted: at most that",
                    low=f"{row[least]:g}",
                    column=most,
                    high=f"{row[most]:g}",
                ),
            )


def _leads(row: Row) -> Iterator[tuple[str, str]]:
    if row.has("lead_count") and row["lead_count"] > 0 and row.cells.get("lead_skill") == "":
        yield (
            "lead_count",
            told("there is no lead_skill; accepted: a lead_skill beside it, or neither"),
        )


def _repetition(row: Row) -> Iterator[tuple[str, str]]:
    if (
        row.has("every_weeks")
        and row["every_weeks"] > 1
        and row.cells.get("first_date", "") is None
    ):
        yield (
            "first_date",
            told(
                "the cell is empty; accepted where every_weeks is more than 1: the date from which"
                " the weeks are counted"
            ),
        )


def _closures(row: Row) -> Iterator[tuple[str, str]]:
    if row.has("closed_to") and row.cells.get("closed_from", "") is None:
        yield (
            "closed_from",
            told(
                "the cell is empty though closed_to is given; accepted: the first day of the"
                " closure"
            ),
        )
