"""An installation to try out: a programme, and an account for each role past its first sign-in."""

from dataclasses import dataclass, replace

import pyotp

from planner.db.store import Store
from planner.services.access.account_rules import NewAccount
from planner.services.access.accounts import add_account
from planner.services.access.logins import Step
from planner.services.access.own_account import (
    begin_second_factor,
    change_password,
    confirm_second_factor,
)
from planner.services.access.passwords import first_password
from planner.services.access.signing_in import sign_in, sign_out
from planner.services.desk import Actor, Desk, Role
from planner.services.programmes import add_programme, programme_codes
from planner.services.runs.running import request_run
from planner.tables.contents import Contents
from planner.tables.programme import read_contents

_SHOWN_CODES = 5


@dataclass(frozen=True)
class DemonstrationAccount:
    """How to sign in, known only now: after the password one of the codes, each once."""

    code: str
    role: Role
    password: str
    recovery_codes: tuple[str, ...]


def demonstrate(desk: Desk, contents: Contents) -> list[DemonstrationAccount]:
    """Add the programme, an account for each role and a run for its first plan.

    Returns no account where the programme is there already.

    Raises:
        NotAllowedError: not hers to do.
        InputError: the programme has mistakes.
    """
    programme = read_contents(contents, desk.today).programme
    if programme.code in programme_codes(desk):
        return []
    add_programme(desk, contents)
    staff = next((m.code for m in programme.staff if "one_on_one" in m.skills), None)
    accounts = [_account(desk, role, programme.code, staff) for role in Role]
    planner = Actor(f"demo-{Role.COORDINATOR}", Role.COORDINATOR, programme.code)
    request_run(replace(desk, actor=planner), programme.code)
    return accounts


def _account(desk: Desk, role: Role, programme: str, staff: str | None) -> DemonstrationAccount:
    code = f"demo-{role}"
    new = NewAccount(
        code,
        role,
        None if role is Role.ADMIN else programme,
        staff if role is Role.STAFF else None,
    )
    given, password = add_account(desk, new), first_password()
    store, now = desk.store, desk.now
    signed_in = sign_in(store, code, given, now)
    signed_in = change_password(store, signed_in.token, given, password, now)
    codes: list[str] = []
    if signed_in.missing is Step.SET_UP_SECOND_FACTOR:
        codes = _recovery_codes(store, signed_in.token, desk)
    else:
        sign_out(store, signed_in.token, now)
    return DemonstrationAccount(code, role, password, tuple(codes[:_SHOWN_CODES]))


def _recovery_codes(store: Store, token: str, desk: Desk) -> list[str]:
    """Set the second step up as an authenticator would."""
    secret = begin_second_factor(store, token, desk.now).secret
    signed_in, codes = confirm_second_factor(
        store, token, pyotp.TOTP(secret).at(desk.now), desk.now
    )
    sign_out(store, signed_in.token, desk.now)
    return codes
