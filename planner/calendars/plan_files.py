"""The calendars of a plan folder: level ``busy``, the same octets for the same plan."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from planner.calendars.entries import CalendarEntry, Duty, Feed, FeedKind
from planner.calendars.feeds import feed_duties
from planner.calendars.levels import PrivacyLevel, first_language
from planner.calendars.render import render_feed
from planner.domain.plan import Plan
from planner.domain.programme import Programme

_UID_OCTETS = 16


def plan_calendars(programme: Programme, plan: Plan) -> list[tuple[str, bytes]]:
    """The files below ``calendars`` by name: one for the house, one for each staff member.

    A plan without a schedule has none. UIDs come from whose calendar it is, the word shown and the
    start, stamps from ``as_of``.
    """
    if plan.schedule is None:
        return []
    feeds = [Feed(FeedKind.HOUSE), *(Feed(FeedKind.STAFF, row.code) for row in programme.staff)]
    return [(_file_name(feed), _calendar(programme, plan, feed)) for feed in feeds]


def _file_name(feed: Feed) -> str:
    """``house.ics`` or ``staff_S01.ics``: nobody's code can take the place of another file."""
    return "_".join(filter(None, (feed.kind, feed.code))) + ".ics"


def _calendar(programme: Programme, plan: Plan, feed: Feed) -> bytes:
    duties = feed_duties(programme, plan, feed, PrivacyLevel.BUSY)
    stamp = datetime.combine(programme.as_of, time(), UTC)
    entries = [CalendarEntry(duty, uid, 0, stamp) for duty, uid in _with_uids(programme, duties)]
    language = first_language(programme.languages)
    return render_feed(entries, ZoneInfo(programme.timezone), language, programme.as_of)


def _with_uids(programme: Programme, duties: tuple[Duty, ...]) -> Iterator[tuple[Duty, str]]:
    """A keyed hash of nothing but what the file tells anyhow, so that no UID can tell more.

    Duties of one look and start are numbered.
    """
    key = hashlib.sha256(programme.code.encode()).digest()
    seen: Counter[str] = Counter()
    for duty in duties:
        text = "\n".join((duty.feed.kind, duty.feed.code, duty.kind, duty.start.isoformat()))
        seen[text] += 1
        text += f"\n{seen[text]}"
        yield duty, hashlib.blake2b(text.encode(), digest_size=_UID_OCTETS, key=key).hexdigest()
