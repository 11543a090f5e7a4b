"""``harbourplan users``: the accounts of those who sign in."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.cli.arguments import Commands
    from planner.services.access.accounts import Account
    from planner.services.desk import Desk

ROLES = ("coordinator", "manager", "staff", "admin")
LANGUAGES = ("en", "fr")


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "users",
        help="keep the accounts of those who sign in",
        description="Keeps the accounts of those who sign in: by codes, never by names.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="what to do", metavar="ACTION", required=True)
    _add_add(actions)
    _action(actions, "list", "list the accounts with their roles and states", _list)
    _on_one(actions, "disable", "end her logins and calendar links, let her in no more", _disable)
    _on_one(actions, "enable", "let a disabled account sign in again", _enable)
    role = _on_one(actions, "role", "give another role; her logins end", _role)
    role.add_argument("role", metavar="ROLE", choices=ROLES, help="one of %(choices)s")
    _on_one(
        actions, "reset-password", "print a new first password, once; her logins end", _password
    )
    _on_one(actions, "reset-second-factor", "remove a lost second factor; her logins end", _factor)
    _on_one(
        actions, "end-access", "end all her logins and calendar links; she may sign in again", _end
    )


def _add_add(actions: "Commands") -> None:
    add = _on_one(actions, "add", "add an account and print its first password, once", _add)
    add.add_argument(
        "--role", metavar="ROLE", choices=ROLES, required=True, help="one of %(choices)s"
    )
    add.add_argument(
        "--programme", metavar="CODE", help="the programme; only an admin may have none: all"
    )
    add.add_argument("--staff", metavar="CODE", help="her code in the programme's team")
    add.add_argument(
        "--language", choices=LANGUAGES, default="en", help="what she reads (default %(default)s)"
    )


def _action(
    actions: "Commands", name: str, what: str, work: "Callable[[Desk, Namespace], None]"
) -> ArgumentParser:
    parser = actions.add_parser(
        name, help=what, description=f"{what[0].upper()}{what[1:]}.", allow_abbrev=False
    )
    add_installation_arguments(parser)
    parser.set_defaults(run=run, work=work)
    return parser


def _on_one(
    actions: "Commands", name: str, what: str, work: "Callable[[Desk, Namespace], None]"
) -> ArgumentParser:
    parser = _action(actions, name, what, work)
    parser.add_argument("code", metavar="CODE", help="the code of the account, never a name")
    return parser


def run(options: Namespace) -> int:
    """Do what was asked, as whoever may run commands on this machine."""
    with open_desk(options) as desk:
        options.work(desk, options)
    return DONE


def _add(desk: "Desk", options: Namespace) -> None:
    from planner.services.access.account_rules import NewAccount
    from planner.services.access.accounts import add_account
    from planner.services.desk import Role

    new = NewAccount(
        options.code, Role(options.role), options.programme, options.staff, options.language
    )
    _show_password(options.code, add_account(desk, new))


def _list(desk: "Desk", _: Namespace) -> None:
    from planner.services.access.accounts import accounts

    head = ("code", "role", "programme", "staff", "language", "second factor", "state")
    rows = [head, *(_cells(account) for account in accounts(desk))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def _cells(account: "Account") -> tuple[str, ...]:
    state = "first password" if account.must_change_password else "active"
    return (
        account.code,
        account.role,
        account.programme or "all",
        account.staff or "-",
        account.language,
        "yes" if account.has_second_factor else "no",
        "disabled" if account.is_disabled else state,
    )


def _disable(desk: "Desk", options: Namespace) -> None:
    from planner.services.access.accounts import disable_account

    ended = disable_account(desk, options.code)
    print(f"{options.code} is disabled; {ended} ended.")


def _enable(desk: "Desk", options: Namespace) -> None:
    from planner.services.access.accounts import enable_account

    enable_account(desk, options.code)
    print(f"{options.code} may sign in again.")


def _role(desk: "Desk", options: Namespace) -> None:
    from planner.services.access.accounts import change_role
    from planner.services.desk import Role

    ended = change_role(desk, options.code, Role(options.role))
    print(f"{options.code} has the role {options.role} now; {ended} ended.")


def _password(desk: "Desk", options: Namespace) -> None:
    from planner.services.access.accounts import reset_password

    _show_password(options.code, reset_password(desk, options.code))


def _factor(desk: "Desk", options: Namespace) -> None:
    from planner.services.access.accounts import reset_second_factor

    reset_second_factor(desk, options.code)
    print(f"{options.code} has no second factor any more.")


def _end(desk: "Desk", options: Namespace) -> None:
    from planner.services.access.accounts import end_access

    print(f"{options.code}: {end_access(desk, options.code)} ended.")


def _show_password(code: str, password: str) -> None:
    print(f"First password of {code}: {password}")
    print("It is shown this once and has to be changed at the first sign-in.")
