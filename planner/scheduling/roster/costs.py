"""The cost of a schedule by its rows and dates, term by term (MODEL.md, section 2)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from planner.domain.clock import DateRange, days_between, elapsed_minutes, monday_of
from planner.domain.schedule import SCHEDULE_TERMS, PlannedShift, Schedule
from planner.domain.staffing import Request, StaffMember
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import ActivityRun, ShiftRun, night_of
from planner.scheduling.roster.overtime import overtime_minutes
from planner.scheduling.roster.people import can_work_weekends
from planner.scheduling.roster.sessions import is_against_preference
from planner.scheduling.roster.timeline import at_minute

_QUARTER_MINUTES = 15
OVER_COVER = "over_cover"


def schedule_terms(context: RosterContext, schedule: Schedule) -> Mapping[str, int]:
    """The weighted cost of each term; ``over_cover`` only where a programme asks for it."""
    whole = DateRange(context.programme.schedule_start, None)
    terms = _daily_terms(context, schedule, whole) | _other_terms(context, schedule)
    names = list(SCHEDULE_TERMS)
    if any(row.surplus_cost is not None for row in context.programme.cover):
        names.append(OVER_COVER)
    return {name: terms[name] for name in names}


def past_cost(context: RosterContext, schedule: Schedule) -> int:
    """What the days before ``as_of`` cost, in the terms that add up day by day."""
    past = DateRange(context.programme.schedule_start, context.programme.as_of)
    return sum(_daily_terms(context, schedule, past).values())


def _daily_terms(context: RosterContext, schedule: Schedule, days: DateRange) -> dict[str, int]:
    costs = context.programme.schedule_costs
    daily = _DailyCosts(context, schedule, days)
    return {
        "uncovered": daily.uncovered(),
        "lead": costs.missing_lead * daily.missing_leads(),
        "unled": costs.unled_activity * daily.missing_facilitators(),
        "relief": costs.relief_shift * daily.relief_shifts(),
        "other_worker": costs.other_worker * daily.other_workers(),
        "preference": costs.preference * daily.against_preference(),
        "requests": daily.unmet_requests(),
        OVER_COVER: daily.over_cover(),
    }


def _other_terms(context: RosterContext, schedule: Schedule) -> dict[str, int]:
    costs = context.programme.schedule_costs
    hours = _HourCosts(context, schedule)
    return {
        "unmet": costs.unmet_session * sum(unmet_sessions(context, schedule).values()),
        "overtime": costs.overtime_quarter_hour * hours.overtime_quarters(),
        "under_contract": costs.under_contract_quarter_hour * hours.quarters_under_contract(),
        "night_spread": costs.night_spread * _night_spread(context, schedule),
        "weekend_spread": costs.weekend_spread * _weekend_spread(context, schedule),
        "moved": costs.moved_duty * moved_duties(context, schedule),
    }


@dataclass(frozen=True)
class _DailyCosts:
    context: RosterContext
    schedule: Schedule
    days: DateRange

    def uncovered(self) -> int:
        return sum(
            run.missing_cost * max(0, run.wanted - self._people[run.code, run.day])
            for run in self._shift_runs()
        )

    def over_cover(self) -> int:
        return sum(
            (run.surplus_cost or 0) * max(0, self._people[run.code, run.day] - run.wanted)
            for run in self._shift_runs()
        )

    def missing_leads(self) -> int:
        staff = self.context.programme.staff_by_code
        leads = Counter(
            (row.shift, row.day)
            for row in self.schedule.roster
            if self.context.shift_by_code[row.shift].lead_skill in staff[row.staff].skills
        )
        return sum(
            max(0, run.leads_wanted - leads[run.code, run.day]) for run in self._shift_runs()
        )

    def missing_facilitators(self) -> int:
        led = {(row.activity, row.day): len(row.staff) for row in self.schedule.activities}
        return sum(
            max(0, run.wanted - led.get((run.code, run.day), 0))
            for run in self.context.every_run
            if isinstance(run, ActivityRun) and run.day in self.days
        )

    def relief_shifts(self) -> int:
        staff = self.context.programme.staff_by_code
        return sum(
            staff[row.staff].is_relief for row in self.schedule.roster if row.day in self.days
        )

    def other_workers(self) -> int:
        return sum(
            self.context.served.is_other_worker(row.participant, row.staff, row.day)
            for row in self.schedule.sessions
            if row.day in self.days
        )

    def against_preference(self) -> int:
        people = self.context.programme.participant_by_code
        staff = self.context.programme.staff_by_code
        return sum(
            is_against_preference(people[row.participant], staff[row.staff])
            for row in self.schedule.sessions
            if row.day in self.days
        )

    def unmet_requests(self) -> int:
        return sum(
            request.weight
            for request in self.context.programme.requests
            if request.day in self.days
            and request.day < self.context.programme.schedule_end
            and self._works(request) != request.wants_work
        )

    def _works(self, request: Request) -> bool:
        if request.shift:
            return any(
                (row.staff, row.day, row.shift) == (request.staff, request.day, request.shift)
                for row in self.schedule.roster
            )
        return (request.staff, request.day) in self._work_days

    def _shift_runs(self) -> Iterator[ShiftRun]:
        for run in self.context.every_run:
            if isinstance(run, ShiftRun) and run.day in self.days:
                yield run

    @cached_property
    def _people(self) -> Counter[tuple[str, date]]:
        return Counter((row.shift, row.day) for row in self.schedule.roster)

    @cached_property
    def _work_days(self) -> set[tuple[str, date]]:
        rows = {(row.staff, row.day) for row in self.schedule.roster}
        rows |= {(row.staff, row.day) for row in self.schedule.sessions}
        return rows | {(who, row.day) for row in self.schedule.activities for who in row.staff}


@dataclass(frozen=True)
class _HourCosts:
    context: RosterContext
    schedule: Schedule

    def overtime_quarters(self) -> int:
        return sum(
            -(-self._overtime_minutes(member, first) // _QUARTER_MINUTES)
            for member in self.context.programme.staff
            for first, _ in self.context.legal_weeks
        )

    def _overtime_minutes(self, member: StaffMember, first: date) -> int:
        days = [
            self._minutes[member.code, day]
            for day in days_between(first, first + timedelta(days=7))
        ]
        return overtime_minutes(self.context.programme.labour, member, days)

    def quarters_under_contract(self) -> int:
        programme, quarters = self.context.programme, 0
        for member in programme.staff:
            if member.is_relief or member.paid_office_hours:
                continue
            worked = sum(
                self._minutes[member.code, day]
                for day in days_between(programme.schedule_start, programme.schedule_end)
            )
            owed = self.context.team.contract_minutes(member) - worked
            quarters += max(0, owed) // _QUARTER_MINUTES
        return quarters

    @cached_property
    def _minutes(self) -> Counter[tuple[str, date]]:
        """Minutes of duty of each staff member by work day, those before the schedule too."""
        found: Counter[tuple[str, date]] = Counter()
        timeline, programme = self.context.timeline, self.context.programme
        index = {member.code: i for i, member in enumerate(programme.staff)}
        for code in index:
            for past in self.context.past_by_staff[code]:
                if past.day < 0:
                    found[code, timeline.on(past.day)] += past.minutes
        for who, day, start, end in _duties(self.schedule):
            found[who, day] += elapsed_minutes(start, end, timeline.zone)
        return found


def _duties(schedule: Schedule) -> Iterator[tuple[str, date, datetime, datetime]]:
    """Who is on duty on which work day from when to when."""
    for shift in schedule.roster:
        yield shift.staff, shift.day, shift.start, shift.end
    for activity in schedule.activities:
        start = at_minute(activity.day, activity.start_minute)
        end = at_minute(activity.day, activity.end_minute)
        for who in activity.staff:
            yield who, activity.day, start, end
    for session in schedule.sessions:
        start = at_minute(session.day, session.start_minute)
        yield session.staff, session.day, start, at_minute(session.day, session.end_minute)


def unmet_sessions(context: RosterContext, schedule: Schedule) -> dict[tuple[str, date], int]:
    """How many sessions of her demand a participant lacks, by the Monday of the week."""
    held = Counter((row.participant, monday_of(row.day)) for row in schedule.sessions)
    unmet = {}
    for participant in context.served.participants:
        for week in range(context.programme.schedule_weeks):
            monday = context.timeline.on(7 * week)
            lacking = context.served.demand(participant, monday) - held[participant.code, monday]
            if lacking > 0:
                unmet[participant.code, monday] = lacking
    return unmet


def _night_spread(context: RosterContext, schedule: Schedule) -> int:
    sharing = [m for m in context.programme.staff if not m.is_relief and "night" in m.skills]
    return _spread(sharing, [row for row in schedule.roster if _is_night(context, row)])


def _is_night(context: RosterContext, row: PlannedShift) -> bool:
    return night_of(context.shift_by_code[row.shift], row.day) is not None


def _weekend_spread(context: RosterContext, schedule: Schedule) -> int:
    sharing = [
        member
        for member in context.programme.staff
        if not member.is_relief
        and not member.paid_office_hours
        and can_work_weekends(context, member)
    ]
    return _spread(sharing, [row for row in schedule.roster if row.day.weekday() >= 5])


def _spread(members: list[StaffMember], rows: list[PlannedShift]) -> int:
    counts = Counter(row.staff for row in rows)
    shares = [counts[member.code] for member in members]
    return max(shares) - min(shares) if shares else 0


def moved_duties(context: RosterContext, schedule: Schedule) -> int:
    """Published duties and sessions from ``as_of`` on that are not in the schedule."""
    roster = {(row.staff, row.shift, row.day) for row in schedule.roster}
    roster |= {(who, row.activity, row.day) for row in schedule.activities for who in row.staff}
    sessions = {
        (row.participant, row.staff, row.day, row.start_minute, row.end_minute)
        for row in schedule.sessions
    }
    published = context.published
    return sum(
        (row.staff, row.duty, row.day) not in roster for row in published.coming_roster
    ) + sum(
        (row.participant, row.staff, row.day, row.start_minute, row.end_minute) not in sessions
        for row in published.coming_sessions
    )
