"""The own password, the own second factor, the own language."""

from datetime import timedelta

import pyotp
import pytest

from planner.calendars.levels import Language
from planner.db.store import Store
from planner.services.access.account_rules import NewAccount
from planner.services.access.accounts import accounts, add_account, reset_second_factor
from planner.services.access.logins import NotSignedInError, Step, login_of
from planner.services.access.own_account import (
    SecondFactorSetUpError,
    WrongPasswordError,
    begin_second_factor,
    change_password,
    choose_language,
    confirm_second_factor,
)
from planner.services.access.passwords import PasswordRuleError
from planner.services.access.sign_in_tries import SignInError
from planner.services.access.signing_in import SecondFactorError, sign_in
from planner.services.desk import Role
from planner.services.permissions import NotFoundError
from tests.installation import NOW
from tests.planner.services.signing import (
    HALF_A_MINUTE,
    PASSWORD,
    Authenticator,
    admin,
    desk_by,
    join,
    told,
)

pytestmark = pytest.mark.usefixtures("quick_passwords")
NEW = "another-quiet-harbour"


def test_first_password_has_to_be_changed_before_anything_else(home: Store) -> None:
    first = add_account(admin(home), NewAccount("S03", Role.STAFF, "safexst", "S03"))
    begun = sign_in(home, "S03", first, NOW)
    assert begun.missing is Step.NEW_PASSWORD
    with pytest.raises(NotSignedInError):
        begin_second_factor(home, begun.token, NOW)
    done = change_password(home, begun.token, first, PASSWORD, NOW)
    assert done.missing is None
    assert desk_by(home, done.token).actor.code == "S03"
    with pytest.raises(SignInError):
        sign_in(home, "S03", first, NOW)


def test_changed_password_replaces_the_old_one(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    done = change_password(home, token, PASSWORD, NEW, NOW)
    assert done.token != token
    assert sign_in(home, "S03", NEW, NOW).missing is None
    with pytest.raises(SignInError):
        sign_in(home, "S03", PASSWORD, NOW)
    assert told(home, "password_changed") == ["S03", "S03"]


def test_password_that_is_not_good_enough_leaves_the_old_one(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    for new in ("short", "password1234", PASSWORD):
        with pytest.raises(PasswordRuleError):
            change_password(home, token, PASSWORD, new, NOW)
    assert sign_in(home, "S03", PASSWORD, NOW).missing is None


def test_password_is_not_changed_without_the_present_one(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    with pytest.raises(WrongPasswordError):
        change_password(home, token, "wrong", NEW, NOW)
    assert told(home, "password_failed") == ["S03"]
    assert sign_in(home, "S03", PASSWORD, NOW).missing is None


def test_password_is_not_changed_while_the_second_factor_is_missing(home: Store) -> None:
    Authenticator(home, "C1", Role.COORDINATOR)
    begun = sign_in(home, "C1", PASSWORD, NOW)
    with pytest.raises(NotSignedInError):
        change_password(home, begun.token, PASSWORD, NEW, NOW)
    with pytest.raises(NotSignedInError):
        begin_second_factor(home, begun.token, NOW)


def test_changed_password_keeps_the_second_factor_of_the_login(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    done = change_password(home, phone.token, PASSWORD, NEW, NOW)
    assert done.missing is None


def test_second_factor_is_switched_on_by_its_first_code_only(home: Store) -> None:
    token = join(home, "C1", Role.COORDINATOR)
    with pytest.raises(SecondFactorSetUpError):
        confirm_second_factor(home, token, "000000", NOW)
    begin_second_factor(home, token, NOW)
    with pytest.raises(SecondFactorError):
        confirm_second_factor(home, token, "000000", NOW)
    assert not accounts(admin(home))[0].has_second_factor


def test_second_factor_that_is_on_is_not_replaced_without_a_reset(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    with pytest.raises(SecondFactorSetUpError):
        begin_second_factor(home, phone.token, NOW)
    with pytest.raises(SecondFactorSetUpError):
        confirm_second_factor(home, phone.token, phone.at(NOW), NOW)


def test_setting_up_ends_every_other_login(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    other = sign_in(home, "S03", PASSWORD, NOW).token
    secret = begin_second_factor(home, token, NOW).secret
    done, _ = confirm_second_factor(home, token, str(pyotp.TOTP(secret).at(NOW)), NOW)
    assert [login_of(home, old, NOW) for old in (token, other)] == [None, None]
    assert login_of(home, done.token, NOW) is not None


def test_after_a_reset_another_second_factor_is_set_up(home: Store) -> None:
    phone = Authenticator(home, "C1", Role.COORDINATOR)
    reset_second_factor(admin(home), "C1")
    begun = sign_in(home, "C1", PASSWORD, NOW)
    assert begun.missing is Step.SET_UP_SECOND_FACTOR
    assert begin_second_factor(home, begun.token, NOW).secret != phone.secret


def test_staff_with_a_second_factor_are_asked_for_it(home: Store) -> None:
    phone = Authenticator(home, "S03", Role.STAFF, "S03")
    assert phone.sign_in(NOW + HALF_A_MINUTE).missing is None


def test_login_that_is_over_changes_nothing(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    with pytest.raises(NotSignedInError):
        change_password(home, token, PASSWORD, NEW, NOW + timedelta(hours=1))


def test_language_is_chosen_by_its_person(home: Store) -> None:
    token = join(home, "S03", Role.STAFF, "S03")
    choose_language(desk_by(home, token), Language.FRENCH)
    login = login_of(home, token, NOW)
    assert login is not None
    assert login.language == "fr"
    with pytest.raises(NotFoundError):
        choose_language(admin(home), Language.FRENCH)
