"""Cross-checks inside one row: ends after starts, lengths in order, cells that need each other."""

from collections.abc import Callable, Iterator
from datetime import datetime

from planner.domain.errors import InputProblem
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
            relation = "before" if pair.inclusive else "not after"
            accepted = "not before it" if pair.inclusive else "later than that"
            yield InputProblem(
                sheet.table.file,
                row.number,
                pair.end,
                f"'{_written(end)}' is {relation} {pair.start} ({_written(start)});"
                f" accepted: a date {accepted}",
            )


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
        of_least = "" if own_least is not None else " of programme.toml"
        of_most = "" if own_most is not None else " of programme.toml"
        yield (
            "min_days" if own_least is not None else "max_days",
            f"min_days{of_least} is {least}, more than max_days{of_most}, which is {most};"
            " accepted: min_days up to max_days",
        )


def _agency_rules(row: Row) -> Iterator[tuple[str, str]]:
    for least, most in (
        ("min_total_hours", "max_total_hours"),
        ("min_consecutive_days", "max_consecutive_days"),
    ):
        if row.has(least, most) and row[least] > row[most]:
            message = f"{row[least]:g} is more than {most}, which is {row[most]:g}"
            yield least, f"{message}; accepted: at most that"


def _leads(row: Row) -> Iterator[tuple[str, str]]:
    if row.has("lead_count") and row["lead_count"] > 0 and row.cells.get("lead_skill") == "":
        yield "lead_count", "there is no lead_skill; accepted: a lead_skill beside it, or neither"


def _repetition(row: Row) -> Iterator[tuple[str, str]]:
    if (
        row.has("every_weeks")
        and row["every_weeks"] > 1
        and row.cells.get("first_date", "") is None
    ):
        yield (
            "first_date",
            "the cell is empty; accepted where every_weeks is more than 1: the date from which"
            " the weeks are counted",
        )


def _closures(row: Row) -> Iterator[tuple[str, str]]:
    if row.has("closed_to") and row.cells.get("closed_from", "") is None:
        yield (
            "closed_from",
            "the cell is empty though closed_to is given; accepted: the first day of the closure",
        )
