"""Stays of a fixed length, nobody gives up (M/D/c), after Crommelin (1932)."""

import cmath
import math

import numpy as np

from planner.capacity.analytic.erlang import patient

_ROUNDS = 500


def fixed_stays(beds: int, rate: float, stay: float) -> dict[str, float]:
    """Figures in the long run, from the roots of z^c = exp(a(z - 1)) in the unit disc."""
    load = rate * stay
    few = _few_people(beds, load)
    numbers = np.arange(beds)
    pairs = float(few @ (beds * (beds - 1) - numbers * (numbers - 1)))
    # The second derivative of the generating function at 1, by de l'Hospital's rule.
    queue = (pairs - beds * (beds - 1) + load * load) / (2 * (beds - load))
    return patient(rate, beds, stay, 1.0 - float(few.sum()), queue / rate)


def _few_people(beds: int, load: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The probabilities of 0 to c - 1 people."""
    rows = [[complex(beds - people) for people in range(beds)]]
    for root in _roots(beds, load):
        rows.append([root**people - root**beds for people in range(beds)])
    known = np.zeros(beds, dtype=complex)
    known[0] = beds - load
    return np.linalg.solve(np.array(rows), known).real


def _roots(beds: int, load: float) -> list[complex]:
    """The c - 1 roots other than 1, each by a contraction followed by Newton's method."""
    found = []
    for number in range(1, beds):
        turn = cmath.exp(2j * math.pi * number / beds)
        root = 0j
        for _ in range(_ROUNDS):
            following = turn * cmath.exp(load * (root - 1) / beds)
            if abs(following - root) < 1e-17:
                break
            root = following
        found.append(_polished(root, turn, beds, load))
    return found


def _polished(root: complex, turn: complex, beds: int, load: float) -> complex:
    for _ in range(3):
        image = turn * cmath.exp(load * (root - 1) / beds)
        root -= (root - image) / (1 - image * load / beds)
    return root
