"""Everything that one person does, and the weeks that labour law counts it in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from planner.check.roster.calendar import ONE_DAY, ONE_WEEK
from planner.check.roster.duties import Duty, DutyKind
from planner.domain.programme import Programme
from planner.domain.staffing import StaffMember


@dataclass(frozen=True)
class Workload:
    """One person's duties in the order of time: published history and the plan."""

    programme: Programme
    member: StaffMember
    duties: tuple[Duty, ...]

    def plus(self, duty: Duty) -> "Workload":
        """The same with one duty more."""
        return replace(self, duties=tuple(sorted((*self.duties, duty))))

    @cached_property
    def by_day(self) -> dict[date, list[Duty]]:
        """Duties by work day, in the order of time."""
        found: dict[date, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            found[duty.day].append(duty)
        return dict(sorted(found.items()))

    @cached_property
    def shifts(self) -> list[Duty]:
        """The duties that are shifts."""
        return [duty for duty in self.duties if duty.kind is DutyKind.SHIFT]

    @property
    def scheduled_shifts(self) -> list[Duty]:
        """The shifts of the schedule's own days."""
        start, end = self.programme.schedule_start, self.programme.schedule_end
        return [duty for duty in self.shifts if start <= duty.day < end]

    def is_blamed(self, duties: Iterable[Duty]) -> bool:
        """Whether one of them is of the planning date or later: history alone is never blamed."""
        return any(duty.day >= self.programme.as_of for duty in duties)

    def in_week(self, start: date) -> list[Duty]:
        """The duties of the seven work days from ``start`` on."""
        return [duty for duty in self.duties if start <= duty.day < start + ONE_WEEK]


def legal_weeks(programme: Programme) -> list[date]:
    """The first day of each legal week that touches the schedule."""
    days_into = (programme.schedule_start.weekday() - programme.labour.week_starts) % 7
    week, weeks = programme.schedule_start - timedelta(days=days_into), []
    while week < programme.schedule_end:
        weeks.append(week)
        week += ONE_WEEK
    return weeks


def runs_of_days(days: Iterable[date]) -> list[list[date]]:
    """Days gathered into runs of consecutive ones."""
    runs: list[list[date]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] + ONE_DAY == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
