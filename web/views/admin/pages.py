"""The way into administration: what somebody may do there."""

from flask import Blueprint, Response

from planner.services.permissions import Action
from planner.services.programmes import programme_codes
from web.access import asks, desk
from web.pages import show

admin_pages = Blueprint("admin", __name__, url_prefix="/admin")


@admin_pages.get("", endpoint="page")
@asks(Action.VIEW_ADMIN)
def page() -> Response:
    """The things to administer."""
    codes = programme_codes(desk())
    return show("admin/page.html", "admin/_page.html", codes=codes)
