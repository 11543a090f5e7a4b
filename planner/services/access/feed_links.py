"""Calendar links: an address with a secret in it, one a person and purpose, taken back at once."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.calendars.entries import Feed, FeedKind
from planner.calendars.feeds import all_feeds
from planner.calendars.levels import Language, PrivacyLevel
from planner.db.account_queries import find_account
from planner.db.accounts import AccountRecord, FeedLinkRecord
from planner.db.feed_links import (
    feed_links_of,
    find_feed_link,
    hold_feed_link,
    remove_feed_links,
    replace_feed_link,
)
from planner.db.store import Session, Store
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.access.account_events import AccountEvent, add_event
from planner.services.access.logins import actor_of, token_digest
from planner.services.desk import Actor, Desk
from planner.services.permissions import Action, NotFoundError, may, require
from planner.services.snapshots import snapshot

MOST_DAYS: Mapping[PrivacyLevel, int] = {
    PrivacyLevel.BUSY: 365,
    PrivacyLevel.DUTY: 365,
    PrivacyLevel.CODE: 30,
}
"""After so many days a link has to be made again; one that shows participants sooner."""

USED_EVERY = timedelta(minutes=1)
"""How often it is written that a link is in use; fetches within that time count as one."""


class FeedLinkError(PlannerError):
    """A calendar link cannot be made like this."""


@dataclass(frozen=True)
class FeedLink:
    """A calendar link; ``actor`` is whose eyes it sees with, ``programme`` its programme's code."""

    id: int
    actor: Actor
    programme: str
    feed: Feed
    level: PrivacyLevel
    language: Language
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    uses: int


def action_for(kind: FeedKind, level: PrivacyLevel) -> Action:
    """The use case that making such a link is."""
    if level is PrivacyLevel.CODE:
        return Action.MAKE_CODE_FEED
    return Action.MAKE_OWN_FEED if kind is FeedKind.STAFF else Action.MAKE_HOUSE_FEED


def make_link(
    desk: Desk,
    feed: Feed,
    level: PrivacyLevel = PrivacyLevel.BUSY,
    language: Language = Language.ENGLISH,
    days: int | None = None,
) -> str:
    """Make a link and return its token of 256 bits, shown once; an older one for this feed ends.

    ``days`` is how long it lasts: `MOST_DAYS` of its level unless told otherwise.

    Raises:
        NotAllowedError: her role has no such links.
        NotFoundError: there is no such feed, or it is another person's own.
        FeedLinkError: it would last too long, or her account belongs to no programme.
    """
    code, account_id = desk.actor.programme, desk.actor.account_id
    require(desk.actor, action_for(feed.kind, level))
    if code is None or account_id is None:
        raise FeedLinkError(told("Calendar links belong to an account of one programme."))
    expires_at = desk.now + _lasting(level, days)
    require_feed(desk, code, feed, level)
    token = secrets.token_urlsafe(32)
    with desk.store.writing() as session:
        account = _held(session, desk)
        link = FeedLinkRecord(
            account_id=account.id,
            programme_id=account.programme_id,
            kind=feed.kind,
            what=feed.code,
            level=level,
            language=language,
            digest=token_digest(token),
            created_at=desk.now,
            expires_at=expires_at,
        )
        replace_feed_link(session, link)
        fields = ["kind", "level"]
        add_event(session, desk.store, desk.now, AccountEvent.FEED_MADE, account, fields=fields)
    return token


def links(desk: Desk) -> list[FeedLink]:
    """Her own calendar links, the oldest first, with their last use."""
    require(desk.actor, Action.MANAGE_OWN_ACCOUNT)
    if desk.actor.account_id is None:
        return []
    with desk.store.reading() as session:
        return [_link(record) for record in feed_links_of(session, desk.actor.account_id)]


def revoke_link(desk: Desk, link_id: int) -> None:
    """Take back one of her own calendar links; the next fetch finds nothing.

    Raises:
        NotFoundError: she has no such link.
    """
    require(desk.actor, Action.MANAGE_OWN_ACCOUNT)
    with desk.store.writing() as session:
        account = _held(session, desk)
        own = [link for link in feed_links_of(session, account.id) if link.id == link_id]
        if not own:
            raise NotFoundError(told("There is no such calendar link."))
        remove_feed_links(session, own)
        add_event(session, desk.store, desk.now, AccountEvent.FEED_REVOKED, account)


def rotate_link(desk: Desk, link_id: int) -> str:
    """Make one of her own links anew, with another token; the old one ends. Returns the token.

    Raises:
        NotFoundError: she has no such link.
        NotAllowedError: her role may not have it any more.
    """
    for link in links(desk):
        if link.id == link_id:
            return make_link(desk, link.feed, link.level, link.language)
    raise NotFoundError(told("There is no such calendar link."))


def possible_feeds(desk: Desk) -> tuple[Feed, ...]:
    """The feeds that somebody may have a link to, her own first."""
    code = desk.actor.programme
    if code is None or desk.actor.account_id is None:
        return ()
    allowed = [kind for kind in FeedKind if may(desk.actor, action_for(kind, PrivacyLevel.BUSY))]
    found = snapshot(desk, code, Action.VIEW_OWN)
    feeds = [
        feed
        for feed in all_feeds(found.programme)
        if feed.kind in allowed
        and (feed.kind is not FeedKind.STAFF or feed.code == desk.actor.staff)
    ]
    return tuple(sorted(feeds, key=lambda feed: feed.kind is not FeedKind.STAFF))


def possible_levels(actor: Actor, kind: FeedKind) -> tuple[PrivacyLevel, ...]:
    """The levels at which somebody may have such a feed; the house never names participants."""
    named = (FeedKind.STAFF, FeedKind.ROOM)
    return tuple(
        level
        for level in PrivacyLevel
        if may(actor, action_for(kind, level)) and (level is not PrivacyLevel.CODE or kind in named)
    )


def resolve_link(store: Store, token: str, now: datetime) -> FeedLink | None:
    """The link of this token; None where it is revoked, over, or not its person's any more."""
    digest = token_digest(token)
    with store.reading() as session:
        record = find_feed_link(session, digest)
        if record is None or not _is_valid(record, now):
            return None
        link = _link(record)
    if link.last_used_at is None or now - link.last_used_at >= USED_EVERY:
        with store.writing() as session:
            record = hold_feed_link(session, digest)
            if record is None:
                return None
            record.last_used_at = now
            record.uses += 1
    return link


def end_links_not_allowed(session: Session, account: AccountRecord) -> int:
    """Take back the links that the account's role may not have; the number that ended."""
    actor = actor_of(account)
    ended = [link for link in feed_links_of(session, account.id) if not _is_hers(actor, link)]
    remove_feed_links(session, ended)
    return len(ended)


def _lasting(level: PrivacyLevel, days: int | None) -> timedelta:
    most = MOST_DAYS[level]
    lasts = most if days is None else days
    if not 1 <= lasts <= most:
        raise FeedLinkError(told("Such a link lasts 1 to {most} days.", most=most))
    return timedelta(days=lasts)


def _held(session: Session, desk: Desk) -> AccountRecord:
    account = find_account(session, desk.actor.code, hold=True)
    if account is None or account.id != desk.actor.account_id or account.is_disabled:
        raise NotFoundError(told("There is no such account."))
    return account


def require_feed(desk: Desk, programme: str, feed: Feed, level: PrivacyLevel) -> None:
    """Refuse a feed that somebody could not have a link to.

    Raises:
        NotAllowedError: her role has no such links.
        NotFoundError: there is no such feed, or it is another person's own.
    """
    found = snapshot(desk, programme, action_for(feed.kind, level))
    is_other = feed.kind is FeedKind.STAFF and feed.code != desk.actor.staff
    if is_other or feed not in all_feeds(found.programme):
        raise NotFoundError(told("There is no such calendar."))


def _is_valid(record: FeedLinkRecord, now: datetime) -> bool:
    account = record.account
    is_open = not account.is_disabled and now < record.expires_at
    return (
        is_open
        and account.programme_id == record.programme_id
        and _is_hers(actor_of(account), record)
    )


def _is_hers(actor: Actor, record: FeedLinkRecord) -> bool:
    kind = FeedKind(record.kind)
    is_own = kind is not FeedKind.STAFF or actor.staff == record.what
    return is_own and may(actor, action_for(kind, PrivacyLevel(record.level)))


def _link(record: FeedLinkRecord) -> FeedLink:
    return FeedLink(
        id=record.id,
        actor=actor_of(record.account),
        programme=record.programme.code,
        feed=Feed(FeedKind(record.kind), record.what),
        level=PrivacyLevel(record.level),
        language=Language(record.language),
        created_at=record.created_at,
        expires_at=record.expires_at,
        last_used_at=record.last_used_at,
        uses=record.uses,
    )
