"""A schedule read beside its programme and stay plan: the duties that every rule is judged by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.check.reading import Reading, read_plan
from planner.check.roster.calendar import is_scheduled, schedule_mondays
from planner.check.roster.demand import services_in_schedule, sessions_due
from planner.check.roster.duties import Duty, DutyKind, activity_duty, session_duty, shift_duty
from planner.check.roster.workload import Workload
from planner.check.services import ServicePeriod
from planner.domain.activities import Activity
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import PlannedActivity, PlannedSession, PlannedShift, Schedule
from planner.domain.staffing import Shift
from planner.domain.support import Session

MINUTES_PER_DAY = 24 * 60
SessionKey = tuple[str, str, date, int, int]


@dataclass(frozen=True)
class ScheduleReading:
    """The facts of a schedule.

    ``roster``, ``activities`` and ``sessions`` are the plan's rows with known codes inside the
    schedule. ``duties`` is what is done: before the planning date what the programme published,
    whatever the plan says of those days, and from then on what the plan says.
    """

    programme: Programme
    stays: Reading
    schedule: Schedule
    roster: tuple[PlannedShift, ...]
    activities: tuple[PlannedActivity, ...]
    sessions: tuple[PlannedSession, ...]
    held: tuple[PlannedSession, ...]
    duties: tuple[Duty, ...]

    @cached_property
    def shift_types(self) -> dict[str, Shift]:
        """Shift types by code."""
        return {shift.code: shift for shift in self.programme.shifts}

    @cached_property
    def activity_types(self) -> dict[str, Activity]:
        """Activities by code."""
        return {activity.code: activity for activity in self.programme.activities}

    @cached_property
    def services(self) -> dict[str, list[ServicePeriod]]:
        """The services of each participant that is in service in the schedule."""
        found: dict[str, list[ServicePeriod]] = defaultdict(list)
        for service in services_in_schedule(self.stays):
            found[service.participant].append(service)
        return dict(found)

    @cached_property
    def demand(self) -> dict[tuple[str, date], int]:
        """The sessions due by participant and Monday."""
        return {
            (person.code, monday): sessions_due(self.programme, person, own, monday)
            for person in self.programme.participants
            if (own := self.services.get(person.code))
            for monday in schedule_mondays(self.programme)
        }

    @cached_property
    def workloads(self) -> dict[str, Workload]:
        """The duties of everybody on the team, also of who has none."""
        own: dict[str, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            own[duty.staff].append(duty)
        return {
            member.code: Workload(self.programme, member, tuple(sorted(own[member.code])))
            for member in self.programme.staff
        }

    @cached_property
    def on_duty(self) -> dict[tuple[DutyKind, str, date], list[Duty]]:
        """Who does what: the duties of each shift, activity and participant on each day."""
        found: dict[tuple[DutyKind, str, date], list[Duty]] = defaultdict(list)
        for duty in self.duties:
            found[duty.kind, duty.code, duty.day].append(duty)
        return dict(found)

    @cached_property
    def verdicts(self) -> dict[Duty, bool]:
        """Answers already found: whether one duty more would be too much for the person."""
        return {}

    def on_shift(self, shift: str, day: date) -> list[Duty]:
        """The people on a shift."""
        return self.on_duty.get((DutyKind.SHIFT, shift, day), [])

    def leading(self, activity: str, day: date) -> list[Duty]:
        """The facilitators of an activity."""
        return self.on_duty.get((DutyKind.ACTIVITY, activity, day), [])

    def is_new(self, day: date) -> bool:
        """Whether a day is one that the plan may change."""
        return day >= self.programme.as_of


def session_key(row: Session | PlannedSession) -> SessionKey:
    """What makes a session the same: all but its room."""
    return row.participant, row.staff, row.day, row.start_minute, row.end_minute


def has_sound_times(row: Session | PlannedSession) -> bool:
    """Whether a session begins within its day and ends within a day after that."""
    length = row.end_minute - row.start_minute
    return 0 <= row.start_minute < MINUTES_PER_DAY and 0 < length <= MINUTES_PER_DAY


def known_roster(programme: Programme, schedule: Schedule) -> tuple[PlannedShift, ...]:
    """The rows of the roster with known codes, inside the schedule, each duty once."""
    shifts = {shift.code for shift in programme.shifts}
    found: dict[tuple[str, str, date], PlannedShift] = {}
    for row in schedule.roster:
        is_known = row.staff in programme.staff_by_code and row.shift in shifts
        if is_known and is_scheduled(programme, row.day):
            found.setdefault((row.staff, row.shift, row.day), row)
    return tuple(found.values())


def known_activities(programme: Programme, schedule: Schedule) -> tuple[PlannedActivity, ...]:
    """The first row of each known activity on each day of the schedule."""
    codes = {activity.code for activity in programme.activities}
    found: dict[tuple[str, date], PlannedActivity] = {}
    for row in schedule.activities:
        if row.activity in codes and is_scheduled(programme, row.day):
            found.setdefault((row.activity, row.day), row)
    return tuple(found.values())


def known_sessions(programme: Programme, schedule: Schedule) -> tuple[PlannedSession, ...]:
    """The rows of sessions with known people and sound times inside the schedule, each once."""
    return tuple(
        dict.fromkeys(
            row
            for row in schedule.sessions
            if row.staff in programme.staff_by_code
            and row.participant in programme.participant_by_code
            and has_sound_times(row)
            and is_scheduled(programme, row.day)
        )
    )


def read_schedule(programme: Programme, plan: StayPlan, schedule: Schedule) -> ScheduleReading:
    """Sorts the rows of a schedule and puts published history before them."""
    roster = known_roster(programme, schedule)
    activities = known_activities(programme, schedule)
    sessions = known_sessions(programme, schedule)
    past = [row for row in programme.sessions if row.day < programme.as_of]
    held = (
        *(planned_session(row) for row in past),
        *(row for row in sessions if row.day >= programme.as_of),
    )
    locked = {session_key(row) for row in programme.sessions if row.locked}
    duties = [
        *(
            session_duty(
                programme,
                row,
                is_kept=row.day < programme.as_of or session_key(row) in locked,
            )
            for row in held
        ),
        *roster_duties(programme, past_roster(programme)),
        *roster_duties(programme, new_roster(programme, roster, activities)),
    ]
    return ScheduleReading(
        programme=programme,
        stays=read_plan(programme, plan),
        schedule=schedule,
        roster=roster,
        activities=activities,
        sessions=sessions,
        held=held,
        duties=tuple(sorted(duties)),
    )


def planned_session(row: Session) -> PlannedSession:
    """A published session as a row of a plan."""
    return PlannedSession(
        row.participant, row.staff, row.day, row.start_minute, row.end_minute, row.room
    )


def past_roster(programme: Programme) -> list[tuple[str, str, date]]:
    """Staff, code and date of the published shifts and facilitations before the planning date."""
    return sorted(
        {(row.staff, row.duty, row.day) for row in programme.roster if row.day < programme.as_of}
    )


def new_roster(
    programme: Programme,
    roster: Iterable[PlannedShift],
    activities: Iterable[PlannedActivity],
) -> list[tuple[str, str, date]]:
    """Staff, code and date of the plan's shifts and facilitations from the planning date on."""
    found = {(row.staff, row.shift, row.day) for row in roster}
    found |= {
        (staff, row.activity, row.day)
        for row in activities
        for staff in row.staff
        if staff in programme.staff_by_code
    }
    return sorted(key for key in found if key[2] >= programme.as_of)


def roster_duties(programme: Programme, keys: Iterable[tuple[str, str, date]]) -> list[Duty]:
    """Shifts and facilitations by staff, code and date; what no table knows is left out."""
    shifts = {shift.code: shift for shift in programme.shifts}
    activities = {activity.code: activity for activity in programme.activities}
    locked = {(row.staff, row.duty, row.day) for row in programme.roster if row.locked}
    duties = []
    for staff, code, day in keys:
        is_kept = day < programme.as_of or (staff, code, day) in locked
        if code in shifts:
            duties.append(shift_duty(programme, staff, shifts[code], day, is_kept=is_kept))
        elif code in activities:
            duties.append(activity_duty(programme, staff, activities[code], day, is_kept=is_kept))
    return duties
