"""When each staff member can work and what each may do: R2, R3, R6 and who may meet whom (R7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property

from planner.domain.clock import days_between
from planner.domain.participants import ConflictKind, Participant
from planner.domain.programme import Programme
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.roster.served import HouseNights, Served
from planner.scheduling.roster.timeline import at_minute
from planner.scheduling.services import absent_workdays, may_support

Moments = tuple[datetime, datetime]


@dataclass(frozen=True)
class Team:
    """The staff of a programme beside those whom they serve."""

    programme: Programme
    served: Served

    def is_qualified(self, member: StaffMember, run: Run) -> bool:
        """Whether she has the skills and, for a house shift, works in that house (R3)."""
        return run.skills <= member.skills and self.works_there(member, run)

    def works_there(self, member: StaffMember, run: Run) -> bool:
        """Whether she works in the house of a house shift; every other duty is anywhere (R3)."""
        if not isinstance(run, ShiftRun) or run.shift.service != "house":
            return True
        return not member.houses or run.shift.house in member.houses

    def can_lead(self, member: StaffMember, run: Run) -> bool:
        """Whether she has the shift's lead skill."""
        return isinstance(run, ShiftRun) and run.shift.lead_skill in member.skills

    def is_available(self, member: StaffMember, start: datetime, end: datetime) -> bool:
        """Whether a duty lies inside her availability (R2); windows that meet are one."""
        windows = self._windows.get(member.code)
        return windows is None or any(s <= start and end <= e for s, e in windows)

    def is_absent(self, member: StaffMember, start: datetime, end: datetime) -> bool:
        """Whether a duty touches an absence of hers (R2)."""
        absences = self._absences.get(member.code, ())
        return any(s < end and start < e for s, e in absences)

    def can_come(self, member: StaffMember, day: date, start: int, end: int) -> bool:
        """Whether she is there from one minute of a day to another (R2)."""
        moments = at_minute(day, start), at_minute(day, end)
        return self.is_available(member, *moments) and not self.is_absent(member, *moments)

    def kept_from(self, member: StaffMember, run: Run) -> tuple[HouseNights, ...]:
        """The residents because of whom she must not be alone on a house shift (R6)."""
        if not isinstance(run, ShiftRun) or run.shift.service != "house":
            return ()
        start, end = at_minute(run.day, run.start_minute), at_minute(run.day, run.end_minute)
        return tuple(
            nights
            for nights in self.served.house_nights
            if nights.house == run.shift.house
            and (nights.participant, member.code) in self._conflicts
            and start < datetime.combine(nights.discharge, time()) + timedelta(days=1)
            and datetime.combine(nights.admission, time()) < end
        )

    def may_meet(self, member: StaffMember, participant: Participant) -> bool:
        """Whether she may hold sessions with a participant (R7)."""
        return member.support_minutes_per_week > 0 and may_support(
            self.programme, participant, member
        )

    def support_minutes(self, member: StaffMember, monday: date) -> int:
        """Session minutes that she may hold in a Monday week, absences taken off (R7)."""
        absent = absent_workdays(self.programme, member, monday)
        return member.support_minutes_per_week * (5 - absent) // 5

    def contract_minutes(self, member: StaffMember) -> int:
        """What the schedule owes her: a fifth of a week less for each weekday with an absence."""
        days = days_between(self.programme.schedule_start, self.programme.schedule_end)
        absent = sum(
            day.weekday() < 5 and self.is_absent(member, at_minute(day, 0), at_minute(day, 24 * 60))
            for day in days
        )
        weekly = 60 * Fraction(str(member.weekly_hours))
        return int(weekly * (self.programme.schedule_weeks - Fraction(absent, 5)))

    @cached_property
    def _conflicts(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (conflict.first, conflict.second)
            for conflict in self.programme.conflicts
            if conflict.kind is ConflictKind.STAFF
        )

    @cached_property
    def _absences(self) -> Mapping[str, tuple[Moments, ...]]:
        found: dict[str, list[Moments]] = {}
        for absence in self.programme.absences:
            found.setdefault(absence.staff, []).append((absence.start, absence.end))
        return {staff: tuple(moments) for staff, moments in found.items()}

    @cached_property
    def _windows(self) -> Mapping[str, tuple[Moments, ...]]:
        """The availability of the schedule's days and of those around them, joined."""
        margin = timedelta(days=2)
        first, end = self.programme.schedule_start - margin, self.programme.schedule_end + margin
        found: dict[str, list[Moments]] = {}
        for row in self.programme.availability:
            windows = found.setdefault(row.staff, [])
            windows += [
                (at_minute(day, row.start_minute), at_minute(day, row.end_minute))
                for day in days_between(first, end)
                if day.weekday() == row.weekday
            ]
        return {staff: _joined(windows) for staff, windows in found.items()}


def _joined(windows: list[Moments]) -> tuple[Moments, ...]:
    joined: list[Moments] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)
