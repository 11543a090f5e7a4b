"""How long the server takes for a page: python -m benchmarks.pages.

Each address is asked for in the test client, signed in, on the sample with its best plan published
and on 30 and 300 beds; the median of several answers counts. Then the bytes of a first visit.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.command import Tally
from planner.db.store import Store
from planner.services.desk import Role
from planner.services.plans.publishing import publish_plan
from planner.services.programmes import add_programme
from tests.browser.pages import pages_of
from tests.databases import KEY, database
from tests.installation import NOW, TODAY, desk_of
from tests.kept_plans import keep_draft, sample_plan_files
from tests.large_programme import CODE, large_contents
from tests.web_site import add_accounts, client_of, site_over
from web.app import create_app
from web.settings import WebSettings

ANSWERS = 15
MOST_MILLISECONDS, MOST_OF_300_BEDS, MOST_KILOBYTES = 60, 400, 150
SIZES = {30: MOST_MILLISECONDS, 300: MOST_OF_300_BEDS}
OF_MANY_BEDS = ("/beds", "/beds?page=2", "/beds?view=table", "/beds?house=H00")
_LOADED = re.compile(r'<(?:script|link)[^>]* (?:src|href)="(/[^"]+)"')


def page_times(tally: Tally) -> None:
    """Note the median of every page, and what a first visit loads."""
    with tempfile.TemporaryDirectory() as temporary:
        with site_over(Path(temporary) / "sample") as site:
            _publish(site.extensions["harbourplan"].store)
            for role in Role:
                _note_slowest(tally, site, role)
            _note_first_visit(tally, site)
        for beds, most in SIZES.items():
            with large_site(Path(temporary) / str(beds), beds) as site:
                client = client_of(site, Role.COORDINATOR)
                for path in OF_MANY_BEDS:
                    found, size = _median(client, path)
                    text = f"{beds} beds, {path}: {found:.0f} ms, at most {most} ms"
                    tally.note_time(f"{text} ({size / 1000:.0f} kB)", found <= most)


def _publish(store: Store) -> None:
    plan_id = keep_draft(store, sample_plan_files())
    publish_plan(desk_of(store, Role.COORDINATOR), "safexst", plan_id, 1)


def _note_slowest(tally: Tally, site: Flask, role: Role) -> None:
    """The median and the slowest of the pages of a role, each by its own median."""
    client = client_of(site, role)
    # Some addresses hold a page only with what is asked for in them.
    there = [
        path
        for path in pages_of(site, role)
        if client.get(path, follow_redirects=True).status_code == 200
    ]
    times = {path: _median(client, path)[0] for path in there}
    slowest = max(times, key=lambda path: times[path])
    middle, most = statistics.median(times.values()), times[slowest]
    text = f"the sample, {len(times)} pages of a {role}: {middle:.0f} ms, the slowest {slowest}"
    tally.note_time(
        f"{text} {most:.0f} ms, at most {MOST_MILLISECONDS} ms", most <= MOST_MILLISECONDS
    )


def _note_first_visit(tally: Tally, site: Flask) -> None:
    """Bytes of the pages that somebody sees first, with everything that they load."""
    for path, client in (
        ("/sign-in", site.test_client()),
        ("/today", client_of(site, Role.COORDINATOR)),
        ("/beds", client_of(site, Role.COORDINATOR)),
    ):
        page = client.get(path).text
        loaded = {path, *_LOADED.findall(page)}
        size = sum(len(client.get(address).data) for address in loaded) / 1000
        text = f"{path} with its {len(loaded) - 1} files, not compressed: {size:.0f} kB"
        tally.note(f"{text}, less than {MOST_KILOBYTES} kB", size < MOST_KILOBYTES)


@contextmanager
def large_site(folder: Path, beds: int) -> Iterator[Flask]:
    """The site over a programme of so many beds, with an account for each role."""
    with database("sqlite", folder) as address:
        store = Store.open(address, KEY)
        add_programme(desk_of(store, Role.ADMIN, programme=None), large_contents(beds))
        add_accounts(store, CODE)
        yield create_app(WebSettings(store, lambda: NOW, TODAY))
        store.close()


def _median(client: FlaskClient, path: str) -> tuple[float, int]:
    """Milliseconds of an answer, and its bytes; the first, which fills the caches, is left out."""
    size = len(client.get(path, follow_redirects=True).data)
    times = []
    for _ in range(ANSWERS):
        begin = time.perf_counter()
        answer = client.get(path, follow_redirects=True)
        times.append(1000 * (time.perf_counter() - begin))
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(times), size


if __name__ == "__main__":
    found = Tally()
    page_times(found)
    print(f"{found.passed} passed, {found.failed} failed")
    raise SystemExit(found.failed > 0)
