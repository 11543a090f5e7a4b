"""Signing in and out, the second factor, the first password, the language."""

from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from planner.domain.errors import PlannerError
from planner.services.access.logins import SignedIn, Step
from planner.services.access.own_account import (
    begin_second_factor,
    change_password,
    confirm_second_factor,
)
from planner.services.access.second_factor import SecondFactorSetUp
from planner.services.access.signing_in import pass_second_factor, sign_in, sign_out
from planner.services.permissions import Action, may
from web.access import (
    PUBLIC,
    SIGNING_IN,
    asks,
    current_login,
    settings,
    token,
    with_login,
    without_login,
)
from web.forms import Form
from web.language import LANGUAGES, remember_language, said_all
from web.pages import go

access = Blueprint("access", __name__)


@access.get("/")
@asks(SIGNING_IN)
def first() -> BaseResponse:
    """To the first page that is hers."""
    return go(_home())


@access.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
@asks(PUBLIC)
def sign_in_page() -> Response:
    """Code and password."""
    form = Form.sent("code", "password", "next")
    if request.method == "GET":
        form.values["next"] = request.args.get("next", "")
        return _signing_in(form, 200)
    try:
        signed_in = sign_in(settings().store, form["code"], form["password"], settings().now())
    except PlannerError as error:
        return _signing_in(form, form.refuse(error))
    return _onward(signed_in, form["next"])


@access.route("/second-factor", methods=["GET", "POST"])
@asks(SIGNING_IN)
def second_factor() -> Response:
    """The code of the authenticator."""
    current_login()
    form = Form.sent("answer", "next")
    if request.method == "POST":
        try:
            signed_in = pass_second_factor(
                settings().store, token(), form["answer"], settings().now()
            )
        except PlannerError as error:
            form.errors["answer"] = [said_all(error)]
        else:
            return _onward(signed_in, form["next"])
    else:
        form.values["next"] = request.args.get("next", "")
    return make_response(
        render_template("access/second_factor.html", form=form), 422 if form.errors else 200
    )


@access.route("/new-password", methods=["GET", "POST"])
@asks(SIGNING_IN)
def new_password() -> Response:
    """Another password, at the first sign-in and whenever she likes."""
    login = current_login()
    form = Form.sent("old", "new", "again")
    if request.method == "POST":
        try:
            if form["new"] != form["again"]:
                form.errors["again"] = [_("The two are not alike.")]
            else:
                signed_in = change_password(
                    settings().store, token(), form["old"], form["new"], settings().now()
                )
                return _onward(signed_in, "")
        except PlannerError as error:
            form.errors["new"] = [said_all(error)]
    page = render_template(
        "access/new_password.html", form=form, is_first=login.missing is Step.NEW_PASSWORD
    )
    return make_response(page, 422 if form.errors else 200)


@access.route("/second-factor/new", methods=["GET", "POST"])
@asks(SIGNING_IN)
def set_up_second_factor() -> Response:
    """A secret for the authenticator, and its first code."""
    current_login()
    form = Form.sent("answer", "secret", "address")
    if request.method == "POST":
        try:
            signed_in, codes = confirm_second_factor(
                settings().store, token(), form["answer"], settings().now()
            )
        except PlannerError as error:
            form.errors["answer"] = [said_all(error)]
            shown = SecondFactorSetUp(form["secret"], form["address"])
            return _setting_up(form, shown, 422)
        page = render_template("access/recovery_codes.html", codes=codes)
        return with_login(make_response(page), signed_in.token)
    return _setting_up(form, begin_second_factor(settings().store, token(), settings().now()), 200)


@access.post("/sign-out")
@asks(SIGNING_IN)
def leave() -> Response:
    """End the login here and in the database."""
    sign_out(settings().store, token(), settings().now())
    return without_login(go(url_for("access.sign_in"), _("You are signed out.")))


@access.post("/language")
@asks(PUBLIC)
def language() -> Response:
    """The language of the pages before somebody is signed in."""
    chosen = request.form.get("language", "")
    answer = go(url_for("access.sign_in"))
    return remember_language(answer, chosen) if chosen in LANGUAGES else answer


def _signing_in(form: Form, status: int) -> Response:
    return make_response(render_template("access/sign_in.html", form=form), status)


def _setting_up(form: Form, shown: SecondFactorSetUp, status: int) -> Response:
    picture = segno.make(shown.address, error="m").svg_data_uri(scale=4, light="#fff")
    page = render_template(
        "access/set_up_second_factor.html", form=form, shown=shown, picture=picture
    )
    return make_response(page, status)


def _onward(signed_in: SignedIn, wanted: str) -> Response:
    address = wanted if _is_ours(wanted) else url_for("access.first")
    return with_login(go(address), signed_in.token)


def _is_ours(address: str) -> bool:
    """Whether an address stays on this site."""
    parts = urlsplit(address)
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return is_path and not parts.scheme and not parts.netloc


def _home() -> str:
    login = current_login()
    is_planner = login.actor is not None and may(login.actor, Action.VIEW_TODAY)
    return url_for("today.page" if is_planner or login.missing else "me.page")
