"""Staff members, when they can work, and the shifts that must be covered."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class StaffMember:
    """A member of the team; hours are per week, minutes of one-on-one support per Monday week."""

    code: str
    role: str
    is_relief: bool
    weekly_hours: float
    max_weekly_hours: float
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    gender: str = ""
    caseload: int = 0
    support_minutes_per_week: int = 0
    paid_office_hours: bool = False
    averaging_agreement: bool = False
    houses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Availability:
    """May be scheduled on this weekday (Monday = 0); minutes, the end may lie beyond 24:00."""

    staff: str
    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class Absence:
    """Away on ``[start, end)``, wall-clock time of the programme."""

    staff: str
    start: datetime
    end: datetime
    kind: str = ""


@dataclass(frozen=True)
class Shift:
    """A shift type; minutes after midnight, an end beyond 1440 lies on the next day."""

    code: str
    service: str
    weekdays: tuple[int, ...]
    start_minute: int
    end_minute: int
    min_staff: int
    house: str = "main"
    skills: frozenset[str] = frozenset()
    lead_skill: str = ""
    lead_count: int = 0
    vehicle: str = ""
    on_holidays: bool = True
    first_date: date | None = None
    last_date: date | None = None


@dataclass(frozen=True)
class Vehicle:
    """A vehicle; one row for each closure, half-open, or none of both dates."""

    code: str
    closed_from: date | None = None
    closed_to: date | None = None


@dataclass(frozen=True)
class Request:
    """A wish to work or not to work on a day; ``shift`` empty: any duty of that work day."""

    staff: str
    day: date
    wants_work: bool
    shift: str = ""
    weight: int = 5


@dataclass(frozen=True)
class RosterRow:
    """A published duty: a shift or the facilitation of an activity."""

    staff: str
    duty: str
    day: date
    locked: bool = False
