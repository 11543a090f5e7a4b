"""What somebody with scripts is told when a request fails."""

import pytest
from playwright.sync_api import Route, expect

from planner.services.desk import Role
from tests.browser.conftest import OpenPage


def refuse(route: Route) -> None:
    """Answer as a site does in which something broke."""
    route.fulfill(status=500, body="")


def cut(route: Route) -> None:
    """Lose the connection."""
    route.abort()


@pytest.mark.parametrize(
    ("fail", "sentence"),
    [(refuse, "Something went wrong on our side."), (cut, "The site could not be reached.")],
)
def test_failed_request_is_said_aloud(open_page: OpenPage, fail: object, sentence: str) -> None:
    watched = open_page(Role.COORDINATOR, "/waiting/new")
    page = watched.page
    page.route("**/waiting/new", fail)  # type: ignore[arg-type]
    page.get_by_label("Code of the participant").fill("R301")
    page.get_by_role("button", name="Add the referral").click()
    expect(page.get_by_role("status")).to_contain_text(sentence)
    expect(page.get_by_label("Code of the participant")).to_have_value("R301")
    assert watched.complaints
    watched.complaints.clear()
