"""Runs the work of a study in this process or on an executor; the numbers are the same."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from planner.capacity.draws import Draws
from planner.capacity.errors import StoppedError
from planner.capacity.estimates import needed
from planner.capacity.indicators import PRECISE, indicators_of, rows
from planner.capacity.scenario import EngineName, Scenario, Study
from planner.capacity.work import Done, Work, block_size, first_round, joined, perform

_LOOK_AHEAD = 5
_LEAST = 30
_GROUP = 100
_MOST_WAITING = 64


@dataclass
class Control:
    """Where work runs, who is told how far it is, and who may stop it.

    ``executor`` is any of ``concurrent.futures``; None: this process. ``report`` gets the number
    of replications done and wanted, over all scenarios. ``stop`` may be set from another thread.
    """

    executor: Executor | None = None
    report: Callable[[int, int], None] = lambda _done, _wanted: None
    stop: threading.Event = field(default_factory=threading.Event)


def simulated(
    scenarios: Sequence[Scenario],
    study: Study,
    engine: EngineName,
    control: Control,
    kept: frozenset[str] | None = None,
) -> list[Done]:
    """Every scenario with the same number of replications: as many as asked, or as are needed.

    Raises:
        StoppedError: the stop was set.
    """
    runner = _Runner(tuple(scenarios), study, engine, control, kept)
    if study.precision is None:
        return runner.until(study.replications)
    wanted = first_round(scenarios, study)
    while True:
        done = runner.until(wanted)
        count = _needed(scenarios, study, done) + _LOOK_AHEAD
        if count <= wanted or wanted == study.max_replications:
            return [_first(one, min(count, wanted)) for one in done]
        wanted = min(count, study.max_replications)


def _needed(scenarios: Sequence[Scenario], study: Study, done: Sequence[Done]) -> int:
    """Replications after which each indicator of every scenario is precise enough."""
    assert study.precision is not None
    most = _LEAST
    for scenario, one in zip(scenarios, done, strict=True):
        names = {*PRECISE, *(f"mean_wait_{kind.name}" for kind in scenario.classes)}
        for indicator in indicators_of(scenario, study):
            if indicator.name in names:
                top, bottom = rows(one.sums, indicator)
                most = max(most, needed(top, bottom, study.precision, _LOOK_AHEAD, _LEAST))
    return most


def _first(done: Done, count: int) -> Done:
    return Done(
        {name: values[:count] for name, values in done.sums.items()},
        {name: values[:, :count] for name, values in done.curves.items()},
    )


class _Runner:
    """Keeps the blocks that are finished, so that more replications go on where it stopped."""

    def __init__(
        self,
        scenarios: tuple[Scenario, ...],
        study: Study,
        engine: EngineName,
        control: Control,
        kept: frozenset[str] | None,
    ) -> None:
        self._scenarios, self._study, self._engine = scenarios, study, engine
        self._control, self._kept = control, kept
        self._size = block_size(scenarios, study)
        self._blocks: list[list[Done]] = [[] for _ in scenarios]
        self._count = 0

    def until(self, replications: int) -> list[Done]:
        """All scenarios with so many replications."""
        groups = [
            range(first, min(first + _GROUP, len(self._scenarios)))
            for first in range(0, len(self._scenarios), _GROUP)
        ]
        starts = range(self._count, replications, self._size)
        pieces = [(start, group) for start in starts for group in groups]
        works = [
            Work(
                self._study,
                self._engine,
                tuple(self._scenarios[place] for place in group),
                start,
                min(self._size, replications - start),
                self._kept,
            )
            for start, group in pieces
        ]
        total = replications * len(self._scenarios)
        done = self._count * len(self._scenarios)
        for work, (_, group), parts in zip(works, pieces, self._performed(works), strict=True):
            for place, part in zip(group, parts, strict=True):
                self._blocks[place].append(part)
            done += work.count * len(group)
            self._control.report(done, total)
        self._count = replications
        return [joined(parts) for parts in self._blocks]

    def _performed(self, works: list[Work]) -> Iterator[tuple[Done, ...]]:
        if self._control.executor is None:
            return self._here(works)
        return self._elsewhere(works, self._control.executor)

    def _here(self, works: list[Work]) -> Iterator[tuple[Done, ...]]:
        """In order of blocks; scenarios of one block share its random numbers."""
        first, draws = -1, None
        for work in works:
            self._stop_if_asked()
            if work.first != first or draws is None:
                first = work.first
                draws = Draws(work.study.seed, first, max(work.count, 2))
            yield perform(work, draws)

    def _elsewhere(self, works: list[Work], executor: Executor) -> Iterator[tuple[Done, ...]]:
        """Results in the order of the work, whoever finishes first."""
        waiting: deque[Future[tuple[Done, ...]]] = deque()
        rest = iter(works)
        try:
            while True:
                while len(waiting) < _MOST_WAITING and (work := next(rest, None)) is not None:
                    waiting.append(executor.submit(perform, work))
                if not waiting:
                    return
                yield self._result(waiting[0])
                waiting.popleft()
        finally:
            for future in waiting:
                future.cancel()

    def _result(self, future: "Future[tuple[Done, ...]]") -> tuple[Done, ...]:
        while True:
            self._stop_if_asked()
            try:
                return future.result(timeout=0.5)
            except TimeoutError:
                if future.done():
                    raise

    def _stop_if_asked(self) -> None:
        if self._control.stop.is_set():
            raise StoppedError("Stopped; nothing has been kept of the study.")
