"""The week: who is on, what is missing, and giving a duty to somebody else."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import InputError, PlannerError
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Desk
from planner.services.pages.replacements import (
    LOOK,
    DutyOffers,
    duty_offers,
    open_duty_offers,
    session_offers,
)
from planner.services.pages.week import By, week
from planner.services.permissions import Action, NotFoundError
from planner.services.records.duties import (
    DutyOverError,
    give_duty,
    lock_duty,
    lock_session,
    reassign_duty,
    reassign_session,
)
from planner.services.records.legal_duties import NotLegalError
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import go, show
from web.undoing import done

week_pages = Blueprint("week", __name__)
_REFUSALS = (InputError, DutyOverError, NotLegalError, ChangedMeanwhileError)


@week_pages.get("/week")
@asks(Action.VIEW_WEEK)
def page() -> Response:
    """A Monday week or a month, by ``by``; for paper with ``print``."""
    by = request.args.get("by", "")
    is_month = request.args.get("view") == "month"
    chosen = By(by) if by in set(By) else By.STAFF
    shown = week(desk(), programme(), wanted_day(), chosen, is_month)
    is_print = request.args.get("print") == "1"
    template = "week/print.html" if is_print else "week/page.html"
    return show(template, "week/_week.html", week=shown, is_print=is_print)


def wanted_day() -> date:
    """The day that the address names, else today."""
    return _day(request.args.get("week", "")) or desk().today


@week_pages.get("/week/duties/<int:row_id>")
@asks(LOOK)
def duty(row_id: int) -> Response:
    """A duty and who else may have it."""
    return _show_duty(duty_offers(desk(), programme(), row_id))


@week_pages.post("/week/duties/<int:row_id>")
@asks(Action.REASSIGN_DUTY)
def reassign(row_id: int) -> Response:
    """Give a duty to somebody else, or to nobody."""
    form, before = _form(), duty_offers(desk(), programme(), row_id)

    def change() -> str:
        reassign_duty(desk(), programme(), row_id, _version(), form["staff"])
        words = {"duty": before.what, "staff": form["staff"]}
        if form["staff"]:
            return str(_("%(staff)s has %(duty)s now. Nothing else was changed.", **words))
        return str(_("%(duty)s is open again. Nothing else was changed.", **words))

    return _done_or(form, before.day, change, lambda: duty_offers(desk(), programme(), row_id))


@week_pages.post("/week/duties/<int:row_id>/lock")
@asks(Action.LOCK_DUTY)
def lock(row_id: int) -> Response:
    """Lock a duty, or unlock it."""
    return _lock(lock_duty, "week.duty", row_id, duty_offers)


@week_pages.get("/week/open")
@asks(LOOK)
def open_duty() -> Response:
    """A duty that nobody has, and who may take it."""
    return _show_duty(open_duty_offers(desk(), programme(), *_named(request.args.get)))


@week_pages.post("/week/open")
@asks(Action.REASSIGN_DUTY)
def give() -> Response:
    """Give somebody an open duty."""
    form, (code, day) = _form(), _named(request.form.get)

    def change() -> str:
        give_duty(desk(), programme(), form["staff"], code, day)
        words = {"duty": code, "staff": form["staff"]}
        return str(_("%(staff)s has %(duty)s now. Nothing else was changed.", **words))

    return _done_or(form, day, change, lambda: open_duty_offers(desk(), programme(), code, day))


@week_pages.get("/week/sessions/<int:row_id>")
@asks(LOOK)
def session(row_id: int) -> Response:
    """A session and who else may hold it."""
    return _show_duty(session_offers(desk(), programme(), row_id))


@week_pages.post("/week/sessions/<int:row_id>")
@asks(Action.REASSIGN_DUTY)
def hand_over(row_id: int) -> Response:
    """Let somebody else hold a session."""
    form, before = _form(), session_offers(desk(), programme(), row_id)

    def change() -> str:
        reassign_session(desk(), programme(), row_id, _version(), form["staff"])
        said = _("%(staff)s holds the session now. Nothing else was changed.", staff=form["staff"])
        return str(said)

    return _done_or(form, before.day, change, lambda: session_offers(desk(), programme(), row_id))


@week_pages.post("/week/sessions/<int:row_id>/lock")
@asks(Action.LOCK_SESSION)
def lock_held(row_id: int) -> Response:
    """Lock a session, or unlock it."""
    return _lock(lock_session, "week.session", row_id, session_offers)


def _show_duty(offers: DutyOffers, form: Form | None = None, status: int = 200) -> Response:
    form = form or Form({"staff": ""})
    return show("week/duty.html", "week/_duty.html", status, offers=offers, form=form)


def _done_or(
    form: Form, day: date, change: Callable[[], str], again: Callable[[], DutyOffers]
) -> Response:
    """Change and go back to the week, or show what is against it."""
    try:
        said = change()
    except _REFUSALS as error:
        return _refused(form, error, again)
    return done(url_for("week.page", week=day, by="shift"), said)


def _refused(form: Form, error: PlannerError, again: Callable[[], DutyOffers]) -> Response:
    status = form.refuse(error)
    try:
        return _show_duty(again(), form, status)
    except NotFoundError:
        raise error from None


def _lock(
    lock: Callable[[Desk, str, int, int, bool], None],
    endpoint: str,
    row_id: int,
    offers: Callable[[Desk, str, int], DutyOffers],
) -> Response:
    is_locked = request.form.get("locked") == "1"
    try:
        lock(desk(), programme(), row_id, _version(), is_locked)
    except _REFUSALS as error:
        return _refused(_form(), error, lambda: offers(desk(), programme(), row_id))
    said = _("It is locked: no new plan changes it.") if is_locked else _("It is not locked.")
    return go(url_for(endpoint, row_id=row_id), said)


def _form() -> Form:
    return Form.sent("staff")


def _version() -> int:
    return request.form.get("version", 0, int)


def _named(get: Callable[[str, str], str]) -> tuple[str, date]:
    """The duty and the day that a form or an address names."""
    day = _day(get("date", ""))
    if day is None:
        raise NotFoundError("There is no such shift or activity on that day.")
    return get("duty", ""), day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
