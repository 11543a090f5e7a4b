"""The worker: takes runs one after another and searches in a child process."""

from planner.worker.loop import run_worker

__all__ = ["run_worker"]
