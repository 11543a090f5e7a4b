"""Laws from the tables of a scenario file."""

from collections.abc import Callable, Mapping
from typing import Any

from planner.capacity.laws import (
    AtOnce,
    Deterministic,
    Empirical,
    Erlang,
    Exponential,
    Law,
    Never,
    Uniform,
)
from planner.capacity.mixtures import Mixture

_BUILDERS: Mapping[str, Callable[[Mapping[str, Any]], Law]] = {
    "exponential": lambda given: Exponential(given["mean"]),
    "deterministic": lambda given: Deterministic(given["value"]),
    "uniform": lambda given: Uniform(given["low"], given["high"]),
    "erlang": lambda given: Erlang(given["k"], given["mean"]),
    "empirical": lambda given: Empirical(tuple(given["values"])),
    "mixture": lambda given: Mixture(
        tuple((part["weight"], law_of(part)) for part in given["parts"])
    ),
    "none": lambda given: Never(),
    "zero": lambda given: AtOnce(),
}


def law_of(document: Mapping[str, Any]) -> Law:
    """The law that a checked table describes; the inverse of ``Law.document``."""
    return _BUILDERS[document["law"]](document)
