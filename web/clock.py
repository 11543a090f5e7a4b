"""Moments as the clock on the wall showed them where somebody works."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import g

from planner.services.programmes import programme_zone
from web.access import current_login, settings


def on_the_wall(moment: datetime) -> datetime:
    """The wall-clock time of a moment at the programme's place; UTC for somebody without one."""
    if "wall_zone" not in g:
        actor = current_login().actor
        code = actor.programme if actor else None
        g.wall_zone = ZoneInfo(programme_zone(settings().store, code) if code else "UTC")
    return moment.astimezone(g.wall_zone).replace(tzinfo=None)
