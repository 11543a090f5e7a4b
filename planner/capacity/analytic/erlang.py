"""Erlang's formulas for beds without early leaving, and Cobham's for classes of priority."""

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise


def erlang_b(beds: int, load: float) -> float:
    """The share turned away where nobody waits: B(k) = a B(k-1) / (k + a B(k-1))."""
    blocked = 1.0
    for bed in range(1, beds + 1):
        blocked = load * blocked / (bed + load * blocked)
    return blocked


def erlang_c(beds: int, load: float) -> float:
    """The share that waits where nobody gives up, for a load below the number of beds."""
    blocked = erlang_b(beds, load)
    return blocked / (1.0 - load / beds * (1.0 - blocked))


def loss(beds: int, rate: float, stay: float) -> dict[str, float]:
    """Nobody waits; holds for any law of stay with this mean."""
    load = rate * stay
    lost = erlang_b(beds, load)
    carried = load * (1.0 - lost)
    return {
        "p_loss": lost,
        "p_wait": lost,
        "p_leave": lost,
        "mean_wait_all": 0.0,
        "mean_wait_admitted": 0.0,
        "mean_queue": 0.0,
        "occupancy": carried / beds,
        "leavers_per_time": rate * lost,
        "completions_per_time": rate * (1.0 - lost),
    }


def patient(rate: float, beds: int, stay: float, p_wait: float, wait: float) -> dict[str, float]:
    """The figures where nobody gives up, from the share that waits and the mean wait."""
    return {
        "p_wait": p_wait,
        "p_leave": 0.0,
        "mean_wait_all": wait,
        "mean_wait_admitted": wait,
        "mean_queue": rate * wait,
        "occupancy": rate * stay / beds,
        "leavers_per_time": 0.0,
        "completions_per_time": rate,
    }


def waiting(beds: int, rate: float, stay: float) -> dict[str, float]:
    """Erlang C: exponential stays, nobody gives up."""
    p_wait = erlang_c(beds, rate * stay)
    return patient(rate, beds, stay, p_wait, p_wait / (beds / stay - rate))


def priority_waits(beds: int, rates: Sequence[float], stay: float) -> list[float]:
    """Mean wait of each class, the first going first (Cobham 1954); nobody gives up.

    Without pre-emption, exponential stays of the same mean for all classes.
    """
    p_wait = erlang_c(beds, math.fsum(rates) * stay)
    used = [0.0, *accumulate(rate * stay / beds for rate in rates)]
    first = p_wait * stay / beds
    return [first / ((1.0 - before) * (1.0 - after)) for before, after in pairwise(used)]
