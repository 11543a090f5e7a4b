"""Finding accounts and their logins, and ending logins and calendar links."""

import datetime as dt

from sqlalchemy import CursorResult, Delete, Update, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.db.accounts import ACCOUNT_CODE, AccountRecord, FeedLinkRecord, LoginRecord


def find_account(session: Session, code: str, hold: bool = False) -> AccountRecord | None:
    """The account with this code; ``hold`` keeps every other change of it waiting."""
    if not ACCOUNT_CODE.fullmatch(code):
        return None
    statement = select(AccountRecord).where(AccountRecord.code == code)
    return session.scalar(statement.with_for_update() if hold else statement)


def all_accounts(session: Session, programme: str | None = None) -> list[AccountRecord]:
    """Every account by its code, or those of one programme."""
    statement = select(AccountRecord).order_by(AccountRecord.code)
    if programme is not None:
        statement = statement.where(AccountRecord.programme.has(code=programme))
    return list(session.scalars(statement))


def insert_account(session: Session, record: AccountRecord) -> bool:
    """Add an account; False, and nothing added, where its code is taken."""
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:
        return False
    return True


def find_login(session: Session, digest: bytes) -> LoginRecord | None:
    """The login with this digest."""
    return session.scalar(select(LoginRecord).where(LoginRecord.digest == digest))


def hold_login(session: Session, digest: bytes) -> LoginRecord | None:
    """The login with this digest, every other change of its account kept waiting."""
    account = select(LoginRecord.account_id).where(LoginRecord.digest == digest).scalar_subquery()
    session.scalar(select(AccountRecord).where(AccountRecord.id == account).with_for_update())
    return find_login(session, digest)


def logins_of(session: Session, digest: bytes) -> list[LoginRecord]:
    """Every login of the account that has the login with this digest, the newest first."""
    account = select(LoginRecord.account_id).where(LoginRecord.digest == digest).scalar_subquery()
    chosen = select(LoginRecord).where(LoginRecord.account_id == account)
    return list(session.scalars(chosen.order_by(LoginRecord.id.desc())))


def touch_login(session: Session, digest: bytes, now: dt.datetime) -> bool:
    """Note that the login is in use; whether it is still there."""
    statement = update(LoginRecord).where(LoginRecord.digest == digest).values(last_seen_at=now)
    return _count(session, statement) == 1


def end_login(session: Session, digest: bytes) -> int:
    """End one login; the number that ended."""
    return _count(session, delete(LoginRecord).where(LoginRecord.digest == digest))


def end_logins(session: Session, account_id: int) -> int:
    """End every login of an account; the number that ended."""
    return _count(session, delete(LoginRecord).where(LoginRecord.account_id == account_id))


def forget_old_logins(session: Session, begun: dt.datetime, seen: dt.datetime) -> int:
    """Remove the logins that began before ``begun`` or were not seen since ``seen``."""
    old = or_(LoginRecord.created_at < begun, LoginRecord.last_seen_at < seen)
    return _count(session, delete(LoginRecord).where(old))


def end_feed_links(session: Session, account_id: int) -> int:
    """Revoke every calendar link of an account; the number that ended."""
    return _count(session, delete(FeedLinkRecord).where(FeedLinkRecord.account_id == account_id))


def _count(session: Session, statement: Update | Delete) -> int:
    done = session.execute(statement)
    assert isinstance(done, CursorResult)
    return done.rowcount
