"""The week: holes, replacements, absences."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from tests.installation import cells_of, one_row, rows_of

BrowserOf = Callable[[Role], FlaskClient]
SICK = {"staff": "S07", "first": "2027-02-12", "last": "2027-02-12", "kind": "sick"}


@pytest.fixture
def coordinator(browser_of: BrowserOf) -> FlaskClient:
    """A coordinator's browser."""
    return browser_of(Role.COORDINATOR)


@pytest.mark.parametrize(
    "query",
    ["", "?by=shift", "?by=activity", "?by=worker", "?by=participant", "?view=month", "?print=1"],
)
def test_every_way_to_look_is_shown_to_every_role_that_has_it(
    browser_of: BrowserOf, query: str
) -> None:
    for role in (Role.COORDINATOR, Role.MANAGER, Role.STAFF):
        answer = browser_of(role).get(f"/week{query}")
        assert answer.status_code == 200
        assert ("P103" in answer.text) <= (role is not Role.STAFF)
    assert browser_of(Role.ADMIN).get(f"/week{query}").status_code == 403


def test_address_that_names_no_week_shows_this_one(coordinator: FlaskClient) -> None:
    assert "Feb 8, 2027" in coordinator.get("/week?week=soon&by=nothing").text


def test_sick_colleague_is_replaced_by_somebody_who_may(
    coordinator: FlaskClient, house: Store
) -> None:
    assert "With somebody who is away" in coordinator.get("/week").text
    row = one_row(house, "roster", staff="S06", date="2027-02-09")
    page = unescape(coordinator.get(f"/week/duties/{row.id}").text)
    assert "Give it to S09" in page
    assert "blocked by a conflict" in page
    before = cells_of(house, "roster")
    sent = {"version": row.version, "staff": "S09"}
    answer = coordinator.post(f"/week/duties/{row.id}", data=sent)
    assert answer.status_code == 303
    assert "S09 has house_day now" in unescape(coordinator.get(answer.location).text)
    after = cells_of(house, "roster")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old["staff"], new["staff"]) for old, new in changed] == [("S06", "S09")]
    again = coordinator.post(f"/week/duties/{row.id}", data=sent)
    assert again.status_code == 409


def test_nobody_is_taken_whom_the_page_does_not_offer(
    coordinator: FlaskClient, house: Store
) -> None:
    row = one_row(house, "roster", staff="S15", date="2027-02-09")
    sent = {"version": row.version, "staff": "S01"}
    answer = coordinator.post(f"/week/duties/{row.id}", data=sent)
    assert answer.status_code == 422
    assert "S01 cannot take van" in answer.text
    sent = {"duty": "house_day", "date": "2027-02-10", "staff": "S12"}
    answer = coordinator.post("/week/open", data=sent)
    assert answer.status_code == 422
    assert "blocked by a conflict" in answer.text


def test_absence_leads_to_the_duties_that_it_opens(coordinator: FlaskClient, house: Store) -> None:
    given = {"duty": "house_eve", "date": "2027-02-12", "staff": "S07"}
    assert coordinator.post("/week/open", data=given).status_code == 303
    answer = coordinator.post("/week/absences/new", data=SICK)
    page = coordinator.get(answer.location).text
    assert "house_eve" in page
    assert "Find somebody" in page
    assert "Undo" in page
    offers = coordinator.get("/week/open?duty=house_eve&date=2027-02-12").text
    assert "Give it to S07" not in offers
    coordinator.post("/week/open", data={**given, "staff": "S09"})
    assert "filled" in coordinator.get(answer.location).text
    row = one_row(house, "absences", staff="S07")
    removed = f"/week/absences/{row.id}/remove"
    assert coordinator.post(removed, data={"version": row.version}).status_code == 303
    assert cells_of(house, "absences", staff="S07") == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"first": "soon"}, "Give a date"),
        ({"last": "2027-02-11"}, "end after it begins"),
        ({"to_time": "x"}, "Give a time"),
    ],
)
def test_absence_that_makes_no_sense_is_told_in_place(
    coordinator: FlaskClient, wrong: dict[str, str], told: str
) -> None:
    answer = coordinator.post("/week/absences/new", data=SICK | wrong)
    assert answer.status_code == 422
    assert told in answer.text


def test_staff_record_what_is_their_own(browser_of: BrowserOf, house: Store) -> None:
    staff = browser_of(Role.STAFF)
    assert staff.post("/week/absences/new", data=SICK).status_code == 404
    assert staff.post("/week/absences/new", data=SICK | {"staff": "S06"}).status_code == 303
    wish = {"staff": "S06", "date": "2027-02-20", "want": "on", "shift": ""}
    assert staff.post("/week/requests/new", data=wish).status_code == 303
    assert [row["want"] for row in cells_of(house, "requests", staff="S06")] == ["on"]
    assert "S07" not in staff.get("/week/requests/new").text


def test_duties_and_sessions_are_locked_and_handed_over(
    coordinator: FlaskClient, house: Store
) -> None:
    for table, part in (("roster", "duties"), ("sessions", "sessions")):
        row = next(
            r
            for r in rows_of(house, table)
            if r.cells["date"] > "2027-02-09" and r.cells["status"] == "published"
        )
        address = f"/week/{part}/{row.id}"
        coordinator.post(f"{address}/lock", data={"version": row.version, "locked": "1"})
        page = coordinator.get(address).text
        assert "Unlock" in page
        stale = coordinator.post(f"{address}/lock", data={"version": row.version, "locked": "0"})
        assert stale.status_code == 409
    row = one_row(house, "sessions", participant="P112", date="2027-02-10")
    sent = {"version": row.version, "staff": "S01"}
    assert coordinator.post(f"/week/sessions/{row.id}", data=sent).status_code == 303
    assert one_row(house, "sessions", participant="P112", date="2027-02-10").cells["staff"] == "S01"


def test_managers_look_and_change_nothing(browser_of: BrowserOf, house: Store) -> None:
    manager = browser_of(Role.MANAGER)
    row = one_row(house, "roster", staff="S10", date="2027-02-12")
    page = manager.get(f"/week/duties/{row.id}").text
    assert "Who may take it" in page
    assert "Give it to" not in page
    assert manager.post(f"/week/duties/{row.id}", data={"staff": "S09"}).status_code == 403
    assert browser_of(Role.STAFF).get(f"/week/duties/{row.id}").status_code == 403


def test_what_is_not_there_is_not_found(coordinator: FlaskClient) -> None:
    for address in (
        "/week/duties/999999",
        "/week/sessions/999999",
        "/week/open?duty=nothing&date=2027-02-10",
        "/week/open?duty=van",
        "/week/absences/opened?duty=x",
    ):
        assert coordinator.get(address).status_code == 404


def test_whoever_is_away_is_no_cover(browser_of: BrowserOf, house: Store) -> None:
    row = one_row(house, "roster", staff="S06", date="2027-02-09")
    browser = browser_of(Role.COORDINATOR)
    assert "S06 is away then" in browser.get(f"/week/duties/{row.id}").text
    month = browser.get("/week?view=month&week=2027-02-08").text
    assert '<strong>S06</strong> <span class="badge bad">away' in month
    today = browser.get("/today").text
    assert "S06 is away then" in today
    assert f"/week/duties/{row.id}" in today
    other = one_row(house, "roster", staff="S10", date="2027-02-12")
    assert "is away then" not in browser.get(f"/week/duties/{other.id}").text


def test_contract_hours_say_over_which_days_they_are_counted(
    browser_of: BrowserOf, house: Store
) -> None:
    row = one_row(house, "roster", staff="S06", date="2027-02-09")
    page = browser_of(Role.COORDINATOR).get(f"/week/duties/{row.id}").text
    assert re.search(r"h of the contract left from \w+,? Feb \d+ to \w+,? Mar \d+", page)
