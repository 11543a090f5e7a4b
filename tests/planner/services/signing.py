"""People who sign in, for the tests of accounts."""

from datetime import datetime, timedelta

import pyotp
from sqlalchemy import delete

from planner.db.accounts import AccountRecord, FeedLinkRecord, LoginRecord, SignInTryRecord
from planner.db.events import AuditRecord
from planner.db.store import Store
from planner.services.access.account_rules import NewAccount
from planner.services.access.accounts import add_account
from planner.services.access.audit_log import AuditFilter, audit_events
from planner.services.access.logins import SignedIn, Step, login_of
from planner.services.access.own_account import (
    begin_second_factor,
    change_password,
    confirm_second_factor,
)
from planner.services.access.signing_in import pass_second_factor, sign_in
from planner.services.desk import Desk, Role
from planner.services.permissions import Action
from tests.installation import NOW, TODAY, desk_of

PASSWORD = "quiet-harbour-lights"
HALF_A_MINUTE = timedelta(seconds=30)


def admin(store: Store, programme: str | None = None) -> Desk:
    """The desk of somebody who keeps accounts, without an account of her own."""
    return desk_of(store, Role.ADMIN, "admin1", programme)


def join(store: Store, code: str, role: Role, staff: str | None = None) -> str:
    """Add an account of the sample programme; its password is `PASSWORD` then, at `NOW`."""
    first = add_account(admin(store), NewAccount(code, role, "safexst", staff))
    token = sign_in(store, code, first, NOW).token
    return change_password(store, token, first, PASSWORD, NOW).token


def forget_everybody(store: Store) -> None:
    """Empty the database of accounts, their logins, tries, links and events."""
    with store.writing() as session:
        for table in (LoginRecord, FeedLinkRecord, SignInTryRecord, AccountRecord):
            session.execute(delete(table))
        session.execute(delete(AuditRecord).where(AuditRecord.action != Action.IMPORT))


class Authenticator:
    """A telephone with the second factor of one account."""

    def __init__(self, store: Store, code: str, role: Role, staff: str | None = None) -> None:
        self.store = store
        self.code = code
        token = join(store, code, role, staff)
        self.secret = begin_second_factor(store, token, NOW).secret
        confirmed, self.recovery_codes = confirm_second_factor(store, token, self.at(NOW), NOW)
        self.token = confirmed.token

    def at(self, moment: datetime) -> str:
        """What it shows at that moment."""
        return str(pyotp.TOTP(self.secret).at(moment))

    def sign_in(self, now: datetime) -> SignedIn:
        """Sign in with both factors."""
        begun = sign_in(self.store, self.code, PASSWORD, now)
        assert begun.missing is Step.SECOND_FACTOR
        return pass_second_factor(self.store, begun.token, self.at(now), now)


def desk_by(store: Store, token: str, now: datetime = NOW) -> Desk:
    """The desk of whoever is signed in by this id."""
    login = login_of(store, token, now)
    assert login is not None
    assert login.actor is not None
    return Desk(store, login.actor, now, TODAY)


def told(store: Store, action: str) -> list[str]:
    """Who did this, by the audit log, the newest first."""
    found = audit_events(admin(store), AuditFilter(action=action))
    return [entry.event.actor for entry in found]
