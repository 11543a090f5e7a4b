"""``harbourplan restore``: a backup in the place of everything."""

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
        "restore",
        help="put a backup in the place of everything",
        description="Checks a backup and says what it holds. With --yes it takes the place of"
        " everything in the installation, whole or not at all. Everybody is signed out, calendar"
        " links end, searches that ran are queued again, and who was erased is erased again.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the backup")
    parser.add_argument("--yes", action="store_true", help="do it, do not only check the file")
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Check the backup; restore it where asked for."""
    from planner.services.keeping.backup import check_backup, restore_backup
    from planner.services.keeping.erasure_list import ErasureList

    with open_desk(options) as desk:
        if not options.yes:
            manifest = check_backup(desk, options.file)
            rows = sum(manifest.counts.values())
            print(f"{options.file} is sound: {rows} rows of {manifest.made_at}.")
            print("Nothing was changed; --yes puts it in the place of everything.")
            return DONE
        report = restore_backup(desk, options.file, ErasureList(Path(options.data)), True)
    print(f"The installation is as of {report.manifest.made_at}. Everybody is signed out.")
    if report.erased_again:
        print(f"Erased again: {report.erased_again}.")
    if report.queued_again:
        print(f"Runs queued again: {report.queued_again}.")
    if not report.is_wiped:
        print("Older states are still in free pages; run harbourplan retain --apply later.")
    return DONE
