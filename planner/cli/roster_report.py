"""The schedule as a team reads it: a grid of shifts and sessions a week, activities, gaps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.cli.layout import plain_table, print_section, print_title
from planner.domain.clock import MINUTES_PER_DAY, days_between
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, GapKind, Schedule

_GAP_WORDS = {
    GapKind.UNCOVERED_SHIFT: ("person missing", "people missing"),
    GapKind.MISSING_LEAD: ("lead missing", "leads missing"),
    GapKind.UNMET_SESSION: ("session not held", "sessions not held"),
    GapKind.UNLED_ACTIVITY: ("facilitator missing", "facilitators missing"),
}
Grid = Mapping[tuple[str, date], list[str]]


def print_schedule(console: Console, programme: Programme, schedule: Schedule) -> None:
    """Print each week of the schedule, then what is missing in it."""
    for week in range(programme.schedule_weeks):
        monday = programme.schedule_start + timedelta(weeks=week)
        print_section(
            console,
            f"Shifts in the week of {monday} (-1: one person missing)",
            _shift_table(programme, schedule, monday),
        )
        print_section(console, "Activities", _activity_table(programme, schedule, monday))
        print_section(
            console,
            "One-on-one sessions (-1: one session not held)",
            _session_table(programme, schedule, monday),
        )
    _print_gaps(console, schedule.gaps)


def _shift_table(programme: Programme, schedule: Schedule, monday: date) -> Table:
    grid: Grid = defaultdict(list)
    for row in sorted(schedule.roster, key=lambda row: row.staff):
        grid[row.shift, row.day].append(row.staff)
    for gap in schedule.gaps:
        if gap.kind is GapKind.UNCOVERED_SHIFT:
            grid[gap.what, gap.day].append(f"-{gap.count}")
        elif gap.kind is GapKind.MISSING_LEAD:
            grid[gap.what, gap.day].append(f"-{gap.count} lead")
    table = _week_table(("shift", "time"), monday)
    for shift in programme.shifts:
        time = f"{_time(shift.start_minute)}-{_time(shift.end_minute)}"
        _add_row(table, (shift.code, time), grid, shift.code, monday)
    return table


def _activity_table(programme: Programme, schedule: Schedule, monday: date) -> Table:
    titles = {activity.code: activity.title for activity in programme.activities}
    missing = {
        (gap.what, gap.day): gap.count
        for gap in schedule.gaps
        if gap.kind is GapKind.UNLED_ACTIVITY
    }
    table = plain_table(("day", "time", "activity", "led by", "room"))
    for row in sorted(schedule.activities, key=lambda r: (r.day, r.start_minute, r.activity)):
        if row.day in _week(monday):
            count = missing.get((row.activity, row.day))
            table.add_row(
                _day(row.day),
                f"{_time(row.start_minute)}-{_time(row.end_minute)}",
                titles.get(row.activity, row.activity),
                " ".join([*sorted(row.staff), *([f"-{count}"] if count else [])]),
                row.room,
            )
    return table


def _session_table(programme: Programme, schedule: Schedule, monday: date) -> Table:
    grid: Grid = defaultdict(list)
    for row in sorted(schedule.sessions, key=lambda row: (row.day, row.start_minute)):
        cell = [f"{_time(row.start_minute)} {row.staff}", *([row.room] if row.room else [])]
        grid[row.participant, row.day] += cell
    unmet = {
        gap.what: f"-{gap.count}"
        for gap in schedule.gaps
        if gap.kind is GapKind.UNMET_SESSION and gap.day == monday
    }
    table = _week_table(("participant",), monday, ("unmet",))
    for code in sorted({participant for participant, _ in grid} | unmet.keys()):
        if code in unmet or any((code, day) in grid for day in _week(monday)):
            _add_row(table, (code,), grid, code, monday, (unmet.get(code, ""),))
    return table


def _print_gaps(console: Console, gaps: Iterable[Gap]) -> None:
    print_title(console, "Gaps")
    rows = sorted(gaps, key=lambda gap: (gap.day, gap.kind, gap.what))
    for gap in rows:
        one, several = _GAP_WORDS[gap.kind]
        words = f"{gap.count} {one if gap.count == 1 else several}"
        week = "week of " if gap.kind is GapKind.UNMET_SESSION else ""
        console.print(Text(f"  {week}{gap.day}  {gap.what}: {words} ({gap.reason})"))
        console.print(Padding(Text(gap.explanation), (0, 0, 0, 4)))
    if not rows:
        console.print(Text("  none"))


def _week_table(first: tuple[str, ...], monday: date, last: tuple[str, ...] = ()) -> Table:
    return plain_table((*first, *map(_day, _week(monday)), *last))


def _add_row(
    table: Table,
    first: tuple[str, ...],
    grid: Grid,
    code: str,
    monday: date,
    last: tuple[str, ...] = (),
) -> None:
    days = ("\n".join(grid.get((code, day), ())) for day in _week(monday))
    table.add_row(*first, *days, *last)


def _week(monday: date) -> list[date]:
    return list(days_between(monday, monday + timedelta(weeks=1)))


def _day(day: date) -> str:
    return f"{day:%a %d}"


def _time(minute: int) -> str:
    """A time of the clock; 24:00 as an end."""
    if minute > MINUTES_PER_DAY:
        minute -= MINUTES_PER_DAY
    return f"{minute // 60:02}:{minute % 60:02}"
