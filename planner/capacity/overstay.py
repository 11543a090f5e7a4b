"""Bed time beyond the beds in service: residents are never moved out when a bed closes."""

import numpy as np
from numpy.typing import NDArray

from planner.capacity.history import History
from planner.capacity.scenario import Need, Scenario

Array = NDArray[np.float64]


def bed_changes(history: History) -> tuple[Array, Array]:
    """Times in order at which beds are taken and left, and how many are taken from each on.

    Shape (changes, replications). At one moment discharges come before admissions.
    """
    taken, freed = [], []
    for person in history.served:
        if person.need is Need.RESIDENTIAL:
            taken.append(np.zeros_like(person.end)[None, :])
            freed.append(person.end[None, :])
    for block in history.blocks:
        if block.need is Need.RESIDENTIAL:
            taken.append(np.where(block.taken, block.out, np.inf))
            freed.append(np.where(block.taken, block.end, np.inf))
    frees, takes = np.concatenate(freed), np.concatenate(taken)
    times = np.concatenate([frees, takes])
    differences = np.concatenate([-np.ones_like(frees), np.ones_like(takes)])
    order = np.argsort(times, axis=0, kind="stable")
    times = np.take_along_axis(times, order, axis=0)
    return times, np.cumsum(np.take_along_axis(differences, order, axis=0), axis=0)


def overstay(scenario: Scenario, window: tuple[float, float], history: History) -> Array:
    """Bed time of residents beyond the beds in service inside the window, per replication."""
    beds = scenario.beds_in_service
    times, taken = bed_changes(history)
    total = np.zeros(times.shape[1])
    ends = [time for time, _ in beds.points[1:]] + [np.inf]
    first = np.zeros((1, times.shape[1]))
    starts = np.concatenate([first, times])
    stops = np.concatenate([times, np.full_like(first, np.inf)])
    counts = np.concatenate([first, taken])
    for (begin, amount), until in zip(beds.points, ends, strict=True):
        low, high = max(begin, window[0]), min(until, window[1])
        if low < high:
            spent = np.clip(stops, low, high) - np.clip(starts, low, high)
            total += np.add.reduce(np.maximum(counts - amount, 0.0) * spent, axis=0)
    return total
