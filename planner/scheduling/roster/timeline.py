"""The days and real minutes of a schedule: day 0 is its first Monday, minute 0 that midnight."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from planner.domain.clock import MINUTES_PER_DAY, elapsed_minutes, monday_of
from planner.domain.programme import Programme


def at_minute(day: date, minute: int) -> datetime:
    """The wall-clock time so many minutes after midnight of ``day``, as clocks are read."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


@dataclass(frozen=True)
class Timeline:
    """Dates and wall-clock times as day numbers and real minutes, and back."""

    first_day: date
    days: int
    zone: ZoneInfo

    @classmethod
    def of(cls, programme: Programme) -> "Timeline":
        """The timeline of a programme's schedule."""
        zone = ZoneInfo(programme.timezone)
        return cls(monday_of(programme.as_of), 7 * programme.schedule_weeks, zone)

    def number(self, day: date) -> int:
        """The day number of a date; negative before the schedule."""
        return (day - self.first_day).days

    def on(self, number: int) -> date:
        """The date of a day number."""
        return self.first_day + timedelta(days=number)

    def minute(self, moment: datetime) -> int:
        """Real minutes from 00:00 of day 0 to a wall-clock time."""
        if moment in self._minutes:
            return self._minutes[moment]
        minutes = elapsed_minutes(datetime.combine(self.first_day, time()), moment, self.zone)
        self._minutes[moment] = minutes
        return minutes

    def span(self, day: date, start_minute: int, end_minute: int) -> tuple[int, int]:
        """The real minutes of wall-clock minutes of a day; an end beyond 1440 is the next day's."""
        return (
            self.minute(at_minute(day, start_minute)),
            self.minute(at_minute(day, end_minute)),
        )

    def wall_minute(self, day: date, minute: int) -> int:
        """The wall-clock minute of ``day`` at which so many real minutes have passed."""
        return self._wall_minutes(day)[minute]

    def _wall_minutes(self, day: date) -> dict[int, int]:
        if day not in self._walls:
            quarters = range(0, 2 * MINUTES_PER_DAY, 15)
            # The later of two equal readings is dropped: an hour that comes twice is read once.
            self._walls[day] = {
                self.minute(at_minute(day, wall)): wall for wall in reversed(quarters)
            }
        return self._walls[day]

    @cached_property
    def _minutes(self) -> dict[datetime, int]:
        return {}

    @cached_property
    def _walls(self) -> dict[date, dict[int, int]]:
        return {}
