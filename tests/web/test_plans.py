"""Plans: asking for one, looking, comparing, publishing."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from tests.kept_plans import keep_draft, sample_plan_files

BrowserOf = Callable[[Role], FlaskClient]


@pytest.fixture
def draft(house: Store) -> int:
    """The best plan of the sample as a draft."""
    return keep_draft(house, sample_plan_files())


def test_run_is_asked_for_watched_and_stopped(browser_of: BrowserOf) -> None:
    client = browser_of(Role.COORDINATOR)
    answer = client.post("/plans/runs", data={"layers": "stays", "seconds": "5"})
    assert (answer.status_code, answer.location) == (303, "/plans/runs/1")
    assert "waiting for its turn" in client.get("/plans/runs/1").text
    part = client.get("/plans/runs/1", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<section id="run"')
    assert client.post("/plans/runs/1/stop").status_code == 303
    assert "stopped" in client.get("/plans/runs/1").text


def test_bad_time_limit_is_told_beside_its_field(browser_of: BrowserOf) -> None:
    answer = browser_of(Role.COORDINATOR).post(
        "/plans/runs", data={"layers": "both", "seconds": "soon"}
    )
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_plan_says_how_good_it_is_and_what_it_changes(browser_of: BrowserOf, draft: int) -> None:
    page = browser_of(Role.COORDINATOR).get(f"/plans/{draft}").text
    assert "proven best" in page
    assert "Who waits, and why" in page
    assert "What it changes" in page


def test_published_plan_stands_and_the_one_before_is_replaced(
    browser_of: BrowserOf, house: Store, draft: int
) -> None:
    client = browser_of(Role.COORDINATOR)
    assert client.post(f"/plans/{draft}/publish", data={"version": "1"}).status_code == 303
    second = keep_draft(house, sample_plan_files())
    compared = client.get(f"/plans/{second}?with={draft}").text
    assert "Nothing differs." in compared
    client.post(f"/plans/{second}/publish", data={"version": "1"})
    page = client.get("/plans").text
    assert "published" in page
    assert "replaced" in page


def test_draft_is_put_aside(browser_of: BrowserOf, draft: int) -> None:
    client = browser_of(Role.COORDINATOR)
    client.post(f"/plans/{draft}/discard", data={"version": "1"})
    assert "put aside" in client.get("/plans").text
    assert client.post(f"/plans/{draft}/publish", data={"version": "2"}).status_code == 422


def test_manager_looks_and_cannot_publish(browser_of: BrowserOf, draft: int) -> None:
    client = browser_of(Role.MANAGER)
    assert ">Publish<" not in client.get(f"/plans/{draft}").text
    assert client.post(f"/plans/{draft}/publish", data={"version": "1"}).status_code == 403
