"""Each staff member as the solver sees her: her duties, her limits, her wishes and her history."""

from planner.domain.clock import monday_of
from planner.domain.staffing import Request, Shift, StaffMember
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from solver.schedule.problem import Person, ShiftPattern, Wish

_WEEKEND = {5, 6}


def people(context: RosterContext) -> tuple[Person, ...]:
    """Everybody on staff, in table order."""
    return tuple(_person(context, member) for member in context.programme.staff)


def _person(context: RosterContext, member: StaffMember) -> Person:
    labour = context.programme.labour
    published, locked = _published_duties(context, member)
    possible = {d for d, run in enumerate(context.runs) if may_have(context, member, run)}
    duties = tuple(sorted(possible | locked))
    regular_roster = not member.is_relief and not member.paid_office_hours
    return Person(
        duties=duties,
        weekly_max_minutes=labour.weekly_max(member),
        leads=frozenset(d for d in duties if context.team.can_lead(member, context.runs[d])),
        locked=locked,
        published=published & frozenset(duties),
        accompanied=frozenset(d for d in duties if context.team.kept_from(member, context.runs[d])),
        past=context.past_by_staff[member.code],
        daily_max_minutes=labour.daily_max(member),
        overtime_daily_minutes=labour.overtime_daily(member),
        contract_minutes=context.team.contract_minutes(member) if regular_roster else None,
        shift_cost=context.programme.schedule_costs.relief_shift if member.is_relief else 0,
        shares_nights=not member.is_relief and "night" in member.skills,
        shares_weekends=regular_roster and can_work_weekends(context, member),
        wishes=tuple(
            _wish(context, request)
            for request in context.programme.requests
            if request.staff == member.code
            and context.programme.as_of <= request.day < context.programme.schedule_end
        ),
        support_minutes_by_week=_support_minutes(context, member),
        pattern=_pattern(context, member),
    )


def most_people(context: RosterContext, run: Run) -> int:
    """How many people a shift or an activity may have, locked ones apart (R5)."""
    if isinstance(run, ShiftRun) and run.surplus_cost is not None:
        return len(context.programme.staff)
    return run.wanted


def may_have(context: RosterContext, member: StaffMember, run: Run) -> bool:
    """Whether she is able and there, for no longer than a work day, and not alone (R2-R4, R6)."""
    team, most = context.team, most_people(context, run)
    alone = most == 1 and bool(team.kept_from(member, run))
    start, end = context.timeline.span(run.day, run.start_minute, run.end_minute)
    span = context.programme.labour.day_span_minutes
    return (
        most > 0
        and (span is None or end - start <= span)
        and team.is_qualified(member, run)
        and team.can_come(member, run.day, run.start_minute, run.end_minute)
        and not alone
    )


def _published_duties(
    context: RosterContext, member: StaffMember
) -> tuple[frozenset[int], frozenset[int]]:
    """The published duties of hers that can be kept, and those of them that are locked."""
    number = context.timeline.number
    published, locked = set(), set()
    for row in context.published.coming_roster:
        index = context.run_index.get((row.duty, number(row.day)))
        if row.staff == member.code and index is not None:
            published.add(index)
            if row.locked:
                locked.add(index)
    return frozenset(published), frozenset(locked)


def can_work_weekends(context: RosterContext, member: StaffMember) -> bool:
    """Whether she has all the skills of some shift that runs on a Saturday or Sunday."""
    return any(
        not _WEEKEND.isdisjoint(shift.weekdays) and shift.skills <= member.skills
        for shift in context.programme.shifts
    )


def _wish(context: RosterContext, request: Request) -> Wish:
    day = context.timeline.number(request.day)
    duties = None
    if request.shift:
        index = context.run_index.get((request.shift, day))
        duties = frozenset() if index is None else frozenset({index})
    return Wish(day, request.wants_work, request.weight, duties)


def _support_minutes(context: RosterContext, member: StaffMember) -> tuple[int, ...]:
    """What she may still hold in each Monday week; locked sessions may be more than hers (R7)."""
    timeline, left = context.timeline, []
    for week in range(context.programme.schedule_weeks):
        monday = timeline.on(7 * week)
        fixed = [
            session.end_minute - session.start_minute
            for session in context.programme.sessions
            if session.staff == member.code
            and monday_of(session.day) == monday
            and (session.locked or session.day < context.programme.as_of)
        ]
        past = [
            session.end_minute - session.start_minute
            for session in context.published.past_sessions
            if session.staff == member.code and monday_of(session.day) == monday
        ]
        most = max(context.team.support_minutes(member, monday), sum(fixed))
        left.append(most - sum(past))
    return tuple(left)


def _pattern(context: RosterContext, member: StaffMember) -> ShiftPattern:
    shifts = [shift.code for shift in context.programme.shifts]
    most = member.max_total_hours
    return ShiftPattern(
        most_by_shift={
            shifts.index(limit.shift): limit.most
            for limit in context.programme.shift_limits
            if limit.staff == member.code
        },
        min_minutes=round(60 * (member.min_total_hours or 0)),
        max_minutes=None if most is None else round(60 * most),
        max_consecutive_days=member.max_consecutive_days,
        min_consecutive_days=member.min_consecutive_days,
        min_consecutive_days_off=member.min_consecutive_days_off,
        max_weekends=member.max_weekends,
    )


def successions(shifts: tuple[Shift, ...]) -> frozenset[tuple[int, int]]:
    """Pairs of shift types, by index, that nobody may have on days that follow each other."""
    codes = [shift.code for shift in shifts]
    return frozenset(
        (codes.index(shift.code), codes.index(after))
        for shift in shifts
        for after in shift.not_followed_by
    )
