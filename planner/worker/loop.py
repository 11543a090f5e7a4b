"""The worker's loop: take a run, search, take the next one, until somebody asks to leave."""

import logging
import multiprocessing
import os
import secrets
import socket
from typing import Protocol

from planner.db.runs import Claim, Pace
from planner.db.store import Store, StoreError
from planner.services.runs.holding import claim_run
from planner.worker.attempt import Attempt

POLL_SECONDS = 0.5

log = logging.getLogger("harbourplan.worker")


class Leaving(Protocol):
    """An event of threads or of processes."""

    def is_set(self) -> bool:
        """Whether the worker is asked to leave."""

    def wait(self, timeout: float) -> object:
        """Wait until it is, at most so many seconds."""


def run_worker(address: str, key: bytes, leaving: Leaving, pace: Pace | None = None) -> None:
    """Work on the runs of the database at ``address`` until ``leaving`` is set.

    The run at hand is given back then. A worker that another process started leaves with that too;
    such a process must not be one of ``multiprocessing``'s daemons, which may have no children.

    Raises:
        DatabaseAddressError, StoreError, SchemaError: the database cannot be opened.
    """
    store = Store.open(address, key)
    try:
        _Worker(store, leaving, pace or Pace()).work()
    finally:
        store.close()


class _Worker:
    def __init__(self, store: Store, leaving: Leaving, pace: Pace) -> None:
        self._store, self._leaving, self._pace = store, leaving, pace
        self._owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"

    def work(self) -> None:
        """Take runs until asked to leave."""
        log.info("worker %s waits for runs", self._owner)
        while not self._leave():
            claim = self._claim()
            if claim is None:
                self._leaving.wait(POLL_SECONDS)
                continue
            log.info("run %d: attempt %d begins", claim.run_id, claim.attempt)
            end = Attempt(self._store, claim, self._pace, self._leave).run()
            log.info("run %d: attempt %d: %s", claim.run_id, claim.attempt, end)
        log.info("worker %s leaves", self._owner)

    def _claim(self) -> Claim | None:
        try:
            return claim_run(self._store, self._owner, self._pace)
        except StoreError as error:
            log.warning("%s", error)
            return None

    def _leave(self) -> bool:
        parent = multiprocessing.parent_process()
        return self._leaving.is_set() or (parent is not None and not parent.is_alive())
