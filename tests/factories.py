"""Builders of small programmes and plans; what a test does not care about has a default.

``AS_OF`` is a Monday; ``day(n)`` is the n-th day after it, so ``day(7 * k)`` are Mondays.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from planner.domain.day_program import DayProgramRules, Enrolment, EnrolmentStatus
from planner.domain.participants import (
    Conflict,
    ConflictKind,
    Participant,
    Priority,
    Referral,
    Service,
)
from planner.domain.plan import (
    PlannedEnrolment,
    PlannedStay,
    PlannedSupport,
    PlanStatus,
    PlanSummary,
    Proof,
    Reason,
    StayPlan,
    StoppedBy,
    Unplaced,
)
from planner.domain.programme import Programme, StayRules
from planner.domain.staffing import Absence, StaffMember
from planner.domain.stays import Bed, BedClosure, Stay, StayStatus
from planner.domain.support import Assignment, Phase, SupportRules

AS_OF = date(2027, 2, 8)


def day(offset: int) -> date:
    """The day ``offset`` days after ``AS_OF``."""
    return AS_OF + timedelta(days=offset)


def stay_rules(**changes: object) -> StayRules:
    """Stays of 14 to 42 nights, 28 the target; two nights of turnover, admissions 7 days apart."""
    rules = StayRules(min_days=14, target_days=28, max_days=42)
    return replace(rules, **changes)  # type: ignore[arg-type]


def day_program_rules(**changes: object) -> DayProgramRules:
    """A program of two weeks with eight places that residents do not join."""
    rules = DayProgramRules(weeks=2, residents_join=False, latest_start_days=7)
    return replace(rules, **changes)  # type: ignore[arg-type]


def support_rules(**changes: object) -> SupportRules:
    """Support for four weeks: two sessions of an hour in the first two weeks, then one."""
    rules = SupportRules(weeks=4, phases=(Phase(0, 2), Phase(2, 1)))
    return replace(rules, **changes)  # type: ignore[arg-type]


def programme(**changes: object) -> Programme:
    """A programme of one bed ``B1`` and one worker ``W1`` over 84 days.

    Every participant named in a referral, stay, enrolment or assignment and not given in
    ``participants`` gets a plain row.
    """
    base = Programme(
        code="small",
        title="Small programme",
        timezone="America/Vancouver",
        province="BC",
        as_of=AS_OF,
        stay_days=84,
        stay_rules=stay_rules(),
        day_program=day_program_rules(),
        support=support_rules(),
        beds=(bed("B1"),),
        staff=(staff_member("W1"),),
    )
    made = replace(base, **changes)  # type: ignore[arg-type]
    tables = (made.referrals, made.stays, made.enrolments, made.assignments)
    named = {row.participant for table in tables for row in table}
    given = {person.code for person in made.participants}
    plain = tuple(participant(code) for code in sorted(named - given))
    return replace(made, participants=(*made.participants, *plain))


def bed(code: str, house: str = "main", **changes: object) -> Bed:
    """A bed that is always open."""
    return replace(Bed(code, house), **changes)  # type: ignore[arg-type]


def closure(bed_code: str, start: date, end: date) -> BedClosure:
    """A closure of a bed."""
    return BedClosure(bed_code, start, end)


def participant(code: str, **changes: object) -> Participant:
    """A participant who asks for nothing particular."""
    return replace(Participant(code), **changes)  # type: ignore[arg-type]


def referral(
    code: str, service: Service = Service.RESIDENTIAL, ready: date = AS_OF, **changes: object
) -> Referral:
    """A routine referral, received 30 days before it is ready."""
    row = Referral(code, service, ready - timedelta(days=30), ready, Priority.ROUTINE)
    return replace(row, **changes)  # type: ignore[arg-type]


def stay(
    code: str,
    bed_code: str,
    admission: date,
    discharge: date,
    status: StayStatus = StayStatus.CONFIRMED,
) -> Stay:
    """A stay of the programme, confirmed unless told."""
    return Stay(code, bed_code, admission, discharge, status)


def enrolment(
    code: str, start: date, end: date, status: EnrolmentStatus = EnrolmentStatus.CONFIRMED
) -> Enrolment:
    """An enrolment of the programme, confirmed unless told."""
    return Enrolment(code, start, end, status)


def assignment(code: str, staff: str, start: date = AS_OF, end: date | None = None) -> Assignment:
    """A committed primary worker."""
    return Assignment(code, staff, start, end)


def conflict(first: str, second: str) -> Conflict:
    """Two participants who never share a house."""
    return Conflict(first, second, ConflictKind.PARTICIPANTS)


def staff_conflict(code: str, staff: str) -> Conflict:
    """A participant and a member of staff who never meet alone."""
    return Conflict(code, staff, ConflictKind.STAFF)


def staff_member(code: str, **changes: object) -> StaffMember:
    """A regular support worker with a caseload of eight and 30 hours of sessions a week."""
    member = StaffMember(
        code,
        "support worker",
        is_relief=False,
        weekly_hours=37.5,
        max_weekly_hours=40,
        skills=frozenset({"one_on_one"}),
        languages=frozenset({"en"}),
        gender="w",
        caseload=8,
        support_minutes_per_week=1800,
    )
    return replace(member, **changes)  # type: ignore[arg-type]


def absence(staff: str, first: date, last: date) -> Absence:
    """Away from 00:00 of the first day to 24:00 of the last."""
    midnight = time()
    end = datetime.combine(last + timedelta(days=1), midnight)
    return Absence(staff, datetime.combine(first, midnight), end)


def planned_stay(
    code: str,
    bed_code: str,
    admission: date,
    discharge: date,
    *,
    ready: date | None = AS_OF,
    status: StayStatus = StayStatus.PLANNED,
    staff: str = "W1",
) -> PlannedStay:
    """A row of the plan's stays; days and waiting days are counted, ``ready`` None: none."""
    waiting_days = None if ready is None else (admission - ready).days
    days = (discharge - admission).days
    return PlannedStay(code, bed_code, admission, discharge, days, waiting_days, status, staff)


def kept_stay(row: Stay, staff: str = "W1") -> PlannedStay:
    """The plan's row of a committed stay."""
    return planned_stay(
        row.participant,
        row.bed,
        row.admission,
        row.discharge,
        ready=None,
        status=row.status,
        staff=staff,
    )


def planned_enrolment(
    code: str, start: date, end: date, status: EnrolmentStatus = EnrolmentStatus.PLANNED
) -> PlannedEnrolment:
    """A row of the plan's enrolments."""
    return PlannedEnrolment(code, start, end, status)


def kept_enrolment(row: Enrolment) -> PlannedEnrolment:
    """The plan's row of a committed enrolment."""
    return PlannedEnrolment(row.participant, row.start, row.end, row.status)


def planned_support(code: str, start: date, end: date, staff: str = "W1") -> PlannedSupport:
    """A row of the plan's support: the worker of one whole service."""
    return PlannedSupport(code, staff, start, end)


def unplaced(
    code: str, service: Service = Service.RESIDENTIAL, reason: Reason = Reason.BED
) -> Unplaced:
    """A row of the unplaced referrals."""
    return Unplaced(code, service, reason, "Every bed is taken until the horizon ends.")


def stay_plan(
    stays: Iterable[PlannedStay] = (),
    enrolments: Iterable[PlannedEnrolment] = (),
    support: Iterable[PlannedSupport] = (),
    unplaced: Iterable[Unplaced] = (),
) -> StayPlan:
    """A plan in which each stay gets the support row of its worker; ``support`` is the rest."""
    stays = tuple(stays)
    rows = [planned_support(s.participant, s.admission, s.discharge, s.staff) for s in stays]
    return StayPlan(stays, tuple(enrolments), (*rows, *support), tuple(unplaced))


def proof(terms: dict[str, int], bound: int | None = None) -> Proof:
    """What a summary claims; ``bound`` None: optimal."""
    objective = sum(terms.values())
    low = objective if bound is None else bound
    status = PlanStatus.OPTIMAL if low == objective else PlanStatus.FEASIBLE
    return Proof(status, objective, low, 1.0, terms)


def summary(stays: Proof | None, as_of: date = AS_OF) -> PlanSummary:
    """The summary of a plan folder."""
    return PlanSummary(as_of, stays, None, StoppedBy.PROOF, "0" * 64, 1, 1)
