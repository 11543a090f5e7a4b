"""Recurring group events and the rooms they are held in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """Whom an activity occupies."""

    RESIDENTS = "residents"
    DAY_PROGRAM = "day_program"
    ALL = "all"
    STAFF = "staff"


@dataclass(frozen=True)
class Activity:
    """A weekly or less frequent group event; ``start_minute`` counts from midnight."""

    code: str
    title: str
    weekday: int
    start_minute: int
    minutes: int
    facilitators: int
    skills: frozenset[str] = frozenset()
    room: str = ""
    audience: Audience = Audience.ALL
    every_weeks: int = 1
    first_date: date | None = None
    last_date: date | None = None
    on_holidays: bool = False
    blocks_one_on_one: bool = True


@dataclass(frozen=True)
class Room:
    """A room for one-on-one sessions or for groups."""

    code: str
    is_one_on_one: bool
