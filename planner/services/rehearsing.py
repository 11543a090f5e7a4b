"""What a change would lead to, without making it."""

from collections.abc import Callable
from dataclasses import replace

from planner.services.desk import Desk, Rehearsal
from planner.services.snapshots import Snapshot


def rehearse(desk: Desk, use_case: Callable[[Desk], object]) -> Snapshot | None:
    """The programme as it would stand after the use case; None where nothing would change.

    Raises:
        PlannerError: the use case would be refused.
    """
    rehearsal = Rehearsal()
    use_case(replace(desk, rehearsal=rehearsal))
    return rehearsal.after
