"""The child process: one search, ended with its worker whatever happens to that."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from planner.domain.errors import PlannerError
from planner.domain.sentences import joined
from planner.services.runs.kinds import RUN_KINDS, Outcome, Watch
from planner.worker.messages import Found, Kept, Message, Progressed, Refused

WORKER_GONE, BROKEN = 3, 4


def search(
    link: Connection, kind: str, snapshot: Mapping[str, Any], settings: Mapping[str, Any]
) -> None:
    """Search and tell the worker at the other end of ``link``; its word there is to stop."""
    # Both signals also reach the worker, who says over the link what is to be done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    stop = threading.Event()
    threading.Thread(target=_listen, args=(link, stop), daemon=True).start()
    teller = _Teller(link)
    try:
        outcome = RUN_KINDS[kind](snapshot, settings, teller.watch(stop))
    except PlannerError as error:
        teller.tell(Refused(joined(error.lines, "\n")))
    except Exception as error:
        _report(error)
        os._exit(BROKEN)
    else:
        teller.tell(Found(outcome))


def _listen(link: Connection, stop: threading.Event) -> None:
    """Wait for the worker's word; nobody at the other end any more ends this process at once."""
    try:
        while link.recv():
            stop.set()
    except (EOFError, OSError):
        os._exit(WORKER_GONE)


def _report(error: Exception) -> None:
    """Where it happened, without the message: that may quote a code, and logs hold none."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    print(f"{frames}{type(error).__name__}", file=sys.stderr, flush=True)


class _Teller:
    """Sends messages one at a time from whichever thread has something to say."""

    def __init__(self, link: Connection) -> None:
        self._link = link
        self._lock = threading.Lock()

    def tell(self, message: Message) -> None:
        with self._lock:
            try:
                self._link.send(message)
            except OSError:
                os._exit(WORKER_GONE)

    def watch(self, stop: threading.Event) -> Watch:
        def report(progress: dict[str, Any]) -> None:
            self.tell(Progressed(progress))

        def keep(outcome: Outcome) -> None:
            self.tell(Kept(outcome))

        return Watch(stop, report, keep)
