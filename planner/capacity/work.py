"""Blocks of replications as pieces of work for any executor: pure functions of plain records."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from planner.capacity.draws import Draws
from planner.capacity.engines import histories
from planner.capacity.indicators import add_costs
from planner.capacity.scenario import EngineName, Scenario, Study
from planner.capacity.staircase import curves
from planner.capacity.tallies import tally

Array = NDArray[np.float64]
_MOST_ROWS = 1_000_000
_BLOCK, _SMALLEST_BLOCK = 1000, 16
_FIRST_ROWS, _FEWEST = 200_000, 60
_LARGE = 3_800_000


@dataclass(frozen=True)
class Work:
    """Replications ``[first, first + count)`` of some scenarios.

    ``kept`` are the names of the sums to bring back; None: all.
    """

    study: Study
    engine: EngineName
    scenarios: tuple[Scenario, ...]
    first: int
    count: int
    kept: frozenset[str] | None = None


@dataclass(frozen=True)
class Done:
    """The sums of one scenario over a block, and its curves (points, replications)."""

    sums: dict[str, Array]
    curves: dict[str, Array]


@cache
def _keep_freed_memory() -> None:
    """Make the C library keep memory for the next block instead of giving it back each time.

    glibc raises its thresholds to the size of a large block that is freed (mallopt(3)); pages
    that come and go would cost a third of the time.
    """
    np.empty(_LARGE)


def perform(work: Work, draws: Draws | None = None) -> tuple[Done, ...]:
    """Simulate each scenario with the same random numbers."""
    _keep_freed_memory()
    # A single replication is simulated with a second one: sums over one column would be rounded
    # in another order.
    count = max(work.count, 2)
    shared = Draws(work.study.seed, work.first, count) if draws is None else draws
    done = []
    for scenario in work.scenarios:
        history = histories(work.engine, scenario, work.study, shared)
        sums = tally(scenario, work.study, history, count)
        add_costs(scenario, work.study, sums)
        lines = curves(work.study, history, count) if work.study.curve_points else {}
        done.append(
            Done(
                {
                    name: values[: work.count]
                    for name, values in sums.items()
                    if work.kept is None or name in work.kept
                },
                {name: values[:, : work.count] for name, values in lines.items()},
            )
        )
    return tuple(done)


def joined(parts: Sequence[Done]) -> Done:
    """Blocks one after the other."""
    first = parts[0]
    return Done(
        {name: np.concatenate([part.sums[name] for part in parts]) for name in first.sums},
        {name: np.concatenate([p.curves[name] for p in parts], axis=1) for name in first.curves},
    )


def first_round(scenarios: Sequence[Scenario], study: Study) -> int:
    """Replications after which the precision is looked at for the first time."""
    rows = _rows(scenarios, study)
    return int(min(study.max_replications, _BLOCK, max(_FEWEST, _FIRST_ROWS // rows)))


def block_size(scenarios: Sequence[Scenario], study: Study) -> int:
    """Replications in a block: a thousand, fewer where each has very many referrals."""
    return int(min(_BLOCK, max(_SMALLEST_BLOCK, _MOST_ROWS // _rows(scenarios, study))))


def _rows(scenarios: Sequence[Scenario], study: Study) -> float:
    """Referrals of a replication, roughly, at least one."""
    return 1 + max(one.rate * one.profile.total(study.horizon) for one in scenarios)
