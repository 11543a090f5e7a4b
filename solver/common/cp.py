"""Runs CP-SAT so that a person or the clock can stop it and the same work gives the same answer."""

import threading

from ortools.sat.python import cp_model

from solver.common.limits import Limits

_POLL_SECONDS = 0.05


def new_solver(limits: Limits, work: float | None = None) -> cp_model.CpSolver:
    """A solver with the threads, seed and seconds of the limits, and so much work if given.

    With one thread the outcome is the same every time unless the clock stops it; with more it is
    not. CP-SAT's interleaved search, which promises that, has corrupted memory when stopped.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = limits.threads
    solver.parameters.random_seed = limits.seed
    solver.parameters.catch_sigint_signal = False
    if limits.left is not None:
        solver.parameters.max_time_in_seconds = limits.left
    if work is not None:
        solver.parameters.max_deterministic_time = work
    return solver


def solve_watched(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    limits: Limits,
    on_solution: cp_model.CpSolverSolutionCallback | None = None,
) -> cp_model.CpSolverStatus:
    """Solve while another thread looks out for a person who wants to stop."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_POLL_SECONDS):
            if limits.interrupted:
                solver.stop_search()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return solver.solve(model, on_solution)
    finally:
        done.set()
        watcher.join()
