"""Which formula covers a scenario, and which is the nearest one where none does."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.capacity.analytic.erlang import loss, priority_waits, waiting
from planner.capacity.analytic.fixed import fixed_stays
from planner.capacity.analytic.impatient import impatient
from planner.capacity.analytic.phases import MOST_STATES, phased
from planner.capacity.analytic.transient import transient
from planner.capacity.laws import AtOnce, Deterministic, Erlang, Exponential, Law, Never
from planner.capacity.scenario import Mode, Need, Scenario, Study

Figures = dict[str, float]
Formula = tuple[str, Callable[[], Figures]]


@dataclass(frozen=True)
class CrossCheck:
    """The figures of the nearest formula, its name, and what it assumes otherwise than asked."""

    formula: str
    figures: Figures
    differs: tuple[str, ...]


def formula_of(scenario: Scenario, study: Study) -> Formula | None:
    """The name of the formula that covers the question, and what works it out."""
    if next(_simplifications(scenario), None) or scenario.turnover.mean > 0:
        return None
    beds, stay, patience = len(scenario.beds), scenario.stay, scenario.patience
    if study.mode is Mode.TERMINATING:
        return _from_a_start(scenario, study)
    if len(scenario.classes) > 1:
        return _with_priorities(scenario)
    return _in_the_long_run(beds, scenario.rate, stay, patience)


def nearest(scenario: Scenario, study: Study) -> CrossCheck | None:
    """The formula that comes nearest; None where the long run has no balance, or no beds."""
    found = formula_of(scenario, study)
    if found is not None:
        return CrossCheck(found[0], found[1](), ())
    differs = list(_simplifications(scenario))
    if study.mode is Mode.TERMINATING:
        differs.append("the long run instead of the time from today on")
    if len(scenario.classes) > 1:
        differs.append("first come, first served")
    stay = scenario.stay
    if scenario.turnover.mean > 0:
        stay = stay.scaled(1 + scenario.turnover.mean / stay.mean)
        differs.append("turnover counts as a part of the stay")
    beds = int(scenario.beds_in_service.at(study.window[1]))
    rate = math.fsum(kind.rate for kind in scenario.classes if kind.need is Need.RESIDENTIAL)
    if scenario.profile.points:
        rate *= scenario.profile.points[-1][1]
    if beds == 0 or rate == 0:
        return None
    exact = _in_the_long_run(beds, rate, stay, scenario.patience)
    if exact is None:
        exact = _in_the_long_run(beds, rate, Exponential(stay.mean), scenario.patience)
        differs.append("stays are exponential with the same mean")
    return None if exact is None else CrossCheck(exact[0], exact[1](), tuple(differs))


def _simplifications(scenario: Scenario) -> Iterator[str]:
    """What no formula here can take into account, in words."""
    if not scenario.beds_in_service.is_constant:
        yield "as many beds throughout as at the end"
    if not scenario.profile.is_constant:
        yield "as many referrals throughout as at the end"
    if scenario.caseload is not None or scenario.places is not None:
        yield "neither caseload nor day places limit admissions"
    needs = {kind.need for kind in scenario.classes}
    if needs != {Need.RESIDENTIAL}:
        yield "only referrals for a bed"
    if any(kind.stay or kind.patience for kind in scenario.classes):
        yield "the same laws for every class of referrals"


def _in_the_long_run(beds: int, rate: float, stay: Law, patience: Law) -> Formula | None:
    """First come, first served; None where no formula fits or the queue would grow for ever."""
    if beds == 0 or rate == 0:
        return None
    mean = stay.mean
    if isinstance(patience, AtOnce):
        return "Erlang B", lambda: loss(beds, rate, mean)
    if isinstance(patience, Never):
        if rate * mean >= beds:
            return None
        if isinstance(stay, Exponential):
            return "Erlang C", lambda: waiting(beds, rate, mean)
        if isinstance(stay, Deterministic):
            return "M/D/c (Crommelin)", lambda: fixed_stays(beds, rate, mean)
    if isinstance(stay, Exponential):
        name = "Erlang A" if isinstance(patience, Exponential) else "M/M/c+G"
        return name, lambda: impatient(beds, rate, mean, patience)
    if isinstance(stay, Erlang) and isinstance(patience, Exponential | Never):
        phases = stay.phases
        if math.comb(beds + phases - 1, phases - 1) <= MOST_STATES:
            leaving = 1.0 / patience.mean
            return "M/Ek/c Markov chain", lambda: phased(beds, rate, phases, mean, leaving)
    return None


def _with_priorities(scenario: Scenario) -> Formula | None:
    beds, rate, mean = len(scenario.beds), scenario.rate, scenario.stay.mean
    if not isinstance(scenario.stay, Exponential) or not isinstance(scenario.patience, Never):
        return None
    if rate * mean >= beds:
        return None

    def figures() -> Figures:
        waits = priority_waits(beds, [kind.rate for kind in scenario.classes], mean)
        of_classes = {
            f"mean_wait_{kind.name}": wait
            for kind, wait in zip(scenario.classes, waits, strict=True)
        }
        return waiting(beds, rate, mean) | of_classes

    return "Cobham", figures


def _from_a_start(scenario: Scenario, study: Study) -> Formula | None:
    """Everything memoryless: only the number of people at 0 counts."""
    exponential = isinstance(scenario.stay, Exponential)
    memoryless = exponential and isinstance(scenario.patience, Exponential | Never)
    plain = all(
        person.left is None and person.need is Need.RESIDENTIAL for person in scenario.in_service
    ) and all(person.ready_in == 0 and not person.promised for person in scenario.waiting)
    too_many = len(scenario.in_service) > len(scenario.beds)
    if not (memoryless and plain) or too_many or len(scenario.classes) > 1:
        return None
    leaving = 1.0 / scenario.patience.mean
    people = len(scenario.in_service) + len(scenario.waiting)
    beds, rate, mean = len(scenario.beds), scenario.rate, scenario.stay.mean
    return "transient Erlang A", lambda: transient(beds, rate, mean, leaving, people, study.window)
