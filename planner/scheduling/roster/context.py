"""What the translation of one schedule shares: programme, stay plan, team, time and its duties."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.activities import Activity
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.staffing import RosterRow, Shift
from planner.scheduling.roster.legal_weeks import legal_weeks
from planner.scheduling.roster.occurrences import (
    ActivityRun,
    Run,
    activity_runs,
    night_of,
    shift_runs,
)
from planner.scheduling.roster.published import Published
from planner.scheduling.roster.served import Served
from planner.scheduling.roster.team import Team
from planner.scheduling.roster.timeline import Timeline
from solver.schedule.problem import FixedDuty


@dataclass(frozen=True)
class RosterContext:
    """A programme and its stay plan; ``runs`` are the duties to give, in the order of indices."""

    programme: Programme
    stays: StayPlan

    @cached_property
    def timeline(self) -> Timeline:
        """Dates and times as numbers."""
        return Timeline.of(self.programme)

    @cached_property
    def served(self) -> Served:
        """Who is in service when."""
        return Served(self.programme, self.stays)

    @cached_property
    def team(self) -> Team:
        """Who can do what when."""
        return Team(self.programme, self.served)

    @cached_property
    def legal_weeks(self) -> list[tuple[date, date]]:
        """First day and end of each legal week that touches the schedule, in order."""
        return legal_weeks(self.programme)

    @cached_property
    def published(self) -> Published:
        """What has been published."""
        return Published(self.programme)

    @cached_property
    def every_run(self) -> tuple[Run, ...]:
        """Every shift and activity of the schedule, those before ``as_of`` too."""
        return (*shift_runs(self.programme), *activity_runs(self.programme))

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Every shift and activity from ``as_of`` on."""
        return tuple(run for run in self.every_run if run.day >= self.programme.as_of)

    @cached_property
    def run_index(self) -> dict[tuple[str, int], int]:
        """The index of a run by its code and day number."""
        number = self.timeline.number
        return {(run.code, number(run.day)): index for index, run in enumerate(self.runs)}

    @cached_property
    def shift_by_code(self) -> dict[str, Shift]:
        """Shift types by code."""
        return {shift.code: shift for shift in self.programme.shifts}

    @cached_property
    def activity_by_code(self) -> dict[str, Activity]:
        """Activities by code."""
        return {activity.code: activity for activity in self.programme.activities}

    @cached_property
    def past_by_staff(self) -> Mapping[str, tuple[FixedDuty, ...]]:
        """What each staff member has done before ``as_of``, in order of time."""
        found: dict[str, list[FixedDuty]] = {member.code: [] for member in self.programme.staff}
        for row in self.published.past_roster:
            found[row.staff].append(self._past_duty(row))
        for session in self.published.past_sessions:
            day = session.day
            start, end = self.timeline.span(day, session.start_minute, session.end_minute)
            past = FixedDuty(self.timeline.number(day), start, end, is_shift=False)
            found[session.staff].append(past)
        return {
            staff: tuple(sorted(duties, key=lambda duty: (duty.start_minute, duty.end_minute)))
            for staff, duties in found.items()
        }

    def _past_duty(self, row: RosterRow) -> FixedDuty:
        number, shift = self.timeline.number(row.day), self.shift_by_code.get(row.duty)
        if shift is None:
            run = ActivityRun(self.activity_by_code[row.duty], row.day)
            start, end = self.timeline.span(row.day, run.start_minute, run.end_minute)
            return FixedDuty(number, start, end, is_shift=False)
        start, end = self.timeline.span(row.day, shift.start_minute, shift.end_minute)
        night = night_of(shift, row.day)
        night_number = None if night is None else self.timeline.number(night)
        index = self.programme.shifts.index(shift)
        return FixedDuty(number, start, end, True, night_number, index)
