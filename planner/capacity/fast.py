"""First come, first served for beds: the workload vector of Kiefer and Wolfowitz (1955).

The times at which each bed is free again, in order, are all that the next referral needs to know;
one pass of minimum and maximum sorts them again. Each step serves one referral of all replications.
"""

import numpy as np
from numpy.typing import NDArray

from planner.capacity import inputs
from planner.capacity.draws import Draws
from planner.capacity.history import Block, History, Served
from planner.capacity.inputs import Inputs
from planner.capacity.scenario import Need, Scenario

Array = NDArray[np.float64]


def simulate(scenario: Scenario, draws: Draws, until: float) -> History:
    """The histories of all referrals up to ``until``; the fate of each is found at once."""
    residents = inputs.served(scenario, draws)
    (referrals,) = inputs.referred(scenario, draws, until)
    lists = inputs.waiting(scenario, draws)
    free = _free_times(scenario, draws.count, residents)
    if not lists:
        (block,) = _served_in_order(free, (referrals,))
        return History(tuple(person for person, _ in residents), (), (block,))
    *first, last = _served_in_order(free, (*lists, referrals))
    return History(tuple(person for person, _ in residents), tuple(first), (last,))


def _free_times(
    scenario: Scenario, count: int, residents: tuple[tuple[Served, Array | float], ...]
) -> list[Array]:
    """When each bed is free: residents are in the beds that open first."""
    beds = sorted(bed.opens for bed in scenario.beds)
    ends = [person.end + after for person, after in residents if person.need is Need.RESIDENTIAL]
    free = [np.full(count, max(opens, 0.0)) for opens in beds]
    for index, end in enumerate(ends):
        free[index] = np.maximum(free[index], end)
    return list(np.sort(np.array(free), axis=0))


def _served_in_order(free: list[Array], blocks: tuple[Inputs, ...]) -> tuple[Block, ...]:
    """Serve people in the order of their arrival, those of earlier blocks first."""
    if len(blocks) == 1:
        block = blocks[0]
        held = block.stay + block.turnover if _is_some(block.turnover) else block.stay
        return (_finished(block, _starts(free, block.arrival, block.deadline, held)),)
    arrival, deadline, held = (
        np.concatenate(parts)
        for parts in zip(
            *((b.arrival, b.deadline, b.stay + b.turnover) for b in blocks), strict=True
        )
    )
    order = np.argsort(arrival, axis=0, kind="stable")
    sorted_inputs = (np.take_along_axis(rows, order, axis=0) for rows in (arrival, deadline, held))
    starts = np.empty_like(arrival)
    np.put_along_axis(starts, order, _starts(free, *sorted_inputs), axis=0)
    sizes = np.cumsum([len(block.arrival) for block in blocks])[:-1]
    parts = zip(blocks, np.split(starts, sizes), strict=True)
    return tuple(_finished(block, rows) for block, rows in parts)


def _is_some(turnover: Array | float) -> bool:
    return not isinstance(turnover, float) or turnover > 0


def _starts(free: list[Array], arrival: Array, deadline: Array, held: Array) -> Array:
    """When each could be admitted at the earliest; ``free`` is used up.

    Who would be admitted after her deadline gives up and holds no bed: her start is ``free[0]``,
    which stays as it is.
    """
    starts = np.maximum(arrival, 0.0)
    new, stays = np.empty_like(free[0]), np.empty(len(free[0]), dtype=bool)
    last = len(free) - 1
    for start, limit, length in zip(starts, deadline, held, strict=True):
        np.maximum(free[0], start, out=start)
        np.less_equal(start, limit, out=stays)
        np.multiply(length, stays, out=new)
        np.add(new, start, out=new)
        for bed in range(last):
            np.minimum(new, free[bed + 1], out=free[bed])
            np.maximum(new, free[bed + 1], out=new)
        new, free[last] = free[last], new
    return starts


def _finished(block: Inputs, starts: Array) -> Block:
    taken = starts <= block.deadline
    out = np.minimum(starts, block.deadline, out=starts)
    end = block.stay * taken
    end += out
    return Block(block.need, block.group, block.arrival, out, taken, end, block.waited)
