"""The audit log: who did or looked at what, whether it is whole, and as a file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from planner.services.access.audit_export import audit_csv
from planner.services.access.audit_log import (
    AuditChoiceError,
    AuditFilter,
    audit_events,
    check_chain,
)
from planner.services.permissions import Action, NotFoundError
from planner.services.programmes import programme_codes, programme_zone
from web.access import asks, desk, settings
from web.downloads import CSV, download
from web.forms import Form
from web.pages import show

audit_pages = Blueprint("audit", __name__, url_prefix="/audit")

_FIELDS = ("actor", "action", "programme", "participant", "since", "until")
_A_PAGE = 50


@audit_pages.get("", endpoint="page")
@asks(Action.VIEW_AUDIT)
def page() -> Response:
    """The events as the address filters them, the newest first."""
    form = _form(request.args)
    before = request.args.get("before", type=int)
    try:
        wanted = _filter(form)
        found = audit_events(desk(), replace(wanted, before_id=before, limit=_A_PAGE + 1))
    except (AuditChoiceError, NotFoundError) as error:
        form.refuse(error)
        return _show(form, 422)
    return _show(form, 422 if form.errors else 200, found[:_A_PAGE], len(found) > _A_PAGE, before)


@audit_pages.get("/check", endpoint="check")
@asks(Action.VIEW_AUDIT)
def check() -> Response:
    """Whether each event still follows from the one before it."""
    report = check_chain(desk())
    return show("audit/check.html", "audit/_check.html", report=report)


@audit_pages.post("/export", endpoint="export")
@asks(Action.VIEW_AUDIT)
def export() -> Response:
    """The events of the same filters as a table for a spreadsheet."""
    form = _form(request.form)
    try:
        wanted = _filter(form)
        if form.errors:
            return _show(form, 422)
        content = audit_csv(desk(), wanted)
    except (AuditChoiceError, NotFoundError) as error:
        form.refuse(error)
        return _show(form, 422)
    return download(content, f"audit-log-{desk().today}.csv", CSV)


def _form(given: Mapping[str, str]) -> Form:
    return Form({name: given.get(name, "").strip() for name in _FIELDS})


def _filter(form: Form) -> AuditFilter:
    """What the fields ask for; a day that is none is said beside its field and left out."""
    first, last = _day(form, "since"), _day(form, "until")
    zone = _zone()
    return AuditFilter(
        actor=form["actor"] or None,
        action=form["action"] or None,
        programme=form["programme"] or None,
        participant=form["participant"] or None,
        since=None if first is None else datetime.combine(first, time(), zone),
        until=None if last is None else datetime.combine(last + timedelta(days=1), time(), zone),
    )


def _day(form: Form, name: str) -> date | None:
    if not form[name]:
        return None
    try:
        found = date.fromisoformat(form[name])
        # A day at either end of the calendar has no neighbour, and no moment in every zone.
        if not 1900 <= found.year <= 2199:
            raise ValueError
    except ValueError:
        form.errors[name] = [_("This is no day.")]
        return None
    return found


def _zone() -> ZoneInfo:
    """The one in which the page writes moments."""
    code = desk().actor.programme
    return ZoneInfo(programme_zone(settings().store, code) if code else "UTC")


def _show(
    form: Form,
    status: int,
    found: object = (),
    has_more: bool = False,
    before: int | None = None,
) -> Response:
    return show(
        "audit/page.html",
        "audit/_events.html",
        status,
        form=form,
        events=found,
        has_more=has_more,
        before=before,
        codes=programme_codes(desk()),
    )
