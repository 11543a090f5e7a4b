"""The cost of a schedule, term by term."""

from collections.abc import Callable

from planner.check.roster.calendar import cover_of, is_scheduled, running_shifts
from planner.check.roster.duties import Duty, DutyKind
from planner.check.roster.fairness import night_spread, weekend_spread
from planner.check.roster.kept import rows_of_plan
from planner.check.roster.paid_hours import overtime_quarters, under_contract_quarters
from planner.check.roster.reading import ScheduleReading, session_key
from planner.check.roster.shortfalls import (
    missing_facilitators,
    missing_leads,
    missing_people,
    missing_sessions,
)
from planner.domain.participants import Participant, WishRule
from planner.domain.schedule import SCHEDULE_TERMS, PlannedSession
from planner.domain.staffing import Request, StaffMember

OVER_COVER = "over_cover"


def cost_terms(reading: ScheduleReading) -> dict[str, int]:
    """The weighted cost of each term of MODEL.md section 2, in the order of ``SCHEDULE_TERMS``.

    Where a cover row has a surplus cost, the term ``over_cover`` comes last.
    """
    terms = {name: TERMS[name](reading) for name in SCHEDULE_TERMS}
    if any(row.surplus_cost is not None for row in reading.programme.cover):
        terms[OVER_COVER] = over_cover_cost(reading)
    return terms


def uncovered_cost(reading: ScheduleReading) -> int:
    """Cost of the people missing on shifts; a cover row may set its own."""
    total = 0
    for shift, day, missing in missing_people(reading):
        cover = cover_of(reading.programme, shift.code, day)
        cost = None if cover is None else cover.missing_cost
        weight = reading.programme.schedule_costs.uncovered_shift if cost is None else cost
        total += weight * missing
    return total


def over_cover_cost(reading: ScheduleReading) -> int:
    """Cost of the people beyond those that a cover row asks for."""
    total = 0
    for shift, day in running_shifts(reading.programme):
        cover = cover_of(reading.programme, shift.code, day)
        if cover is not None and cover.surplus_cost is not None:
            surplus = len(reading.on_shift(shift.code, day)) - cover.staff
            total += cover.surplus_cost * max(0, surplus)
    return total


def lead_cost(reading: ScheduleReading) -> int:
    """Cost of the leads missing on shifts."""
    missing = sum(count for _, _, count in missing_leads(reading))
    return reading.programme.schedule_costs.missing_lead * missing


def unled_cost(reading: ScheduleReading) -> int:
    """Cost of the facilitators missing in activities."""
    missing = sum(count for _, _, count in missing_facilitators(reading))
    return reading.programme.schedule_costs.unled_activity * missing


def unmet_cost(reading: ScheduleReading) -> int:
    """Cost of the sessions due and not held."""
    missing = sum(count for _, _, count in missing_sessions(reading))
    return reading.programme.schedule_costs.unmet_session * missing


def scheduled_duties(reading: ScheduleReading) -> list[Duty]:
    """The duties of the schedule's own days, without the history before it."""
    return [duty for duty in reading.duties if is_scheduled(reading.programme, duty.day)]


def scheduled_sessions(reading: ScheduleReading) -> list[PlannedSession]:
    """The sessions of the schedule's own days."""
    return [row for row in reading.held if is_scheduled(reading.programme, row.day)]


def relief_cost(reading: ScheduleReading) -> int:
    """Cost of the shifts given to relief staff."""
    relief = {member.code for member in reading.programme.staff if member.is_relief}
    shifts = sum(
        duty.kind is DutyKind.SHIFT and duty.staff in relief for duty in scheduled_duties(reading)
    )
    return reading.programme.schedule_costs.relief_shift * shifts


def overtime_cost(reading: ScheduleReading) -> int:
    """Cost of the started quarter hours of overtime."""
    quarters = sum(overtime_quarters(work) for work in reading.workloads.values())
    return reading.programme.schedule_costs.overtime_quarter_hour * quarters


def under_contract_cost(reading: ScheduleReading) -> int:
    """Cost of the whole quarter hours below contract."""
    quarters = sum(under_contract_quarters(work) for work in reading.workloads.values())
    return reading.programme.schedule_costs.under_contract_quarter_hour * quarters


def other_worker_cost(reading: ScheduleReading) -> int:
    """Cost of the sessions held by another than the primary worker of that day."""
    others = 0
    for row in scheduled_sessions(reading):
        own = reading.services.get(row.participant, [])
        workers = {service.worker for service in own if service.covers(row.day) and service.worker}
        others += bool(workers) and row.staff not in workers
    return reading.programme.schedule_costs.other_worker * others


def preference_cost(reading: ScheduleReading) -> int:
    """Cost of the sessions against a preferred language or gender, once a session."""
    people, staff = reading.programme.participant_by_code, reading.programme.staff_by_code
    against = sum(
        row.participant in people
        and row.staff in staff
        and is_against_preference(people[row.participant], staff[row.staff])
        for row in scheduled_sessions(reading)
    )
    return reading.programme.schedule_costs.preference * against


def is_against_preference(person: Participant, member: StaffMember) -> bool:
    """Whether a worker lacks what a participant would rather have."""
    prefers_language = person.language_rule is WishRule.PREFERRED and bool(person.languages)
    prefers_gender = (
        person.worker_gender_rule is WishRule.PREFERRED and person.worker_gender != "any"
    )
    return (prefers_language and not member.languages & set(person.languages)) or (
        prefers_gender and member.gender != person.worker_gender
    )


def requests_cost(reading: ScheduleReading) -> int:
    """Cost of the requests of the schedule's days that are not met."""
    return sum(
        request.weight
        for request in reading.programme.requests
        if is_scheduled(reading.programme, request.day) and not is_met(reading, request)
    )


def is_met(reading: ScheduleReading, request: Request) -> bool:
    """Whether a wish to work or not to work on a day comes true."""
    work = reading.workloads.get(request.staff)
    duties = work.by_day.get(request.day, []) if work else []
    works = any(
        not request.shift or (duty.code == request.shift and duty.kind is not DutyKind.SESSION)
        for duty in duties
    )
    return works == request.wants_work


def moved_cost(reading: ScheduleReading) -> int:
    """Cost of the published duties from the planning date on that are not in the plan."""
    programme = reading.programme
    duties, sessions = rows_of_plan(reading), {session_key(row) for row in reading.sessions}
    moved = sum(
        (row.staff, row.duty, row.day) not in duties
        for row in programme.roster
        if programme.as_of <= row.day < programme.schedule_end
    )
    moved += sum(
        session_key(row) not in sessions
        for row in programme.sessions
        if programme.as_of <= row.day < programme.schedule_end
    )
    return programme.schedule_costs.moved_duty * moved


TERMS: dict[str, Callable[[ScheduleReading], int]] = {
    "uncovered": uncovered_cost,
    "lead": lead_cost,
    "unled": unled_cost,
    "unmet": unmet_cost,
    "relief": relief_cost,
    "overtime": overtime_cost,
    "under_contract": under_contract_cost,
    "other_worker": other_worker_cost,
    "preference": preference_cost,
    "requests": requests_cost,
    "night_spread": night_spread,
    "weekend_spread": weekend_spread,
    "moved": moved_cost,
}
