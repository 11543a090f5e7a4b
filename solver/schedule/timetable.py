"""Finds times for sessions whose days and workers are decided, and steadies them over the weeks.

The first search decides who has which duty and who holds which session on which day. Times of day
are found here, under the same rules, with everything else held fast.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits
from solver.schedule.model import ScheduleModel
from solver.schedule.problem import (
    HeldSession,
    ScheduleProblem,
    ScheduleSolution,
    SessionDay,
)

# CP-SAT's deterministic time for finding times of day, which takes a small part of it.
_TIMING_WORK = 20.0


@dataclass(frozen=True)
class TimedSchedule:
    """A schedule in which every session has its time, and its cost."""

    solution: ScheduleSolution
    cost: int


def set_times(
    problem: ScheduleProblem,
    solution: ScheduleSolution,
    limits: Limits,
    given_up: frozenset[int] = frozenset(),
) -> TimedSchedule | None:
    """The same duties and sessions with a time for each; None where there are none.

    On the days that are ``given_up`` sessions may be left out.
    """
    chosen = sorted(solution.sessions, key=lambda held: held.session_day)
    fixed = with_duties(problem, solution)
    left = tuple(_only(problem.session_days[held.session_day], held, given_up) for held in chosen)
    moved = _kept_count(problem.session_days) - _kept_count(left)
    narrow = replace(
        fixed,
        session_days=left,
        fixed_cost=fixed.fixed_cost + moved * problem.costs.moved,
    )
    model = ScheduleModel(narrow, all_days(narrow))
    alone = replace(limits, threads=1)
    solver = new_solver(alone, _TIMING_WORK)
    status = solve_watched(solver, model.model, alone)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    sessions = tuple(
        replace(held, session_day=chosen[held.session_day].session_day)
        for held in model.solution(solver).sessions
    )
    return TimedSchedule(replace(solution, sessions=sessions), model.cost_of(solver))


def untimely_days(
    problem: ScheduleProblem, solution: ScheduleSolution, limits: Limits
) -> frozenset[int]:
    """The days whose sessions have no times; all of them where each day by itself has."""
    if set_times(problem, solution, limits) is not None:
        return frozenset()
    sessions_by_day: dict[int, list[HeldSession]] = {}
    for held in solution.sessions:
        day = problem.session_days[held.session_day].day
        sessions_by_day.setdefault(day, []).append(held)
    without_times = frozenset(
        day
        for day, sessions in sessions_by_day.items()
        if set_times(problem, replace(solution, sessions=tuple(sessions)), limits) is None
    )
    return without_times or frozenset(sessions_by_day)


def with_duties(problem: ScheduleProblem, solution: ScheduleSolution) -> ScheduleProblem:
    """The problem in which everybody has the duties of a schedule and no others."""
    given: list[set[int]] = [set() for _ in problem.people]
    for person, duty in solution.duties:
        given[person].add(duty)
    people = (
        replace(
            person,
            duties=tuple(sorted(given[p])),
            locked=frozenset(given[p]),
            accompanied=person.accompanied & given[p],
            published=person.published & given[p],
        )
        for p, person in enumerate(problem.people)
    )
    lost = sum(len(person.published - given[p]) for p, person in enumerate(problem.people))
    cost = problem.fixed_cost + lost * problem.costs.moved
    return replace(problem, people=tuple(people), fixed_cost=cost)


def all_days(problem: ScheduleProblem) -> frozenset[int]:
    """Every day with sessions."""
    return frozenset(session_day.day for session_day in problem.session_days)


def _only(session_day: SessionDay, held: HeldSession, given_up: frozenset[int]) -> SessionDay:
    """The session with nothing but its time left open; the time too where it is decided."""
    choice, kept = session_day.choice_of(held.person), session_day.kept
    if session_day.day in given_up:
        locked = session_day.locked
    else:
        locked = True
        if held.start_minute is not None:
            choice = replace(choice, starts=(held.start_minute,))
    if kept is not None and (kept[0] != held.person or kept[1] not in choice.starts):
        kept = None
    return replace(session_day, choices=(choice,), locked=locked, kept=kept)


def _kept_count(session_days: Iterable[SessionDay]) -> int:
    return sum(session_day.kept is not None for session_day in session_days)
