"""Reading the audit log; noticing that somebody changed it."""

from datetime import timedelta

import pytest

from planner.db.audit import subject_digest
from planner.db.store import Store
from planner.services.access.audit_log import (
    MOST_EVENTS,
    AuditChoiceError,
    AuditFilter,
    audit_events,
    check_chain,
)
from planner.services.access.own import view_participant
from planner.services.desk import Role
from planner.services.permissions import Action, NotAllowedError, NotFoundError
from planner.services.snapshots import snapshot
from tests.databases import KEY
from tests.installation import NOW, desk_of, install
from tests.planner.services.signing import admin, join

pytestmark = pytest.mark.usefixtures("quick_passwords")
TAMPERING = (
    ("UPDATE audit_events SET actor = 'S04' WHERE id = 4", [4]),
    ("UPDATE audit_events SET detail = '' WHERE id = 1", [1, 4]),
    ("DELETE FROM audit_events WHERE id = 2", [1, 3, 4]),
)
IMPOSSIBLE = (
    AuditFilter(limit=0),
    AuditFilter(limit=MOST_EVENTS + 1),
    AuditFilter(participant="P101"),
    AuditFilter(actor="S03\0"),
    AuditFilter(action="\ud800"),
    AuditFilter(programme="safexst", participant="P\ud800"),
)


def actions(store: Store, wanted: AuditFilter) -> list[str]:
    return [entry.event.action for entry in audit_events(admin(store), wanted)]


def look_at(store: Store, participant: str) -> None:
    desk = desk_of(store, Role.COORDINATOR, "C1")
    found = snapshot(desk, "safexst", Action.VIEW_PARTICIPANT)
    view_participant(desk, found, participant)


def test_newest_events_come_first_and_go_on_where_they_ended(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    whole = audit_events(admin(home), AuditFilter())
    ids = [entry.id for entry in whole]
    assert len(ids) == 4
    assert ids == sorted(ids, reverse=True)
    first = audit_events(admin(home), AuditFilter(limit=2))
    rest = audit_events(admin(home), AuditFilter(before_id=first[-1].id))
    assert [*first, *rest] == whole


def test_events_are_chosen_by_who_what_where_and_when(home: Store) -> None:
    join(home, "S03", Role.STAFF, "S03")
    assert actions(home, AuditFilter(actor="S03")) == ["password_changed", "sign_in"]
    assert actions(home, AuditFilter(action="sign_in")) == ["sign_in"]
    assert actions(home, AuditFilter(actor="S04")) == []
    assert len(actions(home, AuditFilter(programme="safexst"))) == 4
    second = timedelta(seconds=1)
    assert actions(home, AuditFilter(since=NOW + second)) == []
    assert actions(home, AuditFilter(until=NOW)) == []
    assert len(actions(home, AuditFilter(since=NOW, until=NOW + second))) == 4


def test_views_of_a_participant_are_found_by_her_code_which_the_log_does_not_hold(
    home: Store,
) -> None:
    look_at(home, "P101")
    look_at(home, "P102")
    wanted = AuditFilter(programme="safexst", participant="P101")
    (entry,) = audit_events(admin(home), wanted)
    assert (entry.event.actor, entry.event.action, entry.programme) == (
        *("C1", "view_participant"),
        "safexst",
    )
    assert entry.event.subject == subject_digest(KEY, 1, "P101")
    assert "P101" not in str(entry)


def test_somebody_of_one_programme_reads_that_one_alone(house: Store) -> None:
    install(house, "alluriarniq")
    join(house, "S03", Role.STAFF, "S03")
    manager = desk_of(house, Role.MANAGER)
    assert {entry.programme for entry in audit_events(manager, AuditFilter())} == {"safexst"}
    with pytest.raises(NotFoundError):
        audit_events(manager, AuditFilter(programme="alluriarniq"))
    with pytest.raises(NotFoundError):
        audit_events(admin(house), AuditFilter(programme="elsewhere"))


def test_log_is_read_by_managers_and_administrators_alone(home: Store) -> None:
    for role in (Role.COORDINATOR, Role.STAFF):
        with pytest.raises(NotAllowedError):
            audit_events(desk_of(home, role), AuditFilter())
        with pytest.raises(NotAllowedError):
            check_chain(desk_of(home, role))


def test_choice_that_cannot_be_is_refused(home: Store) -> None:
    for wanted in IMPOSSIBLE:
        with pytest.raises(AuditChoiceError):
            audit_events(admin(home), wanted)


def test_changed_and_removed_events_are_noticed(house: Store) -> None:
    join(house, "S03", Role.STAFF, "S03")
    assert check_chain(admin(house)).broken == []
    for statement, broken in TAMPERING:
        with house.writing() as session:
            session.connection().exec_driver_sql(statement)
        assert check_chain(admin(house)).broken == broken
    report = check_chain(admin(house))
    assert (report.events, report.newest) == (3, 4)
