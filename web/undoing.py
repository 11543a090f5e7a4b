"""Changes that can be taken back at once: said with a button beside it."""

from flask import Response, flash

from planner.services.permissions import Action
from planner.services.snapshots import snapshot
from web.access import desk, programme
from web.pages import go

OFFER = "undo:"
"""Category of a sentence about a change; the programme's revision after the change follows."""


def done(address: str, said: str) -> Response:
    """On to another page, which tells of the change just made and offers to undo it."""
    revision = snapshot(desk(), programme(), Action.UNDO).revision
    flash(said, f"{OFFER}{revision}")
    return go(address)
