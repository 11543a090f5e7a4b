"""The accounts, as those in charge keep them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from planner.db.store import Store
from planner.services.access.account_rules import AccountError, NewAccount
from planner.services.access.accounts import (
    accounts,
    add_account,
    change_role,
    disable_account,
    enable_account,
    end_access,
    reset_password,
    reset_second_factor,
)
from planner.services.access.audit_log import AuditFilter, audit_events
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Desk, Role
from planner.services.permissions import NotAllowedError, NotFoundError
from tests.installation import NOW, desk_of, install
from tests.planner.services.signing import (
    Authenticator,
    admin,
    desk_by,
    join,
    told,
)

pytestmark = pytest.mark.usefixtures("quick_passwords")
STAFF = NewAccount("S03", Role.STAFF, "safexst", "S03")
MISFITS = (
    NewAccount("", Role.ADMIN),
    NewAccount("Some One", Role.ADMIN),
    NewAccount("command-line", Role.ADMIN),
    NewAccount("x" * 33, Role.ADMIN),
    NewAccount("C1", Role.COORDINATOR),
    NewAccount("M1", Role.MANAGER),
    NewAccount("S03", Role.STAFF, "safexst"),
    NewAccount("S03", Role.STAFF, "safexst", "S99"),
    NewAccount("A1", Role.ADMIN, None, "S03"),
    NewAccount("A1", Role.ADMIN, language="xx"),
)
ATTEMPTS: tuple[Callable[[Desk], object], ...] = (
    accounts,
    lambda desk: add_account(desk, NewAccount("C9", Role.COORDINATOR, "safexst")),
    lambda desk: disable_account(desk, "S03"),
    lambda desk: enable_account(desk, "S03"),
    lambda desk: change_role(desk, "S03", Role.COORDINATOR),
    lambda desk: reset_password(desk, "S03"),
    lambda desk: reset_second_factor(desk, "S03"),
)


def add(store: Store, *codes: str) -> None:
    for code in codes:
        add_account(admin(store), NewAccount(code, Role.STAFF, "safexst", "S03"))


def test_accounts_are_listed_by_code(home: Store) -> None:
    add(home, "S04", "S03")
    add_account(admin(home), NewAccount("A1", Role.ADMIN))
    found = accounts(admin(home))
    assert [(one.code, one.role, one.programme) for one in found] == [
        ("A1", Role.ADMIN, None),
        ("S03", Role.STAFF, "safexst"),
        ("S04", Role.STAFF, "safexst"),
    ]
    assert {(one.must_change_password, one.is_disabled, one.version) for one in found} == {
        (True, False, 1)
    }


def test_account_that_does_not_fit_together_is_refused(home: Store) -> None:
    for new in MISFITS:
        with pytest.raises(AccountError):
            add_account(admin(home), new)
    assert accounts(admin(home)) == []


def test_account_of_an_absent_programme_is_refused(home: Store) -> None:
    with pytest.raises(NotFoundError):
        add_account(admin(home), NewAccount("C1", Role.COORDINATOR, "elsewhere"))


def test_code_is_given_once_even_at_once(home: Store) -> None:
    def try_to_add(_: int) -> str:
        try:
            add_account(admin(home), STAFF)
        except AccountError as error:
            return str(error)
        return "added"

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(try_to_add, range(4)))
    assert found == [*["There is an account with the code S03 already."] * 3, "added"]


def test_accounts_are_kept_by_administrators_alone(home: Store) -> None:
    add(home, "S03")
    for attempt, role in product(ATTEMPTS, (Role.COORDINATOR, Role.MANAGER, Role.STAFF)):
        with pytest.raises(NotAllowedError):
            attempt(desk_of(home, role))


def test_administrator_of_one_programme_knows_no_other(house: Store) -> None:
    install(house, "alluriarniq")
    add(house, "S03")
    add_account(admin(house), NewAccount("A1", Role.ADMIN))
    add_account(admin(house), NewAccount("A2", Role.ADMIN, "alluriarniq"))
    other = admin(house, "alluriarniq")
    assert [one.code for one in accounts(other)] == ["A2"]
    for code in ("S03", "A1", "S99"):
        with pytest.raises(NotFoundError, match=r"^There is no such account\.$"):
            disable_account(other, code)
        with pytest.raises(NotFoundError, match=r"^There is no such account\.$"):
            end_access(other, code)
    with pytest.raises(NotFoundError):
        add_account(other, STAFF)
    with pytest.raises(AccountError):
        add_account(other, NewAccount("A3", Role.ADMIN))


def test_edit_of_an_account_that_was_changed_meanwhile_is_refused(home: Store) -> None:
    add(home, "S03")
    change_role(admin(home), "S03", Role.COORDINATOR, version=1)
    with pytest.raises(ChangedMeanwhileError) as lost:
        change_role(admin(home), "S03", Role.MANAGER, version=1)
    assert str(lost.value).startswith(
        "Somebody else changed this in the meantime: role is 'coordinator' now, you wrote 'man"
    )
    with pytest.raises(ChangedMeanwhileError):
        disable_account(admin(home), "S03", version=1)
    with pytest.raises(ChangedMeanwhileError):
        reset_password(admin(home), "S03", version=1)
    assert accounts(admin(home))[0].version == 2


def test_nobody_disables_or_promotes_herself(home: Store) -> None:
    phone = Authenticator(home, "A1", Role.ADMIN)
    own = desk_by(home, phone.token)
    with pytest.raises(AccountError):
        disable_account(own, "A1")
    with pytest.raises(AccountError):
        change_role(own, "A1", Role.COORDINATOR)
    assert desk_by(home, phone.token).actor.role is Role.ADMIN


def test_role_must_fit_the_account(home: Store) -> None:
    add_account(admin(home), NewAccount("A1", Role.ADMIN))
    add_account(admin(home), NewAccount("C1", Role.COORDINATOR, "safexst"))
    for code, role in [("A1", Role.COORDINATOR), ("C1", Role.STAFF)]:
        with pytest.raises(AccountError):
            change_role(admin(home), code, role)


def test_manager_ends_the_access_of_her_programme(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    ended = end_access(desk_of(home, Role.MANAGER), "S03")
    assert (ended.logins, ended.feed_links) == (1, 0)
    assert told(home, "access_ended") == ["manager1"]
    for role in (Role.COORDINATOR, Role.STAFF):
        with pytest.raises(NotAllowedError):
            end_access(desk_of(home, role), "S03")


def test_every_change_of_an_account_has_one_event_without_a_value(home: Store) -> None:
    desk: Desk = admin(home)
    first = add_account(desk, STAFF)
    change_role(desk, "S03", Role.COORDINATOR)
    second = reset_password(desk, "S03")
    reset_second_factor(desk, "S03")
    end_access(desk, "S03")
    disable_account(desk, "S03")
    enable_account(desk, "S03")
    events = [entry.event for entry in audit_events(desk, AuditFilter(programme="safexst"))][:7]
    assert [event.action for event in reversed(events)] == [
        *("account_added", "role_changed", "password_reset", "second_factor_reset"),
        *("access_ended", "account_disabled", "account_enabled"),
    ]
    assert {(event.actor, event.table, event.at) for event in events} == {
        ("admin1", "accounts", NOW)
    }
    written = str(events)
    assert not [value for value in (first, second, "coordinator") if value in written]
