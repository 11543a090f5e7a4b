"""The tables on the work to be done: shifts, their cover, activities, rooms and vehicles."""

import datetime as dt

from sqlalchemy.orm import Mapped

from planner.db.base import Code, Line, ProgrammeRow, Time, Word


class ShiftRecord(ProgrammeRow):
    """A shift type."""

    __tablename__ = "shifts"

    shift: Mapped[Code]
    service: Mapped[Code]
    house: Mapped[Code | None]
    weekdays: Mapped[Line]
    start: Mapped[Time]
    end: Mapped[Time]
    min_staff: Mapped[int]
    skills: Mapped[Line | None]
    lead_skill: Mapped[Code | None]
    lead_count: Mapped[int | None]
    vehicle: Mapped[Code | None]
    on_holidays: Mapped[bool | None]
    first_date: Mapped[dt.date | None]
    last_date: Mapped[dt.date | None]
    not_followed_by: Mapped[Line | None]


class CoverRecord(ProgrammeRow):
    """How many people a shift asks for on one date."""

    __tablename__ = "cover"

    shift: Mapped[Code]
    date: Mapped[dt.date]
    min_staff: Mapped[int]
    missing_cost: Mapped[int | None]
    surplus_cost: Mapped[int | None]


class ActivityRecord(ProgrammeRow):
    """A recurring group event."""

    __tablename__ = "activities"

    activity: Mapped[Code]
    title: Mapped[Line]
    weekday: Mapped[Word]
    start: Mapped[Time]
    minutes: Mapped[int]
    facilitators: Mapped[int]
    skills: Mapped[Line | None]
    room: Mapped[Code | None]
    audience: Mapped[Word | None]
    every_weeks: Mapped[int | None]
    first_date: Mapped[dt.date | None]
    last_date: Mapped[dt.date | None]
    on_holidays: Mapped[bool | None]
    blocks_one_on_one: Mapped[bool | None]


class RoomRecord(ProgrammeRow):
    """A room for one-on-one support or for groups."""

    __tablename__ = "rooms"

    room: Mapped[Code]
    kind: Mapped[Word]


class VehicleRecord(ProgrammeRow):
    """A vehicle, one row for each closure."""

    __tablename__ = "vehicles"

    vehicle: Mapped[Code]
    closed_from: Mapped[dt.date | None]
    closed_to: Mapped[dt.date | None]
