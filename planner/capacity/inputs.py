"""The random inputs of a scenario: the same uniform numbers through the scenario's own laws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.capacity.draws import Draws, Stream
from planner.capacity.history import Served
from planner.capacity.laws import Deterministic, Law
from planner.capacity.scenario import Need, Scenario, Waiting

Array = NDArray[np.float64]
_LATE = 1e30


@dataclass(frozen=True)
class Inputs:
    """People of one class; arrays of shape (persons, replications).

    ``deadline`` is when somebody gives up if she is not admitted before; ``turnover`` how long her
    bed stays empty afterwards, one number where it is fixed. ``places`` are those of people who
    wait at time 0 in ``Scenario.waiting``.
    """

    need: Need
    group: int
    arrival: Array
    deadline: Array
    stay: Array
    turnover: Array | float
    people: tuple[Waiting, ...] = ()

    @property
    def waited(self) -> Array | None:
        """How long each has waited at time 0; None for later referrals."""
        return np.array([person.waited for person in self.people]) if self.people else None


def referred(scenario: Scenario, draws: Draws, until: float) -> tuple[Inputs, ...]:
    """The referrals of each class; every replication has one or more after ``until``."""
    found = []
    for group, kind in enumerate(scenario.classes):
        arrival = _arrivals(scenario, draws, group, until)
        rows = len(arrival)
        patience = _drawn(draws, Stream.PATIENCE, group, rows, kind.patience or scenario.patience)
        stay = _drawn(draws, Stream.STAY, group, rows, kind.stay or scenario.stay)
        turnover = _turnover(draws, Stream.TURNOVER, group, rows, scenario.turnover)
        deadline = np.add(arrival, patience, out=patience)
        found.append(Inputs(kind.need, group, arrival, deadline, stay, turnover))
    return tuple(found)


def _arrivals(scenario: Scenario, draws: Draws, group: int, until: float) -> Array:
    rate = scenario.classes[group].rate
    reach = rate * scenario.profile.total(until)
    if reach == 0:
        return np.empty((0, draws.count))
    amounts = draws.unit_arrivals(group, reach, reach)
    times = scenario.profile.arrivals(amounts * (1.0 / rate))
    # Who never comes, comes late enough: differences of infinite times would mean nothing.
    return np.minimum(times, _LATE)


def waiting(scenario: Scenario, draws: Draws) -> tuple[Inputs, ...]:
    """Those who wait at time 0, by class in their order; a block only where there are any."""
    found = []
    for group, kind in enumerate(scenario.classes):
        people = tuple(person for person in scenario.waiting if person.group == group)
        if not people:
            continue
        rows = len(people)
        arrival = np.empty((rows, draws.count))
        arrival[:] = np.array([person.ready_in for person in people])[:, None]
        deadline = _deadlines(draws, group, people, kind.patience or scenario.patience)
        stay = _drawn(draws, Stream.WAITING_STAY, group, rows, kind.stay or scenario.stay)
        turnover = _turnover(draws, Stream.WAITING_TURNOVER, group, rows, scenario.turnover)
        deadline = np.maximum(deadline, arrival)
        found.append(Inputs(kind.need, group, arrival, deadline, stay, turnover, people))
    return tuple(found)


def served(scenario: Scenario, draws: Draws) -> tuple[tuple[Served, Array | float], ...]:
    """Those in service at time 0, each with the turnover after her."""
    people = scenario.in_service
    if not people:
        return ()
    uniforms = draws.uniforms(Stream.IN_SERVICE, 0, len(people))
    turnover = _turnover(draws, Stream.IN_SERVICE_TURNOVER, 0, len(people), scenario.turnover)
    found = []
    for row, person in enumerate(people):
        stay = _stay_of(scenario, person.need)
        if person.left is None:
            end = stay.rest(uniforms[row], person.elapsed)
        else:
            end = np.full(draws.count, person.left)
        after = turnover if isinstance(turnover, float) else turnover[row]
        found.append((Served(person.need, person.elapsed, person.place_left, end), after))
    return tuple(found)


def _stay_of(scenario: Scenario, need: Need) -> Law:
    """The law of stay of the first class with this need, else that of the scenario."""
    laws = (kind.stay for kind in scenario.classes if kind.need is need)
    return next((law for law in laws if law is not None), scenario.stay)


def _drawn(draws: Draws, stream: Stream, group: int, rows: int, law: Law) -> Array:
    return law.at(draws.uniforms(stream, group, rows))


def _turnover(draws: Draws, stream: Stream, group: int, rows: int, law: Law) -> Array | float:
    if isinstance(law, Deterministic):
        return law.value
    return _drawn(draws, stream, group, rows, law)


def _deadlines(draws: Draws, group: int, people: tuple[Waiting, ...], law: Law) -> Array:
    uniforms = draws.uniforms(Stream.WAITING_PATIENCE, group, len(people))
    deadlines = np.empty_like(uniforms)
    for row, person in enumerate(people):
        never = person.promised
        deadlines[row] = np.inf if never else law.rest(uniforms[row], person.waited)
    return deadlines
