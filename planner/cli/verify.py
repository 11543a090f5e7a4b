"""``harbourplan verify``: whether the installation, or a backup, is sound."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE, VIOLATIONS
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "verify",
        help="check that the installation, or a backup, is sound",
        description="Checks the database, the chain of its log and every programme, and counts the"
        " rows of each table. With a FILE it checks that backup in its place.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="a backup")
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Check and say what was found."""
    from planner.services.keeping.backup import check_backup, verify_installation

    with open_desk(options) as desk:
        if options.file is not None:
            manifest = check_backup(desk, options.file)
            counts, faults = dict(manifest.counts), []
        else:
            found = verify_installation(desk)
            counts, faults = found.counts, found.faults
    for name, count in sorted(counts.items()):
        print(f"{name}: {count}")
    for fault in faults:
        print(fault)
    print("Sound." if not faults else f"Faults: {len(faults)}.")
    return VIOLATIONS if faults else DONE
