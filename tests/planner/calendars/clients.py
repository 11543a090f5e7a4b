"""Real calendar clients that subscribe over loopback: vdirsyncer with khal, and two readers."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
ENVIRONMENT = ROOT / ".venv-clients" / "bin"
SCRIPTS = ROOT / "tests" / "clients"

_VDIRSYNCER = """[general]
status_path = "{folder}/status/"
[pair feed]
a = "remote"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage remote]
type = "http"
url = "{address}"
[storage local]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
"""
_KHAL = """[calendars]
[[feed]]
path = {folder}/events/
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {folder}/khal.db
[default]
"""


@dataclass(frozen=True, order=True)
class Shown:
    """An event as a client shows it: dates, or times in UTC to the minute."""

    start: str
    end: str
    title: str
    status: str


@dataclass
class Served:
    """A feed on loopback; its ``body`` may be changed between two visits."""

    body: bytes
    address: str = ""


@contextmanager
def served(body: bytes) -> Iterator[Served]:
    """Serve a feed at an address of its own."""
    feed = Served(body)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", str(len(feed.body)))
            self.end_headers()
            self.wfile.write(feed.body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        feed.address = f"http://127.0.0.1:{server.server_address[1]}/feed.ics"
        yield feed
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def require(found: bool, client: str) -> None:
    """A client that is missing is a failure where CI is set, else a skipped test."""
    if not found:
        message = f"{client} is missing: make clients installs it"
        pytest.fail(message) if "CI" in os.environ else pytest.skip(message)


def with_ical_js(feed: Served) -> list[Shown]:
    """What ical.js reads, by the feed's own VTIMEZONE."""
    node = shutil.which("node")
    require(bool(node) and (SCRIPTS / "node_modules" / "ical.js").is_dir(), "ical.js")
    return _listed(run([str(node), "read_feed.mjs", feed.address], SCRIPTS))


def with_recurring_ical_events(feed: Served) -> list[Shown]:
    """What recurring-ical-events reads, by its own zone data."""
    python = ENVIRONMENT / "python"
    require((ENVIRONMENT / "khal").exists(), "recurring-ical-events")
    script = str(SCRIPTS / "read_feed.py")
    return _listed(run([str(python), script, feed.address, "2027-01-01", "2029-01-01"], SCRIPTS))


class Phone:
    """A calendar that vdirsyncer keeps in step with a feed, and that khal shows."""

    def __init__(self, feed: Served, folder: Path) -> None:
        require((ENVIRONMENT / "khal").exists(), "khal")
        self._folder = folder
        names = {"folder": folder, "address": feed.address}
        (folder / "vdirsyncer.conf").write_text(_VDIRSYNCER.format(**names), encoding="utf-8")
        (folder / "khal.conf").write_text(_KHAL.format(**names), encoding="utf-8")
        self._run("vdirsyncer", "discover", answer="y\n")

    def synchronise(self) -> None:
        """Fetch the feed."""
        self._run("vdirsyncer", "sync")

    def shown(self) -> list[Shown]:
        """What the calendar shows; the last day of a whole day is that day itself."""
        form = "{start-long}|{end-long}|{title}|{status}"
        listing = ("list", "--once", "--day-format", "", "--format", form, "2027-01-01", "730d")
        lines = [line.rstrip() for line in self._run("khal", *listing).splitlines()]
        return sorted(Shown(*line.split("|")) for line in lines if line)

    def _run(self, client: str, *arguments: str, answer: str = "") -> str:
        command = [str(ENVIRONMENT / client), "-c", f"{client}.conf", *arguments]
        return run(command, self._folder, answer)


def run(command: list[str], folder: Path, answer: str = "") -> str:
    """What a client prints; it has no settings of the person who runs the tests.

    Zone data come from the packages of its environment, never from the system.
    """
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONTZPATH": "",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=answer,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _listed(printed: str) -> list[Shown]:
    events: list[dict[str, Any]] = json.loads(printed)
    return sorted(
        Shown(event["start"][:16], event["end"][:16], event["summary"], event["status"])
        for event in events
    )
