"""Where somebody is signed in, and ending everything but this."""

from dataclasses import dataclass
from datetime import datetime

from planner.db.account_queries import end_login, logins_of
from planner.db.store import Store
from planner.services.access.account_events import AccountEvent, add_event
from planner.services.access.logins import held_login, is_over, token_digest


@dataclass(frozen=True)
class OwnLogin:
    """One of somebody's logins; nothing tells where it is, because nothing of that is kept."""

    since: datetime
    last_seen: datetime
    is_this: bool


def own_logins(store: Store, token: str, now: datetime) -> list[OwnLogin]:
    """The logins of whoever has this one, the newest first; none where it has ended."""
    digest = token_digest(token)
    with store.reading() as session:
        return [
            OwnLogin(record.created_at, record.last_seen_at, record.digest == digest)
            for record in logins_of(session, digest)
            if not is_over(record, now)
        ]


def sign_out_elsewhere(store: Store, token: str, now: datetime) -> int:
    """End every login of the account but this one; how many ended.

    Raises:
        NotSignedInError: there is no such login.
    """
    with store.writing() as session:
        login = held_login(session, token, now, None)
        others = [other for other in logins_of(session, login.digest) if other.id != login.id]
        ended = sum(end_login(session, other.digest) for other in others)
        if ended:
            add_event(session, store, now, AccountEvent.SIGNED_OUT_ELSEWHERE, login.account)
    return ended
