"""How many people are somewhere at each of many moments, in every replication."""

import numpy as np
from numpy.typing import NDArray

from planner.capacity.history import History
from planner.capacity.scenario import Need, Study

Array = NDArray[np.float64]


def present(points: Array, begin: Array, end: Array) -> Array:
    """How many of the intervals ``[begin, end)`` hold each point; shape (points, replications).

    ``points`` are evenly spaced; ``begin`` and ``end`` have the shape (persons, replications).
    """
    replications = begin.shape[1]
    size = (len(points) + 1) * replications
    columns = np.arange(replications)
    entered = np.bincount((_index(points, begin) + columns).ravel(), minlength=size)
    gone = np.bincount((_index(points, np.maximum(begin, end)) + columns).ravel(), minlength=size)
    changes = (entered - gone).reshape(len(points) + 1, replications)
    counts: Array = np.cumsum(changes[:-1], axis=0, dtype=np.float64)
    return counts


def _index(points: Array, times: Array) -> NDArray[np.intp]:
    """Where in the flat table the first point at or after each time begins."""
    step = points[1] - points[0] if len(points) > 1 else 1.0
    rows = np.clip(np.ceil((times - points[0]) / step), 0, len(points))
    places: NDArray[np.intp] = rows.astype(np.intp)
    places *= times.shape[1]
    return places


def curve_points(study: Study) -> Array:
    """The moments of the curves, evenly from 0 to the horizon."""
    return np.linspace(0.0, study.horizon, study.curve_points)


def curves(study: Study, history: History, replications: int) -> dict[str, Array]:
    """Residents and people waiting at each moment, shape (points, replications)."""
    points = curve_points(study)
    residents = [
        (np.zeros_like(person.end)[None, :], person.end[None, :])
        for person in history.served
        if person.need is Need.RESIDENTIAL
    ]
    queue = []
    for block in history.blocks:
        queue.append((block.arrival, block.out))
        if block.need is Need.RESIDENTIAL:
            residents.append((block.out, block.end))
    shape = (len(points), replications)
    return {"residents": _all(points, residents, shape), "waiting": _all(points, queue, shape)}


def _all(points: Array, intervals: list[tuple[Array, Array]], shape: tuple[int, int]) -> Array:
    total = np.zeros(shape)
    for begin, end in intervals:
        total += present(points, begin, end)
    return total
