"""Improves a plan by deciding parts of it anew while the rest stays: large neighbourhood search."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from random import Random
from typing import Generic, Protocol, TypeVar

from solver.common.limits import Limits, Progress

Plan = TypeVar("Plan")


@dataclass(frozen=True)
class Tried(Generic[Plan]):
    """The plan that came of a part (None: none), its cost, and whether none can be cheaper."""

    plan: Plan | None = None
    cost: int = sys.maxsize
    is_best: bool = False


@dataclass(frozen=True)
class Sizes:
    """How large the first parts are, how they grow when solved to the end, and else shrink.

    ``patience``: rounds without any gain after which the parts are given up.
    """

    first: int
    least: int
    growth: float = 1.3
    shrinkage: float = 0.8
    patience: int = 30


class PartSearch(Protocol[Plan]):
    """A plan that is improved; ``cost`` is what it costs now."""

    cost: int

    def part(self, size: int, random: Random) -> Callable[[Limits], Tried[Plan]]:
        """A part of about this size, as what decides it anew within limits."""

    def keep(self, tried: Tried[Plan]) -> bool:
        """Take a plan if it is a gain; whether anything has come of it."""


def improve_by_parts(
    search: PartSearch[Plan], sizes: Sizes, bound: Callable[[], int], limits: Limits
) -> None:
    """Improve until nothing is gained any more, the bound is met or the limits end it.

    Each round tries as many parts at a time as there are threads and keeps the best, so the outcome
    does not depend on which of them ends first.
    """
    random = Random(limits.seed)
    size, idle = float(sizes.first), 0
    with ThreadPoolExecutor(limits.threads) as threads:
        while idle < sizes.patience and search.cost > bound() and limits.interrupted is None:
            parts = [search.part(round(size), random) for _ in range(limits.threads)]
            seeds = [random.randrange(2**31) for _ in parts]
            running = [
                threads.submit(part, replace(limits, threads=1, seed=seed))
                for part, seed in zip(parts, seeds, strict=True)
            ]
            tries = [one.result() for one in running]
            idle += 1
            if search.keep(min(tries, key=lambda tried: tried.cost)):
                idle = 0
                limits.report(Progress(limits.elapsed, search.cost, bound()))
            done = all(tried.is_best for tried in tries)
            size = max(sizes.least, size * (sizes.growth if done else sizes.shrinkage))
