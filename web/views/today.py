"""The first page: tonight, who is on, what is missing, who comes and goes."""

from flask import Blueprint, Response

from planner.services.pages.today import today
from planner.services.permissions import Action
from web.access import asks, desk, programme
from web.pages import show

today_pages = Blueprint("today", __name__)


@today_pages.get("/today")
@asks(Action.VIEW_TODAY)
def page() -> Response:
    """The first page."""
    return show("today/page.html", "today/_now.html", now=today(desk(), programme()))
