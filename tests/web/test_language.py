"""French and English: whose language a page speaks, and how it writes days, hours and numbers."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.services.desk import Role
from tests.web_site import client_of
from web.language import clock, long_day


@pytest.fixture
def french(browser_of: Callable[[Role], FlaskClient]) -> FlaskClient:
    """The browser of a coordinator whose account speaks French."""
    client = browser_of(Role.COORDINATOR)
    assert client.post("/me/language", data={"language": "fr"}).status_code == 303
    return client


def plain(page: str) -> str:
    """A page with every kind of space as a blank."""
    return page.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_french_page_writes_days_and_hours_the_french_way(french: FlaskClient) -> None:
    page = plain(french.get("/week").text)
    assert '<html lang="fr">' in page
    assert "Semaine du lun. 8 févr. 2027" in page
    assert "<time datetime='2027-02-13T18:00:00'>sam. 13 févr. 2027 à 18 h</time>" in page
    assert plain(french.get("/week?view=month").text).count("Mercredi") == 1


def test_english_page_keeps_its_own_way(browser_of: Callable[[Role], FlaskClient]) -> None:
    page = plain(browser_of(Role.COORDINATOR).get("/week").text)
    assert '<html lang="en">' in page
    assert "Sat, Feb 13, 2027 18:00" in page


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/waiting?status=", "13 demandes sur 13"),
        ("/waiting?search=R202", "1 demande sur 13"),
        ("/waiting?search=R999", "0 demande sur 13"),
    ],
)
def test_none_and_one_are_singular_in_french(french: FlaskClient, address: str, told: str) -> None:
    assert told in french.get(address).text


@pytest.mark.parametrize(
    ("asked", "day", "hour"),
    [("fr-CA,en;q=0.5", "lun. 1er févr. 2027", "7 h 30"), ("en", "Mon, Feb 1, 2027", "07:30")],
)
def test_first_of_a_month_and_minutes_of_a_day(
    site: Flask, asked: str, day: str, hour: str
) -> None:
    with site.test_request_context(headers={"Accept-Language": asked}):
        assert long_day(date(2027, 2, 1)) == day
        assert plain(clock(7 * 60 + 30)) == hour


def test_account_keeps_its_language_in_every_browser(site: Flask, french: FlaskClient) -> None:
    elsewhere = client_of(site, Role.COORDINATOR)
    page = elsewhere.get("/today", headers={"Accept-Language": "en-CA"}).text
    assert '<html lang="fr">' in page
    assert "Cette nuit" in page
    assert "Tonight" in client_of(site, Role.MANAGER).get("/today").text


def test_sign_in_page_offers_the_other_language(site: Flask) -> None:
    browser = site.test_client()
    english = browser.get("/sign-in", headers={"Accept-Language": "en-CA"}).text
    assert "Sign in" in english
    assert ">Français</button>" in english
    assert browser.post("/language", data={"language": "fr"}).location == "/sign-in"
    page = browser.get("/sign-in", headers={"Accept-Language": "en-CA"}).text
    assert "Ouvrir une session" in page
    assert ">English</button>" in page


def test_sign_in_page_speaks_as_the_browser_asks(site: Flask) -> None:
    page = site.test_client().get("/sign-in", headers={"Accept-Language": "fr-CA,en;q=0.5"}).text
    assert '<html lang="fr">' in page
    assert "Ouvrir une session" in page


def test_unknown_language_changes_nothing(site: Flask) -> None:
    browser = site.test_client()
    assert browser.post("/language", data={"language": "xx"}).status_code == 303
    assert '<html lang="en">' in browser.get("/sign-in").text
