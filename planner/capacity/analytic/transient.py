"""Exponential stays and patience from a known start: averages over a window, by uniformization."""

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_LEAST_STATES = 80
# Each part of a long time keeps the number of jumps, and with it the rounding, small.
_MOST_JUMPS = 400.0


def transient(
    beds: int, rate: float, stay: float, leaving: float, people: int, window: tuple[float, float]
) -> dict[str, float]:
    """Averages over the window with ``people`` present at 0, residents and waiting together.

    ``leaving`` is 1 / mean patience, 0 where nobody gives up.
    """
    chain = _Chain(beds, rate, stay, leaving, _states(beds, rate, stay, leaving, people, window[1]))
    law = np.zeros(chain.states)
    law[people] = 1.0
    law, _ = chain.carried(law, window[0])
    _, time = chain.carried(law, window[1] - window[0])
    share = time / (window[1] - window[0])
    numbers = np.arange(chain.states)
    taken = float(share @ np.minimum(numbers, beds))
    queue = float(share @ np.maximum(numbers - beds, 0))
    return {
        "occupancy": taken / beds,
        "mean_queue": queue,
        "leavers_per_time": leaving * queue,
        "completions_per_time": taken / stay,
    }


def _states(beds: int, rate: float, stay: float, leaving: float, people: int, until: float) -> int:
    """So many that the last is practically never reached."""
    arrivals = people + rate * until
    most = arrivals + 12 * math.sqrt(arrivals) + 40
    if leaving > 0:
        mean = rate / leaving
        most = min(most, max(people, beds) + mean + 12 * math.sqrt(mean) + 40)
    return max(_LEAST_STATES, math.ceil(most))


class _Chain:
    """The birth and death chain of the number of people, cut off at ``states``."""

    def __init__(self, beds: int, rate: float, stay: float, leaving: float, states: int) -> None:
        self.states = states
        numbers = np.arange(states)
        self._down = np.minimum(numbers, beds) / stay + np.maximum(numbers - beds, 0) * leaving
        self._up = np.full(states, rate)
        self._up[-1] = 0.0
        self._pace = float((self._down + self._up).max())

    def carried(self, law: Array, time: float) -> tuple[Array, Array]:
        """The law after ``time``, and the time spent in each state until then."""
        parts = max(1, math.ceil(self._pace * time / _MOST_JUMPS))
        spent = np.zeros_like(law)
        for _ in range(parts):
            law, more = self._carried(law, time / parts)
            spent += more
        return law, spent

    def _carried(self, law: Array, time: float) -> tuple[Array, Array]:
        weights = _poisson(self._pace * time)
        tails = np.cumsum(weights[::-1])[::-1] - weights
        after, spent = np.zeros_like(law), np.zeros_like(law)
        for weight, tail in zip(weights, tails, strict=True):
            after += weight * law
            spent += tail * law
            law = self._stepped(law)
        return after, spent / self._pace

    def _stepped(self, law: Array) -> Array:
        up, down = law * (self._up / self._pace), law * (self._down / self._pace)
        stepped = law - up - down
        stepped[1:] += up[:-1]
        stepped[:-1] += down[1:]
        return stepped


def _poisson(mean: float) -> Array:
    """The probabilities of 0, 1, 2... jumps, as far as they count."""
    count = math.ceil(mean + 12 * math.sqrt(mean)) + 30
    weights = np.empty(count)
    weights[0] = math.exp(-mean)
    for jumps in range(1, count):
        weights[jumps] = weights[jumps - 1] * mean / jumps
    return weights
