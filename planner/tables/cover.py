"""Cross-checks of cover: staff is asked for on days on which the shift runs."""

from collections.abc import Iterator

from planner.domain.clock import WEEKDAYS
from planner.domain.errors import InputProblem
from planner.domain.sentences import told
from planner.tables.columns import Row
from planner.tables.references import Sheets


def cover_problems(sheets: Sheets) -> Iterator[InputProblem]:
    """Every row for a work day on which its shift never runs."""
    shifts = {row["shift"]: row for row in sheets["shifts"].rows if row.has("shift", "weekdays")}
    for row in sheets["cover"].rows:
        if row.has("shift", "date") and row["shift"] in shifts:
            reason = _why_not(shifts[row["shift"]], row)
            if reason:
                message = told("{reason}; accepted: a day on which it runs", reason=reason)
                yield InputProblem("cover.csv", row.number, "date", message)


def _why_not(shift: Row, cover: Row) -> str:
    code, day = cover["shift"], cover["date"]
    where = told("row {row} of {file}", row=shift.number, file="shifts.csv")
    if day.weekday() not in shift["weekdays"]:
        weekday = WEEKDAYS[day.weekday()]
        return told(
            "shift {shift} does not run on a {weekday} ({where})",
            shift=code,
            weekday=weekday,
            where=where,
        )
    if shift.has("first_date") and day < shift["first_date"]:
        first = shift["first_date"]
        return told("shift {shift} begins on {day} ({where})", shift=code, day=first, where=where)
    if shift.has("last_date") and day > shift["last_date"]:
        last = shift["last_date"]
        return told("shift {shift} ends on {day} ({where})", shift=code, day=last, where=where)
    return ""
