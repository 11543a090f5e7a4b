"""``harbourplan erase``: a participant taken out of everything."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "erase",
        help="take a participant's code out of everything",
        description="Shows what erasing a participant would do. With --yes her code leaves the"
        " tables, kept plans, runs, undo records and free pages of the database; past services stay"
        " under a random code. It cannot be undone, and her code is never given again.",
        allow_abbrev=False,
    )
    parser.add_argument("programme", metavar="PROGRAMME", help="the code of the programme")
    parser.add_argument("code", metavar="CODE", help="the code of the participant")
    parser.add_argument("--yes", action="store_true", help="do it, do not only show it")
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Show what would be done; do it where asked for."""
    from planner.services.desk import Role
    from planner.services.keeping.erasure import erase_participant, preview_erasure
    from planner.services.keeping.erasure_list import ErasureList

    with open_desk(options) as desk:
        # Whoever may run commands on this machine may what a manager may.
        desk = replace(desk, actor=replace(desk.actor, role=Role.MANAGER))
        if not options.yes:
            preview = preview_erasure(desk, options.programme, options.code)
            for table, count in preview.removed.items():
                print(f"  {table}: {count} removed")
            for table, count in preview.renamed.items():
                print(f"  {table}: {count} under a random code")
            for reason in preview.reasons:
                print(f"  not possible yet: {reason}")
            print("Nothing was changed; --yes does it.")
            return DONE
        erasures = ErasureList(Path(options.data))
        report = erase_participant(desk, options.programme, options.code, erasures)
    print("She is erased.")
    if report.mentions:
        print(f"The same word stands for something else in {report.mentions} rows.")
    if not report.is_wiped:
        print("The code is still in free pages: somebody was reading. Later, run")
        print("harbourplan retain --apply to wipe them.")
    return DONE
