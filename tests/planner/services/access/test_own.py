"""Whose records somebody may see."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.db.store import Store
from planner.domain.support import Assignment, Session
from planner.services.access.own import caseload, require_participant, view_participant
from planner.services.desk import Role
from planner.services.permissions import Action, NotAllowedError, NotFoundError
from planner.services.snapshots import Snapshot, snapshot
from tests.installation import TODAY, desk_of
from tests.planner.services.signing import told

LAST_DAYS = (
    ("S06", "P120", date(2027, 6, 6)),
    ("S02", "P101", date(2027, 3, 18)),
    ("S02", "P110", date(2027, 5, 2)),
    ("S03", "P103", date(2027, 8, 5)),
)


def look(store: Store) -> Snapshot:
    return snapshot(desk_of(store, Role.COORDINATOR), "safexst", Action.VIEW_PARTICIPANT)


def test_caseload_is_whose_primary_worker_she_is(home: Store) -> None:
    found = look(home)
    assert caseload(found, "S02", TODAY) == {"P101", "P110", "P112"}
    assert caseload(found, "S06", TODAY) == {"P120"}
    assert caseload(found, "S16", TODAY) == set()


def test_caseload_ends_with_the_assignment_or_the_last_service(home: Store) -> None:
    found = look(home)
    for staff, participant, last in LAST_DAYS:
        assert participant in caseload(found, staff, last)
        assert participant not in caseload(found, staff, last + timedelta(days=1))


def with_rows(found: Snapshot, **rows: object) -> Snapshot:
    programme = replace(found.programme, **rows)  # type: ignore[arg-type]
    return replace(found, loaded=replace(found.loaded, programme=programme))


def test_session_in_place_of_somebody_else_opens_the_record_until_its_day_is_over(
    home: Store,
) -> None:
    day = TODAY + timedelta(days=3)
    session = Session("P103", "S16", day, 9 * 60, 10 * 60)
    found = with_rows(look(home), sessions=(session,))
    assert caseload(found, "S16", TODAY) == {"P103"}
    assert caseload(found, "S16", day) == {"P103"}
    assert caseload(found, "S16", day + timedelta(days=1)) == set()


def test_support_service_without_an_end_lasts_as_long_as_the_settings_say(home: Store) -> None:
    found = with_rows(look(home), assignments=(Assignment("R209", "S16", TODAY),))
    last = TODAY + timedelta(weeks=26)
    assert caseload(found, "S16", last - timedelta(days=1)) == {"R209"}
    assert caseload(found, "S16", last) == set()


def test_staff_find_their_own_caseload_and_nobody_else(home: Store) -> None:
    found = look(home)
    desk = desk_of(home, Role.STAFF, "S02", staff="S02")
    assert require_participant(desk, found, "P101").code == "P101"
    said = set()
    for participant in ("P102", "R201", "P999", ""):
        with pytest.raises(NotFoundError) as refused:
            require_participant(desk, found, participant)
        said.add(str(refused.value))
    assert said == {"There is no such participant."}


def test_staff_without_a_row_in_the_team_have_no_caseload(home: Store) -> None:
    with pytest.raises(NotFoundError):
        require_participant(desk_of(home, Role.STAFF), look(home), "P101")


def test_those_who_lead_find_everybody(home: Store) -> None:
    found = look(home)
    codes = {participant.code for participant in found.programme.participants}
    for role in (Role.COORDINATOR, Role.MANAGER):
        desk = desk_of(home, role)
        assert {require_participant(desk, found, code).code for code in codes} == codes
        with pytest.raises(NotFoundError):
            require_participant(desk, found, "P999")


def test_administrators_see_no_participants(home: Store) -> None:
    desk = desk_of(home, Role.ADMIN, programme=None)
    with pytest.raises(NotAllowedError):
        require_participant(desk, look(home), "P101")


def test_other_programmes_find_nothing(home: Store) -> None:
    desk = desk_of(home, Role.COORDINATOR, programme="elsewhere")
    with pytest.raises(NotFoundError):
        require_participant(desk, look(home), "P101")


def test_view_is_written_down_and_a_refused_one_is_none(home: Store) -> None:
    found = look(home)
    desk = desk_of(home, Role.STAFF, "S02", staff="S02")
    view_participant(desk, found, "P101")
    with pytest.raises(NotFoundError):
        view_participant(desk, found, "P102")
    assert told(home, "view_participant") == ["S02"]
