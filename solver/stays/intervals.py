"""The stay problem as plain CP-SAT: optional intervals of variable length, nothing else.

This is what a textbook would write: an interval for each way to place a case, no overlap in a bed,
cumulative rows for places, caseloads and minutes. It has every rule of the stay plan, so its
optimum is the optimum. It proves short waiting lists at once and finds good plans for long ones,
whose bound it leaves open.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits
from solver.stays.interval_services import (
    CaseVariables,
    Expression,
    add_capacity,
    add_minutes,
    add_workers,
)
from solver.stays.problem import Case, Opening, Placement, StayProblem, total_cost
from solver.stays.workers import assign_workers, settle_anchors

Row = tuple[int, int, int]


@dataclass(frozen=True)
class IntervalOutcome:
    """The best plan found (None: none at all), its cost and a proven lower bound."""

    objective: int | None
    bound: int
    placements: tuple[Placement | None, ...] | None
    is_proven: bool


def solve_intervals(
    problem: StayProblem, limits: Limits, work: float | None = None
) -> IntervalOutcome:
    """Solve by CP-SAT within the limits, and within so much deterministic work if given.

    With one thread and a limit of work the outcome is the same every time.
    """
    built = _Builder(settle_anchors(problem))
    built.build()
    solver = new_solver(limits, work)
    status = solve_watched(solver, built.model, limits)
    bound = round(solver.best_objective_bound)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return IntervalOutcome(None, max(bound, problem.fixed_cost), None, False)
    placements = built.placements(solver)
    # Stopped early, CP-SAT may report the cost of a plan before it tightened it.
    objective = total_cost(problem, placements)
    if assign_workers(settle_anchors(problem), placements) is None:
        raise AssertionError("the model accepts a plan without workers for everybody")
    return IntervalOutcome(objective, bound, placements, status == cp_model.OPTIMAL)


class _Builder:
    def __init__(self, problem: StayProblem) -> None:
        self.model = cp_model.CpModel()
        self._problem = problem
        self._cases: list[CaseVariables] = []
        self._costs: list[Expression] = []
        self._unplaceable = 0

    def build(self) -> None:
        """Write every rule and the objective."""
        for index, case in enumerate(self._problem.cases):
            if any(opening.start_days for opening in case.openings):
                self._cases.append(self._case(index, case))
            else:
                self._unplaceable += case.unplaced_cost
        self._add_beds()
        self._add_conflicts()
        self._add_spacing()
        self._add_places()
        add_workers(self.model, self._problem, self._cases)
        add_minutes(self.model, self._problem, self._cases)
        fixed = self._problem.fixed_cost + self._unplaceable
        self.model.minimize(sum(self._costs) + fixed)

    def placements(self, solver: Any) -> tuple[Placement | None, ...]:
        """The plan that the solver holds."""
        plan: list[Placement | None] = [None] * len(self._problem.cases)
        for case in self._cases:
            for number, chosen in enumerate(case.openings):
                if solver.boolean_value(chosen):
                    entry = None if case.entry is None else solver.value(case.entry)
                    start, end = solver.value(case.start), solver.value(case.end)
                    plan[case.index] = Placement(number, start, end, entry)
        return tuple(plan)

    def _case(self, index: int, case: Case) -> CaseVariables:
        """One case; unplaced, her dates are pinned to values that cost nothing on their own."""
        model = self.model
        starts = [day for opening in case.openings for day in opening.start_days]
        ends = [day for opening in case.openings for day in opening.earliest_ends]
        low, last = min(starts), max(max(o.latest_ends, default=0) for o in case.openings)
        pinned_end = low + case.target_days
        start = model.new_int_var_from_domain(cp_model.Domain.from_values(starts), f"start{index}")
        end = model.new_int_var_from_domain(
            cp_model.Domain.from_intervals([[min(ends), last], [pinned_end, pinned_end]]),
            f"end{index}",
        )
        length = model.new_int_var(0, max(last, pinned_end) - low, f"length{index}")
        model.add(start + length == end)
        placed = model.new_bool_var(f"placed{index}")
        model.add(start == low).only_enforce_if(~placed)
        model.add(end == pinned_end).only_enforce_if(~placed)
        openings = tuple(
            self._opening(opening, start, length, end, f"case{index}_opening{number}")
            for number, opening in enumerate(case.openings)
        )
        model.add_exactly_one([*openings, ~placed])
        entry = self._entry(case, start, end, placed, low)
        days = (low, max(last, pinned_end))
        variables = CaseVariables(index, placed, openings, start, length, end, entry, days)
        self._add_cost(case, variables, low)
        return variables

    def _add_cost(self, case: Case, variables: CaseVariables, low: int) -> None:
        start, unplaced = variables.start, 1 - variables.placed
        cost = case.day_cost * (start - case.ready_day)
        cost += (case.unplaced_cost - case.day_cost * (low - case.ready_day)) * unplaced
        for opening, chosen in zip(case.openings, variables.openings, strict=True):
            cost += opening.cost * chosen
        if case.short_day_cost and case.target_days:
            short = self.model.new_int_var(0, case.target_days, f"short{variables.index}")
            self.model.add_max_equality(short, [0, case.target_days - variables.length])
            cost += case.short_day_cost * short
        if case.entry is not None:
            cost += case.entry.delay_cost * (variables.entry - start)
        self._costs.append(cost)

    def _opening(
        self, opening: Opening, start: Expression, length: Expression, end: Expression, name: str
    ) -> Expression:
        """The literal of an opening; where its limits change with the start, one for each part."""
        chosen = self.model.new_bool_var(name)
        parts = list(_parts(opening))
        literals = (
            [chosen]
            if len(parts) == 1
            else [self.model.new_bool_var(f"{name}_part{k}") for k in range(len(parts))]
        )
        if len(parts) != 1:
            self.model.add(sum(literals) == chosen)
        for rows, literal in zip(parts, literals, strict=True):
            days = cp_model.Domain.from_values([row[0] for row in rows])
            first, last = rows[0], rows[-1]
            self.model.add_linear_expression_in_domain(start, days).only_enforce_if(literal)
            self.model.add(length >= first[1] - first[0]).only_enforce_if(literal)
            if last[2] - last[0] == first[2] - first[0]:
                self.model.add(length <= first[2] - first[0]).only_enforce_if(literal)
            else:
                self.model.add(end <= first[2]).only_enforce_if(literal)
        return chosen

    def _entry(
        self, case: Case, start: Expression, end: Expression, placed: Expression, low: int
    ) -> Expression | None:
        """S8: the enrolment that comes with a stay."""
        if case.entry is None:
            return None
        rule, model = case.entry, self.model
        days = cp_model.Domain.from_values(list(rule.days))
        entry = model.new_int_var_from_domain(
            cp_model.Domain.from_values([*rule.days, low]), "entry"
        )
        model.add(entry == low).only_enforce_if(~placed)
        model.add_linear_expression_in_domain(entry, days).only_enforce_if(placed)
        model.add(entry >= start + rule.earliest_days).only_enforce_if(placed)
        model.add(entry <= start + rule.latest_days).only_enforce_if(placed)
        if rule.within_stay:
            model.add(entry + self._problem.program_days <= end).only_enforce_if(placed)
        return entry

    def _stays(
        self, cases: Sequence[CaseVariables], beds: Collection[int], more_days: int = 0
    ) -> list[Expression]:
        """The stays of some cases in some beds, each ``more_days`` longer than it is."""
        return [
            self.model.new_optional_interval_var(
                case.start, case.length + more_days, case.end + more_days, chosen, "stay"
            )
            for case in cases
            for opening, chosen in zip(
                self._problem.cases[case.index].openings, case.openings, strict=True
            )
            if opening.bed in beds
        ]

    def _beds_by_house(self) -> list[list[int]]:
        houses = self._problem.bed_house
        return [
            [bed for bed, its_house in enumerate(houses) if its_house == house]
            for house in sorted(set(houses))
        ]

    def _add_beds(self) -> None:
        """S1."""
        for bed in range(len(self._problem.bed_house)):
            stays = self._stays(self._cases, (bed,), self._problem.turnover_days)
            self.model.add_no_overlap(stays)

    def _add_conflicts(self) -> None:
        """S4."""
        for pair in self._problem.conflicts:
            cases = [case for case in self._cases if case.index in pair]
            for beds in self._beds_by_house():
                self.model.add_no_overlap(self._stays(cases, beds))

    def _add_spacing(self) -> None:
        """S6."""
        days = self._problem.spacing_days
        for beds in self._beds_by_house() if days else ():
            admissions = [
                self.model.new_optional_fixed_size_interval_var(case.start, days, chosen, "first")
                for case in self._cases
                for opening, chosen in zip(
                    self._problem.cases[case.index].openings, case.openings, strict=True
                )
                if opening.bed in beds
            ]
            self.model.add_no_overlap(admissions)

    def _add_places(self) -> None:
        """S9."""
        problem, enrolments = self._problem, []
        for case in self._cases:
            first = case.start if problem.cases[case.index].takes_place else case.entry
            if first is not None:
                enrolments.append(
                    self.model.new_optional_fixed_size_interval_var(
                        first, problem.program_days, case.placed, "enrolment"
                    )
                )
        add_capacity(self.model, enrolments, [1] * len(enrolments), problem.places_free)


def _parts(opening: Opening) -> Iterator[list[Row]]:
    """Runs of starts with one least length and either one greatest length or one latest end."""
    run: list[Row] = []
    for row in zip(opening.start_days, opening.earliest_ends, opening.latest_ends, strict=True):
        if run and not _is_one_part([*run, row]):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _is_one_part(rows: Sequence[Row]) -> bool:
    first, last = rows[0], rows[-1]
    before = rows[-2]
    same_least = last[1] - last[0] == first[1] - first[0]
    by_length = before[2] - before[0] == first[2] - first[0] == last[2] - last[0]
    by_end = before[2] == first[2] == last[2]
    return same_least and (by_length or by_end)
