"""Ctrl-C: once ends the search and keeps the plan so far, twice ends at once."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopped_by_ctrl_c(stop: threading.Event) -> Iterator[None]:
    """Set ``stop`` at the first Ctrl-C; a second one raises ``KeyboardInterrupt`` as usual."""

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)
        print(
            "Stopping; the best plan so far will be written. Ctrl-C again ends at once.",
            file=sys.stderr,
        )

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
