"""A schedule: who has which duty when, what is left uncovered, and why."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SCHEDULE_TERMS = (
    "uncovered",
    "lead",
    "unled",
    "unmet",
    "relief",
    "overtime",
    "under_contract",
    "other_worker",
    "preference",
    "requests",
    "night_spread",
    "weekend_spread",
    "moved",
)


class GapKind(StrEnum):
    """What is missing."""

    UNCOVERED_SHIFT = "uncovered_shift"
    MISSING_LEAD = "missing_lead"
    UNMET_SESSION = "unmet_session"
    UNLED_ACTIVITY = "unled_activity"


class GapReason(StrEnum):
    """Why it is missing; MODEL.md section 2 defines each, the first that applies counts."""

    NOBODY_QUALIFIED = "nobody_qualified"
    NOBODY_AVAILABLE = "nobody_available"
    ROOM = "room"
    RULES = "rules"
    COST = "cost"


@dataclass(frozen=True)
class PlannedShift:
    """A row of the plan's ``roster.csv``; ``day`` is the work day, the times are wall-clock."""

    staff: str
    shift: str
    day: date
    start: datetime
    end: datetime


@dataclass(frozen=True)
class PlannedActivity:
    """A row of ``activities.csv``, led or not; minutes after midnight of ``day``."""

    activity: str
    day: date
    start_minute: int
    end_minute: int
    staff: tuple[str, ...] = ()
    room: str = ""


@dataclass(frozen=True)
class PlannedSession:
    """A row of the plan's ``sessions.csv``; minutes after midnight of ``day``."""

    participant: str
    staff: str
    day: date
    start_minute: int
    end_minute: int
    room: str = ""


@dataclass(frozen=True)
class Gap:
    """A row of ``gaps.csv``; for an unmet session ``day`` is the Monday of its week."""

    kind: GapKind
    what: str
    day: date
    count: int
    reason: GapReason
    explanation: str


@dataclass(frozen=True)
class Schedule:
    """The plan of the second layer, in the rows of a plan folder."""

    roster: tuple[PlannedShift, ...] = ()
    activities: tuple[PlannedActivity, ...] = ()
    sessions: tuple[PlannedSession, ...] = ()
    gaps: tuple[Gap, ...] = ()
