"""Runs a study: simulates or works out every scenario and compares each with the base."""

from collections.abc import Sequence
from dataclasses import replace

from planner.capacity.analytic.cases import formula_of, nearest
from planner.capacity.engines import as_studied, choose_engine
from planner.capacity.errors import CapacityError
from planner.capacity.estimates import Estimate, Interval, estimate, exact, paired_difference
from planner.capacity.indicators import Indicator, indicators_of, rows
from planner.capacity.results import ScenarioResult, StudyResult, curve
from planner.capacity.running import Control, simulated
from planner.capacity.scenario import EngineName, Scenario, Study
from planner.capacity.staircase import curve_points
from planner.capacity.work import Done
from planner.domain.sentences import told


def run_study(
    scenarios: Sequence[Scenario], study: Study, control: Control | None = None
) -> StudyResult:
    """Every figure of every scenario; the first scenario is the base.

    Raises:
        CapacityError: the question has no answer, or no engine for it.
        StoppedError: somebody stopped the study.
    """
    asked = [as_studied(scenario, study) for scenario in scenarios]
    engine = choose_engine(asked, study)
    if engine is EngineName.ANALYTIC:
        return StudyResult(study, 0, tuple(_worked_out(asked, study)))
    done = simulated(asked, study, engine, control or Control())
    found = [
        _result(scenario, study, engine, one, None if place == 0 else (asked[0], done[0]))
        for place, (scenario, one) in enumerate(zip(asked, done, strict=True))
    ]
    return StudyResult(study, len(done[0].sums["one"]), tuple(found))


def _worked_out(scenarios: Sequence[Scenario], study: Study) -> list[ScenarioResult]:
    """Formulas alone; a difference has no uncertainty either."""
    found: list[ScenarioResult] = []
    for scenario in scenarios:
        formula = formula_of(scenario, study)
        if formula is None:
            raise CapacityError(
                told("No formula covers the scenario {label}.", label=repr(scenario.label))
            )
        figures = formula[1]()
        titles = {one.name: one for one in indicators_of(scenario, study)}
        indicators = tuple(titles.get(name, Indicator(name, name, "")) for name in figures)
        estimates = {name: exact(value) for name, value in figures.items()}
        if found:
            estimates = {
                name: _against(value, found[0].estimates.get(name))
                for name, value in estimates.items()
            }
        check = nearest(scenario, study)
        found.append(ScenarioResult(scenario, EngineName.ANALYTIC, indicators, estimates, check))
    return found


def _against(value: Estimate, base: Estimate | None) -> Estimate:
    if base is None:
        return value
    difference = value.mean - base.mean
    return replace(value, difference=Interval(difference, difference, difference))


def _result(
    scenario: Scenario,
    study: Study,
    engine: EngineName,
    done: Done,
    base: tuple[Scenario, Done] | None,
) -> ScenarioResult:
    indicators = indicators_of(scenario, study)
    of_base = {} if base is None else {one.name: one for one in indicators_of(base[0], study)}
    estimates = {}
    for indicator in indicators:
        pair = rows(done.sums, indicator)
        found = estimate(*pair)
        if base is not None and indicator.name in of_base:
            other = rows(base[1].sums, of_base[indicator.name])
            found = replace(found, difference=paired_difference(pair, other))
        estimates[indicator.name] = found
    times = curve_points(study)
    curves = {name: curve(times, values) for name, values in done.curves.items()}
    check = nearest(scenario, study)
    return ScenarioResult(scenario, engine, indicators, estimates, check, curves)
