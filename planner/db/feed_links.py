"""Finding calendar links, making them and taking them back."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.db.accounts import FeedLinkRecord


def find_feed_link(session: Session, digest: bytes) -> FeedLinkRecord | None:
    """The calendar link with this digest."""
    return session.scalar(select(FeedLinkRecord).where(FeedLinkRecord.digest == digest))


def hold_feed_link(session: Session, digest: bytes) -> FeedLinkRecord | None:
    """The calendar link with this digest, every other change of it kept waiting."""
    chosen = select(FeedLinkRecord).where(FeedLinkRecord.digest == digest)
    return session.scalar(chosen.with_for_update())


def feed_links_of(session: Session, account_id: int) -> list[FeedLinkRecord]:
    """The calendar links of an account, the oldest first."""
    chosen = select(FeedLinkRecord).where(FeedLinkRecord.account_id == account_id)
    return list(session.scalars(chosen.order_by(FeedLinkRecord.id)))


def replace_feed_link(session: Session, link: FeedLinkRecord) -> None:
    """Add the link in the place of the one that its person had for the purpose."""
    session.execute(
        delete(FeedLinkRecord).where(
            FeedLinkRecord.account_id == link.account_id,
            FeedLinkRecord.kind == link.kind,
            FeedLinkRecord.what == link.what,
        )
    )
    session.add(link)
    session.flush()


def remove_feed_links(session: Session, links: Sequence[FeedLinkRecord]) -> None:
    """Take these links back."""
    ids = [link.id for link in links]
    session.execute(delete(FeedLinkRecord).where(FeedLinkRecord.id.in_(ids)))
