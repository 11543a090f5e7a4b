"""``harbourplan audit``: what was done by whom, and whether anybody changed the log."""

from argparse import ArgumentTypeError, Namespace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from planner.cli import arguments
from planner.cli.exit_status import DONE, VIOLATIONS
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from planner.cli.arguments import Commands
    from planner.services.access.audit_log import AuditEntry
    from planner.services.desk import Desk


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "audit",
        help="list what was done by whom, or check that nobody changed the log",
        description="Lists the newest events of the audit log: when, by whom, what, where. It holds"
        " the names of fields and never their values. With --check: whether each event still"
        " follows from the one before it (exit status 1: no).",
        allow_abbrev=False,
    )
    add_installation_arguments(parser)
    parser.add_argument("--check", action="store_true", help="check the log in place of listing it")
    parser.add_argument("--actor", metavar="CODE", help="events by this account")
    parser.add_argument("--action", metavar="WORD", help="events of this kind, such as sign_in")
    parser.add_argument("--programme", metavar="CODE", help="events of this programme")
    parser.add_argument(
        "--participant", metavar="CODE", help="events about this participant of the programme"
    )
    parser.add_argument(
        "--from", dest="since", metavar="DATE", type=arguments.day, help="from this day on (UTC)"
    )
    parser.add_argument(
        "--to", dest="until", metavar="DATE", type=arguments.day, help="before this day (UTC)"
    )
    parser.add_argument(
        "--before", metavar="NUMBER", type=_number, help="events before the one with this number"
    )
    parser.add_argument(
        "--limit", metavar="N", type=_number, default=100, help="at most N (default %(default)s)"
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """List the events, or check the log."""
    with open_desk(options) as desk:
        return _check(desk) if options.check else _list(desk, options)


def _list(desk: "Desk", options: Namespace) -> int:
    from planner.services.access.audit_log import AuditFilter, audit_events

    wanted = AuditFilter(
        actor=options.actor,
        action=options.action,
        programme=options.programme,
        since=_midnight(options.since),
        until=_midnight(options.until),
        participant=options.participant,
        before_id=options.before,
        limit=options.limit,
    )
    for entry in audit_events(desk, wanted):
        print(_line(entry))
    return DONE


def _check(desk: "Desk") -> int:
    from planner.services.access.audit_log import check_chain

    report = check_chain(desk)
    print(f"{report.events} events, the newest has the number {report.newest}.")
    if not report.broken:
        print("Each follows from the one before it.")
        return DONE
    print(f"Changed, or after a gap: {', '.join(map(str, report.broken))}.")
    return VIOLATIONS


def _line(entry: "AuditEntry") -> str:
    event = entry.event
    place = " ".join(str(part) for part in (event.table, event.row_id) if part is not None)
    parts = [
        str(entry.id),
        event.at.isoformat(timespec="seconds"),
        event.actor,
        event.action,
        entry.programme or "-",
        place or "-",
        ",".join(event.fields) or "-",
        event.detail or "-",
    ]
    return "  ".join(parts)


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not accepted; accepted: a whole number above 0")
