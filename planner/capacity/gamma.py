"""The Erlang law with mean ``phases``: survival function and quantiles, vectorised."""

from math import lgamma

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# Newton's steps from the start below; the same number for every element, so that a draw does not
# depend on which others are computed with it.
_STEPS = 7


def erlang_survival(phases: int, time: Array) -> Array:
    """P(more than ``time``) = exp(-x) times the first ``phases`` terms of exp(x)."""
    term = np.exp(-time)
    total = term.copy()
    for j in range(1, phases):
        term = term * time / j
        total += term
    return total


def erlang_quantile(phases: int, uniform: Array) -> Array:
    """The time that is exceeded with probability 1 - ``uniform``.

    Newton's method on the logarithm of the survival function, which is concave: from the first
    step on it comes down to the solution from above.
    """
    if phases == 1:
        return np.asarray(-np.log1p(-uniform))
    wanted = np.log1p(-uniform)
    time = _start(phases, uniform)
    for _ in range(_STEPS):
        time = _newton(phases, time, wanted)
    return np.where(uniform > 0, time, 0.0)


def _start(phases: int, uniform: Array) -> Array:
    """Wilson and Hilferty's cube of a normal quantile, itself near a power difference (Tukey).

    For small x, P(at most x) is near x^k / k!, which bounds the quantile from below.
    """
    normal = 4.91 * (uniform**0.14 - (1.0 - uniform) ** 0.14)
    cube = 1.0 - 1.0 / (9 * phases) + normal / (3 * phases**0.5)
    low = np.exp((np.log(np.maximum(uniform, 1e-300)) + lgamma(phases + 1)) / phases)
    start: Array = np.maximum(phases * np.maximum(cube, 0.0) ** 3, low)
    return start


def _newton(phases: int, time: Array, wanted: Array) -> Array:
    """One step; survival = exp(-x) s(x), density = exp(-x) x^(k-1)/(k-1)!."""
    term = np.ones_like(time)
    total = term.copy()
    for j in range(1, phases):
        term = term * time / j
        total += term
    excess = np.log(total) - time - wanted
    return np.maximum(time + excess * total / term, time * 0.1)
