"""Moments as the clock on the wall showed them where somebody works."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import g

from planner.services.programmes import programme_zone
from web.access import current_login, settings


def on_the_wall(moment: datetime) -> datetime:
    """The wall-clock time of a moment at the programme's place; UTC for somebody without one."""
    if "wall_zone" not in g:
        code = _own_programme()
        g.wall_zone = ZoneInfo(programme_zone(settings().store, code) if code else "UTC")
    return moment.astimezone(g.wall_zone).replace(tzinfo=None)


def has_wall() -> bool:
    """Whether there is a place whose clock her pages show; else they show and say UTC."""
    return _own_programme() is not None


def wall_of(code: str) -> Callable[[datetime], datetime]:
    """What turns a moment into the wall-clock time at the place of a programme."""
    zone = ZoneInfo(programme_zone(settings().store, code))
    return lambda moment: moment.astimezone(zone).replace(tzinfo=None)


def _own_programme() -> str | None:
    actor = current_login().actor
    return actor.programme if actor else None
