"""``harbourplan check``: every rule on any plan folder, and each cost term anew."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli import arguments
from planner.cli.exit_status import DONE, VIOLATIONS

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "check",
        help="check a plan folder, a hand-made one too",
        description="Names every rule that the plan breaks, and counts its cost anew.",
        allow_abbrev=False,
    )
    parser.add_argument("data", metavar="DATA", type=Path, help="the programme folder")
    parser.add_argument("out", metavar="OUT", type=Path, help="the plan folder")
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=arguments.day,
        help="the planning date; default: that of the plan",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print each violation, or that there is none and what the plan costs."""
    # Loaded here, so that --help does not wait for the libraries that read tables.
    from planner.services.plans.checking import check_folder

    checked = check_folder(options.data, options.out, options.as_of)
    for violation in checked.violations:
        print(f"{violation.rule}: {violation.message}")
    if checked.violations:
        return VIOLATIONS
    print(f"No violations as of {checked.as_of}.")
    for layer, terms in checked.terms.items():
        listed = ", ".join(f"{name} {cost}" for name, cost in terms.items())
        print(f"Cost of the {layer} {sum(terms.values())}: {listed}.")
    return DONE
