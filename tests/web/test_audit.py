"""The audit log through a browser's eyes."""

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.access.account_events import AccountEvent
from planner.services.desk import Role
from planner.services.pages.participant_page import participant_page
from planner.services.permissions import Action
from tests.installation import audit_of, desk_of, one_row

LOOKS = {action for action in Action if action.startswith("view_")} - {Action.VIEW_PARTICIPANT}
TOLD_OTHERWISE = {
    *(Action.MANAGE_ACCOUNTS, Action.MANAGE_OWN_ACCOUNT, Action.END_ACCESS),
    *(Action.MAKE_OWN_FEED, Action.MAKE_HOUSE_FEED, Action.MAKE_CODE_FEED),
}
Browser = Callable[[Role], FlaskClient]


def look_at(store: Store, *codes: str) -> None:
    for code in codes:
        number = one_row(store, "participants", participant=code).id
        participant_page(desk_of(store, Role.COORDINATOR, "C7"), "safexst", number)


def test_events_are_found_by_who_what_whom_and_when(house: Store, browser_of: Browser) -> None:
    look_at(house, "P101", "P102", "P101")
    browser = browser_of(Role.MANAGER)
    about = browser.get("/audit?participant=P101&action=view_participant&actor=C7").text
    assert about.count("<td>looked at a participant") == 2
    assert "P102" not in about
    assert "No event is like this" in browser.get("/audit?until=2027-02-07").text
    assert "<td>looked at a participant" in browser.get("/audit?since=2027-02-08").text


def test_event_says_once_that_it_is_about_a_participant(house: Store, browser_of: Browser) -> None:
    look_at(house, "P101")
    page = browser_of(Role.MANAGER).get("/audit?participant=P101&action=view_participant").text
    assert page.count("<td>looked at a participant") == 1
    assert "about a participant</span>" not in page


def test_time_without_a_place_is_said_to_be_utc(browser_of: Browser) -> None:
    admin = browser_of(Role.ADMIN)
    for path in ("/me/account", "/audit", "/admin/accounts/admin1"):
        assert "Feb 8, 2027 17:00 UTC</time>" in admin.get(path).text, path
    assert "Feb 8, 2027 10:00</time>" in admin.get("/admin/accounts/manager1").text
    admin.post("/admin/export", data={"programme": "safexst", "form": "files"})
    assert "Feb 8, 2027 10:00</time>" in admin.get("/admin/export").text
    assert "UTC" not in browser_of(Role.MANAGER).get("/me/account").text


def test_pages_go_on_where_the_last_one_ended(house: Store, browser_of: Browser) -> None:
    look_at(house, *["P101"] * 60)
    browser = browser_of(Role.MANAGER)
    first = browser.get("/audit?actor=C7").text
    newest = audit_of(house)[-1].id
    assert first.count("<tr><td class") + first.count('<th scope="row">C7') == 50
    assert f"before={newest - 49}" in first
    second = browser.get(f"/audit?actor=C7&before={newest - 49}").text
    assert second.count('<th scope="row">C7') == 10


@pytest.mark.parametrize("query", ["since=soon", "since=0001-01-01", "actor=two words"])
def test_filter_that_cannot_be_is_told(browser_of: Browser, query: str) -> None:
    assert browser_of(Role.MANAGER).get(f"/audit?{query}").status_code == 422


def test_administrator_of_all_says_where_a_participant_is(browser_of: Browser) -> None:
    browser = browser_of(Role.ADMIN)
    assert browser.get("/audit?participant=P101").status_code == 422
    assert browser.get("/audit?participant=P101&programme=safexst").status_code == 200
    assert browser.get("/audit?programme=elsewhere").status_code == 422


def test_check_tells_whether_the_log_is_whole(browser_of: Browser) -> None:
    assert "nobody has altered the log" in browser_of(Role.ADMIN).get("/audit/check").text


def test_log_can_be_saved_as_a_table(house: Store, browser_of: Browser) -> None:
    look_at(house, "P101")
    answer = browser_of(Role.MANAGER).post("/audit/export", data={"actor": "C7"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    [row] = csv.DictReader(io.StringIO(answer.text))
    assert (row["actor"], row["action"]) == ("C7", "view_participant")


def test_every_event_that_is_written_has_a_word(browser_of: Browser) -> None:
    page = browser_of(Role.MANAGER).get("/audit").text
    wordless = {name for name in (*Action, *AccountEvent) if f'<option value="{name}"' not in page}
    assert wordless == {str(action) for action in LOOKS | TOLD_OTHERWISE}
