"""What is one's own: week, calendar links, account, logins."""

import datetime as dt
import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.calendars.entries import Feed, FeedKind
from planner.calendars.levels import PrivacyLevel
from planner.db.store import Store
from planner.services.access.feed_links import resolve_link
from planner.services.desk import Role
from planner.services.records.staffing import record_absence
from tests.calendar_checker import faults_of
from tests.installation import NOW, audit_of, desk_of
from tests.served_feeds import made_link
from tests.web_site import STAFF, client_of, signed_in

Browser = Callable[[Role], FlaskClient]
OWN = Feed(FeedKind.STAFF, STAFF)


def test_staff_see_their_own_duties_and_no_other_participant(browser_of: Browser) -> None:
    page = browser_of(Role.STAFF).get("/me?week=2027-02-10").text
    assert "11:00\N{EN DASH}11:30" in page
    assert set(re.findall(r"\bP\d{3}\b", page)) == {"P120"}
    assert re.search(r'href="/participants/\d+"><strong>P120', page)


def test_week_before_shows_what_has_been(browser_of: Browser) -> None:
    page = browser_of(Role.STAFF).get("/me?week=2027-02-01").text
    assert page.count('class="own-duty shift"') == 4
    assert page.count('class="own-duty session"') == 1
    assert 'class="own-day is-today"' not in page


def test_days_of_absence_read_as_days(browser_of: Browser, house: Store) -> None:
    desk = desk_of(house, Role.COORDINATOR)
    for first, last in (("2027-03-15", "2027-03-16"), ("2027-03-18", "2027-03-20")):
        span = dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last)
        record_absence(desk, "safexst", STAFF, *span, "vacation")
    morning = dt.datetime(2027, 3, 17, 8), dt.datetime(2027, 3, 17, 12)
    record_absence(desk, "safexst", STAFF, *morning, "other")
    page = re.sub("</?time.*?>", "", browser_of(Role.STAFF).get("/me?week=2027-03-15").text)
    assert "You are away on Mon, Mar 15, 2027." in page
    assert "You are away from Thu, Mar 18, 2027 to Fri, Mar 19, 2027." in page
    assert "You are away from Wed, Mar 17, 2027 08:00 to Wed, Mar 17, 2027 12:00." in page
    assert "00:00" not in page
    away = re.findall(r"<h2>(\w+).*?</h2>\s*<p class=\"empty\">Away</p>", page)
    assert away == ["Mon", "Wed", "Thu", "Fri"]


@pytest.mark.parametrize("week", ["", "soon", "0001-01-01", "9999-12-31"])
def test_any_week_is_answered(browser_of: Browser, week: str) -> None:
    assert browser_of(Role.STAFF).get(f"/me?week={week}").status_code == HTTPStatus.OK


def test_week_alone_is_given_to_htmx(browser_of: Browser) -> None:
    part = browser_of(Role.STAFF).get("/me", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="own-week"')


def test_link_is_shown_once_in_every_form_and_then_never_again(
    browser_of: Browser, house: Store
) -> None:
    client = browser_of(Role.STAFF)
    form = {"feed": f"staff:{STAFF}", "level": "duty"}
    page = client.post("/me/calendars", data=form).text
    [token] = set(re.findall(r"[\w-]{43}(?=\.ics)", page))
    link = resolve_link(house, token, NOW)
    assert link is not None
    assert (link.feed, link.level) == (OWN, PrivacyLevel.DUTY)
    assert f'href="webcal://localhost/feeds/{token}.ics"' in page
    assert f"cid=webcal%3A%2F%2Flocalhost%2Ffeeds%2F{token}.ics" in page
    assert 'src="data:image/svg+xml' in page
    listing = client.get("/me/calendars").text
    assert token not in listing
    assert "Times and duties" in listing
    assert "Fetched 1 time" in listing


def test_link_made_new_ends_the_old_one_and_one_taken_back_ends(
    browser_of: Browser, site: Flask
) -> None:
    client, anybody = browser_of(Role.STAFF), site.test_client()
    first = made_link(client, OWN)
    page = client.post("/me/calendars/1/rotate").text
    [second] = set(re.findall(r"/feeds/[\w-]{43}\.ics", page.replace("%2F", "/")))
    assert [anybody.get(path).status_code for path in (first, second)] == [404, 200]
    listing = client.get("/me/calendars").text
    [take_back] = re.findall(r"/me/calendars/\d+/revoke", listing)
    assert client.post(take_back).status_code == HTTPStatus.SEE_OTHER
    assert anybody.get(second).status_code == HTTPStatus.NOT_FOUND


def test_link_of_somebody_else_is_not_there(browser_of: Browser) -> None:
    made_link(browser_of(Role.STAFF), OWN)
    for deed in ("rotate", "revoke"):
        answer = browser_of(Role.MANAGER).post(f"/me/calendars/1/{deed}")
        assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("role", "feed", "level", "status"),
    [
        (Role.STAFF, "staff:S02", "busy", 422),
        (Role.STAFF, "house:", "busy", 422),
        (Role.STAFF, f"staff:{STAFF}", "code", 422),
        (Role.MANAGER, "house:", "code", 422),
        (Role.MANAGER, "house:", "duty", 200),
        (Role.COORDINATOR, "room:", "code", 200),
        (Role.COORDINATOR, "tower:", "busy", 422),
        (Role.COORDINATOR, "room:", "everything", 422),
    ],
)
def test_each_role_makes_the_links_that_are_hers(
    browser_of: Browser, role: Role, feed: str, level: str, status: int
) -> None:
    form = {"feed": feed, "level": level}
    assert browser_of(role).post("/me/calendars", data=form).status_code == status


def test_only_coordinators_are_offered_codes_and_are_warned(browser_of: Browser) -> None:
    assert 'value="code"' not in browser_of(Role.STAFF).get("/me/calendars").text
    page = browser_of(Role.COORDINATOR).get("/me/calendars").text
    assert 'value="code"' in page
    assert "Lasts 30 days" in page
    assert "Do not use it where a funder forbids" in page


def test_calendar_can_be_downloaded_and_only_ones_own(browser_of: Browser) -> None:
    client = browser_of(Role.STAFF)
    answer = client.get(f"/me/calendar.ics?feed=staff:{STAFF}&level=duty")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="schedule.ics"'
    assert faults_of(answer.data) == []
    assert client.get("/me/calendar.ics?feed=staff:S02").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/me/calendar.ics?feed=house:").status_code == HTTPStatus.FORBIDDEN


def test_administrator_has_an_account_and_no_calendar(browser_of: Browser) -> None:
    client = browser_of(Role.ADMIN)
    assert client.get("/me").location == "/me/account"
    assert client.get("/me/account").status_code == HTTPStatus.OK
    assert client.get("/me/calendars").status_code == HTTPStatus.FORBIDDEN


def test_chosen_language_is_spoken_from_now_on(browser_of: Browser) -> None:
    client = browser_of(Role.STAFF)
    client.post("/me/language", data={"language": "fr"})
    assert '<html lang="fr">' in client.get("/me/account").text
    client.post("/me/language", data={"language": "xx"})
    assert '<html lang="fr">' in client.get("/me/account").text


def test_signing_out_elsewhere_leaves_this_browser_alone(site: Flask, house: Store) -> None:
    here, there, other = (client_of(site, role) for role in (Role.STAFF, Role.STAFF, Role.MANAGER))
    signed_in(house, Role.STAFF)
    assert here.get("/me/account").text.count("another browser") == 2
    assert here.post("/me/sign-out-elsewhere").status_code == HTTPStatus.SEE_OTHER
    assert here.get("/me/account").status_code == HTTPStatus.OK
    assert "another browser" not in here.get("/me/account").text
    assert there.get("/me/account").location.startswith("/sign-in")
    assert other.get("/me/account").status_code == HTTPStatus.OK
    assert "signed_out_elsewhere" in {event.action for event in audit_of(house)}
