"""Exponential stays and any law of patience (M/M/c+G), by quadrature.

Formulas of Baccelli and Hebuterne (1981) in the form of Zeltyn and Mandelbaum (2005):
f(x) = exp(rate H(x) - c mu x) with H the integral of the survival function of patience.
"""

import math
from itertools import pairwise

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray

from planner.capacity.laws import Law

Array = NDArray[np.float64]
_NODES = 24
_PANELS_A_PIECE = 24
_NEGLIGIBLE = 60.0


def impatient(beds: int, rate: float, stay: float, patience: Law) -> dict[str, float]:
    """Shares, waits, queue and occupancy in the long run."""
    service = beds / stay
    points, weights = _grid(beds, rate, stay, patience)
    reached = patience.survival_integral(points)
    exponent = rate * reached - service * points
    # The largest exponent is taken out: heavy load and long patience would overflow.
    top = max(float(exponent.max()), 0.0)
    density = weights * np.exp(exponent - top)
    total = math.fsum(density)
    total_reached = math.fsum(density * reached)
    total_admitted = math.fsum(density * points * patience.survival(points))
    empty = math.exp(-top)
    scale = _free_bed_terms(beds, rate * stay) * empty + rate * total
    leave = (empty + (rate - service) * total) / scale
    wait = rate * total_reached / scale
    return {
        "p_wait": rate * total / scale,
        "p_leave": leave,
        "mean_wait_all": wait,
        "mean_wait_admitted": rate * total_admitted / (scale * (1.0 - leave)),
        "mean_queue": rate * wait,
        "occupancy": rate * (1.0 - leave) * stay / beds,
        "leavers_per_time": rate * leave,
        "completions_per_time": rate * (1.0 - leave),
    }


def _free_bed_terms(beds: int, load: float) -> float:
    """The sum over j < c of a^j / j!, divided by a^(c-1) / (c-1)!."""
    term = total = 1.0
    for bed in range(beds - 1, 0, -1):
        term *= bed / load
        total += term
    return total


def _grid(beds: int, rate: float, stay: float, patience: Law) -> tuple[Array, Array]:
    """Nodes and weights up to where the integrand no longer counts, split at its kinks."""
    kinks = [kink for kink in patience.kinks if kink > 0]
    end = _last_time(beds, rate, stay, patience, max(kinks, default=0.0))
    cuts = [0.0, *(kink for kink in kinks if kink < end), end]
    nodes, weights = leggauss(_NODES)
    points, sizes = [], []
    for low, high in pairwise(cuts):
        edges = np.linspace(low, high, _PANELS_A_PIECE + 1)
        half = np.diff(edges)[:, None] / 2
        points.append((edges[:-1, None] + half * (nodes + 1.0)).ravel())
        sizes.append((half * weights).ravel())
    return np.concatenate(points), np.concatenate(sizes)


def _last_time(beds: int, rate: float, stay: float, patience: Law, least: float) -> float:
    """A time at which the exponent lies ``_NEGLIGIBLE`` below its largest value, and falls."""
    service = beds / stay
    time = max(least, stay / beds)
    highest = 0.0
    while True:
        exponent = float(rate * patience.survival_integral(np.array([time]))[0] - service * time)
        falling = rate * float(patience.survival(np.array([time]))[0]) < service
        highest = max(highest, exponent)
        if falling and exponent < highest - _NEGLIGIBLE:
            return time
        time *= 1.5
