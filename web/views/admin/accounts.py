"""The accounts of those who sign in: looking, adding, changing, letting nobody in."""

from collections.abc import Callable

from flask import Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import PlannerError
from planner.services.access.account_rules import AccountError, NewAccount
from planner.services.access.accounts import (
    Account,
    accounts,
    add_account,
    change_role,
    disable_account,
    enable_account,
    end_access,
    reset_password,
    reset_second_factor,
)
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Role
from planner.services.permissions import Action, NotFoundError
from planner.services.programmes import programme_codes
from web.access import asks, desk
from web.clock import wall_of
from web.forms import Form
from web.pages import go, show
from web.views.admin.pages import admin_pages

_REFUSALS = (AccountError, ChangedMeanwhileError)


@admin_pages.get("/accounts", endpoint="accounts")
@asks(Action.MANAGE_ACCOUNTS)
def index() -> Response:
    """Every account whose code has the searched text."""
    search = request.args.get("search", "").strip()
    everybody = accounts(desk())
    found = [account for account in everybody if search.casefold() in account.code.casefold()]
    return show(
        "admin/accounts.html",
        "admin/_accounts.html",
        accounts=found,
        total=len(everybody),
        search=search,
    )


@admin_pages.route("/accounts/new", methods=["GET", "POST"], endpoint="new_account")
@asks(Action.MANAGE_ACCOUNTS)
def new_account() -> Response:
    """Add an account; its first password is shown in the answer and never again."""
    if request.method == "GET":
        codes = programme_codes(desk())
        first = codes[0] if codes else ""
        values = {"code": "", "role": "staff", "programme": first, "staff": "", "language": "en"}
        return _new(Form(values), 200)
    form = Form.sent("code", "role", "programme", "staff", "language")
    if form["role"] not in set(Role):
        form.errors["role"] = [_("Choose one of these.")]
        return _new(form, 422)
    wanted = NewAccount(
        code=form["code"],
        role=Role(form["role"]),
        programme=form["programme"] or None,
        staff=form["staff"] or None,
        language=form["language"],
    )
    try:
        password = add_account(desk(), wanted)
    except (AccountError, NotFoundError) as error:
        return _new(form, form.refuse(error))
    return _password(wanted.code, password)


@admin_pages.get("/accounts/<code>", endpoint="account")
@asks(Action.MANAGE_ACCOUNTS)
def account(code: str) -> Response:
    """One account and what can be done with it."""
    return _account(code, Form({}), 200)


@admin_pages.post("/accounts/<code>/disable", endpoint="disable_account")
@asks(Action.MANAGE_ACCOUNTS)
def disable(code: str) -> Response:
    """Let her in no more."""
    return _deed(
        code,
        lambda: disable_account(desk(), code, _version()),
        _("The account is disabled; its logins and calendar links have ended."),
    )


@admin_pages.post("/accounts/<code>/enable", endpoint="enable_account")
@asks(Action.MANAGE_ACCOUNTS)
def enable(code: str) -> Response:
    """Let her in again."""
    return _deed(
        code,
        lambda: enable_account(desk(), code, _version()),
        _("The account can sign in again."),
    )


@admin_pages.post("/accounts/<code>/role", endpoint="change_role")
@asks(Action.MANAGE_ACCOUNTS)
def role(code: str) -> Response:
    """Give her another role."""
    wanted = request.form.get("role", "")
    if wanted not in set(Role):
        return _account(code, Form({}, {"": [_("Choose one of these.")]}), 422)
    return _deed(
        code,
        lambda: change_role(desk(), code, Role(wanted), _version()),
        _("The role is changed; she has to sign in again."),
    )


@admin_pages.post("/accounts/<code>/password", endpoint="reset_password")
@asks(Action.MANAGE_ACCOUNTS)
def password(code: str) -> Response:
    """Give her a new first password, shown in the answer and never again."""
    try:
        first = reset_password(desk(), code, _version())
    except _REFUSALS as error:
        return _refused(code, error)
    return _password(code, first)


@admin_pages.post("/accounts/<code>/second-step", endpoint="reset_second_step")
@asks(Action.MANAGE_ACCOUNTS)
def second_step(code: str) -> Response:
    """Take a lost second step away."""
    return _deed(
        code,
        lambda: reset_second_factor(desk(), code, _version()),
        _("The second step is taken away; it is set up anew at the next sign-in."),
    )


@admin_pages.post("/accounts/<code>/end", endpoint="end_account_access")
@asks(Action.MANAGE_ACCOUNTS)
def end(code: str) -> Response:
    """End every login and calendar link of hers."""
    return _deed(
        code, lambda: end_access(desk(), code), _("Its logins and calendar links have ended.")
    )


def _deed(code: str, deed: Callable[[], object], said: str) -> Response:
    try:
        deed()
    except _REFUSALS as error:
        return _refused(code, error)
    return go(url_for("admin.account", code=code), said)


def _refused(code: str, error: PlannerError) -> Response:
    form = Form({})
    return _account(code, form, form.refuse(error))


def _account(code: str, form: Form, status: int) -> Response:
    found = _found(code)
    return show(
        "admin/account.html",
        "admin/_account.html",
        status,
        found=found,
        form=form,
        wall=wall_of(found.programme) if found.programme else None,
        is_own=found.code == desk().actor.code,
    )


def _found(code: str) -> Account:
    account = next((account for account in accounts(desk()) if account.code == code), None)
    if account is None:
        raise NotFoundError("There is no such account.")
    return account


def _new(form: Form, status: int) -> Response:
    codes = programme_codes(desk())
    return show(
        "admin/new_account.html",
        "admin/_new_account.html",
        status,
        form=form,
        codes=codes if desk().actor.programme else [*codes, ""],
    )


def _password(code: str, password: str) -> Response:
    return show(
        "admin/first_password.html",
        "admin/_first_password.html",
        code=code,
        password=password,
    )


def _version() -> int:
    return request.form.get("version", -1, type=int)
