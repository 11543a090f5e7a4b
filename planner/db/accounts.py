"""The tables of those who sign in: accounts, logins, tries, calendar links."""

import re

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.db.base import Code, Digest, Key, Line, Moment, Record, Versioned, Word
from planner.db.programmes import ProgrammeRecord

ACCOUNT_CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")


class AccountRecord(Versioned):
    """Somebody who signs in, by a code. ``programme_id`` empty: every programme (admin).

    ``staff`` is her row in the programme's team, where she has one. ``totp_seed`` gives the secret
    of the second factor only together with the installation's key. ``version`` counts what others
    change of the account, not what signing in leaves behind.
    """

    __tablename__ = "accounts"

    code: Mapped[str] = mapped_column(String(32), unique=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    role: Mapped[Word]
    staff: Mapped[Code | None]
    language: Mapped[Word]
    password_hash: Mapped[Line]
    must_change_password: Mapped[bool] = mapped_column(default=True)
    totp_seed: Mapped[Line | None]
    totp_confirmed: Mapped[bool] = mapped_column(default=False)
    totp_last_step: Mapped[int | None]
    recovery_hashes: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
    programme: Mapped[ProgrammeRecord | None] = relationship()


class SignInTryRecord(Record):
    """How often signing in under a code went wrong in a row; nobody need have that code.

    Until ``locked_until`` nothing more is looked at.
    """

    __tablename__ = "sign_in_tries"

    digest: Mapped[Digest] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[Moment | None]
    last_at: Mapped[Moment] = mapped_column(index=True)


class LoginRecord(Record):
    """A signed-in session; only the hash of its id is known here."""

    __tablename__ = "logins"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[Digest] = mapped_column(unique=True)
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    second_factor_at: Mapped[Moment | None]
    account: Mapped[AccountRecord] = relationship()


class FeedLinkRecord(Record):
    """A calendar link; only the hash of its token is known here. One a person and purpose.

    ``what`` is the code of the staff member, house, room, vehicle or activity; empty: all of them.
    """

    __tablename__ = "feed_links"
    __table_args__ = (UniqueConstraint("account_id", "kind", "what"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    kind: Mapped[Word]
    what: Mapped[Code]
    level: Mapped[Word]
    language: Mapped[Word]
    digest: Mapped[Digest] = mapped_column(unique=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    last_used_at: Mapped[Moment | None]
    uses: Mapped[int] = mapped_column(default=0)
    account: Mapped[AccountRecord] = relationship()
    programme: Mapped[ProgrammeRecord] = relationship()
