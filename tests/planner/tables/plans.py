"""A plan and its summary for tests."""

from datetime import date, datetime
from pathlib import Path

from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import (
    Plan,
    PlannedEnrolment,
    PlannedStay,
    PlannedSupport,
    PlanStatus,
    PlanSummary,
    Proof,
    Reason,
    StayPlan,
    StoppedBy,
    Unplaced,
)
from planner.domain.schedule import (
    SCHEDULE_TERMS,
    Gap,
    GapKind,
    GapReason,
    PlannedActivity,
    PlannedSession,
    PlannedShift,
    Schedule,
)
from planner.domain.stays import StayStatus

DAY, NEXT = date(2027, 2, 8), date(2027, 2, 9)

STAY_PLAN = StayPlan(
    stays=(
        PlannedStay(
            "P101",
            "B1",
            date(2026, 6, 22),
            date(2027, 3, 19),
            270,
            None,
            StayStatus.IN_HOUSE,
            "S02",
        ),
        PlannedStay(
            "R203",
            "B1",
            date(2027, 3, 22),
            date(2027, 11, 17),
            240,
            28,
            StayStatus.PLANNED,
            "-x",
        ),
    ),
    enrolments=(
        PlannedEnrolment("R203", date(2027, 3, 22), date(2027, 9, 20), EnrolmentStatus.PLANNED),
    ),
    support=(PlannedSupport("R203", "-x", date(2027, 3, 22), date(2027, 11, 17)),),
    unplaced=(
        Unplaced("R204", Service.RESIDENTIAL, Reason.BED, 'B1 is "taken", B2 too; see R203.'),
        Unplaced("R206", Service.RESIDENTIAL, Reason.MINOR_PROTOCOL, "A person decides."),
    ),
)
SCHEDULE = Schedule(
    roster=(
        PlannedShift("S01", "day", DAY, datetime(2027, 2, 8, 8), datetime(2027, 2, 8, 16)),
        PlannedShift("-x", "night", DAY, datetime(2027, 2, 8, 16), datetime(2027, 2, 9, 0)),
        PlannedShift("S01", "night", NEXT, datetime(2027, 2, 9, 23, 30), datetime(2027, 2, 10, 7)),
    ),
    activities=(
        PlannedActivity("review", DAY, 13 * 60, 14 * 60),
        PlannedActivity("circle", NEXT, 16 * 60, 17 * 60 + 30, ("S01", "S02"), "GROUP"),
        PlannedActivity("vigil", NEXT, 22 * 60, 25 * 60, ("S01",)),
    ),
    sessions=(
        PlannedSession("P101", "S02", DAY, 10 * 60, 11 * 60, "ONE1"),
        PlannedSession("R203", "-x", NEXT, 23 * 60, 24 * 60),
    ),
    gaps=(
        Gap(GapKind.UNLED_ACTIVITY, "review", DAY, 1, GapReason.COST, 'S03 could, "at 20".'),
        Gap(GapKind.UNMET_SESSION, "P101", DAY, 2, GapReason.ROOM, "ONE1 is taken; see P102."),
    ),
)
PLAN = Plan(STAY_PLAN, SCHEDULE)
STAYS_ONLY = Plan(STAY_PLAN)
SUMMARY = PlanSummary(
    as_of=date(2027, 2, 8),
    stays=Proof(
        PlanStatus.FEASIBLE,
        100,
        90,
        1.25,
        {"waiting": 60, "short_stay": 0, "program_delay": 10, "unplaced": 30, "moved": 0},
    ),
    schedule=Proof(
        PlanStatus.OPTIMAL, 640, 640, 2.5, {**dict.fromkeys(SCHEDULE_TERMS, 0), "unmet": 640}
    ),
    stopped_by=StoppedBy.WORK_LIMIT,
    input_sha256="00ff",
    seed=1,
    threads=2,
    versions={"ortools": "9.15", "harbourplan": "0.1.0"},
    warnings=("rooms.csv:1:colour: the column is not known and is kept out",),
)

STAY_NAMES = ["enrolments.csv", "stays.csv", "summary.json", "support.csv", "unplaced.csv"]
NAMES = sorted([*STAY_NAMES, "roster.csv", "activities.csv", "sessions.csv", "gaps.csv"])


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
