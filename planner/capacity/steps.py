"""Amounts that change at known times: beds in service, caseload, places, rate of referrals."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Steps:
    """``(time, amount)`` in order of time, the first at 0: the amount from each time on."""

    points: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, amount: float, changes: Iterable[tuple[float, float]] = ()) -> "Steps":
        """``amount`` at 0 and each ``(time, difference)``; what lies before 0 counts from 0."""
        level, points = amount, [(0.0, amount)]
        for time, difference in sorted(changes):
            level += difference
            if time <= points[-1][0]:
                points[-1] = (points[-1][0], level)
            else:
                points.append((time, level))
        return cls(tuple(points))

    def at(self, time: float) -> float:
        """The amount at a time."""
        index = bisect_right([start for start, _ in self.points], time) - 1
        return self.points[max(index, 0)][1]

    def over(self, times: Array) -> Array:
        """The amounts at each of ``times``, which are at least 0."""
        starts, amounts = (np.array(column) for column in zip(*self.points, strict=True))
        return np.asarray(amounts[np.searchsorted(starts, times, side="right") - 1], dtype=float)

    def integral(self, start: float, end: float) -> float:
        """Amount times time over ``[start, end)``."""
        ends = [time for time, _ in self.points[1:]] + [max(end, self.points[-1][0])]
        return sum(
            amount * max(0.0, min(until, end) - max(time, start))
            for (time, amount), until in zip(self.points, ends, strict=True)
        )

    @property
    def is_constant(self) -> bool:
        """Whether nothing changes."""
        return len(self.points) == 1

    @property
    def never_falls(self) -> bool:
        """Whether every change is upwards."""
        return all(before <= after for (_, before), (_, after) in pairwise(self.points))


@dataclass(frozen=True)
class Profile:
    """A factor on the rate of referrals: straight lines between ``(time, factor)``.

    Two points at the same time make a step; before the first and after the last point the factor
    stays as it is. No point at all: always 1.
    """

    points: tuple[tuple[float, float], ...] = ()

    @property
    def is_constant(self) -> bool:
        """Whether the factor is 1 throughout."""
        return all(factor == 1.0 for _, factor in self.points)

    def arrivals(self, amounts: Array) -> Array:
        """The times by which the integral of the factor reaches ``amounts`` (time change).

        Infinite where it never does.
        """
        if self.is_constant:
            return amounts
        times, starts, slopes = self._pieces()
        sizes = np.diff(times, append=np.inf)[:-1]
        areas = (starts[:-1] + slopes[:-1] * sizes / 2) * sizes
        reached = np.concatenate([[0.0], np.cumsum(areas)])
        piece = np.searchsorted(reached, amounts, side="right") - 1
        missing = amounts - reached[piece]
        factor, slope = starts[piece], slopes[piece]
        root = np.sqrt(np.maximum(factor**2 + 2 * slope * missing, 0.0))
        with np.errstate(divide="ignore"):
            ahead = np.where(missing > 0, 2 * missing / (factor + root), 0.0)
        return np.asarray(times[piece] + ahead)

    def total(self, until: float) -> float:
        """The integral of the factor over ``[0, until)``."""
        if self.is_constant:
            return until
        times, starts, slopes = self._pieces()
        ends = np.append(times[1:], np.inf)
        sizes = np.clip(np.minimum(ends, until) - times, 0.0, None)
        return float(np.sum((starts + slopes * sizes / 2) * sizes))

    def _pieces(self) -> tuple[Array, Array, Array]:
        """Start, factor at the start, and slope of each piece; the last one is level."""
        first = self.points[0][1]
        points = [(0.0, first), *((max(time, 0.0), factor) for time, factor in self.points)]
        pieces = [
            (time, factor, (after - factor) / (until - time))
            for (time, factor), (until, after) in pairwise(points)
            if until > time
        ]
        pieces.append((points[-1][0], points[-1][1], 0.0))
        times, starts, slopes = (np.array(column) for column in zip(*pieces, strict=True))
        return times, starts, slopes


def changed_rate(shape: str, factor: float, start: float, end: float) -> Profile:
    """A change of the rate to ``factor`` between two times.

    ``step``: all at ``start``; ``linear``; ``front`` and ``back``: three quarters of the change in
    the first, or in the second, half of the time.
    """
    if shape == "step":
        return Profile(((start, 1.0), (start, factor)))
    if shape == "linear":
        return Profile(((start, 1.0), (end, factor)))
    share = 0.75 if shape == "front" else 0.25
    middle = ((start + end) / 2, 1.0 + share * (factor - 1.0))
    return Profile(((start, 1.0), middle, (end, factor)))
