"""``harbourplan demo``: an installation to try out."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from planner.cli.arguments import Commands
    from planner.services.demonstration import DemonstrationAccount


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "demo",
        help="set up an installation to try out",
        description="Adds a programme folder to an installation, makes an account for each role"
        " and prints how to sign in, once. Where the programme is there already nothing is done."
        " For trying out, never for real people's data.",
        allow_abbrev=False,
    )
    parser.add_argument("--programme", metavar="FOLDER", type=Path, required=True)
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Add the programme, and say how to sign in."""
    # Loaded here, so that --help and the other commands do not wait for the database library.
    from planner.services.demonstration import demonstrate
    from planner.tables.contents import folder_contents

    with open_desk(options) as desk:
        accounts = demonstrate(desk, folder_contents(options.programme))
    if not accounts:
        print("The programme is there already; its accounts are those printed then.")
    for account in accounts:
        _print(account)
    return DONE


def _print(account: "DemonstrationAccount") -> None:
    print(f"{account.role:<12} code {account.code:<17} password {account.password}")
    if account.recovery_codes:
        print(f"{'':<12} second step, each once: {'  '.join(account.recovery_codes)}")
