"""The last soft term: sessions at the same weekday and time from week to week.

It is asked only among schedules of the same duties and of no greater cost, so it never changes what
MODEL.md counts.
"""

from dataclasses import replace

from ortools.sat.python import cp_model

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits
from solver.schedule.model import ScheduleModel
from solver.schedule.problem import DAYS_PER_WEEK, ScheduleProblem, ScheduleSolution
from solver.schedule.timetable import TimedSchedule, all_days, with_duties
from solver.schedule.variables import Bool

# CP-SAT's deterministic time; what it reaches within it is kept.
_STEADYING_WORK = 4.0


def steadied(problem: ScheduleProblem, timed: TimedSchedule, limits: Limits) -> TimedSchedule:
    """A schedule at the same cost whose sessions change their weekday and time less often."""
    narrow, index = _with_workers_as_now(problem, timed.solution)
    pairs = _weekly_pairs(narrow)
    if not pairs or limits.interrupted:
        return timed
    model = ScheduleModel(narrow, all_days(narrow))
    model.model.add(model.cost <= timed.cost)
    model.model.maximize(sum(_repeats(model, *pair) for pair in pairs))
    position = {s: k for k, s in enumerate(index)}
    now = (replace(h, session_day=position[h.session_day]) for h in timed.solution.sessions)
    model.hint(replace(timed.solution, sessions=tuple(now)))
    alone = replace(limits, threads=1)
    solver = new_solver(alone, _STEADYING_WORK)
    if solve_watched(solver, model.model, alone) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return timed
    found = model.solution(solver).sessions
    sessions = tuple(replace(held, session_day=index[held.session_day]) for held in found)
    steady = TimedSchedule(replace(timed.solution, sessions=sessions), model.cost_of(solver))
    # Cut off by its work, the search may not have come as far as the schedule it began with.
    return max(timed, steady, key=lambda one: repeated_sessions(problem, one.solution))


def repeated_sessions(problem: ScheduleProblem, solution: ScheduleSolution) -> int:
    """How many sessions are at the weekday and time of one in the week before."""
    days = problem.session_days
    starts = {
        held.session_day: held.start_minute - days[held.session_day].clock_minute
        for held in solution.sessions
        if held.start_minute is not None
    }
    return sum(
        one in starts and other in starts and starts[one] == starts[other]
        for one, other in _weekly_pairs(problem)
    )


def _weekly_pairs(problem: ScheduleProblem) -> list[tuple[int, int]]:
    """Session days of one participant that lie a week apart."""
    index = {
        (problem.demands[session_day.demand].participant, session_day.day): s
        for s, session_day in enumerate(problem.session_days)
    }
    return [
        (s, index[participant, day + DAYS_PER_WEEK])
        for (participant, day), s in index.items()
        if (participant, day + DAYS_PER_WEEK) in index
    ]


def _with_workers_as_now(
    problem: ScheduleProblem, solution: ScheduleSolution
) -> tuple[ScheduleProblem, list[int]]:
    """The problem with everybody's duties, and sessions only with those who hold hers that week.

    Also which session days of the whole problem are left.
    """
    workers: dict[int, set[int]] = {}
    for held in solution.sessions:
        workers.setdefault(problem.session_days[held.session_day].demand, set()).add(held.person)
    left, index, lost = [], [], 0
    for s, session_day in enumerate(problem.session_days):
        now = workers.get(session_day.demand, set())
        kept = session_day.kept if session_day.kept and session_day.kept[0] in now else None
        lost += (session_day.kept is not None) - (kept is not None)
        choices = tuple(choice for choice in session_day.choices if choice.person in now)
        if choices:
            left.append(replace(session_day, choices=choices, kept=kept))
            index.append(s)
    fixed = with_duties(problem, solution)
    cost = fixed.fixed_cost + lost * problem.costs.moved
    return replace(fixed, session_days=tuple(left), fixed_cost=cost), index


def _repeats(model: ScheduleModel, one: int, other: int) -> Bool:
    """A literal that may only hold where two sessions are held at the same time of day."""
    variables, days = model.variables, model.problem.session_days
    same = model.model.new_bool_var(f"same_{one}_{other}")
    model.model.add_bool_or(*variables.presence(one), ~same)
    model.model.add_bool_or(*variables.presence(other), ~same)
    shift = days[other].clock_minute - days[one].clock_minute
    model.model.add(variables.start[other] - variables.start[one] == shift).only_enforce_if(same)
    return same
