"""How long the server takes for a page: python -m benchmarks.pages.

Each address is asked for in the test client, signed in, on the sample and on 300 beds; the median
of several answers counts.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.command import Tally
from planner.db.store import Store
from planner.services.desk import Role
from planner.services.programmes import add_programme
from tests.databases import KEY, database
from tests.installation import NOW, TODAY, desk_of
from tests.large_programme import CODE, large_contents
from tests.web_site import add_accounts, client_of, site_over
from web.app import create_app
from web.settings import WebSettings

ANSWERS = 15
MOST_MILLISECONDS, MOST_OF_300_BEDS = 60, 400
BEDS = 300


@dataclass(frozen=True)
class Address:
    """A page and the most that it may take."""

    path: str
    most: int = MOST_MILLISECONDS
    role: Role = Role.COORDINATOR


SAMPLE_PAGES = (
    Address("/today"),
    Address("/beds"),
    Address("/beds?view=table"),
    Address("/beds/stays/1?do=extend"),
    Address("/beds/closures/1"),
)
LARGE_PAGES = (
    Address("/beds", MOST_OF_300_BEDS),
    Address("/beds?page=6", MOST_OF_300_BEDS),
    Address("/beds?view=table", MOST_OF_300_BEDS),
    Address("/beds?house=H03", MOST_OF_300_BEDS),
)


def page_times(tally: Tally) -> None:
    """Note the median of each page."""
    with tempfile.TemporaryDirectory() as temporary:
        with site_over(Path(temporary) / "sample") as site:
            _note(tally, "the sample", site, SAMPLE_PAGES)
        with large_site(Path(temporary) / "large", BEDS) as site:
            _note(tally, f"{BEDS} beds", site, LARGE_PAGES)


@contextmanager
def large_site(folder: Path, beds: int) -> Iterator[Flask]:
    """The site over a programme of so many beds, with an account for each role."""
    with database("sqlite", folder) as address:
        store = Store.open(address, KEY)
        add_programme(desk_of(store, Role.ADMIN, programme=None), large_contents(beds))
        add_accounts(store, CODE)
        yield create_app(WebSettings(store, lambda: NOW, TODAY))
        store.close()


def _note(tally: Tally, where: str, site: Flask, addresses: tuple[Address, ...]) -> None:
    clients = {role: client_of(site, role) for role in {each.role for each in addresses}}
    for address in addresses:
        found, size = _median(clients[address.role], address.path)
        text = f"{where}, {address.path}: {found:.0f} ms, at most {address.most} ms"
        tally.note(f"{text} ({size / 1000:.0f} kB)", found <= address.most)


def _median(client: FlaskClient, path: str) -> tuple[float, int]:
    """Milliseconds of an answer, and its bytes; the first, which fills the caches, is left out."""
    size = len(client.get(path).data)
    times = []
    for _ in range(ANSWERS):
        begin = time.perf_counter()
        answer = client.get(path)
        times.append(1000 * (time.perf_counter() - begin))
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(times), size


if __name__ == "__main__":
    page_times(Tally())
