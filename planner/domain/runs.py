"""The words of runs: searches that a worker does while people go on with their day."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a run stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to the run."""
        return self not in (RunState.QUEUED, RunState.RUNNING)


class RunKind(StrEnum):
    """What is searched for."""

    PLAN = "plan"
    EFFECT = "effect"
    CAPACITY = "capacity"
