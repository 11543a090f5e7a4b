"""Laws of stays, patience and turnover, each drawn from one uniform number a person.

A draw goes through ``at``: two laws given the same uniform numbers are compared like for like
(common random numbers). Times are in the unit of the study; arrays have any shape.
"""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.capacity.gamma import erlang_quantile, erlang_survival

Array = NDArray[np.float64]


class Law(ABC):
    """A law of a time that is never negative."""

    @property
    @abstractmethod
    def mean(self) -> float:
        """Its mean; infinite for ``none``."""

    @property
    def kinks(self) -> tuple[float, ...]:
        """Where its survival function is not smooth."""
        return ()

    @abstractmethod
    def at(self, uniform: Array) -> Array:
        """The times that belong to uniform numbers in [0, 1)."""

    @abstractmethod
    def survival(self, time: Array) -> Array:
        """The probability of more than ``time``."""

    @abstractmethod
    def survival_integral(self, time: Array) -> Array:
        """The integral of the survival function over [0, ``time``]."""

    @abstractmethod
    def scaled(self, factor: float) -> "Law":
        """The law of ``factor`` times this time."""

    @abstractmethod
    def document(self) -> dict[str, Any]:
        """The law as a scenario file writes it."""

    def rest(self, uniform: Array, age: float) -> Array:
        """What is left of the time of somebody who has reached ``age`` already; 0 at its end."""
        beyond = float(self.survival(np.array([age]))[0])
        if beyond <= 0:
            return np.zeros_like(uniform)
        return np.maximum(self.at(1.0 - beyond * (1.0 - uniform)) - age, 0.0)


@dataclass(frozen=True)
class Exponential(Law):
    """Memoryless."""

    average: float

    @property
    def mean(self) -> float:
        return self.average

    def at(self, uniform: Array) -> Array:
        times = np.negative(uniform)
        np.log1p(times, out=times)
        times *= -self.average
        return times

    def rest(self, uniform: Array, age: float) -> Array:
        return self.at(uniform)

    def survival(self, time: Array) -> Array:
        return np.exp(-time / self.average)

    def survival_integral(self, time: Array) -> Array:
        return -self.average * np.expm1(-time / self.average)

    def scaled(self, factor: float) -> Law:
        return Exponential(self.average * factor)

    def document(self) -> dict[str, Any]:
        return {"law": "exponential", "mean": self.average}


@dataclass(frozen=True)
class Deterministic(Law):
    """Always the same time."""

    value: float

    @property
    def mean(self) -> float:
        return self.value

    @property
    def kinks(self) -> tuple[float, ...]:
        return (self.value,)

    def at(self, uniform: Array) -> Array:
        return np.full_like(uniform, self.value)

    def rest(self, uniform: Array, age: float) -> Array:
        return np.full_like(uniform, max(self.value - age, 0.0))

    def survival(self, time: Array) -> Array:
        return (time < self.value).astype(float)

    def survival_integral(self, time: Array) -> Array:
        return np.minimum(time, self.value)

    def scaled(self, factor: float) -> Law:
        return Deterministic(self.value * factor)

    def document(self) -> dict[str, Any]:
        return {"law": "deterministic", "value": self.value}


@dataclass(frozen=True)
class Uniform(Law):
    """Evenly between two times."""

    low: float
    high: float

    @property
    def mean(self) -> float:
        return (self.low + self.high) / 2

    @property
    def kinks(self) -> tuple[float, ...]:
        return (self.low, self.high)

    def at(self, uniform: Array) -> Array:
        times = uniform * (self.high - self.low)
        times += self.low
        return times

    def survival(self, time: Array) -> Array:
        return np.clip((self.high - time) / (self.high - self.low), 0.0, 1.0)

    def survival_integral(self, time: Array) -> Array:
        inside = np.clip(time, self.low, self.high) - self.low
        width = self.high - self.low
        return np.minimum(time, self.low) + inside - inside**2 / (2 * width)

    def scaled(self, factor: float) -> Law:
        return Uniform(self.low * factor, self.high * factor)

    def document(self) -> dict[str, Any]:
        return {"law": "uniform", "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Erlang(Law):
    """The sum of ``phases`` exponential times of the same mean."""

    phases: int
    average: float

    @property
    def mean(self) -> float:
        return self.average

    def at(self, uniform: Array) -> Array:
        return erlang_quantile(self.phases, uniform) * (self.average / self.phases)

    def survival(self, time: Array) -> Array:
        return erlang_survival(self.phases, time * (self.phases / self.average))

    def survival_integral(self, time: Array) -> Array:
        scaled = time * (self.phases / self.average)
        # The integral of S_k is the sum over j <= k of P(Gamma_j <= x) = sum of 1 - S_j.
        parts = [1.0 - erlang_survival(j, scaled) for j in range(1, self.phases + 1)]
        return np.asarray(np.sum(parts, axis=0) * (self.average / self.phases), dtype=float)

    def scaled(self, factor: float) -> Law:
        return Erlang(self.phases, self.average * factor)

    def document(self) -> dict[str, Any]:
        return {"law": "erlang", "k": self.phases, "mean": self.average}


@dataclass(frozen=True)
class Empirical(Law):
    """One of the values seen, each as likely; ``values`` ascending."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        return math.fsum(self.values) / len(self.values)

    @property
    def kinks(self) -> tuple[float, ...]:
        return tuple(sorted(set(self.values)))

    def at(self, uniform: Array) -> Array:
        return np.array(self.values)[(uniform * len(self.values)).astype(np.intp)]

    def survival(self, time: Array) -> Array:
        seen = np.searchsorted(np.array(self.values), time, side="right")
        return np.asarray(1.0 - seen / len(self.values), dtype=float)

    def survival_integral(self, time: Array) -> Array:
        reached = np.minimum(np.asarray(time)[..., None], np.array(self.values))
        return np.asarray(reached.mean(axis=-1), dtype=float)

    def scaled(self, factor: float) -> Law:
        return Empirical(tuple(value * factor for value in self.values))

    def document(self) -> dict[str, Any]:
        return {"law": "empirical", "values": list(self.values)}


@dataclass(frozen=True)
class Never(Law):
    """``none``: nobody gives up."""

    @property
    def mean(self) -> float:
        return math.inf

    def at(self, uniform: Array) -> Array:
        return np.full_like(uniform, np.inf)

    def rest(self, uniform: Array, age: float) -> Array:
        return self.at(uniform)

    def survival(self, time: Array) -> Array:
        return np.ones_like(time)

    def survival_integral(self, time: Array) -> Array:
        return time

    def scaled(self, factor: float) -> Law:
        return self

    def document(self) -> dict[str, Any]:
        return {"law": "none"}


@dataclass(frozen=True)
class AtOnce(Law):
    """``zero``: who finds no bed free gives up at once."""

    @property
    def mean(self) -> float:
        return 0.0

    def at(self, uniform: Array) -> Array:
        return np.zeros_like(uniform)

    def survival(self, time: Array) -> Array:
        return np.zeros_like(time)

    def survival_integral(self, time: Array) -> Array:
        return np.zeros_like(time)

    def scaled(self, factor: float) -> Law:
        return self

    def document(self) -> dict[str, Any]:
        return {"law": "zero"}
