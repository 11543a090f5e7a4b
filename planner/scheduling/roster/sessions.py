"""Where each participant's sessions may fall: days, starts, and who may hold them (R7, R8)."""

from collections.abc import Iterator
from datetime import date

from planner.domain.clock import days_between, monday_of
from planner.domain.participants import Participant, WishRule
from planner.domain.programme import Programme
from planner.domain.staffing import StaffMember
from planner.domain.support import Session
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import ActivityRun
from solver.schedule.problem import (
    QUARTER_MINUTES,
    SessionChoice,
    SessionDay,
    SessionDemand,
)


def demands(context: RosterContext) -> tuple[SessionDemand, ...]:
    """What each participant in service should have in each Monday week, in a fixed order."""
    found = []
    for index, participant in enumerate(context.served.participants):
        for week in range(context.programme.schedule_weeks):
            monday = context.timeline.on(7 * week)
            held = sum(
                session.participant == participant.code and monday_of(session.day) == monday
                for session in context.published.past_sessions
            )
            needed = context.served.demand(participant, monday)
            found.append(SessionDemand(index, week, needed, held))
    return tuple(found)


def session_days(context: RosterContext) -> tuple[SessionDay, ...]:
    """Every day on which somebody may meet her worker, with the choices."""
    found = []
    weeks = context.programme.schedule_weeks
    for index, participant in enumerate(context.served.participants):
        for day in days_between(context.programme.as_of, context.programme.schedule_end):
            demand = index * weeks + context.timeline.number(day) // 7
            session_day = _session_day(context, participant, day, demand)
            if session_day is not None:
                found.append(session_day)
    return tuple(found)


def _session_day(
    context: RosterContext, participant: Participant, day: date, demand: int
) -> SessionDay | None:
    published = _published_session(context.programme, participant, day)
    number = context.timeline.number(day)
    if published is not None and published.locked:
        return _locked_session(context, published, number, demand)
    minutes = context.served.session_minutes(participant)
    is_open = context.served.is_support_day(day) and bool(
        context.served.services_on(participant.code, day)
    )
    choices = tuple(_choices(context, participant, day)) if is_open else ()
    if not choices or not context.served.demand(participant, monday_of(day)):
        return None
    kept = _kept(context, published, minutes)
    if kept is not None and not any(
        choice.person == kept[0] and kept[1] in choice.starts for choice in choices
    ):
        kept = None
    midnight, _ = context.timeline.span(day, 0, 0)
    return SessionDay(demand, number, minutes, choices, kept=kept, clock_minute=midnight)


def _published_session(programme: Programme, participant: Participant, day: date) -> Session | None:
    """Her published session of a day, a locked one before others."""
    rows = [s for s in programme.sessions if (s.participant, s.day) == (participant.code, day)]
    return min(rows, key=lambda row: (not row.locked, row.start_minute), default=None)


def _locked_session(
    context: RosterContext, session: Session, number: int, demand: int
) -> SessionDay:
    start, end = context.timeline.span(session.day, session.start_minute, session.end_minute)
    staff = [member.code for member in context.programme.staff]
    cost = session_cost(context, session.participant, session.staff, session.day)
    person = staff.index(session.staff)
    choice = SessionChoice(person, (start,), cost)
    midnight, _ = context.timeline.span(session.day, 0, 0)
    return SessionDay(demand, number, end - start, (choice,), True, (person, start), midnight)


def _kept(context: RosterContext, session: Session | None, minutes: int) -> tuple[int, int] | None:
    """A published session as person and start; None where its length is no longer right."""
    if session is None or session.end_minute - session.start_minute != minutes:
        return None
    staff = [member.code for member in context.programme.staff]
    start, _ = context.timeline.span(session.day, session.start_minute, session.end_minute)
    return staff.index(session.staff), start


def _choices(
    context: RosterContext, participant: Participant, day: date
) -> Iterator[SessionChoice]:
    starts = open_starts(context, participant, day)
    minutes = context.served.session_minutes(participant)
    for index, member in enumerate(context.programme.staff):
        if not context.team.may_meet(member, participant):
            continue
        there = tuple(
            context.timeline.span(day, start, start + minutes)[0]
            for start in starts
            if context.team.can_come(member, day, start, start + minutes)
        )
        if there:
            cost = session_cost(context, participant.code, member.code, day)
            yield SessionChoice(index, there, cost)


def open_starts(context: RosterContext, participant: Participant, day: date) -> tuple[int, ...]:
    """Minutes after midnight at which her session may begin: window and activities (R7)."""
    rules, minutes = context.programme.support, context.served.session_minutes(participant)
    blocked = [
        (run.start_minute, run.end_minute) for run in blocking_activities(context, participant, day)
    ]
    starts = range(
        rules.window_start_minute, rules.window_end_minute - minutes + 1, QUARTER_MINUTES
    )
    return tuple(
        start
        for start in starts
        if not any(begin < start + minutes and start < end for begin, end in blocked)
    )


def blocking_activities(
    context: RosterContext, participant: Participant, day: date
) -> list[ActivityRun]:
    """The activities of a day that keep her from a session (R7)."""
    return [
        run
        for run in context.every_run
        if isinstance(run, ActivityRun)
        and run.day == day
        and run.activity.blocks_one_on_one
        and context.served.belongs_to(run.activity.audience, participant.code, day)
    ]


def session_cost(context: RosterContext, participant: str, staff: str, day: date) -> int:
    """other_worker and preference: what a session costs with this worker on this day."""
    costs = context.programme.schedule_costs
    other = context.served.is_other_worker(participant, staff, day)
    person = context.programme.participant_by_code[participant]
    member = context.programme.staff_by_code[staff]
    against = is_against_preference(person, member)
    return costs.other_worker * other + costs.preference * against


def is_against_preference(participant: Participant, member: StaffMember) -> bool:
    """Whether a worker lacks the language or the gender that somebody prefers."""
    language = (
        participant.language_rule is WishRule.PREFERRED
        and bool(participant.languages)
        and member.languages.isdisjoint(participant.languages)
    )
    gender = (
        participant.worker_gender_rule is WishRule.PREFERRED
        and participant.worker_gender not in ("any", member.gender)
    )
    return language or gender
