"""How long a search may take and how somebody can stop it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum


class Stop(Enum):
    """Why a search ended."""

    PROOF = "proof"
    WORK_LIMIT = "work_limit"
    TIME_LIMIT = "time_limit"
    PERSON = "person"


@dataclass(frozen=True)
class Progress:
    """Where a search stands; ``objective`` is None before the first plan."""

    seconds: float
    objective: int | None
    bound: int | None


@dataclass
class Limits:
    """Limits of one search; the clock starts when the object is made.

    ``seconds`` None: until proof or the work limit. ``stop`` may be set from another thread.
    ``report`` is called from the searching thread.
    """

    seconds: float | None = None
    seed: int = 0
    threads: int = 1
    stop: threading.Event = field(default_factory=threading.Event)
    report: Callable[[Progress], None] = lambda _: None
    started: float = field(default_factory=time.monotonic)

    @property
    def elapsed(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float | None:
        """Seconds that are left, at least 0; None without a time limit."""
        return None if self.seconds is None else max(0.0, self.seconds - self.elapsed)

    @property
    def interrupted(self) -> Stop | None:
        """Whether a person or the clock ends the search now."""
        if self.stop.is_set():
            return Stop.PERSON
        return Stop.TIME_LIMIT if self.left == 0 else None
