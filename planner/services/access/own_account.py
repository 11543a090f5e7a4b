"""What somebody does with her own account: password, second factor, language."""

from datetime import datetime

from planner.calendars.levels import Language
from planner.db.account_queries import end_logins, find_account, find_login
from planner.db.accounts import AccountRecord
from planner.db.store import Store
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.access.account_events import AccountEvent, add_event
from planner.services.access.logins import (
    NotSignedInError,
    SignedIn,
    Step,
    held_login,
    is_over,
    missing_step,
    open_login,
    token_digest,
)
from planner.services.access.passwords import (
    PasswordRuleError,
    is_password,
    password_hash,
    require_good_password,
)
from planner.services.access.second_factor import (
    SecondFactorSetUp,
    new_recovery_codes,
    new_seed,
    recovery_hash,
    secret_of,
    set_up,
    step_of,
)
from planner.services.access.sign_in_tries import count_try, forget_tries
from planner.services.access.signing_in import SecondFactorError
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require

_MAY_CHANGE_PASSWORD = (None, Step.NEW_PASSWORD)
_MAY_SET_UP = (None, Step.SET_UP_SECOND_FACTOR)


class WrongPasswordError(PlannerError):
    """The present password was not given rightly."""

    def __init__(self) -> None:
        super().__init__(told("Your present password is not right; nothing was changed."))


class SecondFactorSetUpError(PlannerError):
    """The second factor cannot be set up now."""


def change_password(store: Store, token: str, old: str, new: str, now: datetime) -> SignedIn:
    """Change the own password; every other login ends and this one goes on under a new id.

    Raises:
        NotSignedInError: there is no such login.
        PasswordRuleError: the new password is not good enough, or is the old one.
        WrongPasswordError, TooManyTriesError: the old one is not right.
    """
    code, kept = _code_and_password(store, token, now)
    require_good_password(code, new)
    if old == new:
        raise PasswordRuleError(told("The new password must differ from the present one."))
    with store.writing() as session:
        count_try(session, store.key, code, now)
    is_right = is_password(kept, old)
    hashed = password_hash(new) if is_right else ""
    with store.writing() as session:
        login = held_login(session, token, now, *_MAY_CHANGE_PASSWORD)
        account, second_factor_at = login.account, login.second_factor_at
        if is_right and account.password_hash == kept:
            account.password_hash = hashed
            account.must_change_password = False
            forget_tries(session, store.key, code)
            end_logins(session, account.id)
            fields = ["password_hash"]
            add_event(session, store, now, AccountEvent.PASSWORD_CHANGED, account, fields=fields)
            return open_login(session, account, now, second_factor_at)
        add_event(session, store, now, AccountEvent.PASSWORD_FAILED, account)
    raise WrongPasswordError


def begin_second_factor(store: Store, token: str, now: datetime) -> SecondFactorSetUp:
    """A new secret to set up an authenticator with; it counts once it is confirmed.

    Raises:
        NotSignedInError: there is no such login.
        SecondFactorSetUpError: there is a second factor already; only a reset by somebody else
            makes room for another.
    """
    with store.writing() as session:
        account = held_login(session, token, now, *_MAY_SET_UP).account
        if account.totp_confirmed:
            raise SecondFactorSetUpError(
                told("There is a second factor already; an administrator can reset it.")
            )
        account.totp_seed = new_seed()
        secret = secret_of(store.key, account.id, account.totp_seed)
        return set_up(secret, account.code)


def confirm_second_factor(
    store: Store, token: str, answer: str, now: datetime
) -> tuple[SignedIn, list[str]]:
    """Switch the second factor on by a first code; returns ten recovery codes, shown once.

    Every other login ends and this one goes on under a new id.

    Raises:
        NotSignedInError: there is no such login.
        SecondFactorSetUpError: nothing waits for a first code.
        SecondFactorError, TooManyTriesError: the code is not right.
    """
    with store.writing() as session:
        account = held_login(session, token, now, *_MAY_SET_UP).account
        if account.totp_confirmed or account.totp_seed is None:
            raise SecondFactorSetUpError(
                told("Nothing waits for a first code; begin with a secret.")
            )
        count_try(session, store.key, account.code, now)
        secret = secret_of(store.key, account.id, account.totp_seed)
        step = step_of(secret, answer, now, account.totp_last_step)
        if step is not None:
            codes = _switch_on(store.key, account, step)
            forget_tries(session, store.key, account.code)
            end_logins(session, account.id)
            fields = ["totp_seed", "recovery_hashes"]
            event = AccountEvent.SECOND_FACTOR_SET_UP
            add_event(session, store, now, event, account, fields=fields)
            return open_login(session, account, now, second_factor_at=now), codes
        add_event(session, store, now, AccountEvent.SECOND_FACTOR_FAILED, account)
    raise SecondFactorError


def choose_language(desk: Desk, language: Language) -> None:
    """Choose the language in which somebody is spoken to.

    Raises:
        NotFoundError: she acts without an account.
    """
    require(desk.actor, Action.MANAGE_OWN_ACCOUNT)
    with desk.store.writing() as session:
        account = find_account(session, desk.actor.code, hold=True)
        if account is None or account.id != desk.actor.account_id:
            raise NotFoundError(told("There is no such account."))
        account.language = language
        event = AccountEvent.LANGUAGE_CHANGED
        add_event(session, desk.store, desk.now, event, account, fields=["language"])


def _switch_on(key: bytes, account: AccountRecord, step: int) -> list[str]:
    codes = new_recovery_codes()
    account.totp_confirmed = True
    account.totp_last_step = step
    account.recovery_hashes = [recovery_hash(key, account.id, code) for code in codes]
    return codes


def _code_and_password(store: Store, token: str, now: datetime) -> tuple[str, str]:
    with store.reading() as session:
        login = find_login(session, token_digest(token))
        if login is None or is_over(login, now) or missing_step(login) not in _MAY_CHANGE_PASSWORD:
            raise NotSignedInError
        return login.account.code, login.account.password_hash
