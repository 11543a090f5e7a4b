"""Every route, method and role against what the routes declare and the permission table says."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from planner.services.desk import Role
from planner.services.permissions import ALLOWED, Action
from tests.web_site import client_of
from web.access import PUBLIC, SIGNING_IN, asked_by

_LET_THROUGH = {200, 303, 304, 400, 404, 409, 410, 415, 422}


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every address and method, those that Flask adds by itself left out."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address_of(rule: Rule) -> str:
    """An address of this rule, of things that do not exist."""
    address = re.sub(r"<int:\w+>", "999999", rule.rule)
    return re.sub(r"<(?:\w+:)?\w+>", "nothing", address)


def test_every_route_declares_what_it_asks(site: Flask) -> None:
    undeclared = {
        rule.endpoint
        for rule, _ in routes(site)
        if asked_by(site, rule.endpoint) not in (PUBLIC, SIGNING_IN, *Action)
    }
    assert undeclared == set()


@pytest.mark.parametrize("role", Role)
def test_each_role_comes_as_far_as_the_table_says(site: Flask, role: Role) -> None:
    client = client_of(site, role)
    wrong = []
    for rule, method in routes(site):
        needed = asked_by(site, rule.endpoint)
        if needed in (PUBLIC, SIGNING_IN):
            continue
        status = open_page(client, rule, method)
        is_allowed = role in ALLOWED[Action(str(needed))]
        if (status in _LET_THROUGH) != is_allowed or (not is_allowed and status != 403):
            wrong.append((rule.rule, method, str(needed), status))
    assert wrong == []


def test_nobody_comes_in_without_signing_in(site: Flask) -> None:
    client = site.test_client()
    let_in = [
        (rule.rule, method)
        for rule, method in routes(site)
        if asked_by(site, rule.endpoint) not in (PUBLIC, SIGNING_IN)
        and not is_sent_to_sign_in(client, rule, method)
    ]
    assert let_in == []


def test_change_without_its_token_is_refused(site: Flask) -> None:
    site.config["WTF_CSRF_ENABLED"] = True
    client = client_of(site, Role.COORDINATOR)
    taken = [
        rule.rule
        for rule, method in routes(site)
        if method not in ("GET",) and open_page(client, rule, method) not in (400, 403)
    ]
    assert taken == []


def open_page(client: FlaskClient, rule: Rule, method: str) -> int:
    """The status that a browser gets."""
    return client.open(address_of(rule), method=method).status_code


def is_sent_to_sign_in(client: FlaskClient, rule: Rule, method: str) -> bool:
    """Whether the answer is the way to the sign-in."""
    answer = client.open(address_of(rule), method=method)
    return answer.status_code == 303 and (answer.location or "").startswith("/sign-in")


@pytest.mark.parametrize("path", ["/sign-in", "/today", "/nothing", "/static/app.css"])
def test_headers_are_strict_everywhere(site: Flask, path: str) -> None:
    with client_of(site, Role.COORDINATOR).get(path) as answer:
        headers = answer.headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    if not path.startswith("/static"):
        assert headers["Cache-Control"] == "no-store"


def test_other_host_name_is_refused(site: Flask) -> None:
    answer = site.test_client().get("/sign-in", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
