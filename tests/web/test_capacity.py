"""Capacity: a study is written, calculated, compared and shared."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.capacity.studies import saved_study
from planner.services.desk import Role
from tests.installation import audit_of, desk_of
from tests.runs import worked_off

BrowserOf = Callable[[Role], FlaskClient]
FORM = {
    "label": "Beds next summer",
    "horizon": "12",
    "replications": "100",
    "referrals": "6",
    "patience": "4",
    "s1_label": "a fourth bed in June",
    "s1_beds_more": "1",
    "s1_beds_more_from": "2027-06-01",
    "s2_label": "S03 leaves, =more come",
    "s2_staff_gone": "S03",
    "s2_referrals_percent": "20",
    "then": "save",
}
FURTHER = """
[tornado]
indicator = "waiting"
vary = { referral_rate = 0.2, beds = 1 }

[grid]
indicator = "p_leave"
x = { key = "beds", values = [3, 4] }
y = { key = "referral_rate", values = [0.4, 0.6] }

[target]
indicator = "mean_wait_admitted"
below = 50
from = 3
to = 4
"""


@pytest.fixture
def manager(browser_of: BrowserOf) -> FlaskClient:
    """A manager's browser, with a study saved from the form."""
    client = browser_of(Role.MANAGER)
    answer = client.post("/capacity/new", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/capacity/1")
    return client


def test_form_becomes_a_scenario_file(manager: FlaskClient, house: Store) -> None:
    kept = saved_study(desk_of(house, Role.MANAGER), "safexst", 1)
    assert 'programme = "safexst"' in kept.text
    assert "referral_rate = 0.5\n" in kept.text
    assert 'label = "a fourth bed in June"\nopen_beds = [ { from = 2027-06-01, count = 1 } ]' in (
        kept.text
    )
    assert 'staff_gone = [ { staff = "S03", from = 0 } ]\nreferral_factor = 1.2' in kept.text
    assert "Beds next summer" in manager.get("/capacity").text
    assert audit_of(house)[-1].action == "study_capacity"


def faults_in(page: str) -> list[tuple[str, str]]:
    """Every fault that a page tells, with the id of its place; above the form there is none."""
    above = re.search(r'<div class="faults".*?</div>', page, re.DOTALL)
    told = [("", text) for text in re.findall("<p>(.*?)</p>", above[0])] if above else []
    return told + re.findall(r'class="fault" id="(\w+)-fault-\d" role="alert">(.*?)</p>', page)


SHORT = "The history is too short to tell: write a number."


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"referrals": ""}, [("referrals", SHORT)]),
        ({"s2_staff_gone": "S99"}, [("s2_staff_gone", "there is no staff member S99")]),
        (
            {"s1_label": "as it is"},
            [("s1_label", "two have the same label; accepted: each its own")],
        ),
        (
            # The second scenario of the form is then the first of the file.
            {"s1_label": "", "s1_beds_more": "", "s1_beds_more_from": "", "s2_staff_gone": "S99"},
            [("s2_staff_gone", "there is no staff member S99")],
        ),
    ],
)
def test_fault_of_a_study_is_told_once_beside_its_field(
    browser_of: BrowserOf, given: dict[str, str], told: list[tuple[str, str]]
) -> None:
    refused = browser_of(Role.MANAGER).post("/capacity/new", data={**FORM, **given})
    assert refused.status_code == 422
    assert faults_in(refused.text) == told


def test_study_is_calculated_compared_and_shared(manager: FlaskClient, house: Store) -> None:
    text = saved_study(desk_of(house, Role.MANAGER), "safexst", 1).text + FURTHER
    data = {"label": "Beds", "study": text, "version": "1", "then": "calculate"}
    answer = manager.post("/capacity/1", data=data)
    assert (answer.status_code, answer.location) == (303, "/capacity/runs/1")
    part = manager.get("/capacity/runs/1", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="run"')
    assert 'hx-trigger="every 1s"' in part
    told = worked_off(house)
    assert {one["what"] for one in told} == {"simulating"}
    page = manager.get("/capacity/runs/1").text
    assert "every 1s" not in page
    for words in (
        "a fourth bed in June",
        "no clear difference",
        "P10",
        "What moves",
        " points</strong>",
    ):
        assert words in page
    plots = re.findall(r'<img src="([^"]+\.svg)"', page)
    assert {name.rpartition("/")[2] for name in plots} == {
        *("residents.svg", "waiting.svg", "spread.svg", "tornado.svg", "grid.svg"),
    }
    for address in plots:
        picture = manager.get(address)
        assert (picture.mimetype, b"<svg" in picture.data) == ("image/svg+xml", True)
    report = manager.get("/capacity/runs/1/report").text
    assert "<td>left out</td>" in report
    assert "What moves the result most" not in report
    assert "waiting.svg" not in report
    shared = manager.get("/capacity/runs/1/figures.csv").text
    every = manager.get("/capacity/runs/1/figures.csv?all=1").text
    assert shared.count(",,,,,") > every.count(",,,,,")
    assert len(shared.splitlines()) == len(every.splitlines())
    assert "from min_days and max_days" in page
    manager.post("/me/language", data={"language": "fr"})
    french = manager.get("/capacity/runs/1").text
    assert "selon min_days et max_days; trop peu de séjours sont terminés" in french
    assert 'lang="en"' not in french


def test_mistakes_are_told_where_they_are(manager: FlaskClient) -> None:
    bad = '[study]\nprogramme = "elsewhere"\n[[scenario]]\nlabel = "x"\nbedz = 4\n'
    answer = manager.post("/capacity/text", data={"label": "Bad", "study": bad})
    assert answer.status_code == 422
    assert "study:5:scenario 1.bedz" in answer.text
    answer = manager.post(
        "/capacity/text", data={"label": "", "study": bad.replace("bedz", "beds")}
    )
    assert "accepted: a name" in answer.text
    answer = manager.post("/capacity/new", data={**FORM, "s1_beds_more": "many", "horizon": "0"})
    assert answer.status_code == 422
    assert "a whole number from 1 to 300" in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    away = {"label": "Away", "study": '[study]\nprogramme = "/etc"\n[base]\nreferral_rate = 1\n'}
    answer = manager.post("/capacity/text", data=away)
    assert "accepted here: &#34;safexst&#34;" in answer.text


def test_second_edit_is_refused_and_study_deleted(manager: FlaskClient, house: Store) -> None:
    manager.post("/capacity/1/calculate")
    text = saved_study(desk_of(house, Role.MANAGER), "safexst", 1).text
    data = {"label": "One", "study": text, "version": "1"}
    assert manager.post("/capacity/1", data=data).status_code == 303
    answer = manager.post("/capacity/1", data={**data, "label": "Two"})
    assert (answer.status_code, "Now it says: One" in answer.text) == (409, True)
    assert manager.post("/capacity/1/delete", data={"version": "2"}).status_code == 303
    assert manager.get("/capacity/1").status_code == 404
    assert "All studies" in manager.get("/capacity/runs/1").text


def test_manager_stops_a_calculation(manager: FlaskClient) -> None:
    manager.post("/capacity/1/calculate")
    assert manager.post("/capacity/runs/1/stop").status_code == 303
    assert "stopped" in manager.get("/capacity/runs/1").text
    assert manager.get("/capacity/runs/1/report").status_code == 404


def test_staff_see_nothing_of_it(browser_of: BrowserOf) -> None:
    for role in (Role.STAFF, Role.ADMIN):
        client = browser_of(role)
        assert client.get("/capacity").status_code == 403
        assert client.post("/capacity/new", data=FORM).status_code == 403
