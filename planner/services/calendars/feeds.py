"""Calendars as they are handed out: the octets of a feed and what a client needs to revalidate."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from planner.calendars.entries import CalendarEntry, Feed
from planner.calendars.levels import Language, PrivacyLevel
from planner.calendars.render import render_feed, strong_etag
from planner.calendars.revisions import KEPT_AFTER, KEPT_BEFORE, within_window
from planner.db.calendar_feeds import FeedState, feed_record, feed_state
from planner.db.store import Store
from planner.domain.sentences import told
from planner.services.access.feed_links import require_feed
from planner.services.calendars.following import begin_calendars, stored_entries, stored_zone
from planner.services.desk import Desk
from planner.services.permissions import NotFoundError

_MOST_KEPT = 256


@dataclass(frozen=True)
class ServedFeed:
    """A feed as it is sent; ``last_modified`` is when it last became different."""

    body: bytes
    etag: str
    last_modified: datetime


@dataclass(frozen=True)
class WantedFeed:
    """Which feed, in which words; a date that is given leaves out what lies before or after it."""

    programme: str
    feed: Feed
    level: PrivacyLevel
    language: Language
    first: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class _Kept:
    """A feed as it was sent, good until ``until`` while the stored one is the same."""

    state: FeedState
    since: datetime
    until: datetime
    served: ServedFeed


_kept: WeakKeyDictionary[Store, OrderedDict[WantedFeed, _Kept]] = WeakKeyDictionary()
_lock = Lock()


def served_feed(
    store: Store, wanted: WantedFeed, now: datetime, desk: Callable[[], Desk]
) -> ServedFeed:
    """The feed at this moment; the same octets for as long as nothing that it shows has changed.

    Whoever calls this has seen to it that the feed may be had. ``desk`` is asked for only where
    the calendars of this level have never been fetched before.

    Raises:
        NotFoundError: there is no such programme or feed.
        InputError: the programme contradicts itself and its calendars were never stored.
    """
    state = _state(store, wanted, desk)
    known = _known(store, wanted)
    if known is not None and known.state == state and known.since <= now < known.until:
        return known.served
    made = _made(store, wanted, now, state.id)
    with _lock:
        kept = _kept.setdefault(store, OrderedDict())
        kept[wanted] = made
        while len(kept) > _MOST_KEPT:
            kept.popitem(last=False)
    return made.served


def own_calendar(desk: Desk, wanted: WantedFeed) -> ServedFeed:
    """A feed for somebody who is signed in, to be kept as a file.

    Raises:
        NotAllowedError, NotFoundError: she could not have a link to it either.
    """
    require_feed(desk, wanted.programme, wanted.feed, wanted.level)
    return served_feed(desk.store, wanted, desk.now, lambda: desk)


def _state(store: Store, wanted: WantedFeed, desk: Callable[[], Desk]) -> FeedState:
    """The state of the stored feed, which is stored now if it never was."""
    feed = wanted.feed
    place = (wanted.programme, str(wanted.level), str(feed.kind), feed.code)
    with store.reading() as session:
        state = feed_state(session, *place)
    if state is None:
        begins = desk()
        with store.writing() as session:
            begin_calendars(session, begins, wanted.programme, wanted.level)
            state = feed_state(session, *place)
    if state is None:
        raise NotFoundError(told("There is no such calendar."))
    return state


def _known(store: Store, wanted: WantedFeed) -> _Kept | None:
    with _lock:
        kept = _kept.get(store)
        if kept is None or wanted not in kept:
            return None
        kept.move_to_end(wanted)
        return kept[wanted]


def _made(store: Store, wanted: WantedFeed, at: datetime, feed_id: int) -> _Kept:
    with store.reading() as session:
        record = feed_record(session, feed_id)
        if record is None:
            raise NotFoundError(told("There is no such calendar."))
        state = FeedState(record.id, record.version, record.changed_at)
        entries, zone = stored_entries(record), stored_zone(record)
    now = at.astimezone(zone).replace(tzinfo=None)
    turns = sorted(_turns(entries, zone))
    shown = [entry for entry in within_window(entries, now) if _is_wanted(entry, wanted)]
    changed_on = state.changed_at.astimezone(zone).date()
    # Of the first entry's year, so that a change elsewhere or a new year leaves every octet.
    published = min((entry.duty.start.date() for entry in shown), default=changed_on)
    body = render_feed(shown, zone, wanted.language, published)
    since = max([state.changed_at, *(turn for turn in turns if turn <= at)])
    until = next((turn for turn in turns if turn > at), datetime.max.replace(tzinfo=UTC))
    return _Kept(state, since, until, ServedFeed(body, strong_etag(body), _up_to_second(since)))


def _turns(entries: Iterable[CalendarEntry], zone: ZoneInfo) -> set[datetime]:
    """The moments at which the window lets an entry in or out."""
    locals_ = {
        moment
        for entry in entries
        for moment in (
            entry.duty.start - KEPT_AFTER,
            entry.duty.end if entry.is_cancelled else entry.duty.end + KEPT_BEFORE,
        )
    }
    return {local.replace(tzinfo=zone).astimezone(UTC) for local in locals_}


def _is_wanted(entry: CalendarEntry, wanted: WantedFeed) -> bool:
    first, end = wanted.first, wanted.end
    return (first is None or entry.duty.end > datetime.combine(first, time())) and (
        end is None or entry.duty.start < datetime.combine(end, time())
    )


def _up_to_second(moment: datetime) -> datetime:
    """HTTP counts whole seconds; rounded up, so that nothing is newer than it says."""
    whole = moment.replace(microsecond=0)
    return whole if whole == moment else whole + timedelta(seconds=1)
