"""``harbourplan explain``: where one participant is in a plan, or why she is not."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli import arguments
from planner.cli.exit_status import DONE

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "explain",
        help="say what the plan holds for one participant, and why",
        description="Says where a participant is in a plan, or which rule keeps her out of it.",
        allow_abbrev=False,
    )
    parser.add_argument("data", metavar="DATA", type=Path, help="the programme folder")
    parser.add_argument("out", metavar="OUT", type=Path, help="the plan folder")
    parser.add_argument("--participant", metavar="CODE", required=True)
    parser.add_argument(
        "--by",
        metavar="DATE",
        type=arguments.day,
        help="what keeps her from starting by this date",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print one sentence a fact."""
    # Loaded here, so that --help does not wait for the solver.
    from planner.services.explaining import explain_participant

    for sentence in explain_participant(options.data, options.out, options.participant, options.by):
        print(sentence)
    return DONE
