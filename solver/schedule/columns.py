"""The linear relaxation over whole rosters of a person, found as they are needed.

Every column is a path through one person's days (Dantzig and Wolfe, 1960), so that whatever a path
keeps by itself holds in every column, and the bound is at least that of the network.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from solver.common.limits import Limits, Stop
from solver.schedule.branches import UNLIMITED, Branch
from solver.schedule.paths import Path, PathFinder
from solver.schedule.roster_rows import RosterRows

_TOLERANCE = 1e-6
# A bound is rounded up to the next whole cost only from so far above a whole number.
ROUNDING = 1e-4
_FORBIDDEN = 1e9


class SearchEnded(Exception):
    """The search ends here, for the reason that it carries."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.value)
        self.stop = stop


@dataclass(frozen=True)
class Relaxed:
    """The optimum of a branch.

    ``taken[person]`` says how much of each of her choices is taken, ``lifts[person]`` how far the
    bound rises where she must take it; choices are counted through all days.
    """

    objective: float
    taken: tuple[dict[int, float], ...]
    amounts: dict[int, float]
    lifts: tuple[list[float], ...]


@dataclass(frozen=True)
class _Column:
    person: int
    path: Path
    mask: int
    variable: pywraplp.Variable


class Master:
    """The relaxation over the paths found so far; it may break rows at more than any cost."""

    def __init__(self, rows: RosterRows, finders: Sequence[PathFinder], limits: Limits) -> None:
        self._linear = rows.linear
        self._first_amount = rows.choices_end
        self._finders = finders
        self._limits = limits
        self._rows = rows.linear.rows
        self._by_column: list[list[tuple[int, int]]] = [[] for _ in rows.linear.costs]
        for index, row in enumerate(self._rows):
            for column, amount in row.terms:
                self._by_column[column].append((index, amount))
        self._choices = [[column for day in days for column in day] for days in rows.columns]
        self._columns: list[_Column] = []
        self._known: set[tuple[int, Path]] = set()
        self.bound = -math.inf
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._objective = self._solver.Objective()
        self._objective.SetOffset(rows.linear.offset)
        free = self._solver.infinity()
        self._constraints = [self._solver.Constraint(-free, row.upper) for row in self._rows]
        self._one_path = [self._solver.Constraint(1.0, 1.0) for _ in finders]
        self._totals: dict[int, pywraplp.Constraint] = {}
        self._amounts = self._add_amounts()
        self._artificial = self._add_artificial()

    def _add_amounts(self) -> dict[int, pywraplp.Variable]:
        """The columns that are no choices; those of one cost are summed for branching."""
        amounts = {}
        free = self._solver.infinity()
        for column in range(self._first_amount, len(self._linear.costs)):
            cost = self._linear.costs[column]
            amount = self._solver.NumVar(0.0, self._linear.uppers[column], "")
            self._objective.SetCoefficient(amount, cost)
            for row, coefficient in self._by_column[column]:
                self._constraints[row].SetCoefficient(amount, coefficient)
            if cost:
                if cost not in self._totals:
                    self._totals[cost] = self._solver.Constraint(-free, free)
                self._totals[cost].SetCoefficient(amount, 1.0)
            amounts[column] = amount
        return amounts

    def _add_artificial(self) -> list[pywraplp.Variable]:
        """What keeps the relaxation feasible: a person without a path, a row that is broken."""
        costs = zip(self._linear.costs, self._linear.uppers, strict=True)
        worst = 1 + sum(abs(cost) * upper for cost, upper in costs)
        signed = [*((row, 1) for row in self._one_path), *((row, -1) for row in self._constraints)]
        artificial = []
        for constraint, sign in signed:
            variable = self._solver.NumVar(0.0, self._solver.infinity(), "")
            constraint.SetCoefficient(variable, sign)
            self._objective.SetCoefficient(variable, worst)
            artificial.append(variable)
        return artificial

    def solve(self, branch: Branch, cutoff: float) -> Relaxed | None:
        """The relaxation of a branch; None when no roster of it costs less than the cutoff.

        ``bound`` is what has been proven for the branch so far, also when the search ends here.
        """
        self.bound = -math.inf
        self._apply(branch)
        while True:
            objective = self._solve()
            shares = [constraint.dual_value() for constraint in self._one_path]
            weights = self._weights(branch)
            found = [f.search(w) for f, w in zip(self._finders, weights, strict=True)]
            # Lagrange: nobody's path is cheaper than her cheapest.
            gains = [min(0.0, f.least - share) for f, share in zip(found, shares, strict=True)]
            self.bound = max(self.bound, objective + sum(gains))
            if math.ceil(self.bound - ROUNDING) >= cutoff:
                return None
            better = [person for person, gain in enumerate(gains) if gain < -_TOLERANCE]
            if not any([self._add(person, found[person].shortest()) for person in better]):
                break
        if any(variable.solution_value() > _TOLERANCE for variable in self._artificial):
            return None
        lifts = tuple([paths.lifts() for paths in found])
        amounts = {column: v.solution_value() for column, v in self._amounts.items()}
        return Relaxed(objective, self._taken(), amounts, lifts)

    def _add(self, person: int, path: Path) -> bool:
        """A new column, unless it is known."""
        if (person, path) in self._known:
            return False
        self._known.add((person, path))
        cost, mask = 0, 0
        coefficients: dict[int, int] = {}
        for choice in self._finders[person].flat(path):
            column = self._choices[person][choice]
            mask |= 1 << choice
            cost += self._linear.costs[column]
            for row, amount in self._by_column[column]:
                coefficients[row] = coefficients.get(row, 0) + amount
        variable = self._solver.NumVar(0.0, self._solver.infinity(), "")
        self._objective.SetCoefficient(variable, cost)
        self._one_path[person].SetCoefficient(variable, 1.0)
        for row, amount in coefficients.items():
            if amount:
                self._constraints[row].SetCoefficient(variable, amount)
        self._columns.append(_Column(person, path, mask, variable))
        return True

    def _apply(self, branch: Branch) -> None:
        """Close the columns that the branch forbids and open all others."""
        free = self._solver.infinity()
        for column in self._columns:
            is_closed = column.mask & branch.forbidden.get(column.person, 0)
            column.variable.SetUb(0.0 if is_closed else free)
        for cost, total in self._totals.items():
            low, high = branch.totals.get(cost, UNLIMITED)
            total.SetBounds(max(low, -free), min(high, free))
        for index, amount in self._amounts.items():
            low, high = branch.amounts.get(index, UNLIMITED)
            amount.SetBounds(max(low, 0.0), min(high, self._linear.uppers[index]))

    def _solve(self) -> float:
        """Solve over the columns; now and then a warm start leads astray, a fresh one does not."""
        settings = pywraplp.MPSolverParameters
        for presolve, incrementality in (
            (settings.PRESOLVE_OFF, settings.INCREMENTALITY_ON),
            (settings.PRESOLVE_OFF, settings.INCREMENTALITY_OFF),
            (settings.PRESOLVE_ON, settings.INCREMENTALITY_OFF),
        ):
            if self._limits.interrupted is not None:
                raise SearchEnded(self._limits.interrupted)
            parameters = settings()
            parameters.SetIntegerParam(settings.PRESOLVE, presolve)
            parameters.SetIntegerParam(settings.INCREMENTALITY, incrementality)
            if self._solver.Solve(parameters) == pywraplp.Solver.OPTIMAL:
                return float(self._objective.Value())
        raise SearchEnded(Stop.WORK_LIMIT)

    def _weights(self, branch: Branch) -> list[list[float]]:
        """The reduced cost of each choice of each person."""
        reduced = [float(cost) for cost in self._linear.costs]
        for row, constraint in zip(self._rows, self._constraints, strict=True):
            price = constraint.dual_value()
            if price:
                for column, amount in row.terms:
                    reduced[column] -= amount * price
        weights = []
        for person, columns in enumerate(self._choices):
            mask = branch.forbidden.get(person, 0)
            own = [reduced[column] for column in columns]
            if mask:
                own = [_FORBIDDEN if mask >> k & 1 else weight for k, weight in enumerate(own)]
            weights.append(own)
        return weights

    def _taken(self) -> tuple[dict[int, float], ...]:
        taken: tuple[dict[int, float], ...] = tuple({} for _ in self._finders)
        for column in self._columns:
            value = column.variable.solution_value()
            if value > _TOLERANCE:
                own = taken[column.person]
                for choice in self._finders[column.person].flat(column.path):
                    own[choice] = own.get(choice, 0.0) + value
        return taken
