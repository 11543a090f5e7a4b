"""``harbourplan retain``: who and what has been kept long enough."""

from argparse import ArgumentTypeError, Namespace
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.cli.arguments import Commands
    from planner.services.keeping.retention import Due

_PERIODS = {
    "participant_months": "months after the last service until a participant is erased",
    "undo_days": "days for which a change can be undone",
    "run_input_days": "days after its end for which a run keeps its input",
    "draft_days": "days for which a draft is kept that was put aside or overtaken",
    "log_years": "years for which the log is kept",
}
_DEFAULTS = (24, 30, 90, 180, 7)
_LONGEST = 1200


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "retain",
        help="let go of what has been kept long enough",
        description="Shows which participants, undo records, inputs of runs, drafts and events of"
        " the log have been kept longer than they should be. With --apply the participants are"
        " erased, the rest is removed, and free pages are wiped.",
        allow_abbrev=False,
    )
    for (name, what), default in zip(_PERIODS.items(), _DEFAULTS, strict=True):
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            metavar="N",
            type=_period,
            default=default,
            help=f"{what} (default {default})",
        )
    parser.add_argument("--apply", action="store_true", help="do it, do not only show it")
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def _period(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:5]) <= _LONGEST and len(text) < 5:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is no period; accepted: a number from 1 to {_LONGEST}")


def run(options: Namespace) -> int:
    """Show what is due; let go of it where asked for."""
    from planner.services.keeping.erasure_list import ErasureList
    from planner.services.keeping.retention import RetentionRules, due_now, let_go

    rules = RetentionRules(
        **{field.name: getattr(options, field.name) for field in fields(RetentionRules)}
    )
    with open_desk(options) as desk:
        if options.apply:
            due = let_go(desk, rules, ErasureList(Path(options.data)))
        else:
            due = due_now(desk, rules)
    for line in _lines(due, show_codes=not options.apply):
        print(line)
    print("All of it is gone." if options.apply else "Nothing was changed; --apply does it.")
    return DONE


def _lines(due: "Due", show_codes: bool) -> "Iterator[str]":
    yield f"participants: {len(due.participants)}"
    if show_codes:
        for found in due.participants:
            yield f"  {found.programme} {found.code}: last service until {found.last_day}"
    for programme, code in due.undated:
        yield f"  {programme} {code}: no date is known; erase her if she is not expected"
    yield f"undo records: {due.changes}"
    yield f"inputs of runs: {due.run_inputs}"
    yield f"drafts: {due.drafts}"
    yield f"events of the log: {due.events}"
