"""When services may begin, and the enrolment and places of the day program (S5, S8, S9)."""

from planner.domain.clock import DateRange
from planner.domain.day_program import EntryRule
from planner.domain.participants import Referral, Service
from planner.domain.plan import Reason
from planner.scheduling.context import NEVER, Context, free_by_day
from solver.stays.problem import ProgramEntry


def may_start(context: Context, service: Service, number: int) -> bool:
    """Whether a service may begin on this day of the week and of the year (S5)."""
    programme, day = context.programme, context.days.on(number)
    weekdays = {
        Service.RESIDENTIAL: programme.stay_rules.admission_weekdays,
        Service.DAY_PROGRAM: programme.day_program.weekdays,
        Service.SUPPORT: programme.support.weekdays,
    }[service]
    on_holidays = service is Service.RESIDENTIAL and programme.stay_rules.admit_on_holidays
    return day.weekday() in weekdays and (on_holidays or day not in programme.holidays)


def begins_cohort(context: Context, day: int) -> bool:
    """Whether a cohort of the day program begins on this day (S8)."""
    return context.days.on(day) in context.programme.day_program.cohort_starts


def entry(context: Context, referral: Referral) -> ProgramEntry | None:
    """The enrolment that comes with a stay; None where she keeps hers or residents do not join."""
    rules = context.programme.day_program
    kept = context.services.kept_enrolment(referral.participant)
    if not rules.residents_join or kept or context.lifts(Reason.PROGRAM):
        return None
    last = context.programme.stay_days + rules.latest_start_days
    days = tuple(
        day
        for day in range(last + 1)
        if may_start(context, Service.DAY_PROGRAM, day)
        and (rules.entry is EntryRule.ROLLING or begins_cohort(context, day))
    )
    return ProgramEntry(
        days=days,
        earliest_days=rules.earliest_start_days,
        latest_days=rules.latest_start_days,
        within_stay=rules.finish_within_stay,
        delay_cost=context.programme.stay_costs.program_delay_day,
    )


def places_free(context: Context) -> tuple[int, ...]:
    """Places that the committed enrolments leave, by day (S9)."""
    if context.lifts(Reason.PLACES):
        return (NEVER,)
    committed = (DateRange(e.start, e.end) for e in context.services.enrolments)
    return free_by_day(context.programme.day_program.places, context.days.spans(committed))
