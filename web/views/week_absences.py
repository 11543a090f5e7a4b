"""Recording who is away and who wishes to work or to be off."""

from datetime import date, datetime, time, timedelta

from flask import Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import InputError
from planner.services.change import ChangedMeanwhileError
from planner.services.pages.week_choices import choices, still_open
from planner.services.permissions import Action, NotFoundError, may
from planner.services.records.staffing import (
    AbsenceError,
    record_absence,
    remove_absence,
    request_day,
)
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import go, show
from web.undoing import done
from web.views.week import wanted_day, week_pages

__all__ = ["week_pages"]

_DAY = timedelta(days=1)


@week_pages.get("/week/absences/new")
@asks(Action.RECORD_OWN_ABSENCE)
def new_absence() -> Response:
    """The form for an absence."""
    day = wanted_day().isoformat()
    values = {"staff": request.args.get("staff", ""), "first": day, "last": day, "kind": "sick"}
    return _show_absence(Form(values))


@week_pages.post("/week/absences/new")
@asks(Action.RECORD_OWN_ABSENCE)
def add_absence() -> Response:
    """Record an absence; a coordinator goes on to the duties that it opens."""
    form = Form.sent("staff", "first", "from_time", "last", "to_time", "kind")
    span = _span(form)
    if span is None:
        return _show_absence(form, 422)
    try:
        opened = record_absence(desk(), programme(), form["staff"], *span, form["kind"])
    except (InputError, AbsenceError, ChangedMeanwhileError) as error:
        return _show_absence(form, form.refuse(error))
    said = _("The absence of %(staff)s is recorded.", staff=form["staff"])
    if not may(desk().actor, Action.RECORD_ABSENCE):
        return go(url_for("week.page", week=span[0].date()), said)
    duties = [f"{code}@{day}" for code, day in opened]
    back = url_for("week.opened", staff=form["staff"], week=span[0].date(), duty=duties)
    return done(back, said)


@week_pages.get("/week/absences/opened")
@asks(Action.RECORD_ABSENCE)
def opened() -> Response:
    """The duties that an absence has opened, each with a way to fill it."""
    duties = []
    for text in request.args.getlist("duty"):
        code, _at, day = text.rpartition("@")
        try:
            duties.append((code, date.fromisoformat(day)))
        except ValueError:
            raise NotFoundError("There is no such duty.") from None
    found = still_open(desk(), programme(), duties)
    staff = request.args.get("staff", "")
    return show(
        "week/opened.html", "week/_opened.html", duties=found, staff=staff, day=wanted_day()
    )


@week_pages.post("/week/absences/<int:row_id>/remove")
@asks(Action.REMOVE_ABSENCE)
def drop_absence(row_id: int) -> Response:
    """Somebody is not away after all; duties that were opened stay open."""
    remove_absence(desk(), programme(), row_id, request.form.get("version", 0, int))
    back = url_for("week.page", week=wanted_day())
    return done(back, _("The absence was removed. Duties that it opened are still open."))


@week_pages.get("/week/requests/new")
@asks(Action.REQUEST_DAY)
def new_request() -> Response:
    """The form for a wish."""
    values = {"staff": request.args.get("staff", ""), "date": wanted_day().isoformat()}
    return _show_request(Form(values | {"want": "off", "shift": ""}))


@week_pages.post("/week/requests/new")
@asks(Action.REQUEST_DAY)
def add_request() -> Response:
    """Record a wish; it takes the place of an earlier one for the same day and shift."""
    form = Form.sent("staff", "date", "want", "shift")
    day = _date(form, "date")
    if day is None:
        return _show_request(form, 422)
    try:
        request_day(desk(), programme(), form["staff"], day, form["want"], form["shift"])
    except (InputError, ChangedMeanwhileError) as error:
        return _show_request(form, form.refuse(error))
    said = _("The request is recorded. The next plan takes it into account.")
    address = url_for("week.page", week=day)
    return done(address, said) if may(desk().actor, Action.UNDO) else go(address, said)


def _show_absence(form: Form, status: int = 200) -> Response:
    offered = choices(desk(), programme())
    page = "week/absence.html", "week/_absence.html"
    return show(*page, status, form=form, choices=offered)


def _show_request(form: Form, status: int = 200) -> Response:
    offered = choices(desk(), programme())
    page = "week/request.html", "week/_request.html"
    return show(*page, status, form=form, choices=offered)


def _span(form: Form) -> tuple[datetime, datetime] | None:
    """From when to when; whole days where no time is given. None with what is wrong in the form."""
    first, last = _date(form, "first"), _date(form, "last")
    starts, ends = _time(form, "from_time"), _time(form, "to_time")
    if first is None or last is None or form.errors:
        return None
    start = datetime.combine(first, starts or time())
    end = datetime.combine(last, ends) if ends else datetime.combine(last, time()) + _DAY
    if end <= start:
        form.errors["last"] = [_("It must end after it begins.")]
        return None
    return start, end


def _date(form: Form, name: str) -> date | None:
    try:
        return date.fromisoformat(form[name])
    except ValueError:
        form.errors[name] = [_("Give a date, for example 2027-02-09.")]
        return None


def _time(form: Form, name: str) -> time | None:
    if not form[name]:
        return None
    try:
        return time.fromisoformat(form[name])
    except ValueError:
        form.errors[name] = [_("Give a time, for example 15:30.")]
        return None
