"""Signing in: by a password, by both factors, by a recovery code."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import Parameters
from argon2.low_level import Type

from planner.db.account_queries import find_account
from planner.db.store import Store
from planner.services.access import passwords
from planner.services.access.account_events import NOBODY
from planner.services.access.account_rules import NewAccount
from planner.services.access.accounts import add_account, disable_account
from planner.services.access.logins import NotSignedInError, Step, login_of
from planner.services.access.sign_in_tries import SignInError
from planner.services.access.signing_in import (
    SecondFactorError,
    pass_second_factor,
    sign_in,
    sign_out,
)
from planner.services.desk import Role
from tests.installation import NOW
from tests.planner.services.signing import (
    HALF_A_MINUTE,
    PASSWORD,
    Authenticator,
    admin,
    join,
    told,
)

pytestmark = pytest.mark.usefixtures("quick_passwords")


def test_staff_sign_in_with_a_password(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    done = sign_in(home, "S03", PASSWORD, NOW)
    assert done.missing is None
    login = login_of(home, done.token, NOW)
    assert login is not None
    assert login.actor is not None
    assert (login.actor.code, login.actor.role) == ("S03", Role.STAFF)
    assert (login.actor.programme, login.actor.staff) == ("safexst", "S03")


def test_id_of_a_login_has_256_bits_and_is_nowhere_in_the_database(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    with home.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM logins").all()
    assert len(rows) == 1
    assert token not in str(rows)


def test_unknown_wrong_and_disabled_are_told_alike(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    join(home, "S04", Role.STAFF, "S04")
    disable_account(admin(home), "S04")
    said = set()
    for code, password in [("S03", "wrong"), ("S99", PASSWORD), ("S04", PASSWORD), ("no\0", "x")]:
        with pytest.raises(SignInError) as refused:
            sign_in(home, code, password, NOW)
        said.add(str(refused.value))
    assert len(said) == 1
    assert told(home, "sign_in_failed") == [NOBODY, "S04", NOBODY, "S03"]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.ADMIN])
def test_role_that_needs_a_second_factor_sets_it_up_before_anything_else(
    home: Store, role: Role
) -> None:
    first = add_account(admin(home), NewAccount("C1", role, "safexst"))
    begun = sign_in(home, "C1", first, NOW)
    assert begun.missing is Step.NEW_PASSWORD
    login = login_of(home, begun.token, NOW)
    assert login is not None
    assert login.actor is None


def test_password_alone_opens_nothing_where_there_is_a_second_factor(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    begun = sign_in(home, "C1", PASSWORD, NOW)
    waiting = login_of(home, begun.token, NOW)
    assert waiting is not None
    assert (waiting.missing, waiting.actor) == (Step.SECOND_FACTOR, None)
    later = NOW + HALF_A_MINUTE
    done = pass_second_factor(home, begun.token, phone.at(later), later)
    assert done.missing is None
    assert done.token != begun.token
    assert login_of(home, begun.token, later) is None


def test_code_of_one_time_step_is_good_once(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    later = NOW + HALF_A_MINUTE
    phone.sign_in(later)
    begun = sign_in(home, "C1", PASSWORD, later)
    with pytest.raises(SecondFactorError):
        pass_second_factor(home, begun.token, phone.at(later), later)
    assert told(home, "second_factor_failed") == ["C1"]


def test_code_given_several_times_at_once_is_good_once(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    later = NOW + HALF_A_MINUTE
    tokens = [sign_in(home, "C1", PASSWORD, later).token for _ in range(4)]

    def try_it(token: str) -> str:
        try:
            pass_second_factor(home, token, phone.at(later), later)
        except SecondFactorError:
            return "refused"
        return "in"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(try_it, tokens)) == ["in", "refused", "refused", "refused"]


def test_second_factor_may_come_up_to_ten_minutes_after_the_password(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    begun = sign_in(home, "C1", PASSWORD, NOW)
    late = NOW + timedelta(minutes=10)
    with pytest.raises(NotSignedInError):
        pass_second_factor(home, begun.token, phone.at(late), late)


def test_recovery_code_replaces_the_authenticator_once(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    code = phone.recovery_codes[4]
    begun = sign_in(home, "C1", PASSWORD, NOW)
    done = pass_second_factor(home, begun.token, code, NOW)
    login = login_of(home, done.token, NOW)
    assert login is not None
    assert login.recovery_codes_left == 9
    again = sign_in(home, "C1", PASSWORD, NOW)
    with pytest.raises(SecondFactorError):
        pass_second_factor(home, again.token, code, NOW)
    assert told(home, "recovery_code_used") == ["C1"]


def test_recovery_codes_and_secret_are_nowhere_in_the_database(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    with home.reading() as session:
        rows = str(session.connection().exec_driver_sql("SELECT * FROM accounts").all())
    assert not [
        code for code in phone.recovery_codes if code in rows or code.replace("-", "") in rows
    ]
    assert phone.secret not in rows


def test_password_is_hashed_anew_when_the_cost_has_changed(
    home: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(home, "S03", Role.STAFF, "S03")
    other = Parameters(Type.ID, 19, 16, 32, time_cost=3, memory_cost=1024, parallelism=1)
    monkeypatch.setattr(passwords, "PARAMETERS", other)
    sign_in(home, "S03", PASSWORD, NOW)
    with home.reading() as session:
        account = find_account(session, "S03")
        assert account is not None
        assert "m=1024,t=3,p=1" in account.password_hash
    assert sign_in(home, "S03", PASSWORD, NOW).missing is None


def test_signing_in_and_out_is_in_the_audit_log(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    done = phone.sign_in(NOW + HALF_A_MINUTE)
    sign_out(home, done.token, NOW + HALF_A_MINUTE)
    sign_out(home, done.token, NOW + HALF_A_MINUTE)
    assert told(home, "sign_in_begun") == ["C1"]
    assert told(home, "sign_in") == ["C1", "C1"]
    assert told(home, "sign_out") == ["C1"]
