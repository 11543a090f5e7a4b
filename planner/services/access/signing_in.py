"""Signing in and out."""

from datetime import datetime

from planner.db.account_queries import end_login, find_account, hold_login
from planner.db.accounts import AccountRecord
from planner.db.store import Session, Store
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.access.account_events import AccountEvent, add_event
from planner.services.access.logins import (
    SignedIn,
    Step,
    held_login,
    open_login,
    token_digest,
)
from planner.services.access.passwords import is_password, needs_new_hash, password_hash
from planner.services.access.second_factor import recovery_hash, secret_of, step_of, without
from planner.services.access.sign_in_tries import (
    SignInError,
    count_try,
    forget_tries,
    take_back_try,
)


class SecondFactorError(PlannerError):
    """A code of the authenticator, or a recovery code, is not right."""

    def __init__(self) -> None:
        super().__init__(told("This code is not right, or was used before; wait for the next one."))


def sign_in(store: Store, code: str, password: str, now: datetime) -> SignedIn:
    """Begin a login by code and password.

    Raises:
        SignInError: no such account, a wrong password, or a disabled account.
        TooManyTriesError: it came too early after wrong tries.
    """
    with store.writing() as session:
        count_try(session, store.key, code, now)
    kept = _kept_password(store, code)
    is_right = is_password(kept, password)
    renewed = password_hash(password) if is_right and kept and needs_new_hash(kept) else None
    with store.writing() as session:
        account = find_account(session, code, hold=True)
        if account is not None and is_right and _is_open(account, kept):
            account.password_hash = renewed or account.password_hash
            return _begin(session, store, account, now)
        add_event(session, store, now, AccountEvent.SIGN_IN_FAILED, account)
    raise SignInError


def pass_second_factor(store: Store, token: str, answer: str, now: datetime) -> SignedIn:
    """Give the second factor, or a recovery code; the login goes on under a new id.

    Raises:
        NotSignedInError: there is no login that waits for it.
        SecondFactorError: the code is not right, or was used before.
        TooManyTriesError: it came too early after wrong tries.
    """
    with store.writing() as session:
        login = held_login(session, token, now, Step.SECOND_FACTOR)
        account = login.account
        count_try(session, store.key, account.code, now)
        used = _use_answer(store.key, account, answer, now)
        if used is not None:
            forget_tries(session, store.key, account.code)
            end_login(session, login.digest)
            if used is not AccountEvent.SIGN_IN:
                add_event(session, store, now, used, account)
            add_event(session, store, now, AccountEvent.SIGN_IN, account)
            return open_login(session, account, now, second_factor_at=now)
        add_event(session, store, now, AccountEvent.SECOND_FACTOR_FAILED, account)
    raise SecondFactorError


def sign_out(store: Store, token: str, now: datetime) -> None:
    """End the login; nothing happens where there is none any more."""
    with store.writing() as session:
        record = hold_login(session, token_digest(token))
        if record is not None:
            end_login(session, record.digest)
            add_event(session, store, now, AccountEvent.SIGN_OUT, record.account)


def _kept_password(store: Store, code: str) -> str | None:
    with store.reading() as session:
        account = find_account(session, code)
        return None if account is None or account.is_disabled else account.password_hash


def _is_open(account: AccountRecord, kept: str | None) -> bool:
    return not account.is_disabled and account.password_hash == kept


def _begin(session: Session, store: Store, account: AccountRecord, now: datetime) -> SignedIn:
    signed_in = open_login(session, account, now, second_factor_at=None)
    if signed_in.missing is Step.SECOND_FACTOR:
        take_back_try(session, store.key, account.code, now)
        add_event(session, store, now, AccountEvent.SIGN_IN_BEGUN, account)
    else:
        forget_tries(session, store.key, account.code)
        add_event(session, store, now, AccountEvent.SIGN_IN, account)
    return signed_in


def _use_answer(
    key: bytes, account: AccountRecord, answer: str, now: datetime
) -> AccountEvent | None:
    """Use up the code that was given: how she got in, None where it is not right."""
    assert account.totp_seed is not None
    secret = secret_of(key, account.id, account.totp_seed)
    step = step_of(secret, answer, now, account.totp_last_step)
    if step is not None:
        account.totp_last_step = step
        return AccountEvent.SIGN_IN
    left = without(account.recovery_hashes, recovery_hash(key, account.id, answer))
    if left is None:
        return None
    account.recovery_hashes = left
    return AccountEvent.RECOVERY_CODE_USED
