"""Who gets which primary worker: caseload by the day for one whole service each (S10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from solver.stays.problem import Placement, Span, StayProblem, held, merged


@dataclass(frozen=True)
class _Person:
    """Somebody who needs one worker on the days of ``busy``: a case, an anchor, or both at once."""

    workers: tuple[int, ...]
    busy: tuple[Span, ...]
    case: int | None = None
    anchor: int | None = None


@dataclass(frozen=True)
class Assignment:
    """The worker of each placed case and of each anchor."""

    workers: tuple[int | None, ...]
    anchor_workers: tuple[int, ...]


def assign_workers(
    problem: StayProblem, placements: Sequence[Placement | None]
) -> Assignment | None:
    """A primary worker for everybody within the caseloads; None if there is no such choice."""
    people = _people(problem, placements)
    chosen = _choose(problem, people)
    if chosen is None:
        return None
    workers: list[int | None] = [None] * len(problem.cases)
    anchor_workers = [0] * len(problem.anchors)
    for person, worker in zip(people, chosen, strict=True):
        if person.case is not None and placements[person.case] is not None:
            workers[person.case] = worker
        if person.anchor is not None:
            anchor_workers[person.anchor] = worker
    return Assignment(tuple(workers), tuple(anchor_workers))


def conflicting_services(
    problem: StayProblem, placements: Sequence[Placement | None]
) -> dict[int, Span]:
    """For a plan without an assignment: few cases, each with a short span, that rule it out.

    Any plan in which each of these cases is in service throughout its span has none either.
    """
    spans = {
        index: (placement.start_day, placement.end_day)
        for index, placement in enumerate(placements)
        if placement is not None and problem.cases[index].openings[placement.opening].counts
    }
    for case in sorted(spans):
        without = {index: span for index, span in spans.items() if index != case}
        if not _assignable(problem, without):
            spans = without
    for case in sorted(spans):
        spans[case] = _shortest(problem, spans, case)
    return spans


def _shortest(problem: StayProblem, spans: dict[int, Span], case: int) -> Span:
    """The span of one case cut at both sides as far as the conflict stays (binary search)."""
    start, end = spans[case]
    low, high = start, end - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _assignable(problem, {**spans, case: (middle, end)}):
            high = middle - 1
        else:
            low = middle
    start, high = low, end
    low = start + 1
    while low < high:
        middle = (low + high) // 2
        if _assignable(problem, {**spans, case: (start, middle)}):
            low = middle + 1
        else:
            high = middle
    return start, low


def _assignable(problem: StayProblem, spans: dict[int, Span]) -> bool:
    placements: list[Placement | None] = [None] * len(problem.cases)
    for case, (start, end) in spans.items():
        openings = problem.cases[case].openings
        counted = next(k for k, opening in enumerate(openings) if opening.counts)
        placements[case] = Placement(counted, start, end)
    return _choose(problem, _people(problem, placements)) is not None


def _people(problem: StayProblem, placements: Sequence[Placement | None]) -> list[_Person]:
    people = []
    anchored = {anchor.case for anchor in problem.anchors}
    for index, anchor in enumerate(problem.anchors):
        busy = list(anchor.served)
        if anchor.case is not None:
            busy += _new_service(problem, placements, anchor.case)
        people.append(_Person(anchor.workers, merged(busy), anchor.case, index))
    for index, case in enumerate(problem.cases):
        if placements[index] is not None and index not in anchored:
            service = merged(_new_service(problem, placements, index))
            people.append(_Person(case.workers, _without(service, case.served), index))
    return people


def _new_service(
    problem: StayProblem, placements: Sequence[Placement | None], index: int
) -> list[Span]:
    placement = placements[index]
    if placement is None or not problem.cases[index].openings[placement.opening].counts:
        return []
    return [(placement.start_day, placement.end_day)]


def _choose(problem: StayProblem, people: Sequence[_Person]) -> list[int] | None:
    """A worker for each person by CP-SAT, or None; the same choice every time."""
    model = cp_model.CpModel()
    chosen = [
        {worker: model.new_bool_var(f"person{i}_worker{worker}") for worker in person.workers}
        for i, person in enumerate(people)
    ]
    for options in chosen:
        model.add_exactly_one(options.values())
    days = {start for person in people for start, _ in person.busy}
    for free in problem.caseload_free:
        days |= {day for day in range(1, len(free)) if free[day] < free[day - 1]}
    for day in sorted(days):
        present = [
            options
            for person, options in zip(people, chosen, strict=True)
            if any(start <= day < end for start, end in person.busy)
        ]
        for worker, free in enumerate(problem.caseload_free):
            load = [options[worker] for options in present if worker in options]
            if len(load) > held(free, day):
                model.add(sum(load) <= held(free, day))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # Otherwise CP-SAT puts Ctrl-C back to the system's default: it would end the program.
    solver.parameters.catch_sigint_signal = False
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [
        next(worker for worker, var in sorted(options.items()) if solver.boolean_value(var))
        for options in chosen
    ]


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of spans that lie in none of the taken ones."""
    left = list(spans)
    for first, last in taken:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, first)), (max(start, last), end))
            if part[0] < part[1]
        ]
    return tuple(left)


def settle_anchors(problem: StayProblem) -> StayProblem:
    """Where the committed alone exceed every caseload, let them: commitments are exempt.

    Their workers are then fixed as evenly as possible, and nobody is added to those.
    """
    nobody: list[Placement | None] = [None] * len(problem.cases)
    if not problem.anchors or _choose(problem, _people(problem, nobody)) is not None:
        return problem
    load = [0] * len(problem.caseload_free)
    anchors = []
    caseload = [list(free) for free in problem.caseload_free]
    for anchor in problem.anchors:
        worker = min(anchor.workers, key=lambda w: (load[w] - problem.caseload_free[w][0], w))
        load[worker] += 1
        anchors.append(replace(anchor, workers=(worker,)))
        last = max(end for _, end in anchor.served)
        free = caseload[worker]
        free += [free[-1]] * (last + 1 - len(free))
        for start, end in anchor.served:
            for day in range(start, end):
                free[day] = max(0, free[day] - 1)
    cases = list(problem.cases)
    for anchor in anchors:
        if anchor.case is not None:
            cases[anchor.case] = replace(cases[anchor.case], workers=anchor.workers)
    return replace(
        problem,
        cases=tuple(cases),
        anchors=tuple(replace(anchor, served=()) for anchor in anchors),
        caseload_free=tuple(tuple(free) for free in caseload),
    )
