"""How a study is going, on standard error; Ctrl-C ends it."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Report = Callable[[str, int, int], None]


@contextmanager
def showing(wanted: bool) -> Iterator[tuple[Report, threading.Event]]:
    """What to tell of the progress, and what a Ctrl-C sets; a second one ends at once."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, ask_to_stop)
    try:
        if sys.stderr.isatty():
            with _bars() as report:
                yield report, stop
        else:
            yield (_line if wanted else _nothing), stop
    finally:
        signal.signal(signal.SIGINT, before)


def _nothing(_what: str, _done: int, _of: int) -> None:
    pass


def _line(what: str, done: int, of: int) -> None:
    print(f"{what}: {done} of {of}", file=sys.stderr, flush=True)


@contextmanager
def _bars() -> Iterator[Report]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        known: dict[str, TaskID] = {}

        def report(what: str, done: int, of: int) -> None:
            if what not in known:
                known[what] = progress.add_task(what, total=of)
            progress.update(known[what], completed=done, total=of)

        yield report
