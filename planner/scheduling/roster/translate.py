"""The schedule of a programme as integers: codes become indices, dates and times real minutes."""

from dataclasses import dataclass, replace
from datetime import date

from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.costs import past_cost
from planner.scheduling.roster.legal_weeks import legal_weeks
from planner.scheduling.roster.occurrences import ShiftRun, night_of
from planner.scheduling.roster.past import past_schedule
from planner.scheduling.roster.people import people, successions
from planner.scheduling.roster.sessions import demands, session_days
from solver.schedule.problem import Duty, Labour, LegalWeek, ScheduleCosts, ScheduleProblem


@dataclass(frozen=True)
class RosterTranslation:
    """A problem together with what its indices stand for."""

    problem: ScheduleProblem
    context: RosterContext


def translate(context: RosterContext) -> RosterTranslation:
    """The schedule problem of a programme and its stay plan."""
    programme = context.programme
    costs = programme.schedule_costs
    rooms = sum(room.is_one_on_one for room in programme.rooms)
    problem = ScheduleProblem(
        days=context.timeline.days,
        duties=_duties(context),
        people=people(context),
        labour=_labour(context),
        costs=ScheduleCosts(
            unmet_session=costs.unmet_session,
            overtime_quarter=costs.overtime_quarter_hour,
            under_contract_quarter=costs.under_contract_quarter_hour,
            night_spread=costs.night_spread,
            weekend_spread=costs.weekend_spread,
            moved=costs.moved_duty,
        ),
        demands=demands(context),
        session_days=session_days(context),
        rooms=rooms or None,
        successions=successions(programme.shifts),
        open_from=context.timeline.number(programme.as_of),
    )
    problem = replace(problem, fixed_cost=_fixed_cost(context, problem))
    return RosterTranslation(problem, context)


def _duties(context: RosterContext) -> tuple[Duty, ...]:
    programme, timeline = context.programme, context.timeline
    shifts = [shift.code for shift in programme.shifts]
    found = []
    for run in context.runs:
        start, end = timeline.span(run.day, run.start_minute, run.end_minute)
        number = timeline.number(run.day)
        if not isinstance(run, ShiftRun):
            cost = programme.schedule_costs.unled_activity
            found.append(Duty(number, start, end, run.wanted, run.wanted, cost))
            continue
        night = night_of(run.shift, run.day)
        has_surplus = run.surplus_cost is not None
        found.append(
            Duty(
                day=number,
                start_minute=start,
                end_minute=end,
                needed=run.wanted,
                most=len(programme.staff) if has_surplus else run.wanted,
                missing_cost=run.missing_cost,
                surplus_cost=run.surplus_cost or 0,
                lead_needed=run.leads_wanted,
                missing_lead_cost=programme.schedule_costs.missing_lead,
                shift=shifts.index(run.code),
                night=None if night is None else timeline.number(night),
            )
        )
    return tuple(found)


def _labour(context: RosterContext) -> Labour:
    rules = context.programme.labour
    return Labour(
        min_rest_minutes=rules.min_rest_minutes,
        weekly_rest_minutes=rules.weekly_rest_minutes,
        day_span_minutes=rules.day_span_minutes,
        overtime_weekly_minutes=rules.overtime_weekly_minutes,
        max_consecutive_days=rules.max_consecutive_days,
        max_consecutive_nights=rules.max_consecutive_nights,
        legal_weeks=tuple(_legal_week(context, *week) for week in legal_weeks(context.programme)),
    )


def _legal_week(context: RosterContext, first: date, end: date) -> LegalWeek:
    timeline = context.timeline
    return LegalWeek(
        first_day=timeline.number(first),
        end_day=timeline.number(end),
        start_minute=timeline.span(first, 0, 0)[0],
        end_minute=timeline.span(end, 0, 0)[0],
        needs_rest=end <= context.programme.schedule_end,
    )


def _fixed_cost(context: RosterContext, found: ScheduleProblem) -> int:
    """What every schedule pays: days that are over, and published duties nobody can keep."""
    keepable = sum(len(person.published) for person in found.people)
    keepable += sum(session_day.kept is not None for session_day in found.session_days)
    published = len(context.published.coming_roster) + len(context.published.coming_sessions)
    lost = context.programme.schedule_costs.moved_duty * (published - keepable)
    return lost + past_cost(context, past_schedule(context))
