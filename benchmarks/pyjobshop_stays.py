"""The stay problem in the language of PyJobShop, as far as it goes.

Exact: start days bed by bed, one participant a bed with turnover, conflicts, staggered admissions,
places, caseload of one primary worker for the least length of a service, the start and end of the
enrolment within its limits, the costs of waiting and of staying unplaced.

Relaxed, because its language has no words for them: team minutes (S11); stays longer than the least
(every stay is given its least length and pays nothing for shortness); the cost of moving a proposed
stay; people who are in service already and need a worker or count once whatever their services;
the delay of an enrolment where it costs more than a day of waiting. So its bound is the bound of a
relaxation, and its plan is repaired: the cases, in the order of its dates, one after another as
first come first served places them.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from solver.stays.greedy import Placer
from solver.stays.problem import Case, Opening, Placement, StayProblem, total_cost
from solver.stays.windows import entry_days_between

# Models, jobs, tasks and resources of PyJobShop.
Part = Any


@dataclass(frozen=True)
class JobShopOutcome:
    """The cost of the repaired plan and the bound of the relaxation."""

    objective: int
    bound: int
    placements: tuple[Placement | None, ...]


def solve_job_shop(problem: StayProblem, seconds: float, threads: int = 2) -> JobShopOutcome:
    """Solve the relaxation with PyJobShop and repair its plan."""
    shop = _JobShop(problem)
    starts, bound = shop.solve(seconds, threads)
    cases = problem.cases
    order = sorted(
        range(len(cases)), key=lambda i: (i not in starts, starts.get(i, 0), cases[i].ready_day, i)
    )
    placements = Placer(problem).in_turn(order)
    return JobShopOutcome(total_cost(problem, placements), bound, placements)


class _JobShop:
    def __init__(self, problem: StayProblem) -> None:
        self._problem = problem
        self._model: Any = import_module("pyjobshop").Model()
        self._constant = problem.fixed_cost
        self._doors: dict[int, Part] = {}
        self._last_day = 1 + max(
            (end for case in problem.cases for o in case.openings for end in o.latest_ends),
            default=problem.horizon_days,
        )
        houses = sorted(set(problem.bed_house))
        self._beds = [self._model.add_machine() for _ in problem.bed_house]
        self._porches = {house: self._model.add_machine() for house in houses}
        self._feuds = {
            (pair, house): self._model.add_machine()
            for pair in problem.conflicts
            for house in houses
        }
        self._places = self._capacity(problem.places_free)
        self._caseloads = [self._capacity(free) for free in problem.caseload_free]

    def solve(self, seconds: float, threads: int) -> tuple[dict[int, int], int]:
        """The start day of each placed case, and the bound."""
        for index, case in enumerate(self._problem.cases):
            if self._may_be_placed(case):
                self._add_case(index, case)
            else:
                self._constant += case.unplaced_cost
        if not self._doors:
            return {}, self._constant
        self._model.set_objective(weight_total_tardiness=1)
        result = self._model.solve(time_limit=seconds, num_workers=threads, display=False)
        tasks = result.best.tasks
        numbers = {id(task): number for number, task in enumerate(self._model.tasks)}
        starts = {
            index: tasks[numbers[id(door)]].start
            for index, door in self._doors.items()
            if tasks and tasks[numbers[id(door)]].present
        }
        return starts, self._constant + round(result.lower_bound)

    def _may_be_placed(self, case: Case) -> bool:
        workers = self._able_workers(case) if _needs_caseload(case) else case.workers
        has_entry = case.entry is None or bool(case.entry.days)
        return bool(workers) and has_entry and any(o.start_days for o in case.openings)

    def _capacity(self, free: tuple[int, ...]) -> Part:
        """A resource whose capacity changes by the day: what is taken is a task of its own."""
        most, begin = max(free), 0
        resource = self._model.add_renewable(capacity=most)
        for day in range(1, len(free) + 1):
            if day == len(free) or free[day] != free[begin]:
                taken = most - free[begin]
                end = max(day, self._last_day + 1000) if day == len(free) else day
                if taken:
                    task = self._model.add_task(earliest_start=begin, latest_start=begin)
                    self._model.add_mode(task, resource, end - begin, taken)
                begin = day
        return resource

    def _add_case(self, index: int, case: Case) -> None:
        """A door task that pays for waiting, or an unplaced task as long as its cost."""
        model = self._model
        delay = min(case.entry.delay_cost, case.day_cost) if case.entry else 0
        base = case.day_cost * max(0, -case.ready_day) + min(o.cost for o in case.openings)
        self._constant += base
        door = self._paying_task(case.day_cost - delay, max(0, case.ready_day) + 1)
        unplaced = self._paying_task(1, 0)
        model.add_mode(unplaced, [], max(0, case.unplaced_cost - base))
        model.add_select_exactly_one([door, unplaced])
        self._doors[index] = door
        aligned = [self._support(case)]
        doors = []
        for opening in case.openings:
            if opening.start_days:
                mode = model.add_mode(door, self._door(opening.start_days), 1, 0)
                doors.append((opening, mode))
        if any(opening.bed is not None for opening in case.openings):
            aligned += self._bed_tasks(index, case, doors)
        if case.takes_place:
            aligned.append(self._enrolment())
        for task in aligned:
            model.add_start_at_start(door, task)
        entry = self._entry(case, door, delay) if case.entry is not None else []
        model.add_select_all_or_none([door, *aligned, *entry])

    def _paying_task(self, weight: int, due_date: int) -> Part:
        job = self._model.add_job(weight=weight, due_date=due_date)
        return self._model.add_task(job, optional=True)

    def _door(self, days: tuple[int, ...]) -> Part:
        """A resource that is closed on every day on which this opening has no start."""
        breaks, begin = [], 0
        for day in [*days, self._last_day + 1000]:
            if begin < day:
                breaks.append((begin, day))
            begin = day + 1
        return self._model.add_renewable(capacity=1, breaks=breaks)

    def _bed_tasks(self, index: int, case: Case, doors: list[tuple[Opening, Part]]) -> list[Part]:
        """Nights and turnover in the bed, nights in the house, and the days after an admission."""
        model, problem = self._model, self._problem
        turned, night, admitted = (model.add_task(optional=True) for _ in range(3))
        for opening, door in doors:
            if opening.bed is None:
                continue
            house, length = problem.bed_house[opening.bed], self._least_length(case, opening)
            feuds = [self._feuds[pair, house] for pair in problem.conflicts if index in pair]
            bed = self._beds[opening.bed]
            porch = [self._porches[house]] if problem.spacing_days else []
            modes = [
                model.add_mode(turned, bed, length + problem.turnover_days),
                model.add_mode(night, feuds, length),
                model.add_mode(admitted, porch, problem.spacing_days),
            ]
            for mode in modes:
                model.add_mode_dependency(door, [mode])
        return [turned, night, admitted]

    def _least_length(self, case: Case, opening: Opening) -> int:
        """The least length on any start day, the day program within the stay if that is asked."""
        lengths = []
        for start, end in zip(opening.start_days, opening.earliest_ends, strict=True):
            if case.entry is not None and case.entry.within_stay:
                first = next(iter(entry_days_between(case, start)), start)
                end = max(end, first + self._problem.program_days)
            lengths.append(end - start)
        return min(lengths)

    def _support(self, case: Case) -> Part:
        """The primary worker; whoever may need no more caseload than now asks for none."""
        task = self._model.add_task(optional=True)
        length = min(self._least_length(case, o) for o in case.openings if o.start_days)
        if not _needs_caseload(case):
            self._model.add_mode(task, [], length)
            return task
        for worker in self._able_workers(case):
            self._model.add_mode(task, self._caseloads[worker], length, 1)
        return task

    def _able_workers(self, case: Case) -> list[int]:
        return [worker for worker in case.workers if max(self._problem.caseload_free[worker]) > 0]

    def _enrolment(self) -> Part:
        task = self._model.add_task(optional=True)
        self._model.add_mode(task, self._places, self._problem.program_days, 1)
        return task

    def _entry(self, case: Case, door: Part, delay: int) -> list[Part]:
        """The enrolment that comes with a stay, and the day on which it begins."""
        if case.entry is None or not case.entry.days:
            raise AssertionError("only a stay with days to enrol on asks for an entry")
        model, task = self._model, self._enrolment()
        first = self._paying_task(delay, max(0, case.ready_day) + 1)
        model.add_mode(first, self._door(case.entry.days), 1, 0)
        model.add_start_at_start(first, task)
        model.add_start_before_start(door, first, case.entry.earliest_days)
        model.add_start_before_start(first, door, -case.entry.latest_days)
        return [task, first]


def _needs_caseload(case: Case) -> bool:
    return not case.served and all(opening.counts for opening in case.openings)
