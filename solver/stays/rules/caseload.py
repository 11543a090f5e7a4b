"""S10: the primary worker's caseload, as far as rows can say it.

Who gets which worker is settled afterwards (``solver.stays.workers``); the rows say that no group
of workers has more participants than its caseload, for every group that is the only choice of
somebody, and unions of such groups.
"""

from collections.abc import Iterable

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem, held
from solver.stays.variables import StayVariables, start_days

_MOST_GROUPS = 64


def add_caseload(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures room in the caseload of every group of workers on every day that can bind."""
    windows = [window for window in variables.windows if window.window.counts]
    days = set(start_days(windows))
    for free in problem.caseload_free:
        days |= {day for day in range(1, len(free)) if free[day] < free[day - 1]}
    for group in _groups(problem):
        choice = tuple(sorted(group))
        members = [
            window
            for window in windows
            if group.issuperset(_able_workers(problem, problem.cases[window.window.case].workers))
        ]
        for day in sorted(days):
            room = _room(problem, group, day)
            terms: list[tuple[int, int]] = []
            cases: set[int] = set()
            for window in members:
                case = window.window.case
                if any(first <= day < end for first, end in problem.cases[case].served):
                    continue
                if window.start.days[0] <= day < window.end.days[-1]:
                    cases.add(case)
                    terms += window.in_service(day)
            if len(cases) > room:
                model.add_row(terms, room, ("caseload", day, *choice))


def _able_workers(problem: StayProblem, workers: Iterable[int]) -> frozenset[int]:
    """Those with room in their caseload on some day."""
    return frozenset(worker for worker in workers if max(problem.caseload_free[worker]) > 0)


def _room(problem: StayProblem, group: frozenset[int], day: int) -> int:
    """What the caseload of a group leaves on a day, everybody who only has that group counted."""
    room = sum(held(problem.caseload_free[worker], day) for worker in group)
    anchored = sum(
        any(first <= day < end for first, end in anchor.served)
        and group.issuperset(_able_workers(problem, anchor.workers))
        for anchor in problem.anchors
    )
    return max(0, room - anchored)


def _groups(problem: StayProblem) -> list[frozenset[int]]:
    """The distinct choices of workers and their unions, the smallest first, up to a limit."""
    choices = [case.workers for case in problem.cases]
    choices += [anchor.workers for anchor in problem.anchors]
    basic = {_able_workers(problem, workers) for workers in choices}
    groups = set(basic)
    for one in sorted(basic, key=sorted):
        groups |= {one | other for other in groups}
        if len(groups) > _MOST_GROUPS:
            break
    return sorted(groups, key=lambda group: (len(group), sorted(group)))[:_MOST_GROUPS]
