"""How long the site takes for a feed of a year of duties: python -m benchmarks.served_feeds.

Through the whole site over a SQLite file, as a calendar fetches it: the link looked up, the feed
written, or only compared. The seconds are those of the processor, whatever else runs.
"""

import argparse
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time

from flask.testing import FlaskClient

from benchmarks.calendar_feeds import year_of_entries
from benchmarks.command import Tally
from planner.calendars.documents import entry_document
from planner.calendars.entries import Feed, FeedKind
from planner.calendars.levels import PrivacyLevel
from planner.db.calendar_feeds import feed_record, feed_state
from planner.db.store import Store
from planner.services.desk import Role
from tests.installation import NOW
from tests.served_feeds import link_of
from tests.web_site import STAFF, site_over
from web.limits import limiter

WHOLE_MILLISECONDS, SAME_MILLISECONDS = 50, 5
_LEVEL = PrivacyLevel.DUTY


def served_feeds(tally: Tally, rounds: int = 20) -> None:
    """Note the middle of so many fetches: the feed made anew, made before, and not modified."""
    with tempfile.TemporaryDirectory() as folder, site_over(Path(folder) / "data") as site:
        limiter.enabled = False
        path = link_of(site, Role.STAFF, Feed(FeedKind.STAFF, STAFF), _LEVEL)
        client = site.test_client()
        client.get(path)
        store: Store = site.extensions["harbourplan"].store

        def changed() -> None:
            _fill(store)

        whole = _middle(rounds, lambda: _fetch(client, path), changed)
        kept = _middle(rounds, lambda: _fetch(client, path))
        etag = {"If-None-Match": client.get(path).headers["ETag"]}
        same = _middle(rounds, lambda: _fetch(client, path, etag, 304))
        events = client.get(path).data.count(b"BEGIN:VEVENT")
        limiter.enabled = True
    text = f"a feed of {events} duties"
    for what, found, most in (
        ("made anew", whole, WHOLE_MILLISECONDS),
        ("made before", kept, WHOLE_MILLISECONDS),
        ("not modified", same, SAME_MILLISECONDS),
    ):
        tally.note(f"{text}, {what}: {found:.1f} ms, at most {most} ms", found < most)


def _fill(store: Store) -> None:
    """Give the stored feed a year of duties around now, new to whoever has fetched it."""
    with store.writing() as session:
        state = feed_state(session, "safexst", _LEVEL, FeedKind.STAFF, STAFF)
        record = feed_record(session, state.id) if state else None
        assert record is not None
        record.document = {**record.document, "entries": list(_documents())}
        record.version += 1
        record.changed_at = NOW - timedelta(days=1) + timedelta(seconds=record.version)


def _documents() -> Iterator[dict[str, object]]:
    """As many duties as a year has, all of them in the days that a feed shows."""
    for number, entry in enumerate(year_of_entries()):
        start = datetime(2027, 1, 11) + number * timedelta(hours=4, minutes=30)
        duty = replace(entry.duty, start=start, end=start + timedelta(hours=1))
        yield entry_document(replace(entry, duty=duty, uid=secrets.token_hex(16)), _LEVEL)


def _fetch(
    client: FlaskClient, path: str, headers: dict[str, str] | None = None, status: int = 200
) -> None:
    assert client.get(path, headers=headers).status_code == status


def _middle(
    rounds: int, deed: Callable[[], None], before: Callable[[], None] | None = None
) -> float:
    found = []
    for _ in range(rounds):
        if before is not None:
            before()
        begin = process_time()
        deed()
        found.append(1000 * (process_time() - begin))
    return sorted(found)[rounds // 2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch a feed so many times; 1 where it takes too long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.served_feeds", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args(arguments)
    tally = Tally()
    served_feeds(tally, options.rounds)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
