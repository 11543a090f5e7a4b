"""What every page is given: who is there, where she can go, the version of the static files."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from planner.services.permissions import Action, may

_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Place:
    """A way in the navigation."""

    endpoint: str
    label: Any
    action: Action


_PLACES = (
    Place("today.page", _l("Today"), Action.VIEW_TODAY),
    Place("beds.page", _l("Beds"), Action.VIEW_BEDS),
    Place("waiting.page", _l("Waiting list"), Action.VIEW_WAITING),
    Place("participants.index", _l("Participants"), Action.VIEW_PARTICIPANT),
    Place("week.page", _l("Week"), Action.VIEW_WEEK),
    Place("plans.page", _l("Plans"), Action.VIEW_PLANS),
    Place("capacity.page", _l("Capacity"), Action.VIEW_CAPACITY),
    Place("admin.page", _l("Administration"), Action.VIEW_ADMIN),
    Place("audit.page", _l("Audit log"), Action.VIEW_AUDIT),
    Place("me.page", _l("Me"), Action.VIEW_OWN),
)


def add_context(app: Flask) -> None:
    """Give every template its surroundings."""

    @app.context_processor
    def surroundings() -> dict[str, Any]:
        login = g.get("login")
        actor = login.actor if login is not None else None
        places = [
            place
            for place in _PLACES
            if actor and may(actor, place.action) and place.endpoint in app.view_functions
        ]
        return {
            "actor": actor,
            "places": places,
            "here": request.endpoint or "",
            "language": str(get_locale() or "en"),
            "asset": asset,
            "may": lambda action: actor is not None and may(actor, Action(action)),
        }


def asset(name: str) -> str:
    """The address of a static file, new whenever its contents are."""
    return url_for("static", filename=name, v=_fingerprint(name))


@cache
def _fingerprint(name: str) -> str:
    path = _STATIC / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.exists() else "0"
