"""Calendar links: made, shown once, made anew, taken back; and the calendar as a file."""

from typing import Any
from urllib.parse import quote

import segno
from flask import Response, make_response, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from planner.calendars.entries import Feed, FeedKind
from planner.calendars.levels import Language, PrivacyLevel
from planner.domain.errors import PlannerError
from planner.services.access.feed_links import (
    MOST_DAYS,
    FeedLink,
    links,
    make_link,
    possible_feeds,
    possible_levels,
    revoke_link,
    rotate_link,
)
from planner.services.calendars.feeds import WantedFeed, own_calendar
from planner.services.permissions import Action, NotFoundError
from web.access import asks, desk, programme
from web.clock import on_the_wall
from web.forms import Form
from web.pages import go
from web.views.me import me_pages

__all__ = ["me_pages"]
_GOOGLE = "https://calendar.google.com/calendar/render?cid="


@me_pages.get("/me/calendars")
@asks(Action.MAKE_OWN_FEED)
def calendars() -> Response:
    """Her calendar links, and what others she may have."""
    return _page(Form({"feed": "", "level": PrivacyLevel.BUSY.value}), 200)


@me_pages.post("/me/calendars")
@asks(Action.MAKE_OWN_FEED)
def add_link() -> Response:
    """Make a link and show it, once: its secret is kept nowhere."""
    form = Form.sent("feed", "level")
    try:
        feed, level = _feed(form["feed"]), _level(form["level"])
        made = make_link(desk(), feed, level, _language())
    except PlannerError as error:
        return _page(form, form.refuse(error))
    return _made(made, feed, level)


@me_pages.post("/me/calendars/<int:link_id>/rotate")
@asks(Action.MAKE_OWN_FEED)
def renew_link(link_id: int) -> Response:
    """The same link with another secret."""
    link = _own(link_id)
    return _made(rotate_link(desk(), link_id), link.feed, link.level)


@me_pages.post("/me/calendars/<int:link_id>/revoke")
@asks(Action.MAKE_OWN_FEED)
def take_back_link(link_id: int) -> Response:
    """Take a link back."""
    revoke_link(desk(), link_id)
    return go(url_for("me.calendars"), _("The link is taken back. It shows nothing any more."))


@me_pages.get("/me/calendar.ics")
@asks(Action.MAKE_OWN_FEED)
def calendar_file() -> Response:
    """A calendar as a file, which is not kept up to date."""
    feed, level = _feed(request.args.get("feed", "")), _level(request.args.get("level", "busy"))
    served = own_calendar(desk(), WantedFeed(programme(), feed, level, _language()))
    answer = Response(served.body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="schedule.ics"'
    return answer


def _page(form: Form, status: int) -> Response:
    at = desk()
    feeds = possible_feeds(at)
    page = render_template(
        "me/calendars.html",
        form=form,
        links=links(at),
        feeds=[(_address(feed), feed) for feed in feeds],
        levels=list(dict.fromkeys(lv for f in feeds for lv in possible_levels(at.actor, f.kind))),
        days=MOST_DAYS,
        address_of=_address,
        now=at.now,
        wall=on_the_wall,
    )
    return make_response(page, status)


def _made(made: str, feed: Feed, level: PrivacyLevel) -> Response:
    address = url_for("feeds.feed", token=made, _external=True)
    webcal = "webcal:" + address.partition(":")[2]
    context: dict[str, Any] = {
        "address": address,
        "webcal": webcal,
        "google": _GOOGLE + quote(webcal, safe=""),
        "picture": segno.make(webcal, error="m").svg_data_uri(scale=4, light="#fff"),
        "feed": feed,
        "level": level,
        "days": MOST_DAYS[level],
    }
    return make_response(render_template("me/link.html", **context))


def _own(link_id: int) -> FeedLink:
    found = [link for link in links(desk()) if link.id == link_id]
    if not found:
        raise NotFoundError("There is no such calendar link.")
    return found[0]


def _address(feed: Feed) -> str:
    """A feed as a value of a form."""
    return f"{feed.kind}:{feed.code}"


def _feed(text: str) -> Feed:
    kind, _colon, code = text.partition(":")
    if kind not in list(FeedKind):
        raise NotFoundError("There is no such calendar.")
    return Feed(FeedKind(kind), code)


def _level(text: str) -> PrivacyLevel:
    if text not in list(PrivacyLevel):
        raise NotFoundError("There is no such calendar.")
    return PrivacyLevel(text)


def _language() -> Language:
    return Language(str(get_locale() or Language.ENGLISH))
