"""How long the long run takes to begin, where nobody has said it."""

import math

from planner.capacity.laws import Never
from planner.capacity.scenario import Scenario

_TIMES = 8


def suggested_warm_up(scenario: Scenario) -> float:
    """Eight times the time in which the memory of the start fades to 1/e, roughly.

    Where people give up: one mean stay and one mean patience. Where nobody does: a mean stay and
    the relaxation time of M/M/c, 1 / (sqrt(c mu) - sqrt(rate))^2.
    """
    stay = scenario.stay.mean + scenario.turnover.mean
    if not isinstance(scenario.patience, Never):
        return _TIMES * (stay + scenario.patience.mean)
    beds = max(scenario.beds_in_service.points[-1][1], 1.0)
    apart = math.sqrt(beds / stay) - math.sqrt(scenario.rate)
    return _TIMES * (stay + 1.0 / max(apart, 1e-3 / math.sqrt(stay)) ** 2)
