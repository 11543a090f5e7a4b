"""The full-time day program: its places, its entry rule, and who is enrolled."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EnrolmentStatus(StrEnum):
    """``active`` and ``confirmed`` are commitments; ``proposed`` is the previous plan."""

    ACTIVE = "active"
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    PLANNED = "planned"


class EntryRule(StrEnum):
    """Whether somebody may begin on any program day or only with a cohort."""

    ROLLING = "rolling"
    COHORT = "cohort"


@dataclass(frozen=True)
class Enrolment:
    """A participant in the day program on ``[start, end)``."""

    participant: str
    start: date
    end: date
    status: EnrolmentStatus

    @property
    def is_commitment(self) -> bool:
        """Whether a new plan must keep it as it is."""
        return self.status in (EnrolmentStatus.ACTIVE, EnrolmentStatus.CONFIRMED)


@dataclass(frozen=True)
class DayProgramRules:
    """``[day_program]``; weekdays count from Monday = 0, times are minutes after midnight."""

    weeks: int = 26
    places: int = 8
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    start_minute: int = 9 * 60 + 30
    end_minute: int = 15 * 60 + 30
    residents_join: bool = True
    earliest_start_days: int = 0
    latest_start_days: int = 14
    finish_within_stay: bool = True
    entry: EntryRule = EntryRule.ROLLING
    cohort_starts: tuple[date, ...] = ()
