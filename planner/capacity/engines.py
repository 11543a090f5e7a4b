"""Which engine answers a question: the cheapest that covers every scenario of the study."""

from collections.abc import Sequence
from dataclasses import replace

from planner.capacity import event, fast
from planner.capacity.analytic.cases import formula_of
from planner.capacity.draws import Draws
from planner.capacity.errors import CapacityError
from planner.capacity.history import History
from planner.capacity.laws import Never
from planner.capacity.scenario import EngineName, Mode, Need, Scenario, Study
from planner.capacity.steps import Steps
from planner.domain.sentences import told

_SIMULATING = (EngineName.FAST, EngineName.EVENT)


def as_studied(scenario: Scenario, study: Study) -> Scenario:
    """The scenario with the start that the study asks for."""
    if study.mode is Mode.TERMINATING and study.starts_today:
        return scenario
    return replace(scenario, in_service=(), waiting=())


def choose_engine(
    scenarios: Sequence[Scenario], study: Study, by_formula: bool = True
) -> EngineName:
    """The engine of a study; with ``by_formula`` False one of the two that simulate.

    Formulas answer a question about the long run by themselves; the next months are a spread
    first and a mean second, so they are simulated.

    Raises:
        CapacityError: the engine asked for does not cover a scenario, or there is no long run.
    """
    for scenario in scenarios:
        _refuse_endless_queue(scenario, study)
    if study.engine is not EngineName.AUTO and (by_formula or study.engine in _SIMULATING):
        for scenario in scenarios:
            _refuse_uncovered(scenario, study)
        return study.engine
    steady = study.mode is Mode.STEADY and by_formula
    if steady and all(formula_of(one, study) for one in scenarios):
        return EngineName.ANALYTIC
    if all(is_fast(scenario) for scenario in scenarios):
        return EngineName.FAST
    return EngineName.EVENT


def is_fast(scenario: Scenario) -> bool:
    """Whether beds alone limit, first come, first served, and no bed is ever closed."""
    residents = [one for one in scenario.in_service if one.need is Need.RESIDENTIAL]
    open_now = sum(bed.opens <= 0 for bed in scenario.beds)
    return (
        len(scenario.classes) == 1
        and scenario.classes[0].need is Need.RESIDENTIAL
        and len(scenario.beds) > 0
        and all(bed.closes == float("inf") and not bed.closures for bed in scenario.beds)
        and len(residents) <= open_now
        and _is_ample(scenario, scenario.caseload, len(scenario.in_service) - len(residents))
        and (scenario.places is None or not scenario.residents_join or _places_ample(scenario))
        and not any(person.promised for person in scenario.waiting)
    )


def _is_ample(scenario: Scenario, amount: Steps | None, others: int) -> bool:
    """Whether the amount is enough for full beds and all others in service at 0."""
    if amount is None:
        return True
    return min(level for _, level in amount.points) >= len(scenario.beds) + others


def _places_ample(scenario: Scenario) -> bool:
    others = [one for one in scenario.in_service if one.need is Need.DAY_PROGRAM]
    return _is_ample(scenario, scenario.places, len(others))


def histories(engine: EngineName, scenario: Scenario, study: Study, draws: Draws) -> History:
    """One block of replications by one of the two simulating engines."""
    if engine is EngineName.FAST:
        return fast.simulate(scenario, draws, study.horizon)
    return event.simulate(scenario, study, draws)


def _refuse_uncovered(scenario: Scenario, study: Study) -> None:
    if study.engine is EngineName.FAST and not is_fast(scenario):
        raise CapacityError(
            told(
                "The engine fast does not cover the scenario {label}: it knows beds that open and"
                " stay open, one kind of referrals, first come, first served. Use event or auto.",
                label=repr(scenario.label),
            )
        )
    if study.engine is EngineName.ANALYTIC and formula_of(scenario, study) is None:
        raise CapacityError(
            told(
                "No formula covers the scenario {label}. Use fast, event or auto.",
                label=repr(scenario.label),
            )
        )


def _refuse_endless_queue(scenario: Scenario, study: Study) -> None:
    """Where nobody gives up, the long run needs more beds than the load."""
    if study.mode is not Mode.STEADY:
        return
    load, endless = 0.0, True
    for kind in scenario.classes:
        if kind.need is Need.RESIDENTIAL:
            load += kind.rate * ((kind.stay or scenario.stay).mean + scenario.turnover.mean)
            endless = endless and isinstance(kind.patience or scenario.patience, Never)
    if endless and load > 0 and load >= scenario.beds_in_service.points[-1][1]:
        raise CapacityError(
            told(
                "The scenario {label} has no long run: nobody gives up, and referrals ask for"
                " {load} beds on average. Study the next months (mode terminating), or give a"
                " patience.",
                label=repr(scenario.label),
                load=f"{load:.2f}",
            )
        )
