"""The child process as its worker sees it: messages, a word to stop, an end."""

import contextlib
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from planner.db.runs import Claim
from planner.domain.sentences import told
from planner.worker.child import BROKEN, search
from planner.worker.messages import STOP, Died, Message

# A fresh interpreter: nothing of the worker's threads and connections is inherited.
_PROCESSES = multiprocessing.get_context("spawn")


class Searching:
    """A running child process."""

    def __init__(self, claim: Claim) -> None:
        self._link, theirs = _PROCESSES.Pipe()
        with theirs:
            work = (theirs, claim.kind, claim.snapshot, claim.settings)
            self._process = _PROCESSES.Process(target=search, args=work, daemon=True)
            self._process.start()

    def message(self, seconds: float) -> Message | None:
        """What the child says next; None where it says nothing for so long."""
        try:
            if not self._link.poll(seconds):
                return None
            message: Message = self._link.recv()
            return message
        except (EOFError, OSError):
            self._process.join()
            return Died(_how(self._process.exitcode or 0))

    def ask_to_stop(self) -> None:
        """Let the child end with the best that it has."""
        with contextlib.suppress(OSError):
            self._link.send(STOP)

    def end(self) -> None:
        """End the child at once and let nothing of it stay."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._link.close()


@contextmanager
def searching(claim: Claim) -> Iterator[Searching]:
    """Search in a child process that ends with the block at the latest."""
    child = Searching(claim)
    try:
        yield child
    finally:
        child.end()


def _how(exit_status: int) -> str:
    if exit_status == -signal.SIGKILL:
        return told("The search was ended by the system, perhaps for want of memory.")
    if exit_status < 0:
        return told("The search broke off (signal {number}).", number=-exit_status)
    if exit_status == BROKEN:
        return told("The search broke off by a fault of the program; the worker's log says where.")
    return told("The search broke off (exit status {number}).", number=exit_status)
