"""A linear model with 0/1 and bounded columns, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd

Terms = tuple[tuple[int, int], ...]
"""Pairs of a column and its coefficient."""


RowKey = tuple[str | int, ...]
"""What a coupling row stands for, such as a bed on a day; the same in models of other size."""


@dataclass(frozen=True)
class Row:
    """``sum(coefficient * column) <= upper``; rows with a key hold several cases together."""

    terms: Terms
    upper: int
    key: RowKey | None = None


class LinearModel:
    """Minimise ``offset + cost * columns`` subject to rows; every column lies in ``[0, upper]``."""

    def __init__(self, offset: int = 0) -> None:
        self.offset = offset
        self.costs: list[int] = []
        self.uppers: list[int] = []
        self.rows: list[Row] = []
        self.continuous: set[int] = set()

    def add_binary(self) -> int:
        """A new 0/1 column without cost; returns its index."""
        self.costs.append(0)
        self.uppers.append(1)
        return len(self.costs) - 1

    def add_amount(self, upper: int, cost: int = 0) -> int:
        """A new column in ``[0, upper]`` whose value the rows imply; returns its index."""
        column = self.add_binary()
        self.costs[column] = cost
        self.uppers[column] = upper
        self.continuous.add(column)
        return column

    def add_cost(self, column: int, cost: int) -> None:
        """Let a column cost so much more."""
        self.costs[column] += cost

    def add_row(
        self, terms: Iterable[tuple[int, int]], upper: int, key: RowKey | None = None
    ) -> None:
        """Add ``sum(terms) <= upper``; terms of one column are summed, empty rows left out.

        A common divisor of the weights is taken out and ``upper`` rounded down: the whole columns
        lose nothing by it, and the relaxation is tighter.
        """
        merged: dict[int, int] = {}
        for column, coefficient in terms:
            merged[column] = merged.get(column, 0) + coefficient
        kept = tuple(sorted((c, k) for c, k in merged.items() if k))
        if not kept:
            return
        divisor = 1
        if self.continuous.isdisjoint(column for column, _ in kept):
            divisor = gcd(*(weight for _, weight in kept))
        whole = tuple((column, weight // divisor) for column, weight in kept)
        self.rows.append(Row(whole, upper // divisor, key))
