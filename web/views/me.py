"""What is one's own: the week, the account and where it is signed in."""

from datetime import date

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from planner.calendars.levels import Language
from planner.services.access.own_account import choose_language
from planner.services.access.own_logins import own_logins, sign_out_elsewhere
from planner.services.pages.own_week import own_week
from planner.services.permissions import Action
from web.access import asks, current_login, desk, settings, token
from web.language import LANGUAGES, remember_language
from web.pages import go, show

me_pages = Blueprint("me", __name__)


@me_pages.get("/me")
@asks(Action.VIEW_OWN)
def page() -> Response:
    """Her own week; for somebody in no team, her account."""
    at = desk()
    if at.actor.staff is None:
        return go(url_for("me.account"))
    try:
        day = date.fromisoformat(request.args.get("week", ""))
    except ValueError:
        day = at.today
    return show("me/page.html", "me/_week.html", week=own_week(at, day), today=at.today)


@me_pages.get("/me/account")
@asks(Action.VIEW_OWN)
def account() -> Response:
    """Password, second step, language, and where she is signed in."""
    login = current_login()
    logins = own_logins(settings().store, token(), settings().now())
    page = render_template("me/account.html", login=login, logins=logins)
    return make_response(page)


@me_pages.post("/me/language")
@asks(Action.MANAGE_OWN_ACCOUNT)
def language() -> Response:
    """The language of the pages from now on."""
    chosen = request.form.get("language", "")
    answer = go(url_for("me.account"))
    if chosen not in LANGUAGES:
        return answer
    choose_language(desk(), Language(chosen))
    return remember_language(answer, chosen)


@me_pages.post("/me/sign-out-elsewhere")
@asks(Action.MANAGE_OWN_ACCOUNT)
def leave_elsewhere() -> Response:
    """End every login but this one."""
    sign_out_elsewhere(settings().store, token(), settings().now())
    return go(url_for("me.account"), _("You are signed in here and nowhere else."))
