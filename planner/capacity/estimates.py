"""Pooled ratios with 95 % intervals, their spread over replications, and paired differences."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.capacity.student import t_quantile

Array = NDArray[np.float64]
_UPPER = 0.975
_FEW = 100
_SHARES = (0.1, 0.5, 0.9)
_MARGIN = 1.05


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Estimate:
    """An indicator: pooled mean and interval, and P10, P50 and P90 of single replications.

    The three are NaN where no replication has a value, or the figure is exact; ``difference`` is
    that to the base scenario under the same random numbers, None for the base itself.
    """

    mean: float
    low: float
    high: float
    p10: float
    p50: float
    p90: float
    difference: Interval | None = None


def estimate(top: Array, bottom: Array) -> Estimate:
    """The ratio of the sums of ``top`` and ``bottom``, one number each for a replication."""
    middle = ratio_interval(top, bottom)
    p10, p50, p90 = spread(top, bottom)
    return Estimate(middle.mean, middle.low, middle.high, p10, p50, p90)


def exact(value: float) -> Estimate:
    """A figure without uncertainty."""
    return Estimate(value, value, value, math.nan, math.nan, math.nan)


def ratio_interval(top: Array, bottom: Array) -> Interval:
    """A pooled ratio; below 100 replications by the jackknife, else by linearisation.

    Both are in Cochran, Sampling Techniques (1977), sections 6.3 and 6.16.
    """
    count, total = len(top), float(bottom.sum())
    if total == 0:
        return Interval(math.nan, math.nan, math.nan)
    ratio = float(top.sum()) / total
    if count < 2:
        return Interval(ratio, -math.inf, math.inf)
    if count < _FEW:
        return _jackknife(top, bottom, ratio)
    return _around(ratio, _linearised(top, bottom, ratio))


def _linearised(top: Array, bottom: Array, ratio: float) -> Array:
    """What each replication adds to the error of the ratio, to first order."""
    return np.asarray((top - ratio * bottom) / (float(bottom.sum()) / len(bottom)))


def _around(centre: float, influences: Array) -> Interval:
    """A t interval from influences whose sum is 0."""
    count = len(influences)
    variance = float(influences @ influences) / (count - 1) / count
    reach = t_quantile(_UPPER, count - 1) * math.sqrt(variance)
    return Interval(centre, centre - reach, centre + reach)


def _jackknife(top: Array, bottom: Array, ratio: float) -> Interval:
    without = bottom.sum() - bottom
    if np.any(without == 0):
        return _around(ratio, _linearised(top, bottom, ratio))
    values = len(top) * ratio - (len(top) - 1) * (top.sum() - top) / without
    deviations = values - values.mean()
    return _around(ratio, deviations)


def paired_difference(one: tuple[Array, Array], base: tuple[Array, Array]) -> Interval:
    """The difference of two pooled ratios of the same replications, with its own interval."""
    totals = [float(bottom.sum()) for _, bottom in (one, base)]
    if 0 in totals:
        return Interval(math.nan, math.nan, math.nan)
    ratios = [float(top.sum()) / total for (top, _), total in zip((one, base), totals, strict=True)]
    difference = ratios[0] - ratios[1]
    if len(one[0]) < 2:
        return Interval(difference, -math.inf, math.inf)
    influences = _linearised(*one, ratios[0]) - _linearised(*base, ratios[1])
    return _around(difference, influences)


def spread(top: Array, bottom: Array) -> tuple[float, float, float]:
    """P10, P50 and P90 of the ratio of each replication that has one."""
    held = bottom > 0
    values = top[held] / bottom[held] if not held.all() else top / bottom
    if not len(values):
        return math.nan, math.nan, math.nan
    p10, p50, p90 = np.quantile(values, _SHARES)
    return float(p10), float(p50), float(p90)


def needed(top: Array, bottom: Array, precision: float, ahead: int, least: int) -> int:
    """The smallest number of replications after which the interval stays within the precision.

    The look-ahead rule of Hoad, Robinson and Davies (2010): the relative half-width is at most
    ``precision`` there and for ``ahead`` replications more. Where that is not so yet, the number
    that is likely to do. A ratio that is 0, or the same in every replication, asks for no more
    than ``least``.
    """
    widths = _relative_widths(top, bottom)
    if widths is None:
        return least
    wide = ~(widths <= precision)
    wide[: least - 1] = True
    first = int(np.flatnonzero(wide)[-1]) + 2 if wide.any() else 1
    if first + ahead <= len(top):
        return first
    factor = float(widths[-1]) / precision
    likely = len(top) * factor * factor * _MARGIN if math.isfinite(factor) else 2 * len(top)
    return max(len(top) + ahead, math.ceil(likely))


def _relative_widths(top: Array, bottom: Array) -> Array | None:
    """The relative half-width after 1, 2, 3... replications; None for a ratio of 0 or none."""
    counts = np.arange(1, len(top) + 1, dtype=float)
    x, y = np.cumsum(top), np.cumsum(bottom)
    if x[-1] == 0 or y[-1] == 0:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = x / y
        squares = np.cumsum(top * top) - 2 * ratio * np.cumsum(top * bottom)
        squares += ratio * ratio * np.cumsum(bottom * bottom)
        mean = y / counts
        variance = np.maximum(squares, 0.0) / (counts - 1) / counts / (mean * mean)
        widths = t_quantile(_UPPER, len(top) - 1) * np.sqrt(variance) / np.abs(ratio)
    return np.asarray(widths, dtype=float)
