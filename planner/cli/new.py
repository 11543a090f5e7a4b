"""``harbourplan new``: a commented programme folder to start from."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "new",
        help="write a programme folder to start from",
        description="Writes a small invented programme folder, every key explained.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the folder as of today."""
    # Loaded here, so that --help does not wait for the libraries that read tables.
    from planner.tables.skeleton import write_skeleton

    write_skeleton(options.folder, date.today())
    print(f"{options.folder} holds a programme folder; its programme.toml explains every key.")
    print(f"Plan it with: harbourplan plan {options.folder} --out {options.folder}-plan")
    return DONE
