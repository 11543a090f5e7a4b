"""A plan and its summary for tests."""

from datetime import date
from pathlib import Path

from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import (
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
from planner.domain.stays import StayStatus

PLAN = StayPlan(
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
SUMMARY = PlanSummary(
    as_of=date(2027, 2, 8),
    stays=Proof(
        PlanStatus.FEASIBLE,
        100,
        90,
        1.25,
        {"waiting": 60, "short_stay": 0, "program_delay": 10, "unplaced": 30, "moved": 0},
    ),
    stopped_by=StoppedBy.WORK_LIMIT,
    input_sha256="00ff",
    seed=1,
    threads=2,
    versions={"ortools": "9.15", "harbourplan": "0.1.0"},
    warnings=("rooms.csv:1:colour: the column is not known and is kept out",),
)

NAMES = ["enrolments.csv", "stays.csv", "summary.json", "support.csv", "unplaced.csv"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
