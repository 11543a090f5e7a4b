"""Solves a linear model with HiGHS inside MathOpt, so that a person or the clock can stop it.

HiGHS ignores MathOpt's interrupter and looks at the clock too seldom, so a solve runs in a thread
of its own that is abandoned when it must stop; what was known before it stays known.
"""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2
from ortools.pdlp import solvers_pb2

from solver.common.limits import Limits
from solver.common.linear import LinearModel, RowKey

_POLL_SECONDS = 0.05
_ROUNDING = 1e-6
_RELAXATION_PRECISION = 1e-5
_SHARDS = 8


@dataclass(frozen=True)
class Relaxation:
    """The optimum of the linear relaxation; ``prices`` are the dual values (>= 0) of keyed rows."""

    objective: float
    prices: dict[RowKey, float]


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
        return Relaxation(model.offset + sum(min(0, cost) for cost in model.costs), {})
    proto = _to_proto(model, relaxed=True)
    solved = _solve(proto, _relaxing(limits), limits, mathopt.SolverType.PDLP)
    if solved is None or solved[1].termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    mathopt_model, result = solved
    duals = result.dual_values(list(mathopt_model.linear_constraints()))
    prices = {
        row.key: -dual
        for row, dual in zip(model.rows, duals, strict=True)
        if row.key is not None and dual < 0.0
    }
    return Relaxation(result.objective_value(), prices)


def _relaxing(limits: Limits) -> mathopt.SolveParameters:
    options = solvers_pb2.PrimalDualHybridGradientParams()
    criteria = options.termination_criteria.simple_optimality_criteria
    criteria.eps_optimal_relative = criteria.eps_optimal_absolute = _RELAXATION_PRECISION
    options.num_threads = limits.threads
    # The outcome depends on the shards and not on the threads that share them.
    options.num_shards = _SHARDS
    left = limits.left
    return mathopt.SolveParameters(
        pdlp=options, time_limit=None if left is None else timedelta(seconds=left)
    )


def solve_mip(
    model: LinearModel,
    limits: Limits,
    hint: Sequence[int] | None = None,
    node_limit: int | None = None,
    seconds: float | None = None,
) -> MipResult:
    """Solve to proven optimality, or until a limit; ``seconds`` limits this solve alone."""
    proto = _to_proto(model, relaxed=False)
    parameters = _parameters(limits, node_limit=node_limit, seconds=seconds)
    solved = _solve(proto, parameters, limits, mathopt.SolverType.HIGHS, hint)
    if solved is None:
        return MipResult(None, None, finished=False)
    mathopt_model, result = solved
    if result.termination.reason is mathopt.TerminationReason.INFEASIBLE:
        return MipResult(None, None, finished=True)
    values = None
    if result.has_primal_feasible_solution():
        found = result.variable_values(list(mathopt_model.variables()))
        values = tuple(round(value) for value in found)
    dual = result.termination.objective_bounds.dual_bound
    bound = math.ceil(dual - _ROUNDING) if math.isfinite(dual) else None
    finished = result.termination.reason is mathopt.TerminationReason.OPTIMAL
    return MipResult(values, bound, finished)


def _parameters(
    limits: Limits,
    node_limit: int | None = None,
    seconds: float | None = None,
) -> mathopt.SolveParameters:
    options = highs_pb2.HighsOptionsProto()
    left = [s for s in (limits.left, seconds) if s is not None]
    return mathopt.SolveParameters(
        highs=options,
        random_seed=limits.seed,
        node_limit=node_limit,
        absolute_gap_tolerance=0.999,
        relative_gap_tolerance=0.0,
        time_limit=timedelta(seconds=min(left)) if left else None,
    )


def _solve(
    proto: model_pb2.ModelProto,
    parameters: mathopt.SolveParameters,
    limits: Limits,
    solver: mathopt.SolverType,
    hint: Sequence[int] | None = None,
) -> tuple[mathopt.Model, mathopt.SolveResult] | None:
    """Solve in a thread; None when a person or the clock was faster."""
    if limits.interrupted:
        return None
    model = mathopt.Model.from_model_proto(proto)
    inputs = mathopt.ModelSolveParameters()
    if hint is not None:
        values = dict(zip(model.variables(), map(float, hint), strict=True))
        inputs = mathopt.ModelSolveParameters(
            solution_hints=[mathopt.SolutionHint(variable_values=values)]
        )
    outcome: list[mathopt.SolveResult | BaseException] = []

    def work() -> None:
        try:
            outcome.append(mathopt.solve(model, solver, params=parameters, model_params=inputs))
        except BaseException as error:  # handed on to the thread that waits
            outcome.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive() and not limits.interrupted:
        thread.join(_POLL_SECONDS)
    if thread.is_alive():
        return None
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return model, outcome[0]


def _to_proto(model: LinearModel, relaxed: bool) -> model_pb2.ModelProto:
    """The model as MathOpt's message: much quicker than building it expression by expression."""
    proto = model_pb2.ModelProto()
    count = len(model.costs)
    columns = proto.variables
    columns.ids.extend(range(count))
    columns.lower_bounds.extend([0.0] * count)
    columns.upper_bounds.extend(map(float, model.uppers))
    columns.integers.extend(
        not relaxed and column not in model.continuous for column in range(count)
    )
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
