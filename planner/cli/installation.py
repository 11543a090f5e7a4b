"""The arguments of the commands that work on an installation, and the desk they work at."""

import argparse
import os
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli import arguments
from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.services.desk import Desk
    from planner.services.installation import Installation

DATA_VARIABLE = "HARBOURPLAN_DATA"
DATABASE_VARIABLE = "HARBOURPLAN_DATABASE"


class NoDataFolderError(PlannerError):
    """Nobody said where the installation is."""


def add_installation_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe where the installation is and on which day it works."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        default=os.environ.get(DATA_VARIABLE),
        help=f"the installation's data folder (or the environment variable {DATA_VARIABLE})",
    )
    parser.add_argument(
        "--database",
        metavar="ADDRESS",
        default=os.environ.get(DATABASE_VARIABLE),
        help="postgresql://HOST/NAME in place of the database in the data folder"
        f" (or {DATABASE_VARIABLE})",
    )
    parser.add_argument(
        "--today", metavar="DATE", type=arguments.day, help="work as on this day, for trying out"
    )


def installation_of(options: argparse.Namespace) -> "Installation":
    """The installation that the arguments name.

    Raises:
        NoDataFolderError: no data folder was named.
        DataFolderError: it cannot be used.
    """
    # Loaded here, so that --help and the other commands do not wait for the database library.
    from planner.services.installation import Installation

    if options.data is None:
        raise NoDataFolderError(
            f"Say where the installation is: --data DIR, or set {DATA_VARIABLE}."
        )
    return Installation.at(Path(options.data), options.database)


@contextmanager
def open_desk(options: argparse.Namespace) -> "Iterator[Desk]":
    """The desk of whoever has the right to run commands on this machine.

    Raises:
        NoDataFolderError: no data folder was named.
        DataFolderError, StoreError: the installation cannot be opened.
    """
    from planner.services.desk import Actor, Desk, Role

    store = installation_of(options).open()
    try:
        today = options.today or date.today()
        yield Desk(store, Actor("command-line", Role.ADMIN), datetime.now(UTC), today)
    finally:
        store.close()
