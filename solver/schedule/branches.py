"""Parts of the search for a roster: choices taken away, and limits on what is paid for."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from solver.schedule.paths import PathFinder

Range = tuple[float, float]
UNLIMITED: Range = (-math.inf, math.inf)


@dataclass(frozen=True)
class Branch:
    """``forbidden[person]`` has a bit for each of her choices, counted through all days.

    ``totals`` limits the sum of the amounts of one cost, such as all missing people, ``amounts``
    a single one, by its column.
    """

    forbidden: Mapping[int, int] = field(default_factory=dict)
    totals: Mapping[int, Range] = field(default_factory=dict)
    amounts: Mapping[int, Range] = field(default_factory=dict)

    def without(self, forbidden: Mapping[int, int]) -> "Branch":
        """Less choices."""
        merged = dict(self.forbidden)
        for person, mask in forbidden.items():
            merged[person] = merged.get(person, 0) | mask
        return replace(self, forbidden=merged)

    def split_total(self, cost: int, total: float) -> tuple["Branch", "Branch"]:
        """The sum of the amounts of a cost at most, and more than, a fractional one."""
        below, above = _split(self.totals.get(cost, UNLIMITED), total)
        return (
            replace(self, totals={**self.totals, cost: below}),
            replace(self, totals={**self.totals, cost: above}),
        )

    def split_amount(self, column: int, amount: float) -> tuple["Branch", "Branch"]:
        """One amount at most, and more than, a fractional one."""
        below, above = _split(self.amounts.get(column, UNLIMITED), amount)
        return (
            replace(self, amounts={**self.amounts, column: below}),
            replace(self, amounts={**self.amounts, column: above}),
        )


def _split(limits: Range, figure: float) -> tuple[Range, Range]:
    low, high = limits
    return (low, float(math.floor(figure))), (float(math.floor(figure) + 1), high)


def taking(finders: Sequence[PathFinder], chosen: Iterable[tuple[int, int]]) -> dict[int, int]:
    """What is forbidden when these choices, as pairs of person and choice, are taken."""
    forbidden: dict[int, int] = {}
    for person, choice in chosen:
        forbidden[person] = forbidden.get(person, 0) | finders[person].rivals(choice)
    return forbidden
