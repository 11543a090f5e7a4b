"""What the tests of the schedule's translation ask of a small programme."""

from dataclasses import replace
from datetime import date

from planner.check.roster.schedule import check_schedule, schedule_cost_terms
from planner.domain.plan import Proof, StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, Schedule
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.planning import PlannedSchedule, plan_schedule
from planner.scheduling.roster.translate import translate
from solver.common.limits import Limits
from solver.schedule.problem import Duty, Person, ScheduleProblem, SessionDay
from tests.french import in_french

NOBODY = StayPlan()


def problem(programme: Programme, stays: StayPlan = NOBODY) -> ScheduleProblem:
    """The solver's problem."""
    return translate(RosterContext(programme, stays)).problem


def duties_on(programme: Programme, day: date) -> list[Duty]:
    """The duties to give on a day."""
    number = (day - programme.schedule_start).days
    return [duty for duty in problem(programme).duties if duty.day == number]


def days_of(programme: Programme) -> list[int]:
    """The days after the schedule's first on which there is a duty to give."""
    return [duty.day for duty in problem(programme).duties]


def as_solver(programme: Programme, staff: str, stays: StayPlan = NOBODY) -> Person:
    """A member of staff as the solver sees her."""
    codes = [member.code for member in programme.staff]
    return problem(programme, stays).people[codes.index(staff)]


def session_days(programme: Programme, stays: StayPlan) -> tuple[SessionDay, ...]:
    """The days on which sessions may be held."""
    return problem(programme, stays).session_days


def needed(programme: Programme, stays: StayPlan) -> list[int]:
    """The demand of each participant and week."""
    return [demand.needed for demand in problem(programme, stays).demands]


def planned(programme: Programme, stays: StayPlan = NOBODY) -> PlannedSchedule:
    """The proven schedule, which breaks no rule and costs what is said."""
    found = plan_schedule(programme, stays, Limits())
    assert check_schedule(programme, stays, found.schedule, found.proof) == []
    assert dict(found.proof.terms) == schedule_cost_terms(programme, stays, found.schedule)
    assert found.proof.bound == found.proof.objective
    assert all(in_french(gap.explanation) for gap in found.schedule.gaps)
    return found


def terms(programme: Programme, stays: StayPlan = NOBODY) -> dict[str, int]:
    """The terms of the proven schedule that are not zero."""
    return costly(planned(programme, stays).proof)


def costly(proof: Proof) -> dict[str, int]:
    """The terms that are not zero."""
    return {name: cost for name, cost in proof.terms.items() if cost}


def gaps(programme: Programme, stays: StayPlan = NOBODY) -> tuple[Gap, ...]:
    """What the proven schedule leaves open."""
    return planned(programme, stays).schedule.gaps


def gap_of(what: str, programme: Programme, stays: StayPlan = NOBODY) -> Gap:
    """The only gap of one shift, activity or participant."""
    (gap,) = [gap for gap in gaps(programme, stays) if gap.what == what]
    return gap


def told(gap: Gap) -> str:
    """What is said of a gap after the opening sentence."""
    assert in_french(gap.explanation)
    return gap.explanation.split(". ", 1)[1]


def rows(schedule: Schedule) -> list[tuple[str, str, int]]:
    """Staff, shift and day of the month of each row of the roster."""
    return sorted((row.staff, row.shift, row.day.day) for row in schedule.roster)


def only(programme: Programme, *staff: str) -> Programme:
    """The programme with these members of staff alone."""
    return replace(programme, staff=tuple(m for m in programme.staff if m.code in staff))
