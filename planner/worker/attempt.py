"""One attempt at a run: the child searches, the worker keeps the run and passes on what is said."""

import logging
import time
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from planner.db.runs import Claim, Pace
from planner.db.store import Store, StoreError
from planner.services.runs.holding import (
    beat_run,
    cancel_held_run,
    fail_run,
    finish_run,
    give_back_run,
    keep_late,
    retry_run,
)
from planner.worker.messages import Died, Found, Kept, Progressed, Refused
from planner.worker.searching import Searching, searching

if TYPE_CHECKING:
    from planner.services.runs.kinds import Outcome

BEAT_SECONDS = 0.4
# From the word to stop until the run is cancelled without its search's answer: with a beat before
# and the writing after it, that is within two seconds.
PATIENCE_SECONDS = 1.1
# So long may the search of a cancelled run still write down the best plan that it has.
LATE_SECONDS = 30.0

log = logging.getLogger("harbourplan.worker")


class _End(StrEnum):
    """Why an attempt is over before the child has said how it ended."""

    LOST = "lost to another worker"
    LEFT = "the worker leaves"
    LATE = "cancelled without an answer"


_Ending = Found | Refused | Died | _End


class Attempt:
    """A worker's hold on one run. ``leave`` says whether the worker has to go."""

    def __init__(self, store: Store, claim: Claim, pace: Pace, leave: Callable[[], bool]) -> None:
        self._store, self._claim, self._pace, self._leave = store, claim, pace, leave
        self._started = self._last_beat = time.monotonic()
        self._next_beat = self._started + BEAT_SECONDS
        self._stop_asked: float | None = None
        self._is_cancelled = False
        self._progress: dict[str, Any] = {}
        self._kept: Outcome | None = None

    def run(self) -> str:
        """Search until the run is over or lost; returns one word or two for the log."""
        with searching(self._claim) as child:
            end = self._watch(child)
        if end is _End.LOST:
            return end
        return self._persistently(lambda: self._settle(end)) or _End.LOST

    def _watch(self, child: Searching) -> _Ending:
        """Listen to the child and beat in between, until there is something to write."""
        while True:
            message = child.message(max(0.0, self._next_beat - time.monotonic()))
            if isinstance(message, Found | Refused | Died):
                return _End.LEFT if isinstance(message, Died) and self._leave() else message
            if isinstance(message, Progressed):
                self._progress = message.progress
            elif isinstance(message, Kept):
                self._kept = message.outcome
            if self._leave():
                return _End.LEFT
            if time.monotonic() >= self._next_beat and not self._go_on(child):
                return _End.LATE if self._is_cancelled else _End.LOST

    def _go_on(self, child: Searching) -> bool:
        """Beat, or cancel the run where its search does not answer; False where there is no use."""
        self._next_beat = time.monotonic() + BEAT_SECONDS
        waiting = 0.0 if self._stop_asked is None else time.monotonic() - self._stop_asked
        if self._is_cancelled:
            return waiting < LATE_SECONDS
        if waiting > PATIENCE_SECONDS:
            state = self._persistently(lambda: cancel_held_run(self._store, self._claim))
            self._is_cancelled = state is not None
            return self._is_cancelled
        return self._beat(child)

    def _beat(self, child: Searching) -> bool:
        """Extend the lease and ask the child to stop where somebody wants that; False if lost."""
        began = time.monotonic()
        progress = self._progress | {"seconds": round(began - self._started, 1)}
        try:
            cancel = beat_run(self._store, self._claim, progress, self._pace)
        except StoreError as error:
            log.warning("run %d: %s", self._claim.run_id, error)
            return not self._is_lease_over()
        if cancel is None:
            return False
        self._last_beat = began
        if cancel and self._stop_asked is None:
            self._stop_asked = time.monotonic()
            child.ask_to_stop()
        return True

    def _is_lease_over(self) -> bool:
        """By this machine's running time, which nobody can set back."""
        return time.monotonic() - self._last_beat > self._pace.lease.total_seconds()

    def _settle(self, end: _Ending) -> str | None:
        """Write how the attempt ended; None where the run is lost."""
        store, claim = self._store, self._claim
        if self._is_cancelled:
            return keep_late(store, claim, end.outcome if isinstance(end, Found) else self._kept)
        if isinstance(end, Found):
            return finish_run(store, claim, end.outcome)
        if isinstance(end, Refused):
            return fail_run(store, claim, end.sentence)
        if isinstance(end, Died):
            return retry_run(store, claim, end.how, self._pace)
        return give_back_run(store, claim)

    def _persistently(self, write: Callable[[], str | None]) -> str | None:
        """Write even if the database is away for a while, as long as the lease can last."""
        while True:
            try:
                return write()
            except StoreError as error:
                log.warning("run %d: %s", self._claim.run_id, error)
                if self._is_lease_over():
                    return None
                time.sleep(BEAT_SECONDS)
