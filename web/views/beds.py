"""The beds: their timeline, one stay, one closure."""

from datetime import date

from babel import Locale
from babel.dates import format_date
from flask import Blueprint, Response, request
from flask_babel import get_locale

from planner.services.pages.stay_view import StayView, beds_of, closure_view, stay_view
from planner.services.pages.timeline import timeline
from planner.services.pages.timeline_bars import picture
from planner.services.pages.timeline_pieces import PieceKind
from planner.services.pages.timeline_query import timeline_query
from planner.services.permissions import Action
from planner.services.records.deeds import DeedKind
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import show

beds_pages = Blueprint("beds", __name__)
_SHIFT_MONTHS = 6


@beds_pages.get("/beds")
@asks(Action.VIEW_BEDS)
def page() -> Response:
    """The timeline of the beds, as a picture or as a table."""
    today = desk().today
    query = timeline_query(request.args, today)
    found = timeline(desk(), programme(), query)
    return show(
        "beds/page.html",
        "beds/_timeline.html",
        timeline=found,
        picture=picture(found) if query.view == "picture" else None,
        query=query,
        arguments=query.arguments(today),
        earlier=query.moved(-_SHIFT_MONTHS).arguments(today),
        later=query.moved(_SHIFT_MONTHS).arguments(today),
        tick_label=_tick_label,
        legend=tuple(PieceKind),
    )


@beds_pages.get("/beds/stays/<int:row_id>")
@asks(Action.VIEW_BEDS)
def stay(row_id: int) -> Response:
    """One stay, with the form of what somebody wants to do with it."""
    found = stay_view(desk(), programme(), row_id)
    wanted = next((deed for deed in found.deeds if deed == request.args.get("do")), None)
    return show_stay(found, wanted, Form(_usual(found, wanted)))


@beds_pages.get("/beds/closures/new")
@asks(Action.CLOSE_BED)
def new_closure() -> Response:
    """The form that closes a bed."""
    return show_new_closure(Form({"bed": request.args.get("bed", "")}))


@beds_pages.get("/beds/closures/<int:row_id>")
@asks(Action.VIEW_BEDS)
def closure(row_id: int) -> Response:
    """One closure, with the form that ends it."""
    return show_closure(row_id, Form({"end": ""}))


def show_stay(found: StayView, wanted: DeedKind | None, form: Form, status: int = 200) -> Response:
    """The page of a stay with the form of one deed."""
    page, part = "beds/stay.html", "beds/_stay.html"
    return show(page, part, status, stay=found, wanted=wanted, form=form)


def show_closure(row_id: int, form: Form, status: int = 200) -> Response:
    """The page of a closure."""
    found = closure_view(desk(), programme(), row_id)
    page, part = "beds/closure.html", "beds/_closure.html"
    return show(page, part, status, closure=found, form=form)


def show_new_closure(form: Form, status: int = 200) -> Response:
    """The form that closes a bed."""
    beds = beds_of(desk(), programme())
    page, part = "beds/new_closure.html", "beds/_new_closure.html"
    return show(page, part, status, beds=beds, form=form)


def _usual(found: StayView, wanted: DeedKind | None) -> dict[str, str]:
    """What is most likely meant."""
    today = desk().today.isoformat()
    admission, discharge = found.admission.isoformat(), found.discharge.isoformat()
    is_here = found.kind is PieceKind.IN_HOUSE
    usual: dict[DeedKind | None, dict[str, str]] = {
        DeedKind.ADMIT: {"admission": today},
        DeedKind.EXTEND: {"discharge": discharge},
        DeedKind.DISCHARGE: {"discharge": today},
        DeedKind.MOVE: {"bed": found.bed.code, "admission": today if is_here else admission},
    }
    return usual.get(wanted, {})


def _tick_label(day: date, zoom: str) -> str:
    """The month or quarter as the language shortens it."""
    locale = Locale(str(get_locale() or "en"), "CA")
    return format_date(day, "QQQ" if zoom == "quarter" else "LLL", locale=locale)
