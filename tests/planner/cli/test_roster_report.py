"""The schedule on the terminal: a grid a week, activities, sessions, gaps."""

from datetime import date, datetime
from io import StringIO

from rich.console import Console

from planner.check.roster.reading import read_schedule
from planner.cli.roster_report import print_schedule
from planner.domain.activities import Activity
from planner.domain.plan import StayPlan
from planner.domain.schedule import (
    Gap,
    GapKind,
    GapReason,
    PlannedActivity,
    PlannedSession,
    PlannedShift,
    Schedule,
)
from planner.domain.staffing import Shift
from tests.factories import day, programme

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
GIVEN = programme(
    schedule_weeks=1,
    shifts=(
        Shift("night", "house", EVERY_DAY, 23 * 60 + 30, 31 * 60 + 30, 1),
        Shift("van", "outreach", (1,), 18 * 60, 24 * 60, 3),
    ),
    activities=(Activity("circle", "Healing circle", 2, 16 * 60, 90, 1),),
)


def printed(schedule: Schedule) -> list[str]:
    """The lines of the report, blanks squeezed."""
    console = Console(file=StringIO(), width=100, highlight=False, markup=False)
    with console.capture() as captured:
        print_schedule(console, read_schedule(GIVEN, StayPlan(), schedule))
    return [" ".join(line.split()) for line in captured.get().splitlines() if line.strip(" ─")]


def shift(staff: str, code: str, on: date) -> PlannedShift:
    start = datetime.combine(on, datetime.min.time())
    return PlannedShift(staff, code, on, start, start)


def test_empty_schedule_shows_its_shifts_and_that_nothing_else_is_there() -> None:
    lines = printed(Schedule())
    assert lines[:9] == [
        "Shifts in the week of 2027-02-08",
        "shift time Mon 08 Tue 09 Wed 10 Thu 11 Fri 12 Sat 13 Sun 14",
        "night 23:30-07:30",
        "van 18:00-24:00 . . . . . .",
        ".: does not run",
        "Activities",
        "none",
        "One-on-one sessions",
        "none",
    ]
    assert lines[-2:] == ["Gaps", "none"]


def test_shift_lists_who_is_on_it_and_who_is_missing() -> None:
    lines = printed(
        Schedule(
            roster=(
                shift("S02", "van", day(1)),
                shift("S01", "van", day(1)),
                shift("S03", "night", day(0)),
                shift("S04", "night", day(6)),
            ),
            gaps=(
                Gap(GapKind.UNCOVERED_SHIFT, "van", day(1), 1, GapReason.RULES, "S05: R4."),
                Gap(GapKind.MISSING_LEAD, "van", day(1), 1, GapReason.COST, "S06 could."),
            ),
        )
    )
    assert lines[2:8] == [
        "night 23:30-07:30 S03 S04",
        "van 18:00-24:00 . S01 . . . . .",
        "S02",
        "-1",
        "-1 lead",
        ".: does not run, -1: one person missing, -1 lead: one driver or other lead missing",
    ]
    assert lines[-4:] == [
        "2027-02-09 van: 1 lead missing (cost)",
        "S06 could.",
        "2027-02-09 van: 1 person missing (rules)",
        "S05: R4.",
    ]


def test_activity_has_its_title_and_who_leads_it() -> None:
    led = PlannedActivity("circle", day(2), 16 * 60, 17 * 60 + 30, ("S02", "S01"), "GROUP")
    gap = Gap(GapKind.UNLED_ACTIVITY, "circle", day(9), 2, GapReason.NOBODY_AVAILABLE, "All away.")
    lines = printed(Schedule(activities=(led,), gaps=(gap,)))
    start = lines.index("day time activity led by room")
    assert lines[start + 1] == "Wed 10 16:00-17:30 Healing circle S01 S02 GROUP"
    assert lines[-2:] == [
        "2027-02-17 circle: 2 facilitators missing (nobody_available)",
        "All away.",
    ]


def test_sessions_stand_by_participant_and_day() -> None:
    session = PlannedSession("P101", "S02", day(3), 10 * 60, 11 * 60, "ONE1")
    gap = Gap(GapKind.UNMET_SESSION, "P102", day(0), 2, GapReason.ROOM, "ONE1 is taken.")
    lines = printed(Schedule(sessions=(session,), gaps=(gap,)))
    start = next(k for k, line in enumerate(lines) if line.startswith("participant worker"))
    assert lines[start].endswith("unmet")
    assert lines[start + 1].startswith("P101 10:00 S02")
    assert any(line.startswith("P102") and line.endswith("-2") for line in lines)
    assert lines[-2:] == ["week of 2027-02-08 P102: 2 sessions not held (room)", "ONE1 is taken."]
