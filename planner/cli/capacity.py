"""``harbourplan capacity``: a scenario file in, figures with their uncertainty out."""

import argparse
import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli import arguments
from planner.cli.exit_status import DONE

if TYPE_CHECKING:
    from planner.cli.arguments import Commands
    from planner.services.capacity.document import CapacityReport

_MOST_REPLICATIONS = 1_000_000
_ENGINES = ("auto", "analytic", "fast", "event")


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "capacity",
        help="compare capacity scenarios",
        description="Studies the scenarios of FILE: what more beds, fewer staff or more referrals"
        " would mean, each figure with its uncertainty and its difference to the base.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the scenario file, in TOML")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write JSON, or CSV if so named")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--progress", action="store_true", help="show progress to a file too")
    parser.add_argument("--seed", metavar="N", type=arguments.seed)
    parser.add_argument("--replications", metavar="N", type=_replications)
    parser.add_argument("--engine", choices=_ENGINES, help="goes before that of the file")
    parser.add_argument("--jobs", metavar="N", type=arguments.threads, default=1,
                        help="processes that simulate")  # fmt: skip
    parser.add_argument("--cluster", metavar="ADDRESS", help="simulate on a Dask cluster")
    parser.add_argument("--no-schedule", action="store_true", help="simulate, plan nothing anew")
    parser.add_argument("--schedule-seconds", metavar="S", type=arguments.seconds,
                        help="for the schedule of one scenario")  # fmt: skip
    parser.add_argument("--threads", metavar="N", type=arguments.threads, default=2,
                        help="threads that plan the schedule")  # fmt: skip
    parser.add_argument("--shared", action="store_true",
                        help="leave out numbers of people under five")  # fmt: skip
    parser.set_defaults(run=run)


def _replications(text: str) -> int:
    """A number of replications, two or more."""
    if text.isascii() and text.isdigit() and len(text) < 9 and 2 <= int(text) <= _MOST_REPLICATIONS:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"{text!r} is not accepted; accepted: a whole number from 2 to {_MOST_REPLICATIONS}"
    )


def run(options: Namespace) -> int:
    """Study the file, print a table or JSON, and write the file asked for."""
    # Loaded here, so that the other commands and --help do not wait for the libraries.
    from planner.cli.capacity_progress import showing
    from planner.cli.capacity_report import print_report
    from planner.services.capacity.document import capacity_document
    from planner.services.capacity.executors import chosen_executor
    from planner.services.capacity.what_if import Settings, study_file

    with (
        showing(options.progress) as (report, stop),
        chosen_executor(options.jobs, options.cluster) as executor,
    ):
        settings = Settings(
            date.today(),
            seed=options.seed,
            replications=options.replications,
            engine=options.engine,
            with_schedule=not options.no_schedule,
            schedule_seconds=options.schedule_seconds,
            threads=options.threads,
            executor=executor,
            report=report,
            stop=stop,
        )
        found = study_file(options.file, settings)
    if options.out is not None:
        _write(options.out, found, options.shared)
    if options.json:
        print(json.dumps(capacity_document(found, options.shared), indent=2, allow_nan=False))
    else:
        print_report(found, options.shared)
    return DONE


def _write(path: Path, found: "CapacityReport", shared: bool) -> None:
    """The whole file or none."""
    from planner.services.capacity.document import capacity_csv, capacity_document

    if path.suffix.lower() == ".csv":
        text = capacity_csv(found, shared)
    else:
        document = capacity_document(found, shared)
        text = json.dumps(document, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
