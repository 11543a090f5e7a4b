"""The command line: reads the words, runs one command, says in sentences what went wrong."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from types import ModuleType

from planner.cli import (
    audit,
    backup,
    capacity,
    check,
    demo,
    erase,
    explain,
    export,
    import_,
    new,
    plan,
    restore,
    retention,
    runs,
    users,
    verify,
    worker,
)
from planner.cli.exit_status import BAD_INPUT, BROKEN_COMMITMENTS, NO_PLAN
from planner.domain.errors import CommitmentError, NoPlanError, PlannerError

COMMANDS = (
    plan,
    check,
    explain,
    capacity,
    new,
    demo,
    runs,
    worker,
    users,
    audit,
    import_,
    export,
    backup,
    restore,
    verify,
    erase,
    retention,
)
_ENDED_BY_A_PERSON = 128 + signal.SIGINT
_READER_GONE = 128 + signal.SIGPIPE


def main(arguments: Sequence[str] | None = None, more_commands: Sequence[ModuleType] = ()) -> int:
    """Run the command line; the exit status as DATA.md lists them.

    ``more_commands`` are modules with an ``add_command`` from above this layer.
    """
    _write_what_the_terminal_can()
    try:
        options = _parser(more_commands).parse_args(arguments)
    except SystemExit as refused:
        return refused.code if isinstance(refused.code, int) else BAD_INPUT
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except PlannerError as error:
        print(error, file=sys.stderr)
        return exit_status_of(error)
    except BrokenPipeError:
        # Whoever read the output has gone; nothing more can be said, not even on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except OSError as error:
        print(f"The system refused: {error}. Nothing more has been done.", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Ended at once; nothing has been written.", file=sys.stderr)
        return _ENDED_BY_A_PERSON
    return status


def _write_what_the_terminal_can() -> None:
    """A letter that the terminal's encoding lacks is written by its number and stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser(more_commands: Sequence[ModuleType] = ()) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="harbourplan",
        description="Plans the beds, the day program and the support of a small programme.",
        epilog="Exit status: 0 done, 1 check found violations, 2 bad input or usage,"
        " 3 the commitments break a hard rule, 4 no plan within the time limit.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (*COMMANDS, *more_commands):
        command.add_command(commands)
    return parser


def exit_status_of(error: PlannerError) -> int:
    """The exit status that tells scripts what kind of mistake it was."""
    if isinstance(error, CommitmentError):
        return BROKEN_COMMITMENTS
    return NO_PLAN if isinstance(error, NoPlanError) else BAD_INPUT
