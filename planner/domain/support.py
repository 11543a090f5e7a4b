"""One-on-one support: how often somebody meets her worker, by the age of the service."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Phase:
    """From this week of a service on, so many sessions a week."""

    from_week: int
    sessions_per_week: int


@dataclass(frozen=True)
class SupportRules:
    """``[support]``; weekdays count from Monday = 0, times are minutes after midnight."""

    session_minutes: int = 60
    window_start_minute: int = 9 * 60
    window_end_minute: int = 17 * 60
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    on_holidays: bool = False
    weeks: int = 26
    phases: tuple[Phase, ...] = (Phase(0, 3), Phase(8, 2), Phase(20, 1))

    def sessions_per_week(self, week: int) -> int:
        """Sessions a week in that week (0 the first) of a service; 0 before the first phase."""
        begun = [phase for phase in self.phases if phase.from_week <= week]
        return begun[-1].sessions_per_week if begun else 0


@dataclass(frozen=True)
class Assignment:
    """A committed primary worker on ``[start, end)``; an empty end: as long as her services."""

    participant: str
    staff: str
    start: date
    end: date | None = None


@dataclass(frozen=True)
class Session:
    """A one-on-one session; times are minutes after midnight of ``day``."""

    participant: str
    staff: str
    day: date
    start_minute: int
    end_minute: int
    room: str = ""
    locked: bool = False
