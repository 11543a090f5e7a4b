"""Signing in and out through the site."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.access.account_rules import NewAccount
from planner.services.access.accounts import add_account
from planner.services.desk import Role
from tests.installation import desk_of

if TYPE_CHECKING:
    import datetime as dt

PASSWORD = "four plain words together"


@pytest.fixture
def newcomer(house: Store) -> str:
    """The first password of a coordinator who has never signed in."""
    admin = desk_of(house, Role.ADMIN, programme=None)
    return add_account(admin, NewAccount("C77", Role.COORDINATOR, "safexst"))


def send(client: FlaskClient, path: str, **form: str) -> tuple[int, str]:
    """Send a form; the status and where it leads."""
    answer = client.post(path, data=form)
    return answer.status_code, answer.location or ""


def test_first_sign_in_asks_for_a_password_and_a_second_step(site: Flask, newcomer: str) -> None:
    client = site.test_client()
    assert send(client, "/sign-in", code="C77", password=newcomer) == (303, "/")
    assert client.get("/today").location == "/new-password"
    first = {"old": newcomer, "new": PASSWORD, "again": PASSWORD}
    assert send(client, "/new-password", **first) == (303, "/")
    assert client.get("/today").location == "/second-factor/new"
    page = client.get("/second-factor/new").text
    secret = page.partition("<code>")[2].partition("</code>")[0]
    now: dt.datetime = site.extensions["harbourplan"].now()
    answer = pyotp.TOTP(secret).at(now)
    done = client.post("/second-factor/new", data={"answer": answer, "secret": secret})
    assert "Recovery codes" in done.text
    assert client.get("/today").status_code == 200


def test_wrong_password_is_refused_and_too_many_are_slowed(site: Flask, newcomer: str) -> None:
    client = site.test_client()
    tries = [send(client, "/sign-in", code="C77", password="wrong")[0] for _ in range(7)]
    assert (tries[0], tries[-1]) == (422, 429)
    assert send(client, "/sign-in", code="C77", password=newcomer)[0] == 429


def test_sign_out_ends_the_login_for_good(
    site: Flask, browser_of: Callable[[Role], FlaskClient]
) -> None:
    client = browser_of(Role.COORDINATOR)
    cookie = client.get_cookie("login")
    assert cookie is not None
    assert client.get("/today").status_code == 200
    client.post("/sign-out")
    other = site.test_client()
    other.set_cookie("login", cookie.value)
    assert other.get("/today").status_code == 303


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "/\\x"])
def test_sign_in_never_leads_to_another_site(site: Flask, newcomer: str, wanted: str) -> None:
    client = site.test_client()
    assert send(client, "/sign-in", code="C77", password=newcomer, next=wanted) == (303, "/")


def test_cookie_is_for_this_site_and_no_script(site: Flask, newcomer: str) -> None:
    answer = site.test_client().post("/sign-in", data={"code": "C77", "password": newcomer})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


HTMX = {"HX-Request": "true", "HX-Current-URL": "http://localhost/waiting/new"}


def test_script_whose_login_has_ended_loads_the_sign_in_as_a_page(site: Flask) -> None:
    client = site.test_client()
    sent = client.post("/waiting/new", data={"participant": "R300"}, headers=HTMX)
    assert (sent.status_code, sent.text) == (200, "")
    assert sent.headers["HX-Redirect"] == "/sign-in?next=/waiting/new"
    page = client.get(sent.headers["HX-Redirect"]).text
    assert "Your login has ended, and what you sent was not saved." in page
    asked = client.get("/waiting?status=", headers=HTMX)
    assert asked.headers["HX-Redirect"] == "/sign-in?next=/waiting?status%3D"
    assert client.get("/waiting").location == "/sign-in?next=/waiting"


def test_first_visit_is_not_told_of_an_ended_login(site: Flask) -> None:
    client = site.test_client()
    assert "has ended" not in client.get("/waiting", follow_redirects=True).text


def test_script_with_an_old_form_loads_the_page_again(
    site: Flask, browser_of: Callable[[Role], FlaskClient]
) -> None:
    client = browser_of(Role.COORDINATOR)
    site.config["WTF_CSRF_ENABLED"] = True
    sent = client.post("/waiting/new", data={"participant": "R300"}, headers=HTMX)
    assert (sent.status_code, sent.headers["HX-Redirect"]) == (200, "/waiting/new")
    assert "what you sent was not saved" in client.get("/waiting/new").text
    foreign = HTMX | {"HX-Current-URL": "http://localhost//elsewhere.example/"}
    refused = client.post("/waiting/new", data={"participant": "R300"}, headers=foreign)
    assert (refused.status_code, refused.headers.get("HX-Redirect")) == (400, None)
