"""Mistakes that reach the browser: a plain page with what to do next, never a traceback."""

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from planner.domain.errors import PlannerError
from planner.services.access.logins import NotSignedInError
from planner.services.access.sign_in_tries import TooManyTriesError
from planner.services.change import ChangedMeanwhileError
from planner.services.permissions import NotAllowedError, NotFoundError
from web.access import without_login
from web.language import said_all
from web.pages import address_in_view, go

_STATUS: tuple[tuple[type[PlannerError], int], ...] = (
    (NotFoundError, 404),
    (NotAllowedError, 403),
    (ChangedMeanwhileError, 409),
    (TooManyTriesError, 429),
)


def add_error_pages(app: Flask) -> None:
    """Answer every mistake with a page of our own."""
    app.register_error_handler(PlannerError, _planner_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)


def _planner_error(error: PlannerError) -> Response:
    if isinstance(error, NotSignedInError):
        return without_login(go("/sign-in", said_all(error)))
    status = next((number for kind, number in _STATUS if isinstance(error, kind)), 422)
    if status == 404:
        return _page(404, "")
    return _page(status, said_all(error))


def _stale_form(_error: CSRFError) -> Response:
    here = address_in_view()
    if here is None:
        return _page(400, _("The form was open for too long. Go back, load it again and send it."))
    # A page with a fresh form, or the way to the sign-in: that page asks who is there.
    return go(here, _("The page was open for too long, and what you sent was not saved."))


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    if isinstance(error, SecurityError):
        # Somebody came under another host's name: no address of a page can be built for her.
        return make_response("400", 400)
    return _page(error.code or 500, "")


def _page(status: int, sentence: str) -> Response:
    titles = {
        400: _("This could not be read"),
        403: _("This is not yours to do"),
        404: _("There is nothing here"),
        405: _("This cannot be done here"),
        409: _("Somebody else was quicker"),
        413: _("This is too large"),
        422: _("This was not accepted"),
        429: _("Too many tries"),
        500: _("Something went wrong on our side"),
    }
    title = titles.get(status, titles[500] if status >= 500 else titles[400])
    return make_response(
        render_template("errors/page.html", title=title, sentence=sentence, status=status), status
    )
