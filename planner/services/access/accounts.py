"""The accounts of those who sign in, kept by the administrators of their programme or of all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from planner.db.account_queries import (
    all_accounts,
    end_feed_links,
    end_logins,
    find_account,
    insert_account,
)
from planner.db.accounts import AccountRecord
from planner.db.programmes import ProgrammeRecord, find_programme
from planner.db.rows import load_table
from planner.db.store import Session
from planner.domain.sentences import told
from planner.services.access.account_events import AccountEvent, add_event
from planner.services.access.account_rules import (
    AccountError,
    NewAccount,
    require_fitting,
    require_fitting_role,
)
from planner.services.access.feed_links import end_links_not_allowed
from planner.services.access.passwords import first_password, password_hash
from planner.services.access.sign_in_tries import forget_tries
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Desk, Role
from planner.services.permissions import Action, NotFoundError, require


@dataclass(frozen=True)
class Account:
    """An account as those in charge see it."""

    code: str
    role: Role
    programme: str | None
    staff: str | None
    language: str
    is_disabled: bool
    must_change_password: bool
    has_second_factor: bool
    recovery_codes_left: int
    created_at: datetime
    version: int


@dataclass(frozen=True)
class Ended:
    """How many logins and calendar links ended."""

    logins: int
    feed_links: int

    def __str__(self) -> str:
        return f"{self.logins} logins and {self.feed_links} calendar links"


def accounts(desk: Desk) -> list[Account]:
    """The accounts of her programme by code, or of all.

    Raises:
        NotAllowedError: not hers to see.
    """
    require(desk.actor, Action.MANAGE_ACCOUNTS)
    with desk.store.reading() as session:
        return [_account(record) for record in all_accounts(session, desk.actor.programme)]


def add_account(desk: Desk, new: NewAccount) -> str:
    """Add an account; returns its first password, which is shown once and must be changed.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
        AccountError: the code is taken or none, or role, programme and staff do not fit together.
    """
    require(desk.actor, Action.MANAGE_ACCOUNTS, new.programme)
    require_fitting(desk, new)
    password = first_password()
    hashed = password_hash(password)
    with desk.store.writing() as session:
        programme = _programme(session, new)
        record = AccountRecord(
            code=new.code,
            programme_id=None if programme is None else programme.id,
            role=new.role,
            staff=new.staff,
            language=new.language,
            password_hash=hashed,
            created_at=desk.now,
        )
        if not insert_account(session, record):
            raise AccountError(
                told("There is an account with the code {code} already.", code=new.code)
            )
        _add_event(session, desk, AccountEvent.ACCOUNT_ADDED, record, "role", "programme")
    return password


def disable_account(desk: Desk, code: str, version: int | None = None) -> Ended:
    """Disable an account; its logins and calendar links end in the same transaction.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
        ChangedMeanwhileError: the account is not any more as she saw it.
        AccountError: it is her own.
    """
    with _editing(desk, code, version, is_disabled="1") as (session, account):
        _require_other(desk, account)
        account.is_disabled = True
        _add_event(session, desk, AccountEvent.ACCOUNT_DISABLED, account, "is_disabled")
        return Ended(end_logins(session, account.id), end_feed_links(session, account.id))


def enable_account(desk: Desk, code: str, version: int | None = None) -> None:
    """Let a disabled account sign in again; raises as `disable_account`."""
    with _editing(desk, code, version, is_disabled="0") as (session, account):
        account.is_disabled = False
        forget_tries(session, desk.store.key, account.code)
        _add_event(session, desk, AccountEvent.ACCOUNT_ENABLED, account, "is_disabled")


def change_role(desk: Desk, code: str, role: Role, version: int | None = None) -> Ended:
    """Give an account another role; its logins end, and the links that the new role may not have.

    Raises:
        NotAllowedError, NotFoundError, ChangedMeanwhileError: as `disable_account`.
        AccountError: it is her own, or the role does not fit its programme and staff.
    """
    with _editing(desk, code, version, role=role) as (session, account):
        _require_other(desk, account)
        programme = None if account.programme is None else account.programme.code
        require_fitting_role(role, programme, account.staff)
        account.role = role
        _add_event(session, desk, AccountEvent.ROLE_CHANGED, account, "role")
        return Ended(end_logins(session, account.id), end_links_not_allowed(session, account))


def reset_password(desk: Desk, code: str, version: int | None = None) -> str:
    """Give an account a new first password, shown once; its logins end, its wrong tries too.

    Raises as `enable_account`.
    """
    password = first_password()
    hashed = password_hash(password)
    with _editing(desk, code, version, password="new") as (session, account):
        account.password_hash = hashed
        account.must_change_password = True
        end_logins(session, account.id)
        forget_tries(session, desk.store.key, account.code)
        _add_event(session, desk, AccountEvent.PASSWORD_RESET, account, "password_hash")
    return password


def reset_second_factor(desk: Desk, code: str, version: int | None = None) -> None:
    """Remove a lost second factor and its recovery codes; the logins end.

    Raises as `enable_account`.
    """
    with _editing(desk, code, version, second_factor="none") as (session, account):
        account.totp_seed = None
        account.totp_confirmed = False
        account.totp_last_step = None
        account.recovery_hashes = []
        end_logins(session, account.id)
        event = AccountEvent.SECOND_FACTOR_RESET
        _add_event(session, desk, event, account, "totp_seed", "recovery_hashes")


def end_access(desk: Desk, code: str) -> Ended:
    """End every login and every calendar link of a person, for a lost telephone.

    She may sign in again; whoever must not is disabled.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
    """
    require(desk.actor, Action.END_ACCESS)
    with desk.store.writing() as session:
        account = _held(session, desk, code)
        _add_event(session, desk, AccountEvent.ACCESS_ENDED, account)
        return Ended(end_logins(session, account.id), end_feed_links(session, account.id))


@contextmanager
def _editing(
    desk: Desk, code: str, version: int | None, **yours: str
) -> Iterator[tuple[Session, AccountRecord]]:
    require(desk.actor, Action.MANAGE_ACCOUNTS)
    with desk.store.writing() as session:
        account = _held(session, desk, code)
        if version is not None and account.version != version:
            raise ChangedMeanwhileError("accounts", _cells(account, yours), yours)
        account.version += 1
        yield session, account


def _held(session: Session, desk: Desk, code: str) -> AccountRecord:
    """The account, where it is hers to touch; another programme's is as if it were absent."""
    account = find_account(session, code, hold=True)
    own = desk.actor.programme
    if account is None or (own is not None and _programme_code(account) != own):
        raise NotFoundError(told("There is no such account."))
    return account


def _cells(account: AccountRecord, yours: dict[str, str]) -> dict[str, str]:
    shown = {"role": account.role, "is_disabled": str(int(account.is_disabled))}
    return {name: shown.get(name, told("not shown")) for name in yours} | shown


def _require_other(desk: Desk, account: AccountRecord) -> None:
    if account.id == desk.actor.account_id:
        raise AccountError(told("Somebody else has to do this to your own account."))


def _programme(session: Session, new: NewAccount) -> ProgrammeRecord | None:
    if new.programme is None:
        return None
    programme = find_programme(session, new.programme)
    if programme is None:
        raise NotFoundError(told("There is no such programme."))
    team = {row.cells["staff"] for row in load_table(session, programme.id, "staff")}
    if new.staff is not None and new.staff not in team:
        raise AccountError(told("There is nobody with this code in the team of the programme."))
    return programme


def _programme_code(account: AccountRecord) -> str | None:
    return None if account.programme is None else account.programme.code


def _add_event(
    session: Session, desk: Desk, event: AccountEvent, account: AccountRecord, *fields: str
) -> None:
    add_event(session, desk.store, desk.now, event, account, desk.actor.code, fields)


def _account(record: AccountRecord) -> Account:
    return Account(
        code=record.code,
        role=Role(record.role),
        programme=_programme_code(record),
        staff=record.staff,
        language=record.language,
        is_disabled=record.is_disabled,
        must_change_password=record.must_change_password,
        has_second_factor=record.totp_confirmed,
        recovery_codes_left=len(record.recovery_hashes),
        created_at=record.created_at,
        version=record.version,
    )
