"""Beds, their closures, and who sleeps in them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StayStatus(StrEnum):
    """``in_house`` and ``confirmed`` are commitments; ``proposed`` is the previous plan."""

    IN_HOUSE = "in_house"
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    PLANNED = "planned"


@dataclass(frozen=True)
class Bed:
    """A bed of a house, in service on the nights of ``[opens, closes)``."""

    code: str
    house: str = "main"
    room: str = ""
    features: frozenset[str] = frozenset()
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True)
class BedClosure:
    """A bed out of service on the nights of ``[start, end)``."""

    bed: str
    start: date
    end: date
    reason: str = ""


@dataclass(frozen=True)
class Stay:
    """A participant in a bed on the nights of ``[admission, discharge)``."""

    participant: str
    bed: str
    admission: date
    discharge: date
    status: StayStatus

    @property
    def is_commitment(self) -> bool:
        """Whether a new plan must keep it as it is."""
        return self.status in (StayStatus.IN_HOUSE, StayStatus.CONFIRMED)

    @property
    def length_days(self) -> int:
        """Length of stay in nights."""
        return (self.discharge - self.admission).days
