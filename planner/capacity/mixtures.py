"""A mixture of laws, for example of early exits and planned lengths of stay."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.capacity.laws import Array, Law


@dataclass(frozen=True)
class Mixture(Law):
    """One of several laws, each with its probability; the probabilities add up to 1.

    One uniform number chooses the part and, stretched again over [0, 1), the time within it: a
    change of one part leaves the times of all others as they were.
    """

    parts: tuple[tuple[float, Law], ...]

    @property
    def mean(self) -> float:
        return math.fsum(weight * law.mean for weight, law in self.parts)

    @property
    def kinks(self) -> tuple[float, ...]:
        return tuple(sorted({kink for _, law in self.parts for kink in law.kinks}))

    def at(self, uniform: Array) -> Array:
        return self._composed(uniform, [weight for weight, _ in self.parts], None)

    def rest(self, uniform: Array, age: float) -> Array:
        reached = np.array([age])
        weights = [weight * float(law.survival(reached)[0]) for weight, law in self.parts]
        total = math.fsum(weights)
        if total <= 0:
            return np.zeros_like(uniform)
        return self._composed(uniform, [weight / total for weight in weights], age)

    def _composed(self, uniform: Array, weights: list[float], age: float | None) -> Array:
        times = np.zeros_like(uniform)
        below = 0.0
        last = max(index for index, weight in enumerate(weights) if weight > 0)
        for index, (weight, (_, law)) in enumerate(zip(weights, self.parts, strict=True)):
            if weight <= 0:
                continue
            top = math.inf if index == last else below + weight
            chosen = (uniform >= below) & (uniform < top)
            inside = np.clip((uniform[chosen] - below) / weight, 0.0, np.nextafter(1.0, 0.0))
            times[chosen] = law.at(inside) if age is None else law.rest(inside, age)
            below += weight
        return times

    def survival(self, time: Array) -> Array:
        parts = [weight * law.survival(time) for weight, law in self.parts]
        return np.asarray(np.sum(parts, axis=0), dtype=float)

    def survival_integral(self, time: Array) -> Array:
        parts = [weight * law.survival_integral(time) for weight, law in self.parts]
        return np.asarray(np.sum(parts, axis=0), dtype=float)

    def scaled(self, factor: float) -> Law:
        return Mixture(tuple((weight, law.scaled(factor)) for weight, law in self.parts))

    def document(self) -> dict[str, Any]:
        parts = [{"weight": weight, **law.document()} for weight, law in self.parts]
        return {"law": "mixture", "parts": parts}


def with_early_exit(stay: Law, probability: float, early: Law) -> Law:
    """Stays that end early with a probability, and otherwise follow ``stay``."""
    if probability == 0:
        return stay
    return Mixture(((probability, early), (1.0 - probability, stay)))
