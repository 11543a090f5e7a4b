"""What the translation of one problem shares: the programme, its days, and the lifted rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from planner.domain.participants import ConflictKind
from planner.domain.plan import Reason
from planner.domain.programme import Programme
from planner.scheduling.days import Days
from planner.scheduling.services import CommittedServices

# Beyond every date that a plan can reach.
NEVER = 100_000


@dataclass(frozen=True)
class Context:
    """A programme to translate; ``lifted`` names the one rule that does not hold, if any."""

    programme: Programme
    lifted: Reason | None = None

    @cached_property
    def days(self) -> Days:
        """Dates as day numbers."""
        return Days(self.programme.as_of)

    @cached_property
    def services(self) -> CommittedServices:
        """What the commitments hold."""
        return CommittedServices(self.programme)

    @cached_property
    def minutes_free_until(self) -> dict[int, tuple[int, ...]]:
        """What ``minutes_free`` has found by last day: many problems may share a programme."""
        return {}

    def lifts(self, reason: Reason) -> bool:
        """Whether this is the rule that does not hold."""
        return self.lifted is reason

    def opponents(self, participant: str) -> frozenset[str]:
        """Everybody who must not share a house with a participant (S4)."""
        pairs = (
            (conflict.first, conflict.second)
            for conflict in self.programme.conflicts
            if conflict.kind is ConflictKind.PARTICIPANTS
        )
        return frozenset(
            second if first == participant else first
            for first, second in pairs
            if participant in (first, second)
        )


def free_by_day(capacity: int, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """What is left of a capacity on each day, never below 0; the last value holds for ever."""
    last = max(0, *(end for _, end in spans)) if spans else 0
    changes = [0] * (last + 1)
    for start, end in spans:
        if end > 0:
            changes[max(0, start)] += 1
            changes[end] -= 1
    return tuple(max(0, capacity - taken) for taken in accumulate(changes))
