"""What has been published: duties that are over, those to keep and those that stay (R8)."""

from dataclasses import dataclass
from functools import cached_property

from planner.domain.programme import Programme
from planner.domain.staffing import RosterRow
from planner.domain.support import Session


@dataclass(frozen=True)
class Published:
    """The published rows of a programme, split at the planning date and the schedule's end."""

    programme: Programme

    @cached_property
    def past_roster(self) -> tuple[RosterRow, ...]:
        """Shifts and facilitation before ``as_of``."""
        return tuple(row for row in self.programme.roster if row.day < self.programme.as_of)

    @cached_property
    def past_sessions(self) -> tuple[Session, ...]:
        """Sessions before ``as_of``."""
        return tuple(row for row in self.programme.sessions if row.day < self.programme.as_of)

    @cached_property
    def coming_roster(self) -> tuple[RosterRow, ...]:
        """Shifts and facilitation from ``as_of`` to the end of the schedule."""
        programme = self.programme
        return tuple(
            row for row in programme.roster if programme.as_of <= row.day < programme.schedule_end
        )

    @cached_property
    def coming_sessions(self) -> tuple[Session, ...]:
        """Sessions from ``as_of`` to the end of the schedule."""
        programme = self.programme
        return tuple(
            row for row in programme.sessions if programme.as_of <= row.day < programme.schedule_end
        )
