"""The files of a plan folder that the stay plan fills: their columns, and rows out and in."""

from typing import Any

from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import (
    PlannedEnrolment,
    PlannedStay,
    PlannedSupport,
    Reason,
    StayPlan,
    Unplaced,
)
from planner.domain.stays import StayStatus
from planner.tables.cells import CODE, DAY, SENTENCE, member, whole
from planner.tables.columns import Cells, OrderedPair, Row, Table, may, need

_MAX_DAYS = 200_000
STAYS = Table(
    "stays",
    (
        need("participant", CODE),
        need("bed", CODE),
        need("admission", DAY),
        need("discharge", DAY),
        may("days", whole(-_MAX_DAYS, _MAX_DAYS)),
        may("waiting_days", whole(-_MAX_DAYS, _MAX_DAYS)),
        need("status", member(StayStatus, *(s for s in StayStatus if s != StayStatus.PROPOSED))),
        may("staff", CODE, ""),
    ),
    pairs=(OrderedPair("admission", "discharge"),),
    must_exist=True,
)
ENROLMENTS = Table(
    "enrolments",
    (
        need("participant", CODE),
        need("start", DAY),
        need("end", DAY),
        need(
            "status",
            member(EnrolmentStatus, *(s for s in EnrolmentStatus if s != EnrolmentStatus.PROPOSED)),
        ),
    ),
    pairs=(OrderedPair("start", "end"),),
)
SUPPORT = Table(
    "support",
    (need("participant", CODE), need("staff", CODE), need("start", DAY), need("end", DAY)),
    pairs=(OrderedPair("start", "end"),),
)
UNPLACED = Table(
    "unplaced",
    (
        need("participant", CODE),
        need("service", member(Service)),
        need("reason", member(Reason)),
        may("explanation", SENTENCE, ""),
    ),
)
STAY_TABLES = (STAYS, ENROLMENTS, SUPPORT, UNPLACED)


def stay_cells(plan: StayPlan) -> dict[str, list[Cells]]:
    """The values by column of every row, by table, in one order whatever that of the plan."""
    stays = sorted(plan.stays, key=lambda row: (row.bed, row.admission, row.participant))
    enrolments = sorted(plan.enrolments, key=lambda row: (row.participant, row.start, row.end))
    support = sorted(plan.support, key=lambda row: (row.participant, row.start, row.staff))
    unplaced = sorted(plan.unplaced, key=lambda row: (row.participant, row.service))
    return {
        "stays": [vars(row) for row in stays],
        "enrolments": [vars(row) for row in enrolments],
        "support": [vars(row) for row in support],
        "unplaced": [vars(row) for row in unplaced],
    }


def read_stay_plan(rows: dict[str, tuple[Row, ...]]) -> StayPlan:
    """The stay plan in the rows of a plan folder."""
    return StayPlan(
        stays=tuple(PlannedStay(**_with_days(row)) for row in rows["stays"]),
        enrolments=tuple(PlannedEnrolment(**row.cells) for row in rows["enrolments"]),
        support=tuple(PlannedSupport(**row.cells) for row in rows["support"]),
        unplaced=tuple(Unplaced(**row.cells) for row in rows["unplaced"]),
    )


def _with_days(row: Row) -> dict[str, Any]:
    if row["days"] is not None:
        return row.cells
    return {**row.cells, "days": (row["discharge"] - row["admission"]).days}
