"""Quantiles of Student's t for whole degrees of freedom, without a statistics library."""

import math
from functools import cache
from statistics import NormalDist

_EXACT_UP_TO = 200


@cache
def t_quantile(probability: float, freedom: int) -> float:
    """The quantile at ``probability`` >= 1/2; infinite without a degree of freedom.

    Up to 200 degrees by bisection of the exact finite series (Abramowitz and Stegun 26.7.3-4),
    beyond by the expansion 26.7.5.
    """
    if freedom < 1:
        return math.inf
    if freedom > _EXACT_UP_TO:
        return _expanded(NormalDist().inv_cdf(probability), freedom)
    low, high = 0.0, 1.0
    while _below(high, freedom) < probability:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """P(T <= t) for t >= 0."""
    angle = math.atan(t / math.sqrt(freedom))
    cosine, sine = math.cos(angle), math.sin(angle)
    term = cosine if freedom % 2 else 1.0
    total = term if freedom > 1 else 0.0
    for j in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term *= cosine * cosine * (j - 1) / j
        total += term
    if freedom % 2:
        return 0.5 + (angle + sine * total) / math.pi
    return 0.5 + sine * total / 2


def _expanded(z: float, freedom: int) -> float:
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
