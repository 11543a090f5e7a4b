"""Calendar feeds over HTTP: read by whoever has the address, silent to everybody else."""

import dataclasses
import http.client
import logging
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask

from planner.calendars.entries import Feed, FeedKind
from planner.calendars.feeds import all_feeds
from planner.calendars.levels import Language, PrivacyLevel
from planner.db.store import Store
from planner.services.access.accounts import disable_account
from planner.services.access.feed_links import MOST_DAYS
from planner.services.calendars.feeds import WantedFeed, served_feed
from planner.services.desk import Role
from planner.services.permissions import Action
from planner.services.records.duties import reassign_duty
from planner.services.snapshots import Snapshot, snapshot
from tests.calendar_checker import faults_of
from tests.installation import NOW, desk_of, one_row
from tests.served_feeds import link_of, listening
from tests.web_site import STAFF, client_of, site_over

OWN, HOUSE, ROOM = Feed(FeedKind.STAFF, STAFF), Feed(FeedKind.HOUSE), Feed(FeedKind.ROOM, "ONE1")
BUSY, DUTY, CODE = PrivacyLevel
WRONG = f"/feeds/{'x' * 43}.ics"


@pytest.fixture
def link(site: Flask) -> str:
    """The address of the own feed of a staff member."""
    return link_of(site, Role.STAFF, OWN)


def at(site: Flask, **later: float) -> None:
    """Let the clock of the site go on."""
    settings = site.extensions["harbourplan"]
    moment = NOW + timedelta(**later)
    site.extensions["harbourplan"] = dataclasses.replace(settings, now=lambda: moment)


def found_in(site: Flask, sample: str) -> Snapshot:
    store: Store = site.extensions["harbourplan"].store
    return snapshot(desk_of(store, Role.COORDINATOR, programme=sample), sample, Action.VIEW_BEDS)


def test_feed_is_a_calendar_that_only_its_owner_keeps(site: Flask, link: str) -> None:
    answer = site.test_client().get(link)
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    assert "Content-Disposition" not in answer.headers
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert faults_of(answer.data) == []


def test_head_is_the_same_without_a_body(site: Flask, link: str) -> None:
    got, head = site.test_client().get(link), site.test_client().head(link)
    assert (head.status_code, head.data) == (HTTPStatus.OK, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("form", ["{}", '"a", {} , "b"', "W/{}", "*"])
def test_nothing_is_sent_again_to_whoever_has_it(site: Flask, link: str, form: str) -> None:
    etag = site.test_client().get(link).headers["ETag"]
    assert etag.startswith('"')
    again = site.test_client().get(link, headers={"If-None-Match": form.format(etag)})
    assert (again.status_code, again.data) == (HTTPStatus.NOT_MODIFIED, b"")
    assert again.headers["ETag"] == etag


def test_date_of_the_last_change_is_enough_too(site: Flask, link: str) -> None:
    date = site.test_client().get(link).headers["Last-Modified"]
    answer = site.test_client().get(link, headers={"If-Modified-Since": date})
    assert answer.status_code == HTTPStatus.NOT_MODIFIED


def test_changed_feed_is_sent_whole(site: Flask, house: Store) -> None:
    link = link_of(site, Role.MANAGER, HOUSE, DUTY)
    first = site.test_client().get(link)
    row = one_row(house, "roster", staff="S10", shift="house_night", date="2027-02-12")
    reassign_duty(desk_of(house, Role.COORDINATOR), "safexst", row.id, row.version, "")
    headers = {"If-None-Match": first.headers["ETag"]}
    second = site.test_client().get(link, headers=headers)
    assert second.status_code == HTTPStatus.OK
    assert second.headers["ETag"] != first.headers["ETag"]
    assert second.data != first.data


def test_wrong_revoked_disabled_and_expired_are_all_alike_not_there(site: Flask) -> None:
    store: Store = site.extensions["harbourplan"].store
    revoked, over = link_of(site, Role.MANAGER, HOUSE), link_of(site, Role.COORDINATOR, HOUSE)
    disabled = link_of(site, Role.STAFF, OWN)
    client_of(site, Role.MANAGER).post("/me/calendars/1/revoke")
    disable_account(desk_of(store, Role.ADMIN, programme=None), "staff1", 1)
    at(site, days=MOST_DAYS[BUSY])
    answers = [site.test_client().get(path) for path in (WRONG, revoked, disabled, over)]
    assert {answer.status_code for answer in answers} == {HTTPStatus.NOT_FOUND}
    assert len({answer.data for answer in answers}) == 1
    assert len({tuple(answer.headers) for answer in answers}) == 1
    assert all("Set-Cookie" not in answer.headers for answer in answers)


def test_query_narrows_at_most(site: Flask) -> None:
    link, client = link_of(site, Role.COORDINATOR, HOUSE, DUTY), site.test_client()
    whole = client.get(link).data
    part = client.get(f"{link}?from=2027-02-10&to=2027-02-12").data
    assert 0 < part.count(b"BEGIN:VEVENT") < whole.count(b"BEGIN:VEVENT")
    assert client.get(f"{link}?level=code&staff=S01&from=1990-01-01").data == whole
    assert client.get(f"{link}?from=yesterday").status_code == HTTPStatus.NOT_FOUND


def test_too_many_fetches_have_to_wait(site: Flask, link: str) -> None:
    client, other = site.test_client(), link_of(site, Role.MANAGER, HOUSE)
    answers = [client.get(link).status_code for _ in range(61)]
    assert answers == [HTTPStatus.OK] * 60 + [HTTPStatus.TOO_MANY_REQUESTS]
    late = client.get(link)
    assert int(late.headers["Retry-After"]) > 0
    assert "Set-Cookie" not in late.headers
    assert client.get(other).status_code == HTTPStatus.OK


def test_wrong_tokens_are_limited_by_where_they_come_from_and_hinder_nobody_else(
    site: Flask, link: str
) -> None:
    client = site.test_client()
    guesses = [client.get(f"/feeds/{'x' * 42}{n}.ics").status_code for n in range(61)]
    assert guesses[-2:] == [HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS]
    elsewhere = client.get(WRONG, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == HTTPStatus.NOT_FOUND
    assert client.get(link).status_code == HTTPStatus.OK


@pytest.fixture
def everything_logged() -> Iterator[list[str]]:
    """Every word that anything logs."""
    lines: list[str] = []

    class Everything(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.getMessage()} {record.exc_text or ''}")

    root, handler, loud = logging.getLogger(), Everything(), logging.getLogger("sqlalchemy.engine")
    before = root.level, loud.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    loud.setLevel(logging.DEBUG)
    for name in ("werkzeug", "waitress", "planner", "web", "flask-limiter", "flask.app"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before[0])
    loud.setLevel(before[1])


def test_no_log_holds_a_token_an_address_or_a_participant(
    site: Flask, everything_logged: list[str]
) -> None:
    codes = {row.code for row in found_in(site, "safexst").programme.participants}
    link = link_of(site, Role.COORDINATOR, ROOM, CODE)
    everything_logged.clear()
    with listening(site) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://"))
        for path in (link, WRONG, *[link] * 61):
            connection.request("GET", path)
            connection.getresponse().read()
        connection.close()
    said = "\n".join(everything_logged)
    assert "exceeded" in said
    assert "feed_links" in said
    for secret in (link.split("/")[2].removesuffix(".ics"), "x" * 43, "127.0.0.1"):
        assert secret not in said
    assert not {code for code in codes if code in said}


@pytest.mark.parametrize("sample", ["safexst", "alluriarniq"])
def test_every_feed_of_a_sample_is_served_by_the_rules_and_tells_nothing(
    sample: str, tmp_path: Path
) -> None:
    with site_over(tmp_path / "data", sample) as site:
        found = found_in(site, sample)
        people = {row.code for row in (*found.programme.participants, *found.programme.beds)}
        forbidden = {*people, found.programme.code, found.programme.title}
        store: Store = site.extensions["harbourplan"].store
        desk = desk_of(store, Role.COORDINATOR, programme=sample)
        seen = 0
        for feed in all_feeds(found.programme):
            for level in PrivacyLevel:
                wanted = WantedFeed(sample, feed, level, Language.FRENCH)
                body = served_feed(store, wanted, NOW, lambda: desk).body
                words = forbidden if level is not CODE else {found.programme.title}
                assert (feed, level, faults_of(body, words)) == (feed, level, [])
                seen += body.count(b"BEGIN:VEVENT")
        assert seen > 250


@pytest.mark.parametrize("level", [BUSY, DUTY])
def test_no_code_stands_in_what_is_served_or_in_its_headers(
    site: Flask, level: PrivacyLevel
) -> None:
    codes = {row.code for row in found_in(site, "safexst").programme.participants}
    link = link_of(site, Role.COORDINATOR, ROOM, level)
    answer = site.test_client().get(link)
    assert answer.data.count(b"BEGIN:VEVENT") == 4
    whole = f"{link}\n{answer.headers}\n{answer.text}"
    assert not {code for code in codes if code in whole}
    shown = site.test_client().get(link_of(site, Role.COORDINATOR, ROOM, CODE)).text
    assert {code for code in codes if code in shown}
