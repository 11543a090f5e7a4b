"""Where somebody is signed in, and ending everything but this."""

from datetime import timedelta

import pytest

from planner.db.store import Store
from planner.services.access.logins import IDLE_LIMIT, NotSignedInError, login_of
from planner.services.access.own_logins import own_logins, sign_out_elsewhere
from planner.services.desk import Role
from tests.installation import NOW
from tests.planner.services.signing import told
from tests.web_site import add_accounts, signed_in


@pytest.fixture
def home(house: Store) -> Store:
    """A database with an account for each role."""
    add_accounts(house, "safexst")
    return house


def test_own_logins_are_listed_and_nobody_elses(home: Store) -> None:
    first = signed_in(home, Role.STAFF, NOW - timedelta(minutes=10))
    second = signed_in(home, Role.STAFF)
    signed_in(home, Role.MANAGER)
    listed = own_logins(home, second, NOW)
    assert [(login.since, login.is_this) for login in listed] == [
        (NOW, True),
        (NOW - timedelta(minutes=10), False),
    ]
    assert [login.is_this for login in own_logins(home, first, NOW)] == [False, True]


def test_login_that_is_over_is_not_listed(home: Store) -> None:
    signed_in(home, Role.STAFF, NOW - IDLE_LIMIT)
    assert len(own_logins(home, signed_in(home, Role.STAFF), NOW)) == 1


def test_every_other_login_ends_and_this_one_stays(home: Store) -> None:
    here, there = signed_in(home, Role.STAFF), signed_in(home, Role.STAFF)
    other = signed_in(home, Role.MANAGER)
    assert sign_out_elsewhere(home, here, NOW) == 1
    ended = [login_of(home, token, NOW) is None for token in (here, there, other)]
    assert ended == [False, True, False]
    assert told(home, "signed_out_elsewhere") == ["staff1"]
    assert sign_out_elsewhere(home, here, NOW) == 0
    assert told(home, "signed_out_elsewhere") == ["staff1"]


def test_nobody_ends_logins_without_one(home: Store) -> None:
    with pytest.raises(NotSignedInError):
        sign_out_elsewhere(home, "nothing", NOW)
