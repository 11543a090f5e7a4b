"""Changing a stay or closing a bed: its effect on everybody waiting first, then the change."""

from collections.abc import Callable

from flask import Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import CommitmentError, InputError
from planner.services.change import ChangedMeanwhileError
from planner.services.pages.stay_view import closure_view, stay_view
from planner.services.permissions import Action
from planner.services.records.deeds import CELLS, Deed, DeedKind, perform
from planner.services.records.stays import StayError
from planner.services.runs.effects import NothingChangesError, effect, request_effect
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import go, show
from web.undoing import done
from web.views.beds import beds_pages, show_closure, show_new_closure, show_stay

__all__ = ["beds_pages"]

_REFUSALS = (InputError, CommitmentError, StayError, ChangedMeanwhileError, NothingChangesError)
_Again = Callable[[Form, int], Response]


@beds_pages.post("/beds/stays/<int:row_id>/confirm")
@asks(Action.CONFIRM_STAY)
def confirm(row_id: int) -> Response:
    """Promise a stay."""
    return _stay_deed(DeedKind.CONFIRM, row_id)


@beds_pages.post("/beds/stays/<int:row_id>/admit")
@asks(Action.ADMIT)
def admit(row_id: int) -> Response:
    """Somebody has moved in."""
    return _stay_deed(DeedKind.ADMIT, row_id)


@beds_pages.post("/beds/stays/<int:row_id>/extend")
@asks(Action.EXTEND_STAY)
def extend(row_id: int) -> Response:
    """Another day of discharge."""
    return _stay_deed(DeedKind.EXTEND, row_id)


@beds_pages.post("/beds/stays/<int:row_id>/discharge")
@asks(Action.DISCHARGE)
def discharge(row_id: int) -> Response:
    """Somebody leaves."""
    return _stay_deed(DeedKind.DISCHARGE, row_id)


@beds_pages.post("/beds/stays/<int:row_id>/move")
@asks(Action.MOVE_STAY)
def move(row_id: int) -> Response:
    """Another bed, or another day for a promise."""
    return _stay_deed(DeedKind.MOVE, row_id)


@beds_pages.post("/beds/stays/<int:row_id>/release")
@asks(Action.RELEASE_STAY)
def release(row_id: int) -> Response:
    """Take a promise back."""
    return _stay_deed(DeedKind.RELEASE, row_id)


@beds_pages.post("/beds/closures")
@asks(Action.CLOSE_BED)
def close() -> Response:
    """Take a bed out of service."""
    return _tried(_sent(DeedKind.CLOSE), url_for("beds.page"), show_new_closure)


@beds_pages.post("/beds/closures/<int:row_id>/open")
@asks(Action.OPEN_BED)
def open_again(row_id: int) -> Response:
    """End a closure, or take it back."""

    def again(form: Form, status: int) -> Response:
        return show_closure(row_id, form, status)

    return _tried(_sent(DeedKind.OPEN, row_id), url_for("beds.page"), again)


@beds_pages.get("/beds/effects/<int:run_id>")
@asks(Action.REQUEST_RUN)
def effect_of(run_id: int) -> Response:
    """What a change would do to everybody waiting, as far as it is known."""
    found = effect(desk(), programme(), run_id)
    deed = found.deed
    is_of_stay = deed.kind.table == "stays"
    return show(
        "beds/effect.html",
        "beds/_effect_told.html",
        effect=found,
        deed=deed,
        address=_address(deed),
        stay=stay_view(desk(), programme(), deed.row_id) if is_of_stay else None,
        closure=closure_view(desk(), programme(), deed.row_id)
        if deed.kind is DeedKind.OPEN
        else None,
    )


def _address(deed: Deed) -> str:
    """Where the change is sent to."""
    if deed.kind is DeedKind.CLOSE:
        return url_for("beds.close")
    endpoint = "open_again" if deed.kind is DeedKind.OPEN else deed.kind
    return url_for(f"beds.{endpoint}", row_id=deed.row_id)


def _stay_deed(kind: DeedKind, row_id: int) -> Response:
    def again(form: Form, status: int) -> Response:
        return show_stay(stay_view(desk(), programme(), row_id), kind, form, status)

    is_gone = kind is DeedKind.RELEASE
    next_page = url_for("beds.page") if is_gone else url_for("beds.stay", row_id=row_id)
    return _tried(_sent(kind, row_id), next_page, again)


def _sent(kind: DeedKind, row_id: int = 0) -> Deed:
    version = request.form.get("version", 0, type=int)
    return Deed(kind, row_id, version, Form.sent(*CELLS[kind]).values)


def _tried(deed: Deed, next_page: str, again: _Again) -> Response:
    """Show the effect of a change, or make it where she has seen that; a refusal at once."""
    try:
        if request.form.get("step") != "do":
            run_id = request_effect(desk(), programme(), deed)
            return go(url_for("beds.effect_of", run_id=run_id))
        perform(desk(), programme(), deed)
    except _REFUSALS as error:
        if isinstance(error, ChangedMeanwhileError) and error.theirs is None:
            raise
        form = Form(dict(deed.cells))
        status = form.refuse(error)
        return again(form, status)
    return done(next_page, _said(deed.kind))


def _said(kind: DeedKind) -> str:
    sentences: dict[DeedKind, str] = {
        DeedKind.CONFIRM: _("The stay is promised."),
        DeedKind.ADMIT: _("The admission is recorded."),
        DeedKind.EXTEND: _("The day of discharge is changed."),
        DeedKind.DISCHARGE: _("The discharge is recorded."),
        DeedKind.MOVE: _("The move is recorded."),
        DeedKind.RELEASE: _("The stay is taken back; who had it waits again."),
        DeedKind.CLOSE: _("The bed is closed."),
        DeedKind.OPEN: _("The closure is ended."),
    }
    return sentences[kind]
