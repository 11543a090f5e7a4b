"""Staff members, when they can work, and the shifts that must be covered."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class StaffMember:
    """A member of the team; hours are per week, minutes of one-on-one support per Monday week.

    The last six are an agency's own rules on her shifts in a schedule: hours in all, days with and
    without a shift in a row, and weekends (Saturday or Sunday) with one.
    """

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
    min_total_hours: float | None = None
    max_total_hours: float | None = None
    max_consecutive_days: int | None = None
    min_consecutive_days: int = 1
    min_consecutive_days_off: int = 1
    max_weekends: int | None = None


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
    not_followed_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cover:
    """How many people one shift asks for on one work day, in place of its ``min_staff``.

    A ``missing_cost`` of None is that of every shift; with a ``surplus_cost`` more people than
    asked for may be given the shift, at this cost each.
    """

    shift: str
    day: date
    staff: int
    missing_cost: int | None = None
    surplus_cost: int | None = None


@dataclass(frozen=True)
class ShiftLimit:
    """How often at most a staff member is given a shift in one schedule."""

    staff: str
    shift: str
    most: int


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
