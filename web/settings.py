"""What the site needs to know of its surroundings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from planner.db.store import Store


@dataclass(frozen=True)
class WebSettings:
    """The database, the clock, and how the site is reached.

    ``is_secure``: over https, so that cookies may say so. ``hosts`` are the names under which the
    site answers; ``today`` pins the day on which the pages stand, for trying out.
    """

    store: Store
    now: Callable[[], datetime]
    today: date | None = None
    is_secure: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
