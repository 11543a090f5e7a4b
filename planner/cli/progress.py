"""How a search is going, on standard error: elapsed, best cost, bound and gap."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from planner.services.plans.planning import Limits, Progress


@contextmanager
def showing_progress(limits: Limits, wanted: bool) -> Iterator[None]:
    """A line that renews itself on a terminal; elsewhere, if wanted, one line a change."""
    if sys.stderr.isatty():
        with _renewed_line(limits):
            yield
    else:
        if wanted:
            limits.report = lambda progress: print(words(progress), file=sys.stderr, flush=True)
        yield


@contextmanager
def _renewed_line(limits: Limits) -> Iterator[None]:
    latest = Progress(0.0, None, None)

    def remember(progress: Progress) -> None:
        nonlocal latest
        latest = progress

    def line() -> Text:
        return Text(words(Progress(limits.elapsed, latest.objective, latest.bound)))

    limits.report = remember
    console = Console(stderr=True)
    with Live(get_renderable=line, console=console, transient=True, refresh_per_second=4):
        yield


def words(progress: Progress) -> str:
    """One line about a search; what is not known yet is left out."""
    parts = [f"{progress.seconds:6.1f} s"]
    if progress.objective is None:
        return f"{parts[0]}  reading and first plan"
    parts.append(f"best cost {progress.objective}")
    if progress.bound is not None:
        gap = (progress.objective - progress.bound) / max(1, abs(progress.objective))
        parts += [f"bound {progress.bound}", f"gap {gap:.2%}"]
    return "  ".join(parts)
