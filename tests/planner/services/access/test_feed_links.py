"""Calendar links: made once, shown once, taken back at once."""

import re
from datetime import timedelta
from itertools import product

import pytest

from planner.calendars.entries import Feed, FeedKind
from planner.calendars.levels import Language, PrivacyLevel
from planner.db.store import Store
from planner.services.access.accounts import (
    change_role,
    disable_account,
    enable_account,
    end_access,
)
from planner.services.access.feed_links import (
    FeedLinkError,
    action_for,
    links,
    make_link,
    resolve_link,
    revoke_link,
)
from planner.services.desk import Desk, Role
from planner.services.permissions import ALLOWED, NotAllowedError, NotFoundError
from tests.installation import NOW, desk_of
from tests.planner.services.signing import Authenticator, admin, desk_by, join, told

pytestmark = pytest.mark.usefixtures("quick_passwords")
OWN = Feed(FeedKind.STAFF, "S03")
HOUSE = Feed(FeedKind.HOUSE)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def staff(store: Store) -> Desk:
    return desk_by(store, join(store, "S03", Role.STAFF, "S03"))


def coordinator(store: Store) -> Desk:
    return desk_by(store, Authenticator(store, "C1", Role.COORDINATOR, "S03").token)


def test_link_leads_to_its_feed_with_the_eyes_of_its_person(home: Store) -> None:
    token = make_link(staff(home), OWN, PrivacyLevel.DUTY, Language.FRENCH)
    link = resolve_link(home, token, NOW)
    assert link is not None
    assert (link.feed, link.level, link.language) == (OWN, PrivacyLevel.DUTY, Language.FRENCH)
    assert (link.actor.code, link.actor.role, link.programme) == ("S03", Role.STAFF, "safexst")


def test_link_says_no_more_than_busy_unless_told_otherwise(home: Store) -> None:
    link = resolve_link(home, make_link(staff(home), OWN), NOW)
    assert link is not None
    assert link.level is PrivacyLevel.BUSY


def test_token_has_256_bits_and_is_nowhere_in_the_database(home: Store) -> None:
    token = make_link(staff(home), OWN)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    with home.reading() as session:
        connection = session.connection()
        rows = connection.exec_driver_sql("SELECT * FROM feed_links").all()
        log = connection.exec_driver_sql("SELECT * FROM audit_events").all()
    assert len(rows) == 1
    assert token not in f"{rows} {log}"


def test_making_it_again_ends_the_one_before(home: Store) -> None:
    desk = staff(home)
    first, second = make_link(desk, OWN), make_link(desk, OWN, PrivacyLevel.DUTY)
    assert resolve_link(home, first, NOW) is None
    assert resolve_link(home, second, NOW) is not None
    assert len(links(desk)) == 1


def test_token_that_was_never_handed_out_leads_nowhere(home: Store) -> None:
    for token in ("", "x", "\ud800", "\0" * 43):
        assert resolve_link(home, token, NOW) is None


def test_revoked_link_leads_nowhere(home: Store) -> None:
    desk = staff(home)
    token = make_link(desk, OWN)
    (link,) = links(desk)
    revoke_link(desk, link.id)
    assert resolve_link(home, token, NOW) is None
    assert links(desk) == []
    assert told(home, "feed_revoked") == ["S03"]
    with pytest.raises(NotFoundError):
        revoke_link(desk, link.id)


def test_link_of_somebody_else_is_as_if_it_were_absent(home: Store) -> None:
    token = make_link(staff(home), OWN)
    found = resolve_link(home, token, NOW)
    assert found is not None
    other = coordinator(home)
    assert links(other) == []
    with pytest.raises(NotFoundError):
        revoke_link(other, found.id)
    assert resolve_link(home, token, NOW) is not None


def test_links_end_with_the_account_and_with_its_access(home: Store) -> None:
    desk = staff(home)
    token = make_link(desk, OWN)
    assert end_access(admin(home), "S03").feed_links == 1
    assert resolve_link(home, token, NOW) is None
    again = make_link(desk, OWN)
    assert disable_account(admin(home), "S03").feed_links == 1
    assert resolve_link(home, again, NOW) is None
    enable_account(admin(home), "S03")
    assert resolve_link(home, again, NOW) is None


def test_another_role_keeps_the_links_that_it_may_have(home: Store) -> None:
    desk = coordinator(home)
    whole, with_codes = make_link(desk, HOUSE), make_link(desk, OWN, PrivacyLevel.CODE)
    assert change_role(admin(home), "C1", Role.MANAGER).feed_links == 1
    assert resolve_link(home, with_codes, NOW) is None
    assert resolve_link(home, whole, NOW) is not None
    change_role(admin(home), "C1", Role.STAFF)
    assert resolve_link(home, whole, NOW) is None


def test_last_use_and_count_are_written_at_most_once_a_minute(home: Store) -> None:
    desk = staff(home)
    token = make_link(desk, OWN)
    assert [(link.last_used_at, link.uses) for link in links(desk)] == [(None, 0)]
    for seconds in (0, 10, 59, 60, 61, 200):
        resolve_link(home, token, NOW + timedelta(seconds=seconds))
    (link,) = links(desk)
    assert (link.last_used_at, link.uses) == (NOW + timedelta(seconds=200), 3)


def test_link_with_participants_lasts_thirty_days_at_most(home: Store) -> None:
    desk = coordinator(home)
    token = make_link(desk, OWN, PrivacyLevel.CODE)
    assert resolve_link(home, token, NOW + 30 * DAY - MINUTE) is not None
    assert resolve_link(home, token, NOW + 30 * DAY) is None
    for days in (0, 31):
        with pytest.raises(FeedLinkError):
            make_link(desk, OWN, PrivacyLevel.CODE, days=days)
    shorter = make_link(desk, OWN, PrivacyLevel.CODE, days=7)
    assert resolve_link(home, shorter, NOW + 7 * DAY) is None


def test_link_without_participants_lasts_a_year(home: Store) -> None:
    token = make_link(staff(home), OWN)
    assert resolve_link(home, token, NOW + 365 * DAY - MINUTE) is not None
    assert resolve_link(home, token, NOW + 365 * DAY) is None


def test_staff_have_their_own_calendar_alone(home: Store) -> None:
    desk = staff(home)
    for kind, level in product(set(FeedKind) - {FeedKind.STAFF}, PrivacyLevel):
        with pytest.raises(NotAllowedError):
            make_link(desk, Feed(kind), level)


def test_participants_are_shown_to_coordinators_alone(home: Store) -> None:
    assert ALLOWED[action_for(FeedKind.HOUSE, PrivacyLevel.CODE)] == {Role.COORDINATOR}
    for role in (Role.MANAGER, Role.STAFF, Role.ADMIN):
        with pytest.raises(NotAllowedError):
            make_link(desk_of(home, role, staff="S03"), OWN, PrivacyLevel.CODE)


def test_calendar_that_is_absent_or_another_persons_is_not_found(home: Store) -> None:
    desk = coordinator(home)
    for feed in (Feed(FeedKind.STAFF, "S04"), Feed(FeedKind.STAFF), Feed(FeedKind.ROOM, "R9")):
        with pytest.raises(NotFoundError, match=r"^There is no such calendar\.$"):
            make_link(desk, feed)


def test_link_needs_an_account_of_one_programme(home: Store) -> None:
    with pytest.raises(FeedLinkError):
        make_link(desk_of(home, Role.COORDINATOR, staff="S03"), OWN)
    assert links(desk_of(home, Role.COORDINATOR)) == []
