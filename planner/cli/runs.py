"""``harbourplan runs``: asks for runs, shows how they go, cancels them."""

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.cli import arguments
from planner.cli.exit_status import DONE, NO_PLAN
from planner.cli.installation import add_installation_arguments, open_desk
from planner.domain.plan import Layer
from planner.domain.runs import RunState

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.cli.arguments import Commands
    from planner.services.desk import Desk
    from planner.services.runs.running import RunStatus

_POLL_SECONDS = 0.5
_MOST_DIGITS = 9


def add_command(commands: "Commands") -> None:
    """Describe the command, its parts and what they accept."""
    parser = commands.add_parser(
        "runs",
        help="ask for runs, see how they go, cancel them",
        description="Runs are searches for a plan that a worker does. Start one, and a worker"
        " (harbourplan worker) takes it up; its plan is a draft until somebody publishes it.",
        allow_abbrev=False,
    )
    parts = parser.add_subparsers(title="parts", metavar="PART", required=True)
    _add_part(parts, "list", "show the newest runs of a programme", _list)
    start = _add_part(parts, "start", "ask for a plan of a programme as it is now", _start)
    start.add_argument("--only", metavar="LAYER", choices=[str(layer) for layer in Layer])
    start.add_argument("--time-limit", metavar="S", type=arguments.seconds, help="in seconds")
    start.add_argument("--seed", metavar="N", type=arguments.seed, default=1)
    start.add_argument("--threads", metavar="N", type=arguments.threads, default=2)
    start.add_argument("--wait", action="store_true", help="wait until the run is over")
    _add_part(parts, "show", "show one run", _show, takes_run=True)
    _add_part(parts, "cancel", "end a run and keep its best plan so far", _cancel, takes_run=True)
    _add_part(parts, "wait", "wait until a run is over", _wait, takes_run=True)


def _add_part(
    parts: "Commands",
    name: str,
    what: str,
    act: "Callable[[Desk, Namespace], int]",
    takes_run: bool = False,
) -> ArgumentParser:
    sentence = f"{what[0].upper()}{what[1:]}."
    part = parts.add_parser(name, help=what, description=sentence, allow_abbrev=False)
    part.add_argument("programme", metavar="PROGRAMME", help="the code of the programme")
    if takes_run:
        part.add_argument("run_id", metavar="RUN", type=_number, help="its number")
    add_installation_arguments(part)
    part.set_defaults(run=run, act=act)
    return part


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not the number of a run")


def run(options: Namespace) -> int:
    """Do one part of the command."""
    from planner.services.desk import Role

    with open_desk(options) as desk:
        # Whoever may run commands on this machine may plan.
        planning = replace(desk, actor=replace(desk.actor, role=Role.COORDINATOR))
        status: int = options.act(planning, options)
        return status


def _list(desk: "Desk", options: Namespace) -> int:
    from planner.services.runs.running import runs_of

    runs = runs_of(desk, options.programme)
    for status in runs:
        print(_words(status))
    if not runs:
        print("There is no run yet.")
    return DONE


def _start(desk: "Desk", options: Namespace) -> int:
    from planner.services.runs.running import request_run

    layers = (Layer(options.only),) if options.only else tuple(Layer)
    options.run_id = request_run(
        desk, options.programme, layers, options.time_limit, options.seed, options.threads
    )
    print(f"run {options.run_id} is queued", flush=True)
    return _wait(desk, options) if options.wait else DONE


def _show(desk: "Desk", options: Namespace) -> int:
    from planner.services.runs.running import run_status

    print(_words(run_status(desk, options.programme, options.run_id)))
    return DONE


def _cancel(desk: "Desk", options: Namespace) -> int:
    from planner.services.runs.running import cancel_run

    cancel_run(desk, options.programme, options.run_id)
    return _show(desk, options)


def _wait(desk: "Desk", options: Namespace) -> int:
    from planner.services.runs.running import run_status

    def is_over(status: "RunStatus") -> bool:
        return status.state.is_final and not status.is_ending

    while not is_over(status := run_status(desk, options.programme, options.run_id)):
        time.sleep(_POLL_SECONDS)
    print(_words(status))
    return NO_PLAN if status.state is RunState.FAILED else DONE


def _words(status: "RunStatus") -> str:
    """One line about a run; what is not known yet is left out."""
    state = f"{status.state} (ending)" if status.is_ending else str(status.state)
    parts = [f"run {status.run_id}", state, f"by {status.requested_by}"]
    progress = status.progress
    if progress is not None:
        parts += [str(progress.layer)] if progress.layer else []
        parts.append(f"{progress.seconds:.1f} s")
        parts += [f"best cost {progress.best_cost}"] if progress.best_cost is not None else []
        parts += [f"bound {progress.bound}"] if progress.bound is not None else []
        parts += [f"gap {progress.gap:.2%}"] if progress.gap is not None else []
    parts += [f"draft {status.plan_id}"] if status.plan_id is not None else []
    parts += [status.error] if status.error else []
    return "  ".join(parts)
