"""``harbourplan plan``: a programme folder in, a proven plan folder out."""

import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli import arguments
from planner.cli.exit_status import DONE
from planner.domain.plan import Layer

if TYPE_CHECKING:
    from planner.cli.arguments import Commands


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "plan",
        help="plan a programme folder",
        description="Plans a programme folder and writes the plan folder OUT, whole or not at all."
        " Ctrl-C stops the search and keeps the best plan so far.",
        allow_abbrev=False,
    )
    parser.add_argument("data", metavar="DATA", type=Path, help="the programme folder")
    parser.add_argument("--out", metavar="OUT", type=Path, required=True, help="the plan folder")
    parser.add_argument("--as-of", metavar="DATE", type=arguments.day, help="the planning date")
    parser.add_argument(
        "--only",
        metavar="LAYER",
        choices=[str(layer) for layer in Layer],
        help="plan this layer alone, stays or schedule; the schedule then stands on the stay plan"
        " that OUT holds already, where OUT is empty on the commitments alone",
    )
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=arguments.seconds,
        help="in seconds, for both layers together; the stays take at most half",
    )
    parser.add_argument("--seed", metavar="N", type=arguments.seed, default=1)
    parser.add_argument("--threads", metavar="N", type=arguments.threads, default=2)
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.add_argument("--progress", action="store_true", help="show progress to a file too")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Plan, write the plan folder and print what is in it."""
    # Loaded here, so that the other commands and --help do not wait for the solver.
    from planner.cli.progress import showing_progress
    from planner.cli.report import print_plan
    from planner.cli.stopping import stopped_by_ctrl_c
    from planner.services.plans.planning import Limits, plan_folder
    from planner.tables.summary import summary_document

    layers = (Layer(options.only),) if options.only else tuple(Layer)
    limits = Limits(options.time_limit, options.seed, options.threads)
    with stopped_by_ctrl_c(limits.stop), showing_progress(limits, options.progress):
        planned = plan_folder(options.data, options.out, options.as_of, limits, layers)
    if options.json:
        print(json.dumps(summary_document(planned.summary), indent=2))
    else:
        print_plan(planned, options.out)
    return DONE
