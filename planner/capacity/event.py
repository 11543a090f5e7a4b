"""Priorities, beds, caseload and day places together, closures: events in plain Python.

Events are arrivals, releases and changes of capacity, in order of time. Whoever can start does so,
earlier classes first and in order of arrival within a class; who waits for one thing does not hold
up others who need another.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.capacity import inputs
from planner.capacity.draws import Draws
from planner.capacity.history import Block, History, Served
from planner.capacity.inputs import Inputs
from planner.capacity.replication import Limits, Person, Replication, Start
from planner.capacity.scenario import Mode, Need, Scenario, Study

Array = NDArray[np.float64]
# Referrals beyond the horizon that decide the fates of those inside; doubled until they do.
_REFERRALS_BEYOND = 40


def simulate(scenario: Scenario, study: Study, draws: Draws) -> History:
    """The histories of all replications; in the long run until every fate that counts is known."""
    if study.mode is Mode.TERMINATING:
        history = _simulated(scenario, study, draws, study.horizon)
        assert history is not None
        return history
    beyond = _REFERRALS_BEYOND / scenario.rate
    while (history := _simulated(scenario, study, draws, study.horizon + beyond)) is None:
        beyond *= 2
    return history


def _simulated(scenario: Scenario, study: Study, draws: Draws, reach: float) -> History | None:
    """The histories with referrals up to ``reach``; None where that leaves a fate open."""
    people = (*inputs.waiting(scenario, draws), *inputs.referred(scenario, draws, reach))
    served = inputs.served(scenario, draws)
    limits = _limits(scenario, study, reach)
    columns = [_columns(block, draws.count) for block in people]
    finished = [_Finished() for _ in people]
    starts = _starts(scenario, served, draws.count)
    for number in range(draws.count):
        replication = Replication(limits, starts[number])
        rows = [column[number] for column in columns]
        if not replication.run(_queued(people, rows), reach):
            return None
        for block, row in zip(finished, rows, strict=True):
            block.keep(row)
    blocks = [block.block(of) for block, of in zip(finished, people, strict=True)]
    return History(
        tuple(person for person, _ in served),
        tuple(block for block in blocks if block.waited is not None),
        tuple(block for block in blocks if block.waited is None),
    )


def _limits(scenario: Scenario, study: Study, reach: float) -> Limits:
    """What the engine must respect: capacities at 0 and their later changes."""
    steps = (scenario.beds_in_service, scenario.caseload, scenario.places)
    first: list[float] = []
    changes: list[Start] = []
    for place, amount in enumerate(steps):
        if amount is None:
            first.append(float("inf"))
            continue
        first.append(amount.points[0][1])
        for (_, before), (time, after) in zip(amount.points, amount.points[1:], strict=False):
            if time < reach:
                change = after - before
                beds, slots, places = (change * (place == own) for own in range(3))
                changes.append((time, beds, slots, places))
    window_end = study.window[1] if study.mode is Mode.STEADY else None
    return Limits(
        tuple(first),
        tuple(changes),
        tuple(_takes(scenario, kind.need) for kind in scenario.classes),
        scenario.place_time,
        study.horizon,
        window_end,
    )


def _takes(scenario: Scenario, need: Need) -> tuple[bool, bool, bool]:
    """Whether somebody takes a bed, a part of the caseload, and a place in the day program."""
    is_resident = need is Need.RESIDENTIAL
    joins = scenario.residents_join if is_resident else need is Need.DAY_PROGRAM
    return is_resident, scenario.caseload is not None, joins and scenario.places is not None


def _starts(
    scenario: Scenario, served: tuple[tuple[Served, Array | float], ...], count: int
) -> list[list[Start]]:
    """The releases of those in service at time 0, for each replication."""
    starts: list[list[Start]] = [[] for _ in range(count)]
    for person, turnover in served:
        bed, slot, place = (float(held) for held in _takes(scenario, person.need))
        place = place if person.place_left > 0 else 0.0
        free = (person.end + turnover).tolist()
        for found, end, freed in zip(starts, person.end.tolist(), free, strict=True):
            found.append((freed, bed, 0.0, 0.0))
            found.append((end, 0.0, slot, 0.0))
            found.append((min(end, person.place_left), 0.0, 0.0, place))
    return starts


def _columns(block: Inputs, count: int) -> list[list[Person]]:
    """The people of a block in each replication, ready to be simulated."""
    held = block.stay + block.turnover
    tables = (block.arrival.T, block.deadline.T, block.stay.T, held.T)
    lists = [table.tolist() for table in tables]
    return [
        [Person(*values) for values in zip(*(table[number] for table in lists), strict=True)]
        for number in range(count)
    ]


def _queued(people: tuple[Inputs, ...], rows: list[list[Person]]) -> list[tuple[int, Person]]:
    """Who arrives in which line, in order of arrival; line 0 is for those promised a place."""
    queued = []
    for block, row in zip(people, rows, strict=True):
        for place, person in enumerate(row):
            promised = bool(block.people) and block.people[place].promised
            person.group = block.group
            queued.append((0 if promised else block.group + 1, person))
    if len(people) > 1:
        queued.sort(key=lambda pair: pair[1].arrival)
    return queued


@dataclass
class _Finished:
    """Collects the fates of a block, a list for each replication."""

    def __post_init__(self) -> None:
        self.out: list[list[float]] = []
        self.end: list[list[float]] = []
        self.taken: list[list[bool]] = []

    def keep(self, row: list[Person]) -> None:
        """Add a replication."""
        self.out.append([person.out for person in row])
        self.end.append([person.end for person in row])
        self.taken.append([person.taken for person in row])

    def block(self, of: Inputs) -> Block:
        """The block as arrays of shape (persons, replications)."""
        out, end = (np.array(table, dtype=float).T.copy() for table in (self.out, self.end))
        taken = np.array(self.taken, dtype=bool).T.copy()
        return Block(of.need, of.group, of.arrival, out, taken, end, of.waited)
