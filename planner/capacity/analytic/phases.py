"""Stays in exponential phases (M/Ek/c, with or without exponential patience): a Markov chain.

The level is the number of people, the state within it how many residents are in each phase; a
backward recursion over the levels gives the stationary law (Neuts' matrices R, level by level).
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.capacity.analytic.erlang import patient

Array = NDArray[np.float64]
State = tuple[int, ...]
_TAIL = 1e-17
_MOST_LEVELS = 20_000
MOST_STATES = 300


def states(residents: int, phases: int) -> list[State]:
    """Every way in which residents can be spread over phases."""
    if phases == 1:
        return [(residents,)]
    return [
        (first, *rest)
        for first in range(residents + 1)
        for rest in states(residents - first, phases - 1)
    ]


def phased(beds: int, rate: float, phases: int, stay: float, leaving: float) -> dict[str, float]:
    """Figures in the long run; ``leaving`` is 1 / mean patience, 0 where nobody gives up."""
    levels = beds + 40
    while True:
        masses = _level_masses(beds, rate, phases, stay, leaving, levels)
        if masses[-1] < _TAIL or levels > _MOST_LEVELS:
            break
        levels *= 2
    numbers = np.arange(len(masses))
    queue = float(masses @ np.maximum(numbers - beds, 0))
    taken = float(masses @ np.minimum(numbers, beds))
    p_wait = float(masses[beds:].sum())
    if leaving == 0:
        return patient(rate, beds, stay, p_wait, queue / rate)
    leave = leaving * queue / rate
    return {
        "p_wait": p_wait,
        "p_leave": leave,
        "mean_wait_all": queue / rate,
        "mean_queue": queue,
        "occupancy": taken / beds,
        "leavers_per_time": rate * leave,
        "completions_per_time": rate * (1.0 - leave),
    }


def _level_masses(
    beds: int, rate: float, phases: int, stay: float, leaving: float, levels: int
) -> Array:
    """The probability of each number of people, cut off at ``levels``."""
    chain = _Chain(beds, rate, phases, phases / stay, leaving)
    ratios: list[Array] = []
    below: Array | None = None
    for level in range(levels, 0, -1):
        local = chain.local(level, is_last=level == levels)
        if below is not None:
            local = local + ratios[-1] @ below
        # pi_level = pi_(level-1) up (-local)^-1; ``below`` is what the next level takes down here.
        ratio: Array = np.linalg.solve(-local.T, chain.up(level - 1).T).T.astype(np.float64)
        ratios.append(ratio)
        below = chain.down(level)
    vector = np.ones(1)
    masses = [1.0]
    for ratio in reversed(ratios):
        vector = vector @ ratio
        masses.append(float(vector.sum()))
    found = np.array(masses)
    return np.asarray(found / found.sum())


class _Chain:
    """The transitions between neighbouring levels and within one."""

    def __init__(self, beds: int, rate: float, phases: int, pace: float, leaving: float) -> None:
        self._beds, self._rate, self._pace, self._leaving = beds, rate, pace, leaving
        self._states = [states(residents, phases) for residents in range(beds + 1)]
        self._places = [{s: place for place, s in enumerate(of)} for of in self._states]

    def _of(self, level: int) -> list[State]:
        return self._states[min(level, self._beds)]

    def up(self, level: int) -> Array:
        """A referral: into the first phase, or into the queue."""
        if level >= self._beds:
            return self._rate * np.eye(len(self._of(level)))
        matrix = np.zeros((len(self._of(level)), len(self._of(level + 1))))
        for row, state in enumerate(self._of(level)):
            matrix[row, self._places[level + 1][(state[0] + 1, *state[1:])]] = self._rate
        return matrix

    def down(self, level: int) -> Array:
        """A discharge, after which the first in the queue moves in; or somebody gives up."""
        matrix = np.zeros((len(self._of(level)), len(self._of(level - 1))))
        waiting = max(level - self._beds, 0)
        places = self._places[min(level - 1, self._beds)]
        for row, state in enumerate(self._of(level)):
            if state[-1]:
                after = (*state[:-1], state[-1] - 1)
                if waiting:
                    after = (after[0] + 1, *after[1:])
                matrix[row, places[after]] += state[-1] * self._pace
            if waiting:
                matrix[row, row] += waiting * self._leaving
        return matrix

    def local(self, level: int, is_last: bool) -> Array:
        """Moves from phase to phase, less everything that leads out of a state."""
        of, waiting = self._of(level), max(level - self._beds, 0)
        matrix = np.zeros((len(of), len(of)))
        places = self._places[min(level, self._beds)]
        for row, state in enumerate(of):
            for after, count in self._moves(state):
                matrix[row, places[after]] += count * self._pace
            total = sum(state) * self._pace + waiting * self._leaving
            matrix[row, row] -= total + (0.0 if is_last else self._rate)
        return matrix

    @staticmethod
    def _moves(state: State) -> Iterator[tuple[State, int]]:
        for (phase, count), (following, _) in pairwise(enumerate(state)):
            if count:
                after = list(state)
                after[phase] -= 1
                after[following] += 1
                yield tuple(after), count
