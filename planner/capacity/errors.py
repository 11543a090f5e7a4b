"""What cannot be studied, said in words."""

from planner.domain.errors import PlannerError


class CapacityError(PlannerError):
    """A question that the engines cannot answer as it is asked."""


class StoppedError(PlannerError):
    """A study was stopped before its end; nothing of it is kept."""
