"""The schedule as a team reads it: the weeks, everybody's hours, what is not as it should be."""

from collections.abc import Iterable
from datetime import timedelta

from rich.console import Console
from rich.table import Table

from planner.check.roster.calendar import schedule_mondays
from planner.check.roster.reading import ScheduleReading
from planner.cli.layout import plain_table, print_line, print_list, print_section, print_title
from planner.cli.week_report import print_week
from planner.domain.clock import WEEKDAYS
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, GapKind
from planner.services.plans.changes import changes_after_publication, requests_not_met
from planner.services.plans.hours import StaffHours, hours_of_team
from planner.services.plans.wishes import sessions_against_wishes
from planner.services.wording import counted, in_hours

_GAP_WORDS = {
    GapKind.UNCOVERED_SHIFT: ("person missing", "people missing"),
    GapKind.MISSING_LEAD: ("lead missing", "leads missing"),
    GapKind.UNMET_SESSION: ("session not held", "sessions not held"),
    GapKind.UNLED_ACTIVITY: ("facilitator missing", "facilitators missing"),
}
_SUMS = ("shifts", "sessions", "led", "all", "contract", "+/-")
_COUNTS = ("nights", "weekends", "overtime")


def print_schedule(console: Console, reading: ScheduleReading) -> None:
    """Print each week of the schedule, the hours of the team, then what is missing or changed."""
    programme = reading.programme
    for monday in schedule_mondays(programme):
        print_week(console, reading, monday)
    _print_hours(console, reading)
    if reading.schedule.sessions:
        against = sessions_against_wishes(reading)
        print_list(console, "Sessions against a preferred language or gender", against)
    if _is_published(programme):
        print_list(console, "Changed after publication", changes_after_publication(reading))
    if programme.requests:
        print_list(console, "Requests not met", requests_not_met(reading))
    _print_gaps(console, reading.schedule.gaps)


def _is_published(programme: Programme) -> bool:
    """Whether something from the planning date on has been published."""
    days = [row.day for row in programme.roster] + [row.day for row in programme.sessions]
    return any(programme.as_of <= day < programme.schedule_end for day in days)


def _print_hours(console: Console, reading: ScheduleReading) -> None:
    """The hours of everybody, beside the contract."""
    programme = reading.programme
    last = programme.schedule_end - timedelta(days=1)
    table = plain_table(("staff", *_SUMS, *_COUNTS), (*_SUMS, *_COUNTS))
    team = hours_of_team(reading)
    for hours in team:
        _add_hours(table, hours)
    print_section(console, f"Hours of the team, {programme.schedule_start} to {last}", table)
    first_day = WEEKDAYS[programme.labour.week_starts]
    print_line(
        console,
        "Hours; nights and weekends (Saturday or Sunday) are numbers of shifts. led: leading"
        f" activities. contract: weekly hours for {counted(programme.schedule_weeks, 'week')}, less"
        " a fifth of a week for each weekday with an absence. +/-: all less contract. overtime: in"
        f" the weeks from {first_day} that touch the schedule.",
    )
    if any(hours.member.is_relief for hours in team):
        print_line(console, "relief: no contract hours.")
    if any(hours.member.paid_office_hours and not hours.member.is_relief for hours in team):
        print_line(console, "office: contract hours are paid whatever the schedule gives.")


def _add_hours(table: Table, hours: StaffHours) -> None:
    sums = (hours.shifts, hours.sessions, hours.activities, hours.total)
    contract = "relief" if hours.contract is None else in_hours(hours.contract)
    difference = "" if hours.contract is None else "office"
    if hours.difference is not None:
        difference = ("+" if hours.difference > 0 else "") + in_hours(hours.difference)
    counts = (str(hours.nights), str(hours.weekend_shifts), in_hours(hours.overtime))
    table.add_row(hours.member.code, *map(in_hours, sums), contract, difference, *counts)


def _print_gaps(console: Console, gaps: Iterable[Gap]) -> None:
    print_title(console, "Gaps")
    rows = sorted(gaps, key=lambda gap: (gap.day, gap.kind, gap.what))
    for gap in rows:
        words = counted(gap.count, *_GAP_WORDS[gap.kind])
        week = "week of " if gap.kind is GapKind.UNMET_SESSION else ""
        print_line(console, f"{week}{gap.day}  {gap.what}: {words} ({gap.reason})")
        print_line(console, gap.explanation, 4)
    if not rows:
        print_line(console, "none")
