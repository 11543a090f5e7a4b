"""Administration through a browser's eyes: accounts, settings, tables, letting go."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.access.accounts import accounts
from planner.services.desk import Role
from planner.services.keeping.erasure_list import ErasureList
from planner.tables.contract import TABLES
from tests.installation import cells_of, desk_of, one_row, rows_of
from web.data_folder import DATA_FOLDER

Browser = Callable[[Role], FlaskClient]
NEW = {"code": "C2", "role": "coordinator", "programme": "safexst", "staff": "", "language": "fr"}
PASSWORD = re.compile(r'id="first-password">([^<]+)<')


def version_of(store: Store, code: str) -> str:
    found = accounts(desk_of(store, Role.ADMIN, programme=None))
    return str(next(account.version for account in found if account.code == code))


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        (Role.COORDINATOR, {"tables"}, {"accounts", "import", "export", "erase", "settings"}),
        (Role.MANAGER, {"export", "erase", "retention"}, {"accounts", "tables", "import"}),
        (Role.ADMIN, {"accounts", "settings", "import", "export"}, {"tables", "erase"}),
    ],
)
def test_each_role_finds_what_it_may_do(
    browser_of: Browser, role: Role, there: set[str], not_there: set[str]
) -> None:
    page = browser_of(role).get("/admin").text
    assert {name for name in there | not_there if f"/admin/{name}" in page} == there


def test_first_password_is_shown_once_and_kept_by_nothing(
    house: Store, browser_of: Browser
) -> None:
    browser = browser_of(Role.ADMIN)
    answer = browser.post("/admin/accounts/new", data=NEW)
    password = PASSWORD.findall(answer.text)
    assert len(password) == 1
    assert answer.headers["Cache-Control"] == "no-store"
    assert password[0] not in browser.get("/admin/accounts/C2").text
    again = browser.post("/admin/accounts/new", data=NEW)
    assert again.status_code == 422
    assert "already" in again.text
    version = version_of(house, "C2")
    renewed = browser.post("/admin/accounts/C2/password", data={"version": version})
    assert PASSWORD.findall(renewed.text) != password
    repeated = browser.post("/admin/accounts/C2/password", data={"version": version})
    assert (repeated.status_code, PASSWORD.findall(repeated.text)) == (409, [])


def test_account_is_changed_disabled_and_enabled(house: Store, browser_of: Browser) -> None:
    browser = browser_of(Role.ADMIN)
    deeds = (("role", {"role": "coordinator"}), ("second-step", {}), ("end", {}), ("disable", {}))
    for deed, form in deeds:
        data = form | {"version": version_of(house, "manager1")}
        assert browser.post(f"/admin/accounts/manager1/{deed}", data=data).status_code == 303
    assert "disabled" in browser.get("/admin/accounts/manager1").text
    data = {"version": version_of(house, "manager1")}
    assert browser.post("/admin/accounts/manager1/enable", data=data).status_code == 303
    data = {"version": version_of(house, "admin1")}
    assert browser.post("/admin/accounts/admin1/disable", data=data).status_code == 422


def test_manager_ends_all_access_of_somebody(house: Store, browser_of: Browser) -> None:
    staff = browser_of(Role.STAFF)
    assert staff.get("/today").status_code == 200
    manager = browser_of(Role.MANAGER)
    assert manager.post("/access-ends", data={"code": "staff1"}).status_code == 303
    assert staff.get("/today").status_code == 303
    assert manager.post("/access-ends", data={"code": "nobody"}).status_code == 422


def settings_form(browser: FlaskClient, text: str | None = None) -> dict[str, str]:
    page = browser.get("/admin/settings").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    written = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)
    assert seen
    assert written
    whole = written[1].replace("&#34;", '"') if text is None else text
    return {"seen": seen[1], "text": whole.replace("\n", "\r\n"), "programme": "safexst"}


def test_settings_are_replaced_whole_and_mistakes_are_located(browser_of: Browser) -> None:
    browser = browser_of(Role.ADMIN)
    first = settings_form(browser)
    wrong = first | {"text": first["text"].replace("places = 7", 'places = "many"')}
    refused = browser.post("/admin/settings", data=wrong)
    assert refused.status_code == 422
    assert "programme.toml:25:day_program.places" in refused.text
    right = first | {"text": first["text"].replace("places = 7", "places = 8")}
    assert browser.post("/admin/settings", data=right).status_code == 303
    assert "places = 8" in browser.get("/admin/settings").text
    late = browser.post("/admin/settings", data=first)
    assert late.status_code == 409
    assert "What it says now" in late.text


def test_row_is_added_changed_and_removed(house: Store, browser_of: Browser) -> None:
    browser = browser_of(Role.COORDINATOR)
    added = browser.post(
        "/admin/tables/rooms/new", data={"cell-room": "ONE9", "cell-kind": "one_on_one"}
    )
    assert (added.status_code, added.location) == (303, "/admin/tables/rooms")
    row = one_row(house, "rooms", room="ONE9")
    here = f"/admin/tables/rooms/{row.id}"
    form = {"cell-room": "ONE9", "cell-kind": "group", "version": str(row.version)}
    assert browser.post(here, data=form).status_code == 303
    late = browser.post(here, data=form | {"cell-kind": "one_on_one"})
    assert late.status_code == 409
    assert "Now it says: group" in late.text
    wrong = form | {"cell-kind": "a cellar", "version": str(row.version + 1)}
    assert browser.post(here, data=wrong).status_code == 422
    gone = browser.post(f"{here}/remove", data={"version": row.version + 1})
    assert gone.status_code == 303
    assert cells_of(house, "rooms", room="ONE9") == []


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_row_with_nothing_in_it_is_refused_beside_its_fields(
    browser_of: Browser, table: str
) -> None:
    browser = browser_of(Role.COORDINATOR)
    address = f"/admin/tables/{table}/new"
    needed = browser.get(address).text.count(" required")
    refused = browser.post(address, data={})
    assert refused.status_code == 422
    assert needed > 0
    assert refused.text.count(">This is needed: ") == needed


def test_row_is_not_emptied(house: Store, browser_of: Browser) -> None:
    row = rows_of(house, "rooms")[-1]
    here = f"/admin/tables/rooms/{row.id}"
    refused = browser_of(Role.COORDINATOR).post(here, data={"version": str(row.version)})
    assert refused.status_code == 422
    assert rows_of(house, "rooms")[-1] == row


def test_row_in_use_is_not_removed_and_each_table_that_uses_it_is_named_once(
    house: Store, browser_of: Browser
) -> None:
    row = one_row(house, "shifts", shift="house_eve")
    uses = len(cells_of(house, "roster", shift="house_eve"))
    assert uses > 1
    gone = {"version": str(row.version)}
    refused = browser_of(Role.COORDINATOR).post(f"/admin/tables/shifts/{row.id}/remove", data=gone)
    assert refused.status_code == 422
    told = re.findall("<p>(roster.csv.*?)</p>", unescape(refused.text))
    known = "'house_eve' is not known; accepted: a code of shifts.csv or activities.csv"
    assert told == [f"roster.csv::shift: {known} ({uses} rows)"]


def test_manager_erases_somebody_after_writing_her_code_twice(
    site: Flask, house: Store, browser_of: Browser, tmp_path: Path
) -> None:
    site.config[DATA_FOLDER] = tmp_path
    browser = browser_of(Role.MANAGER)
    assert "She cannot be erased yet" in browser.get("/admin/erase?participant=P101").text
    assert browser.get("/admin/erase?participant=NOBODY").status_code == 422
    form = {"participant": "R213", "again": "R212"}
    assert browser.post("/admin/erase", data=form).status_code == 422
    assert browser.post("/admin/erase", data=form | {"again": "R213"}).status_code == 303
    assert cells_of(house, "participants", participant="R213") == []
    assert len(ErasureList(tmp_path).read()) == 1


def test_nobody_is_erased_where_the_list_of_the_erased_is_not_known(
    house: Store, browser_of: Browser
) -> None:
    form = {"participant": "R213", "again": "R213"}
    assert browser_of(Role.MANAGER).post("/admin/erase", data=form).status_code == 422
    assert len(cells_of(house, "participants", participant="R213")) == 1


def test_only_what_was_shown_is_let_go(site: Flask, browser_of: Browser, tmp_path: Path) -> None:
    site.config[DATA_FOLDER] = tmp_path
    browser = browser_of(Role.MANAGER)
    assert "Nothing is due." in browser.get("/admin/retention").text
    assert browser.post("/admin/retention", data={"seen": "something else"}).status_code == 409
