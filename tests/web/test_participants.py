"""The pages of participants, through a browser's eyes."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.records.editing import remove_row
from planner.services.records.participants import edit_participant
from tests.installation import desk_of, one_row
from web.access import PUBLIC, asked_by

Browser = Callable[[Role], FlaskClient]
WISHES = {
    **{"needs": "ground_floor", "languages": "en", "language_rule": "preferred"},
    **{"worker_gender": "w", "worker_gender_rule": "required", "stage": "action"},
    **{"sessions_per_week": "", "session_minutes": "", "adult_residence_ok": "1"},
}
CANARIES = ("canary-need", "canary-tongue", "canary-stage")


def row_id(store: Store, code: str) -> int:
    return one_row(store, "participants", participant=code).id


def plant_canaries(store: Store, code: str) -> int:
    row = one_row(store, "participants", participant=code)
    cells = dict(zip(("needs", "languages", "stage"), CANARIES, strict=True))
    edit_participant(desk_of(store, Role.COORDINATOR), "safexst", row.id, row.version, **cells)
    return row.id


def pages(app: Flask, participant: int) -> Iterator[str]:
    """Every address that can be looked at, with the participant's row where one is asked for."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and asked_by(app, rule.endpoint) != PUBLIC:
            yield address(rule, participant)


def address(rule: Rule, participant: int) -> str:
    numbered = re.sub(r"<int:\w+>", str(participant), rule.rule)
    return re.sub(r"<(?:\w+:)?\w+>", "participants", numbered)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_what_a_participant_needs_is_on_no_page_of_managers_and_administrators(
    site: Flask, house: Store, browser_of: Browser, role: Role
) -> None:
    number = plant_canaries(house, "R213")
    assert CANARIES[0] in browser_of(Role.COORDINATOR).get(f"/participants/{number}").text
    browser = browser_of(role)
    told = [
        (page, canary)
        for page in [*pages(site, number), "/admin/erase?participant=R213", "/waiting/fits?bed=B1"]
        for canary in CANARIES
        if canary in browser.get(page).text
    ]
    assert told == []


def without_token(page: str) -> str:
    """A page without the tokens of its forms, which change by the second."""
    return re.sub(r'"X-CSRFToken": "[^"]*"|name="csrf_token" value="[^"]*"', "", page)


def test_record_of_others_looks_to_staff_like_one_that_is_not_there(
    house: Store, browser_of: Browser
) -> None:
    browser = browser_of(Role.STAFF)
    others = browser.get(f"/participants/{row_id(house, 'P101')}")
    absent = browser.get("/participants/999999")
    assert (others.status_code, without_token(others.text)) == (404, without_token(absent.text))
    assert "P101" not in browser.get("/participants?search=P1").text
    mine = browser.get(f"/participants/{row_id(house, 'P120')}")
    assert mine.status_code == 200
    assert "/beds/stays/" not in mine.text
    assert "/waiting/" not in mine.text


def test_coordinator_changes_wishes_and_can_undo(house: Store, browser_of: Browser) -> None:
    row = one_row(house, "participants", participant="R213")
    browser = browser_of(Role.COORDINATOR)
    form = WISHES | {"version": str(row.version)}
    answer = browser.post(f"/participants/{row.id}", data=form)
    assert (answer.status_code, answer.location) == (303, f"/participants/{row.id}")
    assert "Undo" in browser.get(f"/participants/{row.id}").text
    assert one_row(house, "participants", participant="R213").cells["needs"] == "ground_floor"


def test_second_change_of_the_same_wishes_is_shown_beside_the_first(
    house: Store, browser_of: Browser
) -> None:
    row = one_row(house, "participants", participant="R213")
    browser = browser_of(Role.COORDINATOR)
    form = WISHES | {"version": str(row.version)}
    browser.post(f"/participants/{row.id}", data=form | {"stage": "maintenance"})
    late = browser.post(f"/participants/{row.id}", data=form)
    assert late.status_code == 409
    assert "Now it says: maintenance" in late.text
    assert f'name="version" value="{row.version + 1}"' in late.text


def test_mistake_stands_beside_its_field(house: Store, browser_of: Browser) -> None:
    row = one_row(house, "participants", participant="R213")
    form = WISHES | {"version": str(row.version), "sessions_per_week": "many"}
    browser = browser_of(Role.COORDINATOR)
    answer = browser.post(f"/participants/{row.id}", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert 'id="sessions_per_week-fault-1"' in answer.text
    assert "<html" not in answer.text


def test_coordinator_assigns_enrols_and_keeps_apart(house: Store, browser_of: Browser) -> None:
    browser = browser_of(Role.COORDINATOR)
    here = f"/participants/{row_id(house, 'R213')}"
    worker = {"staff": "S02", "start": "2027-02-08", "end": ""}
    assert browser.post(f"{here}/worker", data=worker).status_code == 303
    place = {"start": "2027-03-01", "end": "2027-08-30", "status": "confirmed"}
    assert browser.post(f"{here}/day-program", data=place).status_code == 303
    apart = {"second": "P101", "kind": "participant_participant"}
    assert browser.post(f"{here}/conflicts", data=apart).status_code == 303
    page = browser.get(here).text
    assert "She is kept apart from 1 person." in page
    row = one_row(house, "conflicts", first="R213")
    gone = browser.post(f"{here}/conflicts/{row.id}/remove", data={"version": row.version})
    assert gone.status_code == 303
    assert "She is kept apart from nobody." in browser.get(here).text
    refused = browser.post(f"{here}/conflicts", data={"second": "NOBODY", "kind": apart["kind"]})
    assert refused.status_code == 422


def test_others_learn_that_somebody_is_kept_apart_and_not_from_whom(
    house: Store, browser_of: Browser
) -> None:
    page = browser_of(Role.MANAGER).get(f"/participants/{row_id(house, 'R202')}").text
    assert "She is kept apart from 1 person." in page
    assert "P102" not in page


def test_list_writes_days_as_the_reader_does_and_leaves_no_cell_blank(
    browser_of: Browser, house: Store
) -> None:
    row = one_row(house, "assignments", participant="P101")
    desk = desk_of(house, Role.COORDINATOR)
    remove_row(desk, "safexst", "assignments", row.id, row.version)
    page = browser_of(Role.COORDINATOR).get("/participants").text
    assert "Jun 22, 2026 to Fri, Mar 19, 2027" in page
    assert not re.search(r"\d{4}-\d\d-\d\d", page)
    assert not re.search(r"<td[^>]*>\s*</td>", page)
