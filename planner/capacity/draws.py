"""Uniform random numbers keyed by seed, replication and stream: the same for every scenario.

Number n of a replication and stream is a mixed counter (SplitMix64 of Steele, Lea and Flood,
OOPSLA 2014) whose start is the mixed key. So no draw depends on which others have been made, on
the order of the work, or on who does it.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Words = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ROUNDS = ((np.uint64(30), _FIRST), (np.uint64(27), _SECOND))
_LAST_SHIFT = np.uint64(31)
_TO_FRACTION, _ONE = np.uint64(12), np.uint64(0x3FF0000000000000)
_GROUPS = 64


class Stream(IntEnum):
    """What a number is for; a class of referrals has its own numbers for each."""

    GAP = 0
    STAY = 1
    PATIENCE = 2
    TURNOVER = 3
    IN_SERVICE = 4
    WAITING_STAY = 5
    WAITING_PATIENCE = 6
    WAITING_TURNOVER = 7
    IN_SERVICE_TURNOVER = 8


class Draws:
    """The numbers of replications ``[first, first + count)``, kept for the next scenario."""

    def __init__(self, seed: int, first: int, count: int) -> None:
        self.count = count
        numbers = np.arange(first, first + count, dtype=np.uint64)
        start = mixed(np.array([seed], dtype=np.uint64) * _GOLDEN + _FIRST)
        self._replications = mixed(numbers * _GOLDEN + start)
        self._uniforms: dict[tuple[int, int], Array] = {}
        self._totals: dict[int, Array] = {}

    def uniforms(self, stream: Stream, group: int, rows: int) -> Array:
        """``rows`` numbers in [0, 1) of each replication, shape (rows, replications); read only."""
        kept = self._uniforms.get((stream, group))
        have = 0 if kept is None else len(kept)
        if kept is None or have < rows:
            more = self._made(stream, group, have, rows)
            kept = more if kept is None else np.concatenate([kept, more])
            self._uniforms[stream, group] = kept
        return kept[:rows]

    def unit_arrivals(self, group: int, until: float, expected: float) -> Array:
        """Arrival times at rate 1, so many rows that every replication goes beyond ``until``."""
        rows = int(expected + 3 * expected**0.5) + 6
        kept = self._totals.get(group)
        if kept is None:
            kept = _added(self.uniforms(Stream.GAP, group, rows), None)
        while kept[-1].min() <= until:
            have = len(kept)
            more = self.uniforms(Stream.GAP, group, have + max(8, have // 4))[have:]
            kept = np.concatenate([kept, _added(more, kept[-1])])
        self._totals[group] = kept
        return kept[: _rows_needed(kept, until)]

    def _made(self, stream: Stream, group: int, first: int, last: int) -> Array:
        number = int(stream) * _GROUPS + group + 1
        keys = mixed(self._replications ^ np.uint64(number * int(_SECOND) % 2**64))
        counters = np.arange(first + 1, last + 1, dtype=np.uint64) * _GOLDEN
        words = mixed(np.add.outer(counters, keys))
        # The upper 52 bits become the fraction of a double in [1, 2).
        words >>= _TO_FRACTION
        words |= _ONE
        uniforms = words.view(np.float64)
        uniforms -= 1.0
        return uniforms


def _added(uniforms: Array, before: Array | None) -> Array:
    """Running sums of unit exponential gaps, which are -log(1 - u)."""
    sums = np.negative(uniforms)
    np.log1p(sums, out=sums)
    total = np.zeros_like(sums[0]) if before is None else before
    for row in sums:
        total = np.subtract(total, row, out=row)
    return sums


def _rows_needed(totals: Array, until: float) -> int:
    """The first row at which every replication is beyond ``until``, counted from 1."""
    low, high = 0, len(totals) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if totals[middle].min() > until else (middle + 1, high)
    return low + 1


def mixed(words: Words) -> Words:
    """The finalizer of SplitMix64, in place."""
    shifted = np.empty_like(words)
    for shift, factor in _ROUNDS:
        np.right_shift(words, shift, out=shifted)
        np.bitwise_xor(words, shifted, out=words)
        np.multiply(words, factor, out=words)
    np.right_shift(words, _LAST_SHIFT, out=shifted)
    return np.bitwise_xor(words, shifted, out=words)
