"""How the two layers of a plan share the limits of one run."""

import time
from collections.abc import Collection
from dataclasses import replace

from planner.domain.plan import StoppedBy
from planner.scheduling.planning import Limits, Progress

_STAYS_SHARE = 0.5
_GRAVEST_FIRST = (
    StoppedBy.PERSON,
    StoppedBy.TIME_LIMIT,
    StoppedBy.WORK_LIMIT,
    StoppedBy.PROOF,
)


def share_of_stays(limits: Limits) -> Limits:
    """At most half of the time, so that the schedule has its own."""
    seconds = None if limits.seconds is None else _STAYS_SHARE * limits.seconds
    return replace(limits, seconds=seconds)


def share_of_schedule(limits: Limits) -> Limits:
    """The time that is left, on a clock of its own; the progress begins anew."""
    limits.report(Progress(limits.elapsed, None, None))
    return replace(limits, seconds=limits.left, started=time.monotonic())


def gravest(reasons: Collection[StoppedBy]) -> StoppedBy:
    """Why a run of several searches ended: by proof only where each of them did."""
    return next(reason for reason in _GRAVEST_FIRST if reason in reasons)
