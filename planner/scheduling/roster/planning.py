"""From a programme and its stay plan to the proven schedule of the next weeks."""

from dataclasses import dataclass, replace

from planner.domain.errors import NoPlanError
from planner.domain.plan import Proof, StayPlan, StoppedBy
from planner.domain.programme import Programme
from planner.domain.schedule import Schedule
from planner.scheduling.proof import proof_of
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.costs import schedule_terms
from planner.scheduling.roster.gaps import find_gaps
from planner.scheduling.roster.locked import check_locked, warnings
from planner.scheduling.roster.solution import schedule_rows
from planner.scheduling.roster.translate import translate
from solver.common.limits import Limits, Stop
from solver.schedule.problem import ScheduleProblem
from solver.schedule.roster import RosterOutcome, solve_roster
from solver.schedule.solve import ScheduleOutcome, solve_schedule

_OUT_OF_TIME = "No schedule was found within the time limit; give it more time."
_IMPOSSIBLE = (
    "No schedule keeps every rule. What can make it so are locked rows of roster.csv and"
    " sessions.csv, and in staff.csv min_total_hours that nobody can reach."
)


@dataclass(frozen=True)
class PlannedSchedule:
    """A schedule, what is proven of it, why the search ended, and what to mind."""

    schedule: Schedule
    proof: Proof
    stopped_by: StoppedBy
    warnings: tuple[str, ...] = ()


def plan_schedule(programme: Programme, stays: StayPlan, limits: Limits) -> PlannedSchedule:
    """The best schedule within the limits for those whom the stay plan serves.

    Raises:
        CommitmentError: what is locked breaks a hard rule.
        NoPlanError: no schedule was found within the limits.
    """
    context = RosterContext(programme, stays)
    check_locked(context)
    begun = limits.elapsed
    translation = translate(context)
    outcome = _solve(translation.problem, limits)
    if outcome.solution is None or outcome.objective is None or outcome.bound is None:
        raise NoPlanError(_IMPOSSIBLE if outcome.stop is Stop.PROOF else _OUT_OF_TIME)
    seconds = limits.elapsed - begun
    schedule = schedule_rows(translation, outcome.solution)
    terms = schedule_terms(context, schedule)
    proof = proof_of(terms, outcome.objective, outcome.bound, seconds)
    gaps = find_gaps(context, schedule)
    return PlannedSchedule(
        replace(schedule, gaps=gaps), proof, StoppedBy(outcome.stop.value), warnings(context)
    )


def _solve(problem: ScheduleProblem, limits: Limits) -> ScheduleOutcome | RosterOutcome:
    """Rosters without sessions in which runs of days count are found person by person.

    The bound of the other search would be weak there.
    """
    has_sessions = problem.demands or problem.session_days
    if not has_sessions and any(person.pattern.limits_runs for person in problem.people):
        return solve_roster(problem, limits)
    return solve_schedule(problem, limits)
