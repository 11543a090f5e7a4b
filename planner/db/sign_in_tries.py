"""The count of tries at signing in."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from planner.db.accounts import SignInTryRecord


def hold_tries(session: Session, digest: bytes, now: dt.datetime) -> SignInTryRecord:
    """The count of one code, begun where there is none; every other try of it waits."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"digest": digest, "failures": 0, "last_at": now}
    session.execute(insert(SignInTryRecord).values(**values).on_conflict_do_nothing())
    chosen = select(SignInTryRecord).where(SignInTryRecord.digest == digest).with_for_update()
    return session.scalars(chosen).one()


def forget_tries(session: Session, digest: bytes) -> None:
    """Begin the count of one code anew."""
    session.execute(delete(SignInTryRecord).where(SignInTryRecord.digest == digest))


def forget_old_tries(session: Session, before: dt.datetime) -> None:
    """Begin every count anew that has rested since then."""
    session.execute(delete(SignInTryRecord).where(SignInTryRecord.last_at < before))
