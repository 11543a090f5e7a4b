"""What each member of staff works in a schedule, beside what her contract asks for."""

from dataclasses import dataclass
from fractions import Fraction

from planner.check.roster.calendar import is_scheduled, schedule_days
from planner.check.roster.duties import Duty, DutyKind
from planner.check.roster.hours import nights_of
from planner.check.roster.paid_hours import MINUTES_PER_QUARTER, is_away, overtime_quarters
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.workload import Workload
from planner.domain.staffing import StaffMember

_SATURDAY = 5


@dataclass(frozen=True)
class StaffHours:
    """Minutes by kind of duty over the whole schedule, and counts of shifts.

    ``contract`` is what the contract asks for, less the weekdays away; None for relief staff.
    """

    member: StaffMember
    shifts: int
    sessions: int
    activities: int
    contract: Fraction | None
    nights: int
    weekend_shifts: int
    overtime: int

    @property
    def total(self) -> int:
        """All minutes of duty."""
        return self.shifts + self.sessions + self.activities

    @property
    def difference(self) -> Fraction | None:
        """Minutes above the contract, below it where negative; None where no roster decides it."""
        if self.contract is None or self.member.paid_office_hours:
            return None
        return self.total - self.contract


def hours_of_team(reading: ScheduleReading) -> list[StaffHours]:
    """The hours of everybody on the team, in the order of the table."""
    return [hours_of(work) for work in reading.workloads.values()]


def hours_of(work: Workload) -> StaffHours:
    """The hours of one person in the days of the schedule, those before as_of included."""
    duties = [duty for duty in work.duties if is_scheduled(work.programme, duty.day)]
    return StaffHours(
        member=work.member,
        shifts=minutes_of(duties, DutyKind.SHIFT),
        sessions=minutes_of(duties, DutyKind.SESSION),
        activities=minutes_of(duties, DutyKind.ACTIVITY),
        contract=contract_minutes(work),
        nights=sum(len(nights_of(shift)) for shift in work.scheduled_shifts),
        weekend_shifts=sum(shift.day.weekday() >= _SATURDAY for shift in work.scheduled_shifts),
        overtime=MINUTES_PER_QUARTER * overtime_quarters(work),
    )


def minutes_of(duties: list[Duty], kind: DutyKind) -> int:
    """The minutes of the duties of one kind."""
    return sum(duty.minutes for duty in duties if duty.kind is kind)


def contract_minutes(work: Workload) -> Fraction | None:
    """Weekly hours times weeks, less a fifth of a week for each weekday touched by an absence."""
    if work.member.is_relief:
        return None
    weekly = 60 * Fraction(str(work.member.weekly_hours))
    days_away = sum(
        is_away(work, day) for day in schedule_days(work.programme) if day.weekday() < _SATURDAY
    )
    return weekly * work.programme.schedule_weeks - weekly / 5 * days_away
