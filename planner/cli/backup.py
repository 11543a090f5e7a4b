"""``harbourplan backup``: everything but the secret key in one file."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "backup",
        help="write everything but the secret key into one file",
        description="Writes the whole installation, as it is at one moment, into one new file that"
        " restores on SQLite and on PostgreSQL. People may go on working. The secret key and the"
        " list of erasures in the data folder are not in it: keep copies of both apart from it.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="a new file, such as a.hpbackup")
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the backup."""
    from planner.services.keeping.backup import write_backup

    with open_desk(options) as desk:
        manifest = write_backup(desk, options.file)
    print(f"{options.file} holds {sum(manifest.counts.values())} rows.")
    return DONE
