"""The waiting list."""

import datetime as dt
from collections.abc import Callable
from html import unescape

from flask.testing import FlaskClient

from planner.db.store import Store
from planner.domain.plan import Unplaced
from planner.services.desk import Role
from planner.services.plans.publishing import publish_plan
from planner.services.records.stays import discharge
from planner.tables.plan import read_plan_files
from tests.installation import desk_of, one_row
from tests.kept_plans import keep_draft, sample_plan_files

BrowserOf = Callable[[Role], FlaskClient]
NEW = {
    "participant": "R300",
    "service": "residential",
    "received": "2027-02-08",
    "ready": "2027-02-15",
    "priority": "high",
}


def planned_waits() -> tuple[Unplaced, ...]:
    """Who waits by the best plan of the sample."""
    files = {name: text.encode() for name, text in sample_plan_files().items()}
    return read_plan_files(files)[0].stays.unplaced


def test_list_shows_what_is_proposed_and_why_others_wait(
    browser_of: BrowserOf, house: Store
) -> None:
    draft = keep_draft(house, sample_plan_files())
    publish_plan(desk_of(house, Role.COORDINATOR), "safexst", draft, 1)
    page = browser_of(Role.COORDINATOR).get("/waiting").text
    assert "R204" in page
    for row in planned_waits():
        assert row.explanation.split(".")[0] in unescape(page)
    assert "proposed" in page


def test_filters_are_in_the_address(browser_of: BrowserOf) -> None:
    client = browser_of(Role.COORDINATOR)
    page = client.get("/waiting?search=r20&service=day_program").text
    assert "R205" in page
    assert "R201" not in page
    assert "R213" not in client.get("/waiting").text
    assert "R213" in client.get("/waiting?status=on_hold").text


def test_new_referral_is_added_or_its_faults_are_told_in_place(
    browser_of: BrowserOf, house: Store
) -> None:
    client = browser_of(Role.COORDINATOR)
    refused = client.post("/waiting/new", data={**NEW, "ready": "soon"})
    assert refused.status_code == 422
    assert "ready-fault-1" in refused.text
    assert client.post("/waiting/new", data=NEW).status_code == 303
    assert one_row(house, "participants", participant="R300")


def test_each_fault_of_a_referral_is_told_once_and_in_words_of_a_form(
    browser_of: BrowserOf,
) -> None:
    client = browser_of(Role.COORDINATOR)
    for code, sentence in (("", "This is needed: a code of"), ("no code!", "is not a code")):
        refused = client.post("/waiting/new", data={**NEW, "participant": code})
        assert refused.status_code == 422
        assert unescape(refused.text).count(sentence) == 1
    empty = client.post("/waiting/new", data={**NEW, "received": ""}).text
    assert ">This is needed: YYYY-MM-DD" in empty


def test_second_editor_sees_both_values(browser_of: BrowserOf, house: Store) -> None:
    row = one_row(house, "referrals", participant="R205")
    client = browser_of(Role.COORDINATOR)
    form = {**row.cells, "version": str(row.version)}
    assert client.post(f"/waiting/{row.id}", data={**form, "priority": "high"}).status_code == 303
    lost = client.post(f"/waiting/{row.id}", data={**form, "priority": "urgent"})
    assert lost.status_code == 409
    assert "Now it says: high" in lost.text
    assert one_row(house, "referrals", participant="R205").cells["priority"] == "high"


def test_referral_is_held_resumed_and_taken_off(browser_of: BrowserOf, house: Store) -> None:
    client = browser_of(Role.COORDINATOR)
    for action, status in (("hold", "on_hold"), ("resume", "waiting"), ("withdraw", "withdrawn")):
        row = one_row(house, "referrals", participant="R205")
        form = {"version": str(row.version), "outcome": "elsewhere"}
        assert client.post(f"/waiting/{row.id}/{action}", data=form).status_code == 303
        assert one_row(house, "referrals", participant="R205").cells["status"] == status


def test_who_fits_a_bed_is_ranked_with_the_rules_against_the_others(
    browser_of: BrowserOf, house: Store
) -> None:
    row = one_row(house, "stays", participant="P103")
    day = dt.date(2027, 2, 10)
    discharge(desk_of(house, Role.COORDINATOR), "safexst", row.id, row.version, day)
    page = browser_of(Role.COORDINATOR).get("/waiting/fits?bed=B3&since=2027-02-12").text
    assert "Blocked by a conflict" in page
    assert page.index(">fits<") < page.index("does not fit")
    assert browser_of(Role.COORDINATOR).get("/waiting/fits?bed=B9").status_code == 404


def test_manager_is_not_told_who_is_kept_apart(browser_of: BrowserOf, house: Store) -> None:
    draft = keep_draft(house, sample_plan_files())
    publish_plan(desk_of(house, Role.COORDINATOR), "safexst", draft, 1)
    row = one_row(house, "referrals", participant="R202")
    assert "in conflict with P102" in browser_of(Role.COORDINATOR).get(f"/waiting/{row.id}").text
    for path in ("/waiting", f"/waiting/{row.id}", f"/plans/{draft}"):
        assert "conflict with" not in browser_of(Role.MANAGER).get(path).text
