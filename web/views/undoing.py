"""Taking the last change back."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from planner.services.permissions import Action
from planner.services.undoing import NothingToUndoError, undo
from web.access import asks, desk, programme
from web.language import said_all
from web.pages import go

undoing_pages = Blueprint("undoing", __name__)


@undoing_pages.post("/undo")
@asks(Action.UNDO)
def last_change() -> Response:
    """Undo the change that left the programme at the revision that the form names."""
    try:
        undo(desk(), programme(), request.form.get("revision", -1, type=int))
    except NothingToUndoError as error:
        return go(_back(), said_all(error))
    return go(_back(), _("The last change was undone."))


def _back() -> str:
    """The page of this site from which she came."""
    wanted = request.form.get("next", "")
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours else "/"
