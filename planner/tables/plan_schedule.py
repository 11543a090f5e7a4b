"""The files of a plan folder that the schedule fills: their columns, and rows out and in."""

from collections.abc import Sequence
from datetime import datetime

from planner.domain.clock import MINUTES_PER_DAY
from planner.domain.schedule import (
    Gap,
    GapKind,
    GapReason,
    PlannedActivity,
    PlannedSession,
    PlannedShift,
    Schedule,
)
from planner.tables.cells import (
    CODE,
    CODES,
    DAY,
    END_MOMENT,
    END_TIME,
    SENTENCE,
    START_MOMENT,
    START_TIME,
    member,
    whole,
)
from planner.tables.columns import Cells, OrderedPair, Row, Table, may, need
from planner.tables.records import minutes_of

_ROSTER = Table(
    "roster",
    (
        need("staff", CODE),
        need("shift", CODE),
        need("date", DAY),
        need("start", START_MOMENT),
        need("end", END_MOMENT),
    ),
    pairs=(OrderedPair("start", "end"),),
)
_ACTIVITIES = Table(
    "activities",
    (
        need("activity", CODE),
        need("date", DAY),
        need("start", START_TIME),
        need("end", END_TIME),
        may("staff", CODES, ()),
        may("room", CODE, ""),
    ),
)
_SESSIONS = Table(
    "sessions",
    (
        need("participant", CODE),
        need("staff", CODE),
        need("date", DAY),
        need("start", START_TIME),
        need("end", END_TIME),
        may("room", CODE, ""),
    ),
)
_GAPS = Table(
    "gaps",
    (
        need("kind", member(GapKind)),
        need("what", CODE),
        need("date", DAY),
        need("count", whole(1, 1000)),
        need("reason", member(GapReason)),
        may("explanation", SENTENCE, ""),
    ),
)
SCHEDULE_TABLES = (_ROSTER, _ACTIVITIES, _SESSIONS, _GAPS)


def schedule_cells(schedule: Schedule) -> dict[str, list[Cells]]:
    """The values by column of every row, by table, in one order whatever that of the plan."""
    roster = [_shift_cells(row) for row in schedule.roster]
    activities = [_activity_cells(row) for row in schedule.activities]
    sessions = [_session_cells(row) for row in schedule.sessions]
    gaps = [{**vars(row), "date": row.day} for row in schedule.gaps]
    return {
        "roster": _sorted(roster, "date", "start", "shift", "staff", "end"),
        "activities": _sorted(activities, "date", "start", "activity", "staff"),
        "sessions": _sorted(sessions, "date", "start", "participant", "staff"),
        "gaps": _sorted(gaps, "date", "kind", "what", "reason"),
    }


def read_schedule(rows: dict[str, tuple[Row, ...]]) -> Schedule:
    """The schedule in the rows of a plan folder."""
    return Schedule(
        roster=tuple(
            PlannedShift(row["staff"], row["shift"], row["date"], row["start"], row["end"])
            for row in rows["roster"]
        ),
        activities=tuple(
            PlannedActivity(
                row["activity"], row["date"], *minutes_of(row), row["staff"], row["room"]
            )
            for row in rows["activities"]
        ),
        sessions=tuple(
            PlannedSession(
                row["participant"], row["staff"], row["date"], *minutes_of(row), row["room"]
            )
            for row in rows["sessions"]
        ),
        gaps=tuple(
            Gap(
                row["kind"],
                row["what"],
                row["date"],
                row["count"],
                row["reason"],
                row["explanation"],
            )
            for row in rows["gaps"]
        ),
    )


def _sorted(rows: Sequence[Cells], *columns: str) -> list[Cells]:
    return sorted(rows, key=lambda row: tuple(str(row[column]) for column in columns))


def _shift_cells(row: PlannedShift) -> Cells:
    times = {"start": _moment(row.start), "end": _moment(row.end)}
    return {**vars(row), "date": row.day, **times}


def _activity_cells(row: PlannedActivity) -> Cells:
    staff = ";".join(sorted(row.staff))
    return {**vars(row), "date": row.day, **_times(row), "staff": staff}


def _session_cells(row: PlannedSession) -> Cells:
    return {**vars(row), "date": row.day, **_times(row)}


def _times(row: PlannedActivity | PlannedSession) -> dict[str, str]:
    """Start and end as ``HH:MM``; an end beyond 24:00 is a time of the next day."""
    end = row.end_minute
    if end > MINUTES_PER_DAY:
        end -= MINUTES_PER_DAY
    return {"start": _time(row.start_minute), "end": _time(end)}


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
