"""Plans: asking for one, looking, comparing, publishing."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.records.staffing import record_absence
from planner.services.records.stays import discharge
from tests.installation import desk_of, one_row
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
    page = client.get(f"/plans/{draft}").text
    assert f"/plans/{draft}/publish" not in page
    assert "Publish</summary>" not in page
    assert client.post(f"/plans/{draft}/publish", data={"version": "1"}).status_code == 403


def test_outdated_draft_is_refused_on_its_own_page_in_a_few_lines(
    browser_of: BrowserOf, house: Store, draft: int
) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="P103")
    discharge(desk, "safexst", row.id, row.version, date(2027, 2, 10))
    record_absence(desk, "safexst", "S06", datetime(2027, 2, 8), datetime(2027, 2, 15))
    answer = browser_of(Role.COORDINATOR).post(f"/plans/{draft}/publish", data={"version": "1"})
    assert answer.status_code == 422
    assert f"Plan {draft}</h1>" in answer.text
    alert = re.search(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)
    assert alert is not None
    lines = re.findall(r"<li>(.*?)</li>", alert[1])
    rules = [line.split(":")[0] for line in lines]
    assert rules == ["S12", "R2", "R7", "R8"]
    assert re.search(r"And \d+ more of this kind\.", alert[1])
    assert 'href="/plans"' in alert[1]


def test_draft_is_published_in_a_second_step_that_says_what_it_changes(
    browser_of: BrowserOf, draft: int
) -> None:
    client = browser_of(Role.COORDINATOR)
    page = client.get(f"/plans/{draft}").text
    step = re.search(r"<details>(.*?)</details>", page, re.DOTALL)
    assert step is not None
    assert "Publish</summary>" in step[1]
    assert f'action="/plans/{draft}/publish"' in step[1]
    counts = [int(number) for number in re.findall(r"<dd>(\d+)</dd>", step[1])]
    told = client.post(f"/plans/{draft}/publish", data={"version": "1"}, follow_redirects=True)
    assert f"Published: {sum(counts)} changes." in told.text
    assert len(counts) == 3


@pytest.mark.parametrize(
    ("bound", "told"),
    [(1, "This plan is far from proven"), (99, "It is not proven"), (100, None)],
)
def test_draft_that_is_not_proven_says_so_before_it_is_published(
    browser_of: BrowserOf, house: Store, bound: int, told: str | None
) -> None:
    files = sample_plan_files()
    summary = json.loads(files["summary.json"])
    stays = summary["stays"]
    stays["bound"] = stays["objective"] * bound // 100
    stays["gap"] = (stays["objective"] - stays["bound"]) / stays["objective"]
    stays["status"] = "optimal" if bound == 100 else "feasible"
    summary["schedule"] |= {"status": "optimal", "gap": 0.0}
    summary["schedule"]["bound"] = summary["schedule"]["objective"]
    draft = keep_draft(house, files | {"summary.json": json.dumps(summary)})
    page = browser_of(Role.COORDINATOR).get(f"/plans/{draft}").text
    notes = "".join(re.findall(r'<div class="note.*?</div>', page, re.DOTALL))
    assert (told or "") in notes
    assert bool(notes) == (told is not None)
    assert ("Stays: gap " in notes) == (told is not None)
