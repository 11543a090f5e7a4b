"""Cross-checks of cover: staff is asked for on days on which the shift runs."""

from collections.abc import Iterator

from planner.domain.clock import WEEKDAYS
from planner.domain.errors import InputProblem
from planner.tables.columns import Row
from planner.tables.references import Sheets


def cover_problems(sheets: Sheets) -> Iterator[InputProblem]:
    """Every row for a work day on which its shift never runs."""
    shifts = {row["shift"]: row for row in sheets["shifts"].rows if row.has("shift", "weekdays")}
    for row in sheets["cover"].rows:
        if row.has("shift", "date") and row["shift"] in shifts:
            reason = _why_not(shifts[row["shift"]], row)
            if reason:
                message = f"shift {row['shift']} {reason}; accepted: a day on which it runs"
                yield InputProblem("cover.csv", row.number, "date", message)


def _why_not(shift: Row, cover: Row) -> str:
    day = cover["date"]
    where = f"row {shift.number} of shifts.csv"
    if day.weekday() not in shift["weekdays"]:
        return f"does not run on a {WEEKDAYS[day.weekday()]} ({where})"
    if shift.has("first_date") and day < shift["first_date"]:
        return f"begins on {shift['first_date']} ({where})"
    if shift.has("last_date") and day > shift["last_date"]:
        return f"ends on {shift['last_date']} ({where})"
    return ""
