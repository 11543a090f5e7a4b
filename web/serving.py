"""``harbourplan serve``: the site and a worker together."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from planner.cli.installation import (
    DATABASE_VARIABLE,
    add_installation_arguments,
    installation_of,
)

if TYPE_CHECKING:
    from planner.cli.arguments import Commands
    from planner.services.installation import Installation

_THREADS = 8
_LEAVE_SECONDS = 10


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "serve",
        help="serve the site, with a worker that searches for plans",
        description="Serves the site of an installation and runs one worker beside it. Behind a"
        " proxy that speaks https add --https, so that cookies are never sent without it.",
        allow_abbrev=False,
    )
    add_installation_arguments(parser)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on")
    parser.add_argument(
        "--name", action="append", default=[], help="a host name under which browsers come"
    )
    parser.add_argument("--https", action="store_true", help="browsers come over https")
    parser.add_argument("--no-worker", action="store_true", help="run no worker beside the site")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until somebody ends it."""
    # Loaded here, so that the other commands do not wait for the web libraries.
    from waitress import serve

    from web.app import create_app
    from web.settings import WebSettings

    installation = installation_of(options)
    store = installation.open()
    names = ("127.0.0.1", "localhost", options.host, *options.name)
    settings = WebSettings(
        store, lambda: datetime.now(UTC), options.today, options.https, tuple(dict.fromkeys(names))
    )
    app = create_app(settings)
    app.config["DATA_FOLDER"] = installation.folder
    # Ended as by Ctrl-C: the process would else be gone at once, and leave its worker behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with nullcontext() if options.no_worker else _worker_beside(installation):
        print(f"The site is at http://{options.host}:{options.port}/ (Ctrl-C ends it).", flush=True)
        serve(
            app,
            host=options.host,
            port=options.port,
            threads=_THREADS,
            ident="",
            url_scheme="https" if options.https else "http",
        )
    return 0


@contextmanager
def _worker_beside(installation: "Installation") -> Iterator[None]:
    """A worker in a process of its own, for as long as the site is served."""
    command = [sys.executable, "-m", "web.cli", "worker", "--data", str(installation.folder)]
    # The address may hold a password: others on the machine can read arguments, not variables.
    surroundings = {**os.environ, DATABASE_VARIABLE: installation.address}
    worker = subprocess.Popen(command, env=surroundings)
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(_LEAVE_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
