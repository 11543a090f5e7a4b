"""Who is signed in: logins, the steps before one is complete, and how long they last."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from planner.db.account_queries import (
    end_login,
    find_login,
    forget_old_logins,
    hold_login,
    touch_login,
)
from planner.db.accounts import AccountRecord, LoginRecord
from planner.db.store import Session, Store
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.desk import Actor, Role

IDLE_LIMIT = timedelta(minutes=30)
"""A lost telephone or a shared computer is open for half an hour at most, whoever's it is."""

ABSOLUTE_LIMIT = timedelta(hours=12)
"""The longest duty: nobody is still signed in on her next one."""

SECOND_FACTOR_LIMIT = timedelta(minutes=10)
"""How long a right password waits for the second factor."""

SEEN_EVERY = timedelta(minutes=1)
"""How often it is written that a login is in use."""

WITH_SECOND_FACTOR = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
"""The roles that must have one; staff may."""


class NotSignedInError(PlannerError):
    """There is no such login, or not at this step."""

    def __init__(self) -> None:
        super().__init__(told("You are not signed in any more; sign in again."))


class Step(StrEnum):
    """What is asked of somebody before she may work, in this order."""

    SECOND_FACTOR = "second_factor"
    NEW_PASSWORD = "new_password"
    SET_UP_SECOND_FACTOR = "set_up_second_factor"


@dataclass(frozen=True)
class Login:
    """Somebody who is signing in or signed in. ``actor`` is None while a step is missing."""

    code: str
    language: str
    missing: Step | None
    actor: Actor | None
    recovery_codes_left: int
    has_second_factor: bool


@dataclass(frozen=True)
class SignedIn:
    """The id of a new login, to be kept in the browser and nowhere else, and the next step."""

    token: str
    missing: Step | None


def login_of(store: Store, token: str, now: datetime) -> Login | None:
    """Who is signed in by this id; None once the login has ended or a limit has passed."""
    digest = token_digest(token)
    with store.reading() as session:
        record = find_login(session, digest)
        if record is None:
            return None
        login = _login(record)
        ended = is_over(record, now)
        last_seen = record.last_seen_at
    if not ended and now - last_seen < SEEN_EVERY:
        return login
    with store.writing() as session:
        if ended:
            end_login(session, digest)
            return None
        return login if touch_login(session, digest, now) else None


def open_login(
    session: Session, account: AccountRecord, now: datetime, second_factor_at: datetime | None
) -> SignedIn:
    """Add a login under a new id of 256 bits, of which only the hash is kept."""
    forget_old_logins(session, now - ABSOLUTE_LIMIT, now - IDLE_LIMIT)
    token = secrets.token_urlsafe(32)
    record = LoginRecord(
        account=account,
        digest=token_digest(token),
        created_at=now,
        last_seen_at=now,
        second_factor_at=second_factor_at,
    )
    session.add(record)
    session.flush()
    return SignedIn(token, missing_step(record))


def held_login(session: Session, token: str, now: datetime, *steps: Step | None) -> LoginRecord:
    """The login at one of these steps, every other change of its account kept waiting.

    Raises:
        NotSignedInError: there is none.
    """
    record = hold_login(session, token_digest(token))
    if record is None or is_over(record, now) or missing_step(record) not in steps:
        raise NotSignedInError
    return record


def is_over(record: LoginRecord, now: datetime) -> bool:
    """Whether the account is disabled or a limit has passed."""
    waits = missing_step(record) is Step.SECOND_FACTOR
    longest = SECOND_FACTOR_LIMIT if waits else ABSOLUTE_LIMIT
    return (
        record.account.is_disabled
        or now - record.created_at >= longest
        or now - record.last_seen_at >= IDLE_LIMIT
    )


def missing_step(record: LoginRecord) -> Step | None:
    """What is asked of her next."""
    account = record.account
    if account.totp_confirmed and record.second_factor_at is None:
        return Step.SECOND_FACTOR
    if account.must_change_password:
        return Step.NEW_PASSWORD
    if not account.totp_confirmed and account.role in WITH_SECOND_FACTOR:
        return Step.SET_UP_SECOND_FACTOR
    return None


def token_digest(token: str) -> bytes:
    """What is kept of a random id; it has 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def actor_of(account: AccountRecord) -> Actor:
    """Who acts when this account does."""
    programme = account.programme
    return Actor(
        code=account.code,
        role=Role(account.role),
        programme=None if programme is None else programme.code,
        staff=account.staff,
        account_id=account.id,
    )


def _login(record: LoginRecord) -> Login:
    account, missing = record.account, missing_step(record)
    return Login(
        code=account.code,
        language=account.language,
        missing=missing,
        actor=actor_of(account) if missing is None else None,
        recovery_codes_left=len(account.recovery_hashes),
        has_second_factor=account.totp_confirmed,
    )
