"""What the audit log says about signing in, accounts and calendar links."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from planner.db.accounts import AccountRecord
from planner.db.audit import AuditEvent, append_events
from planner.db.store import Session, Store

NOBODY = "(unknown)"
"""Who acts where a code is nobody's. What was typed may be a password and is not written down."""


class AccountEvent(StrEnum):
    """Every event about an account."""

    SIGN_IN = "sign_in"
    SIGN_IN_BEGUN = "sign_in_begun"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    SIGNED_OUT_ELSEWHERE = "signed_out_elsewhere"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    SECOND_FACTOR_SET_UP = "second_factor_set_up"
    SECOND_FACTOR_RESET = "second_factor_reset"
    RECOVERY_CODE_USED = "recovery_code_used"
    PASSWORD_FAILED = "password_failed"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET = "password_reset"
    LANGUAGE_CHANGED = "language_changed"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    ROLE_CHANGED = "role_changed"
    ACCESS_ENDED = "access_ended"
    FEED_MADE = "feed_made"
    FEED_REVOKED = "feed_revoked"


def add_event(
    session: Session,
    store: Store,
    now: datetime,
    event: AccountEvent,
    account: AccountRecord | None,
    actor: str | None = None,
    fields: Sequence[str] = (),
) -> None:
    """Write the event in the transaction of what it tells of; its actor is the account itself.

    Without an account it is about a code that nobody has.
    """
    if account is None:
        written = AuditEvent(now, NOBODY, event, table="accounts")
    else:
        written = AuditEvent(
            at=now,
            actor=actor or account.code,
            action=event,
            programme_id=account.programme_id,
            table="accounts",
            row_id=account.id,
            fields=fields,
        )
    append_events(session, store.key, [written])
