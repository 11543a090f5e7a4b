"""Absences from a calendar file: shown first, located mistakes, recorded all or none."""

import html
import io
import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from benchmarks.command import Tally
from benchmarks.malformed_uploads import malformed_uploads
from planner.db.store import Store
from planner.services.desk import Role
from tests.installation import cells_of
from tests.web_site import STAFF

Browser = Callable[[Role], FlaskClient]
GOOD = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270301
DTEND;VALUE=DATE:20270303
SUMMARY:Kestrel
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=America/Vancouver:20270211T090000
DTEND;TZID=America/Vancouver:20270213T100000
END:VEVENT
END:VCALENDAR
"""
BAD = GOOD.replace("20270303", "20270199")


def send(client: FlaskClient, content: str, staff: str = STAFF) -> TestResponse:
    form = {"staff": staff, "file": (io.BytesIO(content.encode()), "away.ics")}
    return client.post("/me/absences/import", data=form, content_type="multipart/form-data")


def times_in(page: str) -> str:
    return html.unescape(re.findall(r'name="times" value="([^"]*)"', page)[0])


def test_file_is_shown_before_anything_is_recorded(browser_of: Browser, house: Store) -> None:
    page = send(browser_of(Role.STAFF), GOOD)
    assert page.status_code == HTTPStatus.OK
    assert f"2 absences of {STAFF}" in page.text
    assert "Kestrel" not in page.text
    assert cells_of(house, "absences", staff=STAFF, start="2027-03-01T00:00") == []


def test_shown_absences_are_recorded_together_and_once(browser_of: Browser, house: Store) -> None:
    client = browser_of(Role.STAFF)
    form = {"staff": STAFF, "times": times_in(send(client, GOOD).text)}
    for _ in range(2):
        assert client.post("/me/absences", data=form).status_code == HTTPStatus.SEE_OTHER
    [whole] = cells_of(house, "absences", staff=STAFF, start="2027-03-01T00:00")
    assert (whole["end"], whole["kind"]) == ("2027-03-03T00:00", "")
    assert "2 of them are recorded already" in send(client, GOOD).text


def test_duties_in_an_absence_are_named_before_and_open_after(
    browser_of: Browser, house: Store
) -> None:
    client = browser_of(Role.COORDINATOR)
    page = send(client, GOOD, "S10").text
    assert "house_night, Fri, Feb 12, 2027" in page
    client.post("/me/absences", data={"staff": "S10", "times": times_in(page)})
    assert cells_of(house, "roster", staff="S10", date="2027-02-12") == []


def test_every_mistake_has_its_line_and_nothing_is_used(browser_of: Browser) -> None:
    page = send(browser_of(Role.STAFF), BAD)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "calendar.ics:6:DTEND" in page.text
    assert 'name="times"' not in page.text


def test_staff_record_nobody_elses_absences(browser_of: Browser) -> None:
    client = browser_of(Role.STAFF)
    assert send(client, GOOD, "S02").status_code == HTTPStatus.NOT_FOUND
    form = {"staff": "S02", "times": "2027-03-01T00:00/2027-03-02T00:00"}
    assert client.post("/me/absences", data=form).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "times",
    [
        *("", "x", "2027-03-01T00:00", "2027-03-01T00:00/x", "2027-03-01/2027-03-02/2027-03-03"),
        *("2027-03-02T00:00/2027-03-01T00:00", "2027-03-01T00:00Z/2027-03-02T00:00Z"),
        "\n".join(["2027-03-01T00:00/2027-03-02T00:00"] * 400),
    ],
)
def test_times_that_no_preview_gave_are_refused(
    browser_of: Browser, house: Store, times: str
) -> None:
    before = cells_of(house, "absences")
    answer = browser_of(Role.STAFF).post("/me/absences", data={"staff": STAFF, "times": times})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'role="alert"' in answer.text
    assert cells_of(house, "absences") == before


def test_manager_and_administrator_have_no_such_page(browser_of: Browser) -> None:
    for role in (Role.MANAGER, Role.ADMIN):
        answer = browser_of(role).get("/me/absences/import")
        assert answer.status_code == HTTPStatus.FORBIDDEN


def test_no_damaged_file_brings_the_page_down() -> None:
    tally = Tally()
    malformed_uploads(tally, 150)
    assert tally.failed == 0
