"""One week of a schedule: who is on which shift, who leads what, who meets whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from rich.console import Console
from rich.table import Table

from planner.check.roster.calendar import is_closed, staff_wanted
from planner.check.roster.demand import support_days
from planner.check.roster.reading import ScheduleReading
from planner.cli.layout import plain_table, print_line, print_section
from planner.domain.clock import days_between
from planner.domain.programme import Programme
from planner.domain.schedule import GapKind, PlannedSession
from planner.domain.staffing import Absence, Shift
from planner.holidays import holiday_names
from planner.services.plans.wishes import is_against_wish, is_other_worker, primary_workers
from planner.services.wording import counted, short_day, time_of_day, time_range

_HOLIDAY, _CLOSED, _NOT_RUN, _NOBODY = "hol", "closed", ".", "0"
_MISSING, _NO_LEAD, _OTHER, _AGAINST = "-1", "-1 lead", "*", "!"
_SHIFT_MARKS = {
    _NOT_RUN: "does not run",
    _HOLIDAY: "statutory holiday",
    _CLOSED: "vehicle out of service",
    _NOBODY: "nobody asked for",
    _MISSING: "one person missing",
    _NO_LEAD: "one driver or other lead missing",
}
_ACTIVITY_MARKS = {_MISSING: "one facilitator missing"}
_SESSION_MARKS = {
    _HOLIDAY: "statutory holiday",
    _OTHER: "not the primary worker",
    _AGAINST: "against a preferred language or gender",
    _MISSING: "one session not held",
}
Grid = Mapping[tuple[str, date], list[str]]


def print_week(console: Console, reading: ScheduleReading, monday: date) -> None:
    """Print the shifts, activities and sessions of one week."""
    title = f"Shifts in the week of {monday}{_named_holidays(reading.programme, monday)}"
    table, marks = _shift_table(reading, monday)
    print_section(console, title, table)
    _print_legend(console, _SHIFT_MARKS, marks)
    absent = _absent(reading.programme, monday)
    if absent:
        print_line(console, f"Absent: {absent}")
    table, marks = _activity_table(reading, monday)
    print_section(console, "Activities", table)
    _print_legend(console, _ACTIVITY_MARKS, marks)
    table, marks = _session_table(reading, monday)
    print_section(console, "One-on-one sessions", table)
    _print_legend(console, _SESSION_MARKS, marks)
    days = len(support_days(reading.programme, monday))
    if days < len(set(reading.programme.support.weekdays)):
        words = counted(days, "support day")
        print_line(console, f"Fewer sessions are due this week: {words}.")


def _named_holidays(programme: Programme, monday: date) -> str:
    sunday = monday + timedelta(days=6)
    names = holiday_names(programme.province, monday, sunday)
    days = [day for day in week_of(monday) if day in programme.holidays]
    words = [f"{short_day(day)}: {names.get(day, 'statutory holiday')}" for day in days]
    return f" ({', '.join(words)})" if words else ""


def _print_legend(console: Console, meanings: Mapping[str, str], marks: set[str]) -> None:
    """One line on the marks that a table has."""
    words = [f"{mark}: {meaning}" for mark, meaning in meanings.items() if mark in marks]
    if words:
        print_line(console, ", ".join(words))


def _absent(programme: Programme, monday: date) -> str:
    """Who is away in a week and when, without the reason."""
    start = datetime.combine(monday, time())
    end = start + timedelta(weeks=1)
    rows = [row for row in programme.absences if row.start < end and start < row.end]
    rows.sort(key=lambda row: (row.staff, row.start))
    return ", ".join(f"{row.staff} {_away(row, start, end)}" for row in rows)


def _away(row: Absence, start: datetime, end: datetime) -> str:
    """An absence inside a week; only times that are not midnight are named."""
    begins, ends = max(row.start, start), min(row.end, end)
    last = ends - timedelta(minutes=1)
    first_time = "" if begins.time() == time() else f" from {begins:%H:%M}"
    last_time = "" if ends.time() == time() else f" until {ends:%H:%M}"
    if begins.date() == last.date():
        return f"{short_day(begins.date())}{first_time}{last_time}"
    return f"{short_day(begins.date())}{first_time} to {short_day(last.date())}{last_time}"


def _shift_table(reading: ScheduleReading, monday: date) -> tuple[Table, set[str]]:
    """The shifts that run in a week, and the marks in the table."""
    grid: Grid = defaultdict(list)
    for row in sorted(reading.schedule.roster, key=lambda row: row.staff):
        grid[row.shift, row.day].append(row.staff)
    for gap in reading.schedule.gaps:
        if gap.kind is GapKind.UNCOVERED_SHIFT:
            grid[gap.what, gap.day].append(f"-{gap.count}")
        elif gap.kind is GapKind.MISSING_LEAD:
            grid[gap.what, gap.day].append(f"-{gap.count} lead")
    days, marks = week_of(monday), set()
    table = plain_table(("shift", "time", *map(short_day, days)))
    for shift in reading.programme.shifts:
        cells = [grid.get((shift.code, day)) or [_why(reading, shift, day)] for day in days]
        if any(cell != [_NOT_RUN] for cell in cells):
            marks |= {_mark(word) for cell in cells for word in cell}
            hours = time_range(shift.start_minute, shift.end_minute)
            table.add_row(shift.code, hours, *("\n".join(cell) for cell in cells))
    return table, marks


def _mark(word: str) -> str:
    """The mark that stands for a word of a cell in the legend."""
    if word.startswith("-"):
        return _NO_LEAD if word.endswith("lead") else _MISSING
    return word


def _why(reading: ScheduleReading, shift: Shift, day: date) -> str:
    """Why nobody is on a shift; the order is that of rule R5."""
    programme = reading.programme
    is_early = shift.first_date is not None and day < shift.first_date
    is_late = shift.last_date is not None and day > shift.last_date
    if day.weekday() not in shift.weekdays or is_early or is_late:
        return _NOT_RUN
    if day in programme.holidays and not shift.on_holidays:
        return _HOLIDAY
    if shift.vehicle and is_closed(programme, shift.vehicle, day):
        return _CLOSED
    return "" if staff_wanted(programme, shift, day) else _NOBODY


def _activity_table(reading: ScheduleReading, monday: date) -> tuple[Table, set[str]]:
    """The activities of a week, led or not, and the marks in the table."""
    titles = {activity.code: activity.title for activity in reading.programme.activities}
    missing = {
        (gap.what, gap.day): gap.count
        for gap in reading.schedule.gaps
        if gap.kind is GapKind.UNLED_ACTIVITY
    }
    rows = [row for row in reading.schedule.activities if row.day in week_of(monday)]
    table = plain_table(("day", "time", "activity", "led by", "room"))
    for row in sorted(rows, key=lambda r: (r.day, r.start_minute, r.activity)):
        count = missing.get((row.activity, row.day))
        table.add_row(
            short_day(row.day),
            time_range(row.start_minute, row.end_minute),
            titles.get(row.activity, row.activity),
            " ".join([*sorted(row.staff), *([f"-{count}"] if count else [])]),
            row.room,
        )
    return table, {_MISSING for row in rows if (row.activity, row.day) in missing}


def _session_table(reading: ScheduleReading, monday: date) -> tuple[Table, set[str]]:
    """The sessions of a week by participant and day, and the marks in the table."""
    held = [row for row in reading.schedule.sessions if row.day in week_of(monday)]
    unmet = {
        gap.what: f"-{gap.count}"
        for gap in reading.schedule.gaps
        if gap.kind is GapKind.UNMET_SESSION and gap.day == monday
    }
    support = reading.programme.support
    used = {row.day for row in held}
    days = [day for day in week_of(monday) if day.weekday() in support.weekdays or day in used]
    off = {d for d in days if d in reading.programme.holidays and not support.on_holidays}
    last = ("unmet",) if unmet else ()
    table = plain_table(("participant", "worker", *map(short_day, days), *last))
    marks = {_MISSING} if unmet else set()
    for code in sorted({row.participant for row in held} | unmet.keys()):
        cells = []
        for day in days:
            own = [row for row in held if (row.participant, row.day) == (code, day)]
            cells.append(_session_cell(reading, own) or (_HOLIDAY if day in off else ""))
        marks |= {mark for mark in _SESSION_MARKS if any(mark in cell for cell in cells)}
        workers = "\n".join(primary_workers(reading, code, *week_of(monday)))
        table.add_row(code, workers, *cells, *((unmet.get(code, ""),) if unmet else ()))
    return table, marks


def _session_cell(reading: ScheduleReading, rows: Sequence[PlannedSession]) -> str:
    lines = []
    for row in sorted(rows, key=lambda row: row.start_minute):
        other = _OTHER if is_other_worker(reading, row) else ""
        against = _AGAINST if is_against_wish(reading, row) else ""
        lines.append(f"{time_of_day(row.start_minute)} {row.staff}{other}{against}")
        lines += [row.room] if row.room else []
    return "\n".join(lines)


def week_of(monday: date) -> list[date]:
    """The seven days from a Monday on."""
    return list(days_between(monday, monday + timedelta(weeks=1)))
