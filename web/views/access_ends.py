"""Ending every login and calendar link of somebody, for a lost telephone."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from planner.services.access.accounts import end_access
from planner.services.permissions import Action, NotFoundError
from web.access import asks, desk
from web.forms import Form
from web.pages import go, show

access_ends_pages = Blueprint("access_ends", __name__, url_prefix="/access-ends")


@access_ends_pages.get("", endpoint="page")
@asks(Action.END_ACCESS)
def page() -> Response:
    """Whose access is to end."""
    return _show(Form({"code": ""}), 200)


@access_ends_pages.post("", endpoint="end")
@asks(Action.END_ACCESS)
def end() -> Response:
    """End it."""
    form = Form.sent("code")
    try:
        ended = end_access(desk(), form["code"])
    except NotFoundError:
        form.errors["code"] = [_("There is no such account.")]
        return _show(form, 422)
    logins = ngettext("%(num)s login has ended.", "%(num)s logins have ended.", ended.logins)
    links = ngettext(
        "%(num)s calendar link has ended.", "%(num)s calendar links have ended.", ended.feed_links
    )
    return go(url_for("access_ends.page"), f"{form['code']}: {logins} {links}")


def _show(form: Form, status: int) -> Response:
    return show("access_ends/page.html", "access_ends/_form.html", status, form=form)
