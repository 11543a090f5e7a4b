"""Who is at the desk: the login of a request, and what each page asks of her."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, current_app, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from planner.services.access.logins import Login, Step, login_of
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, may
from planner.services.programmes import programme_codes, programme_zone
from web.pages import address_in_view, go
from web.settings import WebSettings

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNING_IN = "signing_in"
_ASKED = "harbourplan_asks"
_PAGES = {
    Step.SECOND_FACTOR: "access.second_factor",
    Step.NEW_PASSWORD: "access.new_password",
    Step.SET_UP_SECOND_FACTOR: "access.set_up_second_factor",
}


def asks(needed: Action | str) -> Callable[[View], View]:
    """Declare what a view asks of whoever calls it: a use case, PUBLIC or SIGNING_IN."""

    def declare(view: View) -> View:
        setattr(view, _ASKED, needed)
        return view

    return declare


def asked_by(app: Flask, endpoint: str) -> Action | str | None:
    """What the view of an endpoint asks; None where nothing was declared."""
    if endpoint == "static":
        return PUBLIC
    needed: Action | str | None = getattr(app.view_functions[endpoint], _ASKED, None)
    return needed


def settings() -> WebSettings:
    """The settings of the running site."""
    found: WebSettings = current_app.extensions["harbourplan"]
    return found


def cookie_name() -> str:
    """The cookie of the login; over https no other site of the host can set it."""
    return "__Host-login" if settings().is_secure else "login"


def token() -> str:
    """The id of the login that the browser sends."""
    return request.cookies.get(cookie_name(), "")


def require_access() -> BaseResponse | None:
    """Let nobody further than the declared table allows."""
    g.login = None
    if request.endpoint is None:
        return None
    needed = asked_by(current_app, request.endpoint)
    if needed == PUBLIC:
        return None
    login = login_of(settings().store, token(), settings().now()) if token() else None
    g.login = login
    if needed == SIGNING_IN:
        return None
    if login is None:
        return go(url_for("access.sign_in", next=_wanted()), _why_signed_out())
    if login.missing is not None:
        return go(url_for(_PAGES[login.missing]))
    if needed is None or login.actor is None or not may(login.actor, Action(needed)):
        abort(403)
    return None


def _wanted() -> str | None:
    """Where she goes on once she is signed in: never to what a form was sent to."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return address_in_view()


def _why_signed_out() -> str:
    """Nothing for a first visit; else why she sees the sign-in, and what became of her form."""
    if request.method != "GET":
        lost: str = _("Your login has ended, and what you sent was not saved. Sign in to go on.")
        return lost
    ended: str = _("Your login has ended. Sign in to go on.")
    return ended if token() or address_in_view() is not None else ""


def current_login() -> Login:
    """Who is signed in, perhaps with a step missing; 303 to the sign-in where nobody is."""
    login: Login | None = g.login
    if login is None:
        abort(go(url_for("access.sign_in")))
    return login


def desk() -> Desk:
    """The desk of whoever is signed in."""
    found: Desk | None = g.get("desk")
    if found is None:
        login = current_login()
        if login.actor is None:
            abort(403)
        now = settings().now()
        found = g.desk = Desk(settings().store, login.actor, now, _today())
    return found


def _today() -> date:
    login = current_login()
    return local_day(login.actor.programme if login.actor else None)


def local_day(code: str | None) -> date:
    """The date at a programme's place, not that of the machine."""
    pinned = settings().today
    if pinned is not None:
        return pinned
    zone = programme_zone(settings().store, code) if code else "UTC"
    return settings().now().astimezone(ZoneInfo(zone)).date()


def programme() -> str:
    """The programme at hand: her own, else the one that the address names, else the first.

    Raises:
        NotFoundError: there is none for her.
    """
    at = desk()
    if at.actor.programme is not None:
        return at.actor.programme
    codes = programme_codes(at)
    wanted = request.values.get("programme") or (codes[0] if codes else "")
    if wanted not in codes:
        raise NotFoundError("There is no such programme.")
    return wanted


def with_login(answer: Response, new_token: str) -> Response:
    """The answer with the cookie of a login, for as long as the browser is open."""
    answer.set_cookie(
        cookie_name(),
        new_token,
        secure=settings().is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


def without_login(answer: Response) -> Response:
    """The answer that takes the cookie back."""
    answer.delete_cookie(
        cookie_name(), secure=settings().is_secure, httponly=True, samesite="Lax", path="/"
    )
    return answer
