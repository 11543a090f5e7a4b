"""One question asked of many scenarios at once: one-way sensitivity, grids, smallest capacity."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from planner.capacity.engines import as_studied, choose_engine
from planner.capacity.errors import CapacityError
from planner.capacity.estimates import Interval, paired_difference, ratio_interval
from planner.capacity.indicators import Indicator, indicators_of, rows
from planner.capacity.laws import Deterministic
from planner.capacity.running import Control, simulated
from planner.capacity.scenario import Bed, Scenario, Study
from planner.capacity.steps import Steps
from planner.capacity.work import Done
from planner.domain.sentences import told


@dataclass(frozen=True)
class Swing:
    """An input moved down and up, and what that does to the indicator (differences to the base)."""

    key: str
    low_value: float
    high_value: float
    low: Interval
    high: Interval

    @property
    def reach(self) -> float:
        """The larger of both effects."""
        return max(abs(self.low.mean), abs(self.high.mean))


@dataclass(frozen=True)
class Tornado:
    """One-way sensitivity of one indicator, the largest effect first."""

    indicator: Indicator
    base: Interval
    swings: tuple[Swing, ...]


@dataclass(frozen=True)
class Grid:
    """An indicator over two inputs: ``cells[row][column]`` for ``y_values`` and ``x_values``."""

    indicator: Indicator
    x_key: str
    y_key: str
    x_values: tuple[float, ...]
    y_values: tuple[float, ...]
    cells: tuple[tuple[Interval, ...], ...]


@dataclass(frozen=True)
class Search:
    """Capacities tried in order, each with the indicator and the upper confidence bound.

    ``found`` is the smallest that meets the target; None: none of them does.
    """

    indicator: Indicator
    key: str
    below: float
    confidence: float
    tried: tuple[tuple[int, Interval, float], ...]
    found: int | None


def moved(scenario: Scenario, key: str, value: float) -> Scenario:
    """The scenario with one input set to a value: a number, a mean, or a rate of referrals."""
    return _SETTERS[key](scenario, value)


def present_value(scenario: Scenario, key: str) -> float:
    """What the input is now; infinite for a capacity that does not limit."""
    amounts: Mapping[str, Callable[[], float]] = {
        "beds": lambda: float(len(scenario.beds)),
        "referral_rate": lambda: scenario.rate,
        "stay": lambda: scenario.stay.mean,
        "patience": lambda: scenario.patience.mean,
        "turnover": lambda: scenario.turnover.mean,
        "caseload": lambda: scenario.caseload.points[0][1] if scenario.caseload else math.inf,
        "places": lambda: scenario.places.points[0][1] if scenario.places else math.inf,
    }
    return amounts[key]()


def _with_beds(scenario: Scenario, value: float) -> Scenario:
    count = round(value)
    more = (Bed(),) * max(count - len(scenario.beds), 0)
    return replace(scenario, beds=(*scenario.beds[:count], *more))


def _with_rate(scenario: Scenario, value: float) -> Scenario:
    factor = value / scenario.rate if scenario.rate else 0.0
    classes = tuple(replace(kind, rate=kind.rate * factor) for kind in scenario.classes)
    return replace(scenario, classes=classes)


def _with_turnover(scenario: Scenario, value: float) -> Scenario:
    mean = scenario.turnover.mean
    law = scenario.turnover.scaled(value / mean) if mean > 0 else Deterministic(value)
    return replace(scenario, turnover=law)


_SETTERS: Mapping[str, Callable[[Scenario, float], Scenario]] = {
    "beds": _with_beds,
    "referral_rate": _with_rate,
    "stay": lambda one, value: replace(one, stay=one.stay.scaled(value / one.stay.mean)),
    "patience": lambda one, value: replace(
        one, patience=one.patience.scaled(value / one.patience.mean)
    ),
    "turnover": _with_turnover,
    "caseload": lambda one, value: replace(one, caseload=Steps.of(round(value))),
    "places": lambda one, value: replace(one, places=Steps.of(round(value))),
}
_WHOLE = ("beds", "caseload", "places")


def tornado(
    scenario: Scenario,
    study: Study,
    name: str,
    vary: Mapping[str, float],
    control: Control | None = None,
) -> Tornado:
    """Each input moved down and up, all others as they are, under the same random numbers.

    ``vary`` has shares of the present value; of beds, caseload and places whole numbers.

    Raises:
        CapacityError: an input cannot be moved, or there is no such indicator.
    """
    ends = []
    for key, amount in vary.items():
        now = present_value(scenario, key)
        if not 0 < now < math.inf and not (key == "turnover" and now == 0):
            raise CapacityError(
                told("{key} cannot be moved: the scenario has none to start from.", key=key)
            )
        step = round(amount) if key in _WHOLE else now * amount
        ends.append((key, max(now - step, 0.0), now + step))
    variants = [moved(scenario, key, value) for key, low, high in ends for value in (low, high)]
    indicator, done = _indicator_of(scenario, study, name, [scenario, *variants], control)
    base, *others = [rows(one.sums, indicator) for one in done]
    swings = [
        Swing(
            key,
            low,
            high,
            paired_difference(others[2 * place], base),
            paired_difference(others[2 * place + 1], base),
        )
        for place, (key, low, high) in enumerate(ends)
    ]
    swings.sort(key=lambda swing: -swing.reach if swing.reach == swing.reach else 0.0)
    return Tornado(indicator, ratio_interval(*base), tuple(swings))


def grid(
    scenario: Scenario,
    study: Study,
    name: str,
    x: tuple[str, Sequence[float]],
    y: tuple[str, Sequence[float]],
    control: Control | None = None,
) -> Grid:
    """An indicator for each pair of values of two inputs.

    Raises:
        CapacityError: there is no such indicator, or no engine for a scenario.
    """
    variants = [
        moved(moved(scenario, x[0], across), y[0], down) for down in y[1] for across in x[1]
    ]
    indicator, done = _indicator_of(scenario, study, name, variants, control)
    cells = [ratio_interval(*rows(one.sums, indicator)) for one in done]
    width = len(x[1])
    table = tuple(tuple(cells[row * width : (row + 1) * width]) for row in range(len(y[1])))
    return Grid(indicator, x[0], y[0], tuple(x[1]), tuple(y[1]), table)


def smallest_capacity(
    scenario: Scenario,
    study: Study,
    name: str,
    key: str,
    values: range,
    below: float,
    confidence: float = 0.9,
    control: Control | None = None,
) -> Search:
    """The first capacity whose indicator lies below a value with the confidence asked (one-sided).

    Raises:
        CapacityError: there is no such indicator, or no engine for a scenario.
    """
    tried: list[tuple[int, Interval, float]] = []
    reach = NormalDist().inv_cdf(confidence) / NormalDist().inv_cdf(0.975)
    indicator = None
    for value in values:
        variant = moved(scenario, key, float(value))
        indicator, done = _indicator_of(scenario, study, name, [variant], control)
        found = ratio_interval(*rows(done[0].sums, indicator))
        upper = found.mean + reach * found.half_width
        tried.append((value, found, upper))
        if upper < below:
            return Search(indicator, key, below, confidence, tuple(tried), value)
    if indicator is None:
        raise CapacityError(told("There is no capacity to try: the first is above the last."))
    return Search(indicator, key, below, confidence, tuple(tried), None)


def _indicator_of(
    scenario: Scenario,
    study: Study,
    name: str,
    variants: Sequence[Scenario],
    control: Control | None,
) -> tuple[Indicator, list[Done]]:
    """Simulate scenarios for the sake of one indicator; only its sums are kept."""
    known = {one.name: one for one in indicators_of(as_studied(scenario, study), study)}
    if name not in known:
        raise CapacityError(
            told(
                "There is no indicator {name}; known: {words}.",
                name=repr(name),
                words=", ".join(known),
            )
        )
    indicator = known[name]
    asked = [as_studied(one, study) for one in variants]
    engine = choose_engine(asked, study, by_formula=False)
    kept = frozenset({indicator.top, indicator.bottom, "one"})
    fixed = replace(study, curve_points=0, precision=None)
    return indicator, simulated(asked, fixed, engine, control or Control(), kept)
