"""The first page."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.services.desk import Role


def test_nobody_sees_a_page_before_signing_in(site: Flask) -> None:
    answer = site.test_client().get("/today")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/today")


def test_coordinator_sees_tonight_and_who_is_missing(
    browser_of: Callable[[Role], FlaskClient],
) -> None:
    page = browser_of(Role.COORDINATOR).get("/today").text
    assert "Holes in the next seven days" in page
    assert "Waiting longer than they should" in page


@pytest.mark.parametrize("word", ["R202", "P103", "Waiting longer"])
def test_staff_see_no_code_and_no_waiting_list(
    browser_of: Callable[[Role], FlaskClient], word: str
) -> None:
    assert word not in browser_of(Role.STAFF).get("/today").text
