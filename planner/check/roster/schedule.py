"""Every rule of MODEL.md section 2 on any schedule, without a solver."""

from collections.abc import Callable, Iterator

from planner.check.costs import check_proof
from planner.check.roster import (
    company,
    cover,
    gaps,
    kept,
    overlaps,
    rows,
    session_limits,
    sessions,
    skills,
)
from planner.check.roster.costs import cost_terms
from planner.check.roster.person_rules import PERSON_RULES
from planner.check.roster.reading import ScheduleReading, read_schedule
from planner.check.violations import Violation
from planner.domain.plan import Proof, StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import Schedule
from planner.domain.sentences import told

# What is asked of the whole schedule; ``PERSON_RULES`` holds what is asked of each person.
SCHEDULE_RULES: tuple[tuple[str, Callable[[ScheduleReading], Iterator[Violation]]], ...] = (
    ("rows", rows.check_roster_codes),
    ("rows", rows.check_session_codes),
    ("rows", rows.check_dates),
    ("rows", rows.check_shift_times),
    ("rows", rows.check_session_times),
    ("rows", rows.check_session_rooms),
    ("rows", rows.check_sessions_once),
    ("rows", rows.check_activities_complete),
    ("rows", rows.check_activity_rows),
    ("gaps", gaps.check_gaps_told),
    ("gaps", gaps.check_reasons),
    ("R1", overlaps.check_twice_on_a_duty),
    ("R3", skills.check_skills),
    ("R5", cover.check_runs),
    ("R5", cover.check_not_too_many),
    ("R6", company.check_never_alone),
    ("R7", sessions.check_window),
    ("R7", sessions.check_length),
    ("R7", sessions.check_worker_allowed),
    ("R7", sessions.check_one_a_day),
    ("R7", sessions.check_not_blocked),
    ("R7", session_limits.check_weekly_number),
    ("R7", session_limits.check_room),
    ("R7", session_limits.check_room_shared),
    ("R8", kept.check_in_service),
    ("R8", kept.check_duties_kept),
    ("R8", kept.check_sessions_kept),
    ("R8", kept.check_nothing_new_in_the_past),
)


def schedule_cost_terms(programme: Programme, plan: StayPlan, schedule: Schedule) -> dict[str, int]:
    """The weighted cost of each term of MODEL.md section 2, in the order of ``SCHEDULE_TERMS``."""
    return cost_terms(read_schedule(programme, plan, schedule))


def check_schedule(
    programme: Programme, plan: StayPlan, schedule: Schedule, proof: Proof | None = None
) -> list[Violation]:
    """Names every broken rule of a schedule, sorted; an empty list: the schedule is right.

    With a proof, every claim on the cost is checked too.
    """
    reading = read_schedule(programme, plan, schedule)
    found = {violation for _, check in SCHEDULE_RULES for violation in check(reading)}
    for work in reading.workloads.values():
        found |= {violation for _, check in PERSON_RULES for violation in check(work)}
    if proof is not None:
        found |= set(check_proof(cost_terms(reading), proof, told("a schedule")))
    return sorted(found)
