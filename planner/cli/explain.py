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
        help="say what the plan holds for one participant or one member of staff, and why",
        description="Says where a participant is in a plan, which rule keeps her out of it and when"
        " her sessions are; or what duties a member of staff has and what she is kept off.",
        allow_abbrev=False,
    )
    parser.add_argument("data", metavar="DATA", type=Path, help="the programme folder")
    parser.add_argument("out", metavar="OUT", type=Path, help="the plan folder")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--participant", metavar="CODE")
    who.add_argument("--staff", metavar="CODE", help="her duties by date, with hours a week")
    parser.add_argument(
        "--by",
        metavar="DATE",
        type=arguments.day,
        help="what keeps a participant from starting by this date",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print one sentence a fact."""
    # Loaded here, so that --help does not wait for the solver.
    from planner.services.plans.explaining import QuestionError, explain_participant
    from planner.services.plans.explaining_staff import explain_staff

    if options.participant is not None:
        sentences = explain_participant(options.data, options.out, options.participant, options.by)
    elif options.by is not None:
        raise QuestionError("--by asks about a participant; accepted with --participant only.")
    else:
        sentences = explain_staff(options.data, options.out, options.staff)
    for sentence in sentences:
        print(sentence)
    return DONE
