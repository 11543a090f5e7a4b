"""Changing stays and closing beds: the effect first, then the change, then perhaps undone."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.records.stays import extend_stay
from planner.services.runs.holding import fail_run, finish_run
from planner.services.runs.kinds import Outcome
from tests.installation import TODAY, cells_of, desk_of, one_row
from tests.runs import claimed

Browsers = Callable[[Role], FlaskClient]
HTMX = {"HX-Request": "true"}
ROWS = [
    {
        "participant": "R203",
        "service": "residential",
        "before": {"start": "2027-03-22", "bed": "B1", "reason": ""},
        "after": {"start": "2027-04-19", "bed": "B1", "reason": ""},
    },
    {
        "participant": "R204",
        "service": "residential",
        "before": {"start": "", "bed": "", "reason": "window"},
        "after": {"start": "", "bed": "", "reason": "bed"},
    },
]


@pytest.fixture
def browser(browser_of: Browsers) -> FlaskClient:
    return browser_of(Role.COORDINATOR)


def send(
    browser: FlaskClient, house: Store, participant: str, deed: str, **cells: str
) -> TestResponse:
    row = one_row(house, "stays", participant=participant)
    data = {"version": str(row.version), **cells}
    return browser.post(f"/beds/stays/{row.id}/{deed}", data=data)


def test_effect_is_shown_while_it_is_sought_and_when_it_is_known(
    browser: FlaskClient, house: Store
) -> None:
    answer = send(browser, house, "P101", "extend", discharge="2027-04-16")
    assert answer.status_code == 303
    address = answer.location
    waiting = browser.get(address).text
    assert 'hx-trigger="every 1s"' in waiting
    assert "Look again" in waiting
    assert "Do it without knowing the effect" in waiting
    finish_run(house, claimed(house), Outcome({"rows": ROWS, "is_best": True}))
    part = browser.get(address, headers=HTMX).text
    assert "hx-trigger" not in part
    assert 'id="said" hx-swap-oob' in part
    assert re.sub(r"\s+", " ", "28 days later") in part
    assert "no suitable bed is free" in part
    assert "hx-swap-oob" not in browser.get(address).text


def test_effect_that_was_not_worked_out_is_never_shown_as_one(
    browser: FlaskClient, house: Store
) -> None:
    first = send(browser, house, "P101", "extend", discharge="2027-04-16").location
    claim = claimed(house)
    second = send(browser, house, "P101", "extend", discharge="2027-04-23").location
    finish_run(house, claim, Outcome({"rows": ROWS, "is_best": False}))
    finish_run(house, claimed(house), Outcome({"is_best": False}))
    for address in (first, second):
        for page in (browser.get(address).text, browser.get(address, headers=HTMX).text):
            assert "This effect was not worked out" in page
            assert "R204" not in page
            assert "is known" not in page
        form = dict(re.findall('type="hidden" name="(.*?)" value="(.*?)"', page))
        assert 'name="step" value="effect">Show the effect again' in page
    again = send(browser, house, "P101", "extend", **{"discharge": form["discharge"]})
    assert "Waiting for the search to begin" in browser.get(again.location).text


def test_change_is_done_with_what_was_seen_and_can_be_undone(
    browser: FlaskClient, house: Store
) -> None:
    address = send(browser, house, "P101", "extend", discharge="2027-04-16").location
    form = dict(re.findall('type="hidden" name="(.*?)" value="(.*?)"', browser.get(address).text))
    assert (form["discharge"], form["version"]) == ("2027-04-16", "1")
    answer = send(browser, house, "P101", "extend", discharge="2027-04-16", step="do")
    page = browser.get(answer.location).text
    assert "The day of discharge is changed." in page
    assert one_row(house, "stays", participant="P101").cells["discharge"] == "2027-04-16"
    revision = re.search('name="revision" value="([0-9]+)"', page)
    assert revision is not None
    sent = {"revision": revision[1], "next": answer.location}
    back = browser.post("/undo", data=sent)
    assert back.location == answer.location
    assert "The last change was undone." in browser.get(back.location).text
    assert one_row(house, "stays", participant="P101").cells["discharge"] == "2027-03-19"
    browser.post("/undo", data=sent)
    assert one_row(house, "stays", participant="P101").cells["discharge"] == "2027-03-19"


@pytest.mark.parametrize(
    ("participant", "deed", "cells", "said"),
    [
        ("R203", "confirm", {}, "The stay is promised."),
        ("R203", "release", {}, "who had it waits again"),
        ("R203", "move", {"bed": "B1", "admission": "2027-03-29"}, "The move is recorded."),
        ("P103", "discharge", {"discharge": "2027-02-10"}, "The discharge is recorded."),
    ],
)
def test_every_deed_is_done_and_said(
    browser: FlaskClient,
    house: Store,
    participant: str,
    deed: str,
    cells: dict[str, str],
    said: str,
) -> None:
    effect = send(browser, house, participant, deed, **cells)
    assert browser.get(effect.location).status_code == 200
    answer = send(browser, house, participant, deed, step="do", **cells)
    assert said in browser.get(answer.location).text


def test_refusal_is_told_at_once_in_the_form(browser: FlaskClient, house: Store) -> None:
    answer = send(browser, house, "R203", "admit", admission="2027-03-22")
    assert answer.status_code == 422
    assert "admit her on the day" in answer.text
    answer = send(browser, house, "P101", "extend", discharge="soon")
    assert answer.status_code == 422
    assert 'aria-describedby=" discharge-fault-1"' in answer.text
    answer = send(browser, house, "P101", "extend", discharge="2027-03-19")
    assert (answer.status_code, "nothing would change" in answer.text) == (422, True)


def test_somebody_quicker_is_told_with_what_she_wrote(browser: FlaskClient, house: Store) -> None:
    row = one_row(house, "stays", participant="P101")
    desk = desk_of(house, Role.COORDINATOR, code="another")
    effect = send(browser, house, "P101", "extend", discharge="2027-04-16").location
    day = TODAY.replace(month=4, day=2)
    extend_stay(desk, "safexst", row.id, row.version, day)
    assert "The program was changed since" in browser.get(effect).text
    sent = {"version": str(row.version), "discharge": "2027-04-16", "step": "do"}
    answer = browser.post(f"/beds/stays/{row.id}/extend", data=sent)
    assert answer.status_code == 409
    assert "Now it says: 2027-04-02" in answer.text


def test_search_that_fails_says_why_and_leaves_the_choice(
    browser: FlaskClient, house: Store
) -> None:
    address = send(browser, house, "R203", "confirm").location
    fail_run(house, claimed(house), "S1: it cannot be planned")
    page = browser.get(address).text
    assert "S1: it cannot be planned" in page
    assert "Show the effect again" in page


def test_bed_is_closed_and_opened_again(browser: FlaskClient, house: Store) -> None:
    cells = {"bed": "B1", "start": "2028-01-03", "end": "2028-01-09", "reason": "paint"}
    effect = browser.post("/beds/closures", data=cells)
    assert "Bed B1 is closed from" in browser.get(effect.location).text
    browser.post("/beds/closures", data=cells | {"step": "do"})
    row = one_row(house, "bed_closures", reason="paint")
    address = f"/beds/closures/{row.id}"
    sent = {"version": str(row.version), "end": ""}
    effect = browser.post(f"{address}/open", data=sent)
    assert "is taken back" in browser.get(effect.location).text
    browser.post(f"{address}/open", data=sent | {"step": "do"})
    assert cells_of(house, "bed_closures", reason="paint") == []


def test_bed_with_somebody_in_it_is_not_closed(browser: FlaskClient) -> None:
    cells = {"bed": "B2", "start": "2027-03-01", "end": "2027-03-05", "reason": ""}
    answer = browser.post("/beds/closures", data=cells)
    assert answer.status_code == 422
    assert "P102" in answer.text


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF, Role.ADMIN])
def test_only_coordinators_change_stays(browser_of: Browsers, house: Store, role: Role) -> None:
    browser = browser_of(role)
    for deed in ("confirm", "admit", "extend", "discharge", "move", "release"):
        assert send(browser, house, "R203", deed, step="do").status_code == 403


def test_undoing_leads_nowhere_else(browser: FlaskClient) -> None:
    for path in ("//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere", ""):
        assert browser.post("/undo", data={"revision": "0", "next": path}).location == "/"


def test_nothing_to_undo_is_said(browser: FlaskClient, house: Store) -> None:
    browser.post("/undo", data={"revision": "1", "next": "/beds"})
    assert "There is nothing to undo." in browser.get("/beds").text


def test_what_a_stay_no_longer_offers_is_refused_in_words(
    browser: FlaskClient, house: Store
) -> None:
    answer = send(browser, house, "P101", "confirm")
    assert answer.status_code == 422
    assert re.search(r'role="alert">\s*<p>[^<]+\.</p>', answer.text)


def test_empty_day_is_needed_in_words_of_a_form(browser: FlaskClient, house: Store) -> None:
    refused = send(browser, house, "P101", "discharge", discharge="")
    assert refused.status_code == 422
    assert ">This is needed: YYYY-MM-DD" in refused.text
