"""Calendar feeds: whoever has the address reads the feed, nobody learns anything from another."""

from datetime import date

from flask import Blueprint, Response, g, request

from planner.domain.errors import PlannerError
from planner.services.access.feed_links import FeedLink, resolve_link
from planner.services.calendars.feeds import WantedFeed, served_feed
from planner.services.desk import Desk
from planner.services.permissions import NotFoundError
from web.access import PUBLIC, asks, local_day, settings
from web.limits import ALL_LINKS, EACH_LINK, WRONG_LINKS, key_of, limiter

feeds_pages = Blueprint("feeds", __name__)
_CACHE = "private, max-age=0, must-revalidate"


def _link() -> FeedLink | None:
    if "feed_link" not in g:
        token = (request.view_args or {}).get("token", "")
        g.feed_link = resolve_link(settings().store, token, settings().now())
    found: FeedLink | None = g.feed_link
    return found


def _token_key() -> str:
    return key_of((request.view_args or {}).get("token", ""))


@feeds_pages.get("/feeds/<token>.ics")
@asks(PUBLIC)
@limiter.limit(ALL_LINKS, key_func=lambda: "everybody")
@limiter.limit(EACH_LINK, key_func=_token_key, exempt_when=lambda: _link() is None)
@limiter.limit(WRONG_LINKS, exempt_when=lambda: _link() is not None)
def feed(token: str) -> Response:
    """The feed of a link; what is wrong, revoked or over is all alike not there."""
    link = _link()
    if link is None:
        return _nothing()
    try:
        first, end = _day("from"), _day("to")
    except ValueError:
        return _nothing()
    now, store = settings().now(), settings().store
    wanted = WantedFeed(link.programme, link.feed, link.level, link.language, first, end)
    try:
        served = served_feed(
            store, wanted, now, lambda: Desk(store, link.actor, now, local_day(link.programme))
        )
    except NotFoundError:
        return _nothing()
    except PlannerError:
        return _plain("This cannot be read now.\n", 503)
    answer = Response(served.body, content_type="text/calendar; charset=utf-8")
    answer.headers["ETag"] = served.etag
    answer.last_modified = served.last_modified
    answer.headers["Cache-Control"] = _CACHE
    answer.make_conditional(request)
    return answer


def _day(name: str) -> date | None:
    """A date of the query, which can only leave something out."""
    text = request.args.get(name)
    return None if text is None else date.fromisoformat(text)


def _nothing() -> Response:
    return _plain("There is nothing here.\n", 404)


def _plain(sentence: str, status: int) -> Response:
    """No page of ours, which would come with a cookie."""
    answer = Response(sentence, status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer
