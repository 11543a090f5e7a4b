"""The tables on the team: who can work when, and what each asked for."""

import datetime as dt

from sqlalchemy.orm import Mapped

from planner.db.base import Code, Line, ProgrammeRow, Time, Word


class StaffRecord(ProgrammeRow):
    """A member of the team."""

    __tablename__ = "staff"

    staff: Mapped[Code]
    role: Mapped[Line]
    employment: Mapped[Word]
    weekly_hours: Mapped[float]
    max_weekly_hours: Mapped[float]
    skills: Mapped[Line | None]
    languages: Mapped[Line | None]
    gender: Mapped[Word | None]
    caseload: Mapped[int | None]
    support_minutes_per_week: Mapped[int | None]
    hours_from: Mapped[Word | None]
    averaging_agreement: Mapped[bool | None]
    houses: Mapped[Line | None]
    min_total_hours: Mapped[float | None]
    max_total_hours: Mapped[float | None]
    max_consecutive_days: Mapped[int | None]
    min_consecutive_days: Mapped[int | None]
    min_consecutive_days_off: Mapped[int | None]
    max_weekends: Mapped[int | None]


class AvailabilityRecord(ProgrammeRow):
    """When somebody may be scheduled."""

    __tablename__ = "availability"

    staff: Mapped[Code]
    weekday: Mapped[Word]
    start: Mapped[Time]
    end: Mapped[Time]


class AbsenceRecord(ProgrammeRow):
    """Away on ``[start, end)``, wall-clock time of the programme."""

    __tablename__ = "absences"

    staff: Mapped[Code]
    start: Mapped[dt.datetime]
    end: Mapped[dt.datetime]
    kind: Mapped[Line | None]


class RequestRecord(ProgrammeRow):
    """A wish to work or not to work on a day."""

    __tablename__ = "requests"

    staff: Mapped[Code]
    date: Mapped[dt.date]
    want: Mapped[Word]
    shift: Mapped[Code | None]
    weight: Mapped[int | None]


class ShiftLimitRecord(ProgrammeRow):
    """How often at most a staff member is given a shift in one schedule."""

    __tablename__ = "shift_limits"

    staff: Mapped[Code]
    shift: Mapped[Code]
    most: Mapped[int]
