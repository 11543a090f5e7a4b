"""Laws fitted from a programme's own history, with a figure for how well they fit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.capacity.laws import Deterministic, Empirical, Erlang, Exponential, Law, Uniform

Array = NDArray[np.float64]
# Fewer than this many say too little about a law; it must then be given.
ENOUGH = 20
_RESAMPLES = 400
_DOUBTFUL = 0.05
_MOST_PHASES = 50


@dataclass(frozen=True)
class Fit:
    """A law, the times it was fitted to, and how far it lies from them.

    ``distance`` is that of Kolmogorov and Smirnov; ``p_value`` its place among samples of the
    fitted law that are fitted again (parametric bootstrap). Where even the best law is doubtful
    (p below 0.05) the law is the times themselves.
    """

    law: Law
    times: tuple[float, ...]
    distance: float
    p_value: float


def fit_law(times: Sequence[float], seed: int = 1) -> Fit | None:
    """The likeliest of exponential, Erlang, uniform and fixed times; None with too few times."""
    if len(times) < ENOUGH or min(times) < 0 or max(times) <= 0:
        return None
    values = np.sort(np.array(times, dtype=float))
    if values[0] == values[-1]:
        return Fit(Deterministic(float(values[0])), tuple(values.tolist()), 0.0, 1.0)
    best = max(_candidates(values), key=lambda law: _score(law, values))
    return _judged(best, values, seed)


def fit_gaps(times: Sequence[float], seed: int = 1) -> Fit | None:
    """The exponential law of the gaps between referrals at ``times``; None with too few."""
    gaps = np.sort(np.diff(np.sort(np.array(times, dtype=float))))
    if len(gaps) < ENOUGH or gaps[-1] <= 0:
        return None
    law = Exponential(float(gaps.mean()))
    distance = _distance(law, gaps)
    return Fit(law, tuple(gaps.tolist()), distance, _p_value(law, len(gaps), distance, seed))


def _judged(law: Law, values: Array, seed: int) -> Fit:
    distance = _distance(law, values)
    p_value = _p_value(law, len(values), distance, seed)
    times = tuple(values.tolist())
    return Fit(law if p_value >= _DOUBTFUL else Empirical(times), times, distance, p_value)


def _candidates(values: Array) -> list[Law]:
    mean, variance = float(values.mean()), float(values.var(ddof=1))
    phases = min(max(round(mean * mean / variance), 1), _MOST_PHASES)
    laws: list[Law] = [_uniform(values)]
    if phases > 1:
        laws.append(Erlang(phases, mean))
    return [*laws, Exponential(mean)]


def _uniform(values: Array) -> Uniform:
    """Both ends moved out by the mean gap, which makes them unbiased."""
    low, high, count = float(values[0]), float(values[-1]), len(values)
    step = (high - low) / (count - 1)
    return Uniform(max(low - step, 0.0), high + step)


def _score(law: Law, values: Array) -> float:
    """Log-likelihood less the number of parameters (Akaike)."""
    count = len(values)
    if isinstance(law, Uniform):
        return -count * math.log(law.high - law.low) - 2
    phases = law.phases if isinstance(law, Erlang) else 1
    pace = phases / law.mean
    positive = np.maximum(values, 1e-9)
    logs = phases * math.log(pace) + (phases - 1) * np.log(positive) - pace * positive
    return float(logs.sum()) - count * math.lgamma(phases) - (2 if phases > 1 else 1)


def _distance(law: Law, values: Array) -> float:
    below = 1.0 - law.survival(values)
    count = len(values)
    above = np.arange(1, count + 1) / count - below
    under = below - np.arange(count) / count
    return float(max(above.max(), under.max()))


def _p_value(law: Law, count: int, distance: float, seed: int) -> float:
    """The share of refitted samples of the law that lie as far from their own fit."""
    uniforms = np.random.default_rng(seed).random((_RESAMPLES, count))
    samples = np.sort(law.at(uniforms), axis=1)
    worse = sum(_distance(_like(law, sample), sample) >= distance for sample in samples)
    return (worse + 1) / (_RESAMPLES + 1)


def _like(law: Law, values: Array) -> Law:
    if isinstance(law, Uniform):
        return _uniform(values)
    mean = float(values.mean())
    return Erlang(law.phases, mean) if isinstance(law, Erlang) else Exponential(mean)
