"""Which shifts run and which activities take place on which days of the schedule (R5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.activities import Activity
from planner.domain.clock import MINUTES_PER_DAY, DateRange, days_between
from planner.domain.programme import Programme
from planner.domain.staffing import Cover, Shift

# A night is a shift that covers this time, and is dated by it (MODEL.md, labour pack).
NIGHT_MINUTE = 3 * 60


@dataclass(frozen=True)
class ShiftRun:
    """A shift on one work day; ``wanted`` people, at ``missing_cost`` each."""

    shift: Shift
    day: date
    wanted: int
    missing_cost: int = 0
    surplus_cost: int | None = None
    leads_wanted: int = 0

    @property
    def code(self) -> str:
        """The code of the shift."""
        return self.shift.code

    @property
    def start_minute(self) -> int:
        """Minutes after midnight of the work day, as clocks are read."""
        return self.shift.start_minute

    @property
    def end_minute(self) -> int:
        """Minutes after midnight of the work day, as clocks are read."""
        return self.shift.end_minute

    @property
    def skills(self) -> frozenset[str]:
        """What everybody on it can do."""
        return self.shift.skills


@dataclass(frozen=True)
class ActivityRun:
    """An activity on one day."""

    activity: Activity
    day: date

    @property
    def code(self) -> str:
        """The code of the activity."""
        return self.activity.code

    @property
    def wanted(self) -> int:
        """How many facilitators it asks for."""
        return self.activity.facilitators

    @property
    def start_minute(self) -> int:
        """Minutes after midnight of the day, as clocks are read."""
        return self.activity.start_minute

    @property
    def end_minute(self) -> int:
        """Minutes after midnight of the day, as clocks are read."""
        return self.activity.start_minute + self.activity.minutes

    @property
    def skills(self) -> frozenset[str]:
        """What everybody who leads it can do."""
        return self.activity.skills


Run = ShiftRun | ActivityRun


def night_of(shift: Shift, day: date) -> date | None:
    """The date of the night that a shift of this work day covers, if it covers one."""
    if shift.start_minute <= NIGHT_MINUTE < shift.end_minute:
        return day
    if shift.start_minute <= NIGHT_MINUTE + MINUTES_PER_DAY < shift.end_minute:
        return day + timedelta(days=1)
    return None


def shift_runs(programme: Programme) -> Iterator[ShiftRun]:
    """Every shift of every day of the schedule, days before ``as_of`` included."""
    cover = {(row.shift, row.day): row for row in programme.cover}
    for day in days_between(programme.schedule_start, programme.schedule_end):
        for shift in programme.shifts:
            if runs_on(programme, shift, day):
                yield _shift_run(programme, shift, day, cover.get((shift.code, day)))


def runs_on(programme: Programme, shift: Shift, day: date) -> bool:
    """Whether a shift runs on a work day: weekday, dates, holidays and vehicle (R5)."""
    is_closed = any(
        vehicle.code == shift.vehicle
        and vehicle.closed_from is not None
        and day in DateRange(vehicle.closed_from, vehicle.closed_to)
        for vehicle in programme.vehicles
    )
    return (
        day.weekday() in shift.weekdays
        and (shift.first_date is None or shift.first_date <= day)
        and (shift.last_date is None or day <= shift.last_date)
        and (shift.on_holidays or day not in programme.holidays)
        and not is_closed
    )


def _shift_run(programme: Programme, shift: Shift, day: date, cover: Cover | None) -> ShiftRun:
    cost = programme.schedule_costs.uncovered_shift
    leads = shift.lead_count if shift.lead_skill else 0
    if cover is None:
        return ShiftRun(shift, day, shift.min_staff, cost, leads_wanted=leads)
    if cover.missing_cost is not None:
        cost = cover.missing_cost
    leads = min(leads, cover.staff)
    return ShiftRun(shift, day, cover.staff, cost, cover.surplus_cost, leads)


def activity_runs(programme: Programme) -> Iterator[ActivityRun]:
    """Every activity of every day of the schedule, days before ``as_of`` included."""
    for day in days_between(programme.schedule_start, programme.schedule_end):
        for activity in programme.activities:
            if takes_place_on(programme, activity, day):
                yield ActivityRun(activity, day)


def takes_place_on(programme: Programme, activity: Activity, day: date) -> bool:
    """Whether an activity takes place on a day; a holiday does not shift the count of weeks."""
    if day.weekday() != activity.weekday:
        return False
    if not activity.on_holidays and day in programme.holidays:
        return False
    first, last = activity.first_date, activity.last_date
    if first is not None:
        if day < first:
            return False
        counted_from = first + timedelta(days=(activity.weekday - first.weekday()) % 7)
        if (day - counted_from).days // 7 % activity.every_weeks:
            return False
    return last is None or day <= last
