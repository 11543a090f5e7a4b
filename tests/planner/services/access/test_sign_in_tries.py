"""The lock-out: wrong tries make the next one wait, whoever's code it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from planner.db.store import Store
from planner.services.access.accounts import reset_password
from planner.services.access.own_account import WrongPasswordError, change_password
from planner.services.access.sign_in_tries import SignInError, TooManyTriesError, wait_after
from planner.services.access.signing_in import SecondFactorError, pass_second_factor, sign_in
from planner.services.desk import Role
from tests.installation import NOW
from tests.planner.services.signing import PASSWORD, Authenticator, admin, join

SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.usefixtures("quick_passwords")


def outcome(work: Callable[[], object]) -> str:
    try:
        work()
    except (SignInError, SecondFactorError, WrongPasswordError, TooManyTriesError) as error:
        return type(error).__name__
    return "right"


def guess(store: Store, code: str, now: datetime, password: str = "wrong") -> str:
    return outcome(lambda: sign_in(store, code, password, now))


def test_wait_doubles_from_half_a_minute_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(failures).total_seconds() for failures in range(4, 13)]
    assert waits == [0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert wait_after(100_000) == timedelta(minutes=15)


@pytest.mark.parametrize("code", ["S03", "S99"])
def test_sixth_try_waits_for_a_code_that_is_known_or_not(home: Store, code: str) -> None:
    join(home, "S03", Role.STAFF, "S03")
    assert [guess(home, code, NOW) for _ in range(6)] == [
        *["SignInError"] * 5,
        "TooManyTriesError",
    ]
    with pytest.raises(TooManyTriesError) as refused:
        sign_in(home, code, PASSWORD, NOW + SECOND)
    assert str(refused.value) == "There were too many wrong tries; try again in 29 seconds."
    assert refused.value.seconds == 29
    later = NOW + 30 * SECOND
    assert guess(home, code, later) == "SignInError"
    assert guess(home, code, later + 59 * SECOND) == "TooManyTriesError"
    assert guess(home, code, later + 60 * SECOND) == "SignInError"


def test_right_password_has_to_wait_too_and_then_begins_the_count_anew(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    for _ in range(5):
        guess(home, "S03", NOW)
    assert guess(home, "S03", NOW, PASSWORD) == "TooManyTriesError"
    later = NOW + 30 * SECOND
    assert guess(home, "S03", later, PASSWORD) == "right"
    assert [guess(home, "S03", later) for _ in range(5)] == ["SignInError"] * 5


def test_wrong_second_factors_count_and_the_right_password_does_not_reset_them(
    home: Store,
) -> None:
    Authenticator(home, "C1", Role.COORDINATOR)

    def guess_both() -> None:
        begun = sign_in(home, "C1", PASSWORD, NOW)
        pass_second_factor(home, begun.token, "000000", NOW)

    found = [outcome(guess_both) for _ in range(6)]
    assert found == [*["SecondFactorError"] * 5, "TooManyTriesError"]


def test_one_login_cannot_guess_second_factors_without_end(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    begun = sign_in(home, "C1", PASSWORD, NOW)
    guesses = [
        outcome(lambda: pass_second_factor(home, begun.token, "000000", NOW)) for _ in range(6)
    ]
    assert guesses == [*["SecondFactorError"] * 5, "TooManyTriesError"]
    later = NOW + 30 * SECOND
    assert pass_second_factor(home, begun.token, phone.at(later), later).missing is None


def test_wrong_present_passwords_count(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    tried = [
        outcome(lambda: change_password(home, token, "wrong", "another-long-one", NOW))
        for _ in range(6)
    ]
    assert tried == [*["WrongPasswordError"] * 5, "TooManyTriesError"]


def test_tries_at_once_are_all_counted(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: guess(home, "S03", NOW), range(16)))
    assert found.count("SignInError") == 5
    assert found.count("TooManyTriesError") == 11


def test_count_is_forgotten_after_a_day_without_a_try_or_by_a_reset(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    for _ in range(5):
        guess(home, "S03", NOW)
    first = reset_password(admin(home), "S03")
    assert guess(home, "S03", NOW, first) == "right"
    for _ in range(5):
        guess(home, "S99", NOW)
    next_day = NOW + timedelta(days=1, seconds=1)
    assert [guess(home, "S99", next_day) for _ in range(5)] == ["SignInError"] * 5
