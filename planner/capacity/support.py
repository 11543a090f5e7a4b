"""One-on-one support promised to those in service, against the minutes of the team."""

import math

import numpy as np
from numpy.typing import NDArray

from planner.capacity.history import History
from planner.capacity.scenario import Study, Support
from planner.capacity.staircase import present

Array = NDArray[np.float64]
_MOST_POINTS = 160


def support_sums(support: Support, study: Study, history: History) -> dict[str, Array]:
    """Weekly minutes times the length of the window: promised, given by the team, not delivered.

    Read at the middle of every week, or of 160 even parts of a longer window.
    """
    points = _points(study)
    services = [
        (np.full((1, len(person.end)), -person.elapsed), person.end[None, :])
        for person in history.served
    ]
    services += [(block.out, block.end) for block in history.blocks]
    promised = np.sum([_promised(points, support, *service) for service in services], axis=0)
    team = support.minutes.over(points)[:, None]
    part = study.length / len(points)
    given = np.full(promised.shape[1], support.minutes.integral(*study.window))
    return {
        "minutes_promised": part * np.add.reduce(promised, axis=0),
        "minutes_given": given,
        "minutes_undelivered": part * np.add.reduce(np.maximum(promised - team, 0.0), axis=0),
    }


def _points(study: Study) -> Array:
    weeks = math.ceil(study.length * study.days_per_unit / 7)
    count = min(max(weeks, 1), _MOST_POINTS)
    middles = np.arange(count, dtype=np.float64) + 0.5
    points: Array = study.window[0] + middles * (study.length / count)
    return points


def _promised(points: Array, support: Support, begin: Array, end: Array) -> Array:
    """Minutes a week at each point, by the age of each service."""
    ages = [age for age, _ in support.phases[1:]] + [math.inf]
    total = np.zeros((len(points), begin.shape[1]))
    for (age, minutes), until in zip(support.phases, ages, strict=True):
        if minutes:
            total += minutes * present(points, begin + age, np.minimum(begin + until, end))
    return total
