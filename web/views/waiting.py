"""The waiting list: looking, referring, changing, holding, withdrawing, who fits a bed."""

from datetime import date

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import PlannerError
from planner.services.pages.waiting import WaitingFilter, fits, waiting_list, waiting_row
from planner.services.permissions import Action
from planner.services.records.referrals import (
    edit_referral,
    hold_referral,
    refer,
    resume_referral,
    withdraw_referral,
)
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import show
from web.undoing import done

waiting_pages = Blueprint("waiting", __name__, url_prefix="/waiting")

_REFERRAL = (
    *("participant", "service", "received", "ready", "priority", "latest"),
    *("target_days", "min_days", "max_days", "houses"),
)
_NEW_PERSON = ("needs", "languages", "language_rule", "worker_gender", "worker_gender_rule")


@waiting_pages.get("", endpoint="page")
@asks(Action.VIEW_WAITING)
def page() -> Response:
    """The list as the address filters it."""
    given = request.args
    wanted = WaitingFilter(
        given.get("status", "waiting"),
        given.get("service", ""),
        given.get("priority", ""),
        given.get("search", "").strip(),
    )
    found = waiting_list(desk(), programme(), wanted)
    return show("waiting/page.html", "waiting/_list.html", waiting=found, wanted=wanted)


@waiting_pages.route("/new", methods=["GET", "POST"], endpoint="new")
@asks(Action.REFER)
def new() -> Response:
    """The form for a new referral."""
    if request.method == "GET":
        today = desk().today.isoformat()
        form = Form(_empty())
        form.values |= {"received": today, "ready": today}
        return show("waiting/new.html", "waiting/_new.html", form=form)
    form = Form.sent(*_REFERRAL, *_NEW_PERSON)
    person = {name: text for name, text in form.cells(*_NEW_PERSON).items() if text}
    try:
        refer(desk(), programme(), form.cells(*_REFERRAL), person)
    except PlannerError as error:
        return show("waiting/new.html", "waiting/_new.html", form.refuse(error), form=form)
    return done(url_for("waiting.page"), _("%(code)s is on the list.", code=form["participant"]))


@waiting_pages.route("/<int:row_id>", methods=["GET"], endpoint="referral")
@asks(Action.VIEW_WAITING)
def referral(row_id: int) -> Response:
    """One referral, with the form to change it."""
    found = waiting_row(desk(), programme(), row_id)
    form = Form(dict(found.row.cells) | {"version": str(found.row.version)})
    return show("waiting/referral.html", "waiting/_referral.html", found=found, form=form)


@waiting_pages.post("/<int:row_id>", endpoint="edit")
@asks(Action.EDIT_REFERRAL)
def edit(row_id: int) -> Response:
    """Change a referral."""
    form = Form.sent(*_REFERRAL, "version")
    cells = form.cells(*(name for name in _REFERRAL if name != "participant"))
    try:
        edit_referral(desk(), programme(), row_id, _version(), **cells)
    except PlannerError as error:
        status = form.refuse(error)
        found = waiting_row(desk(), programme(), row_id)
        form.values["participant"] = found.row.cells["participant"]
        if status == 409:
            form.values["version"] = str(found.row.version)
        return show(
            "waiting/referral.html", "waiting/_referral.html", status, found=found, form=form
        )
    return done(url_for("waiting.referral", row_id=row_id), _("Saved."))


@waiting_pages.post("/<int:row_id>/hold", endpoint="hold")
@asks(Action.HOLD_REFERRAL)
def hold(row_id: int) -> Response:
    """Leave it out of planning."""
    hold_referral(desk(), programme(), row_id, _version())
    return _back(row_id, _("On hold: plans leave it out until it is resumed."))


@waiting_pages.post("/<int:row_id>/resume", endpoint="resume")
@asks(Action.HOLD_REFERRAL)
def resume(row_id: int) -> Response:
    """Put it back on the list."""
    resume_referral(desk(), programme(), row_id, _version())
    return _back(row_id, _("On the list again."))


@waiting_pages.post("/<int:row_id>/withdraw", endpoint="withdraw")
@asks(Action.WITHDRAW_REFERRAL)
def withdraw(row_id: int) -> Response:
    """Take it off the list."""
    outcome = request.form.get("outcome", "other")
    withdraw_referral(desk(), programme(), row_id, _version(), outcome)
    return _back(row_id, _("Off the list."))


@waiting_pages.get("/fits", endpoint="fits")
@asks(Action.VIEW_WAITING)
def who_fits() -> Response:
    """Who fits a bed from a day on, ranked."""
    at, code = desk(), programme()
    since = _day(request.args.get("since", ""), at.today)
    bed = request.args.get("bed", "")
    beds = waiting_list(at, code, WaitingFilter()).programme.beds
    found = fits(at, code, bed or beds[0].code, since)
    return show(
        "waiting/fits.html",
        "waiting/_fits.html",
        found=found,
        beds=beds,
        bed=bed or beds[0].code,
        since=since,
    )


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _empty() -> dict[str, str]:
    return dict.fromkeys((*_REFERRAL, *_NEW_PERSON), "") | {
        "service": "residential",
        "priority": "routine",
        "worker_gender": "any",
        "language_rule": "preferred",
        "worker_gender_rule": "preferred",
    }


def _version() -> int:
    return request.form.get("version", -1, type=int)


def _back(row_id: int, said: str) -> Response:
    return done(url_for("waiting.referral", row_id=row_id), said)
