"""``harbourplan export``: a programme as a folder of CSV or as one workbook."""

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, open_desk
from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from planner.cli.arguments import Commands

_OWNER_ONLY = 0o077


class FileExistsAlreadyError(PlannerError):
    """A file would be overwritten."""


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "export",
        help="write a programme as a folder of CSV or as one workbook",
        description="Writes a programme as a new folder of CSV files that plan and import read, or"
        " with --xlsx as one workbook. Cells that a spreadsheet would run are made harmless. The"
        " export is noted in the log; the files are for their owner alone.",
        allow_abbrev=False,
    )
    parser.add_argument("programme", metavar="PROGRAMME", help="the code of the programme")
    parser.add_argument("out", metavar="OUT", type=Path, help="a new folder, or a new .xlsx file")
    parser.add_argument("--xlsx", action="store_true", help="one workbook with a sheet a table")
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the folder or the workbook."""
    from planner.services.keeping.exporting import export_folder, export_workbook

    os.umask(_OWNER_ONLY)
    with open_desk(options) as desk:
        if not options.xlsx:
            export_folder(desk, options.programme, options.out)
        elif options.out.exists():
            raise FileExistsAlreadyError(f"{options.out} is there already; give another name.")
        else:
            content = export_workbook(desk, options.programme)
            with options.out.open("xb") as stream:
                stream.write(content)
    print(f"{options.out} holds {options.programme}.")
    return DONE
