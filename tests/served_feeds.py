"""Calendar links of a site for tests, made as the pages make them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask
from flask.testing import FlaskClient
from waitress import wasyncore
from waitress.server import create_server

from planner.calendars.entries import Feed
from planner.calendars.levels import PrivacyLevel
from planner.services.desk import Role
from tests.web_site import client_of


def made_link(client: FlaskClient, feed: Feed, level: PrivacyLevel = PrivacyLevel.BUSY) -> str:
    """The path of a new link, as its page shows it."""
    form = {"feed": f"{feed.kind}:{feed.code}", "level": str(level)}
    page = client.post("/me/calendars", data=form)
    assert page.status_code == 200, page.text
    return re.findall(r'value="http://[^/]+(/feeds/[\w-]{43}\.ics)"', page.text)[0]


def link_of(site: Flask, role: Role, feed: Feed, level: PrivacyLevel = PrivacyLevel.BUSY) -> str:
    """The same for somebody with this role."""
    return made_link(client_of(site, role), feed, level)


@contextmanager
def listening(site: Flask) -> Iterator[str]:
    """The site as it is served, on loopback; its address without a slash at the end."""
    sockets: dict[int, object] = {}
    server = create_server(site, sockets, host="127.0.0.1", port=0, threads=4, ident="")
    leaving = Event()

    def serve() -> None:
        while not leaving.is_set():
            wasyncore.loop(timeout=0.05, map=sockets, count=1)

    thread = Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        leaving.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)
