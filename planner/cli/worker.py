"""``harbourplan worker``: works on the runs that people ask for."""

import logging
import signal
import sys
import threading
from argparse import Namespace
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, installation_of

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "worker",
        help="work on the runs that people ask for",
        description="Works on the runs of an installation, one after another, until Ctrl-C or"
        " SIGTERM; the run at hand then goes back to the queue. Any number of workers may work on"
        " one installation, with PostgreSQL on other machines too.",
        allow_abbrev=False,
    )
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Work until asked to leave."""
    # Loaded here, so that --help and the other commands do not wait for the database library.
    from planner.worker import run_worker

    installation = installation_of(options)
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("harbourplan").setLevel(logging.INFO)
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.set())
    run_worker(installation.address, installation.key(), leaving)
    return DONE
