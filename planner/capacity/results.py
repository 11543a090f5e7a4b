"""What a study has found, ready for a table, a plot or a file."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.capacity.analytic.cases import CrossCheck
from planner.capacity.estimates import Estimate
from planner.capacity.indicators import Indicator
from planner.capacity.scenario import EngineName, Scenario, Study

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """An amount over time: mean, P10 and P90 of the replications at each moment."""

    times: tuple[float, ...]
    mean: tuple[float, ...]
    p10: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True)
class ScenarioResult:
    """The figures of one scenario by the names of its indicators; ``curves`` by what they show."""

    scenario: Scenario
    engine: EngineName
    indicators: tuple[Indicator, ...]
    estimates: dict[str, Estimate]
    cross_check: CrossCheck | None = None
    curves: dict[str, Curve] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What the scenario is called."""
        return self.scenario.label


@dataclass(frozen=True)
class StudyResult:
    """Every scenario, the base first, over the same ``replications``; 0 for formulas."""

    study: Study
    replications: int
    scenarios: tuple[ScenarioResult, ...]

    @property
    def base(self) -> ScenarioResult:
        """What the others are compared with."""
        return self.scenarios[0]


def curve(times: Array, values: Array) -> Curve:
    """Summarise ``values`` of shape (moments, replications)."""
    p10, p90 = np.quantile(values, (0.1, 0.9), axis=1)
    columns = (times, values.mean(axis=1), p10, p90)
    return Curve(*(tuple(column.tolist()) for column in columns))
