"""Solves a linear model: its relaxation by PDLP for prices, itself by CP-SAT for proof."""

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.pdlp import solvers_pb2
from ortools.sat.python import cp_model
from ortools.util.python.solve_interrupter import SolveInterrupter

from solver.common.cp import new_solver, solve_watched
from solver.common.limits import Limits
from solver.common.linear import LinearModel, RowKey

_POLL_SECONDS = 0.05
_ROUNDING = 1e-6
# How nearly the relaxation is solved, and among how many shards its work is divided: the outcome
# depends on the shards and not on the threads that share them.
_RELAXATION_PRECISION = 1e-4
_SHARDS = 8


@dataclass(frozen=True)
class Relaxation:
    """The optimum of the linear relaxation, with the values of the columns.

    ``prices`` are the dual values (>= 0) of keyed rows.
    """

    objective: float
    prices: dict[RowKey, float]
    values: tuple[float, ...]


@dataclass(frozen=True)
class MipResult:
    """The best 0/1 point found (None: none), a proven lower bound, and whether the search ended."""

    values: tuple[int, ...] | None
    bound: int | None
    finished: bool


def solve_relaxation(model: LinearModel, limits: Limits) -> Relaxation | None:
    """Solve the linear relaxation nearly; None when it was stopped.

    By the primal-dual hybrid gradient method, which is many times as fast as simplex or barrier on
    these models. Its prices are a little off, so whoever uses them must not trust the objective.
    """
    if not model.rows:
        values = tuple(
            float(upper) if cost < 0 else 0.0
            for cost, upper in zip(model.costs, model.uppers, strict=True)
        )
        worth = sum(cost * value for cost, value in zip(model.costs, values, strict=True))
        return Relaxation(model.offset + worth, {}, values)
    if limits.interrupted:
        return None
    relaxed = mathopt.Model.from_model_proto(_to_proto(model))
    with _interrupter(limits) as interrupter:
        result = mathopt.solve(
            relaxed,
            mathopt.SolverType.PDLP,
            params=_relaxing(limits),
            interrupter=interrupter,
        )
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    duals = result.dual_values(list(relaxed.linear_constraints()))
    prices = {
        row.key: -dual
        for row, dual in zip(model.rows, duals, strict=True)
        if row.key is not None and dual < 0.0
    }
    values = tuple(result.variable_values(list(relaxed.variables())))
    return Relaxation(result.objective_value(), prices, values)


def _relaxing(limits: Limits) -> mathopt.SolveParameters:
    options = solvers_pb2.PrimalDualHybridGradientParams()
    criteria = options.termination_criteria.simple_optimality_criteria
    criteria.eps_optimal_relative = criteria.eps_optimal_absolute = _RELAXATION_PRECISION
    options.num_threads = limits.threads
    options.num_shards = _SHARDS
    left = limits.left
    return mathopt.SolveParameters(
        pdlp=options, time_limit=None if left is None else timedelta(seconds=left)
    )


@contextmanager
def _interrupter(limits: Limits) -> Iterator[SolveInterrupter]:
    """Interrupts a solve when a person or the clock ends the search."""
    interrupter, done = SolveInterrupter(), threading.Event()

    def watch() -> None:
        while not done.wait(_POLL_SECONDS):
            if limits.interrupted:
                interrupter.interrupt()
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield interrupter
    finally:
        done.set()
        watcher.join()


def solve_mip(
    model: LinearModel,
    limits: Limits,
    hint: Sequence[int] | None = None,
    work: float | None = None,
) -> MipResult:
    """Solve to proven optimality, or until a limit; ``work`` is CP-SAT's deterministic time.

    One thread of CP-SAT with the whole linear relaxation proves these models many times as fast as
    the branch and bound of HiGHS.
    """
    if limits.interrupted:
        return MipResult(None, None, finished=False)
    program = cp_model.CpModel()
    columns = [program.new_int_var(0, upper, "") for upper in model.uppers]
    for row in model.rows:
        chosen = [columns[column] for column, _ in row.terms]
        weights = [weight for _, weight in row.terms]
        program.add(cp_model.LinearExpr.weighted_sum(chosen, weights) <= row.upper)
    program.minimize(cp_model.LinearExpr.weighted_sum(columns, model.costs) + model.offset)
    for column, value in zip(columns, hint or (), strict=False):
        program.add_hint(column, value)
    alone = replace(limits, threads=1)
    solver = new_solver(alone, work)
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 0
    status = solve_watched(solver, program, alone)
    if status == cp_model.INFEASIBLE:
        return MipResult(None, None, finished=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return MipResult(None, None, finished=False)
    bound = math.ceil(solver.best_objective_bound - _ROUNDING)
    values = tuple(solver.value(column) for column in columns)
    return MipResult(values, bound, status == cp_model.OPTIMAL)


def _to_proto(model: LinearModel) -> model_pb2.ModelProto:
    """The relaxation as MathOpt's message: much quicker than expression by expression."""
    proto = model_pb2.ModelProto()
    count = len(model.costs)
    columns = proto.variables
    columns.ids.extend(range(count))
    columns.lower_bounds.extend([0.0] * count)
    columns.upper_bounds.extend(map(float, model.uppers))
    columns.integers.extend([False] * count)
    proto.objective.offset = float(model.offset)
    costly = [column for column, cost in enumerate(model.costs) if cost]
    proto.objective.linear_coefficients.ids.extend(costly)
    proto.objective.linear_coefficients.values.extend(float(model.costs[c]) for c in costly)
    rows = proto.linear_constraints
    rows.ids.extend(range(len(model.rows)))
    rows.lower_bounds.extend([-math.inf] * len(model.rows))
    rows.upper_bounds.extend(float(row.upper) for row in model.rows)
    matrix = proto.linear_constraint_matrix
    for index, row in enumerate(model.rows):
        matrix.row_ids.extend([index] * len(row.terms))
        matrix.column_ids.extend(column for column, _ in row.terms)
        matrix.coefficients.extend(float(coefficient) for _, coefficient in row.terms)
    return proto
