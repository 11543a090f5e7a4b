"""Ended logins stay ended: nothing that was handed out before is accepted again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from planner.db.account_queries import find_login
from planner.db.store import Store
from planner.services.access.accounts import (
    change_role,
    disable_account,
    enable_account,
    end_access,
    reset_password,
    reset_second_factor,
)
from planner.services.access.logins import ABSOLUTE_LIMIT, IDLE_LIMIT, login_of, token_digest
from planner.services.access.own_account import change_password
from planner.services.access.signing_in import sign_in, sign_out
from planner.services.desk import Role
from tests.installation import NOW
from tests.planner.services.signing import PASSWORD, admin, desk_by, join

pytestmark = pytest.mark.usefixtures("quick_passwords")

MINUTE = timedelta(minutes=1)
ENDINGS: dict[str, Callable[[Store, str], object]] = {
    "signed out": lambda store, token: sign_out(store, token, NOW),
    "password changed": lambda store, token: change_password(
        store, token, PASSWORD, "another-quiet-harbour", NOW
    ),
    "disabled": lambda store, _: disable_account(admin(store), "S03"),
    "role changed": lambda store, _: change_role(admin(store), "S03", Role.COORDINATOR),
    "access ended": lambda store, _: end_access(admin(store), "S03"),
    "password reset": lambda store, _: reset_password(admin(store), "S03"),
    "second factor reset": lambda store, _: reset_second_factor(admin(store), "S03"),
}


def is_accepted(store: Store, token: str, now: datetime = NOW) -> bool:
    return login_of(store, token, now) is not None


@pytest.mark.parametrize("ending", ENDINGS)
def test_id_is_refused_after(home: Store, ending: str) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    other = sign_in(home, "S03", PASSWORD, NOW).token
    assert is_accepted(home, token)
    assert is_accepted(home, other)
    ENDINGS[ending](home, token)
    assert [is_accepted(home, token) for _ in range(20)] == [False] * 20
    assert is_accepted(home, other) == (ending == "signed out")


def test_disabled_account_that_is_enabled_again_has_to_sign_in_again(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    disable_account(admin(home), "S03")
    enable_account(admin(home), "S03")
    assert not is_accepted(home, token)
    assert sign_in(home, "S03", PASSWORD, NOW).missing is None


def test_login_ends_after_half_an_hour_without_use(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    assert is_accepted(home, token, NOW + IDLE_LIMIT - MINUTE)
    assert is_accepted(home, token, NOW + 2 * IDLE_LIMIT - 2 * MINUTE)
    assert not is_accepted(home, token, NOW + 3 * IDLE_LIMIT - 2 * MINUTE)
    assert not is_accepted(home, token, NOW)


def test_login_ends_after_twelve_hours_however_busy(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    now = NOW
    while (now := now + 20 * MINUTE) < NOW + ABSOLUTE_LIMIT:
        assert is_accepted(home, token, now)
    assert not is_accepted(home, token, NOW + ABSOLUTE_LIMIT)


def test_use_is_written_at_most_once_a_minute(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")

    def last_seen() -> datetime:
        with home.reading() as session:
            record = find_login(session, token_digest(token))
            assert record is not None
            return record.last_seen_at

    login_of(home, token, NOW + timedelta(seconds=59))
    assert last_seen() == NOW
    login_of(home, token, NOW + MINUTE)
    assert last_seen() == NOW + MINUTE


def test_old_logins_are_removed_when_somebody_signs_in(home: Store) -> None:
    old = join(home, "S03", Role.STAFF, "S03")
    sign_in(home, "S03", PASSWORD, NOW + IDLE_LIMIT + MINUTE)
    with home.reading() as session:
        assert find_login(session, token_digest(old)) is None


def test_id_that_was_never_handed_out_is_nobodys(home: Store) -> None:
    for token in ("", "x", "\ud800", "\0" * 43, "a" * 100_000):
        assert login_of(home, token, NOW) is None
        sign_out(home, token, NOW)


def test_role_of_an_actor_is_the_one_of_the_account_now(home: Store) -> None:
    join(home, "S03", Role.COORDINATOR, "S03")
    change_role(admin(home), "S03", Role.STAFF)
    token = sign_in(home, "S03", PASSWORD, NOW).token
    assert desk_by(home, token).actor.role is Role.STAFF
