"""The pages on beds."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.runs.holding import finish_run
from planner.services.runs.kinds import Outcome
from planner.services.runs.running import request_run
from tests.installation import desk_of, one_row
from tests.runs import claimed

Browsers = Callable[[Role], FlaskClient]
HTMX = {"HX-Request": "true"}


def stay_of(house: Store, participant: str) -> str:
    return f"/beds/stays/{one_row(house, 'stays', participant=participant).id}"


def test_every_stay_is_a_link_that_says_where_who_and_when(
    browser_of: Browsers, house: Store
) -> None:
    page = browser_of(Role.COORDINATOR).get("/beds").text
    name = "Bed B1: P101 in the house, 2026-06-22 to 2027-03-19"
    assert f'<a href="{stay_of(house, "P101")}" aria-label="{name}"' in page
    assert len(re.findall('<a href="/beds/stays/[0-9]+" aria-label', page)) == 5
    assert page.count('tabindex="0"') == 2
    assert "style=" not in page


def test_table_says_the_same_as_the_picture(browser_of: Browsers, house: Store) -> None:
    page = browser_of(Role.MANAGER).get("/beds?view=table").text
    assert page.count('href="/beds/stays/') == 5
    assert "bathroom repair" in page
    assert "<svg" not in page


def test_part_alone_is_given_to_htmx(browser_of: Browsers) -> None:
    answer = browser_of(Role.MANAGER).get("/beds?months=6", headers=HTMX)
    assert answer.text.startswith('<div id="timeline"')
    assert "HX-Request" in answer.headers["Vary"]


def test_every_query_has_a_page(browser_of: Browsers) -> None:
    browser = browser_of(Role.MANAGER)
    for query in ("zoom=quarter&months=12", "from=2020-01", "bed=none", "page=99"):
        assert browser.get(f"/beds?{query}").status_code == 200


def test_draft_is_drawn_beside_what_stands(browser_of: Browsers, house: Store) -> None:
    browser = browser_of(Role.COORDINATOR)
    request_run(desk_of(house, Role.COORDINATOR), "safexst")
    header = "participant,bed,admission,discharge,days,waiting_days,status,staff\n"
    stay = "R210,B3,2027-09-06,2028-03-06,182,97,planned,\n"
    finish_run(house, claimed(house), Outcome({}, {"stays.csv": header + stay}))
    assert "R210" not in browser.get("/beds").text
    for view in ("picture", "table"):
        page = browser.get(f"/beds?draft=1&view={view}").text
        assert "R210" in page
        assert '<a href="/plans/1"' in page


def test_search_without_a_result_says_what_to_do_next(browser_of: Browsers) -> None:
    assert "Show every bed" in browser_of(Role.MANAGER).get("/beds?bed=none").text


@pytest.mark.parametrize(
    ("participant", "offered", "absent"),
    [
        ("P101", {"extend", "discharge", "move"}, {"confirm", "admit", "release"}),
        ("R203", {"confirm", "admit", "move", "extend", "release"}, {"discharge"}),
    ],
)
def test_stay_offers_what_can_be_done_with_it(
    browser_of: Browsers, house: Store, participant: str, offered: set[str], absent: set[str]
) -> None:
    page = browser_of(Role.COORDINATOR).get(stay_of(house, participant)).text
    assert {deed for deed in offered | absent if f"?do={deed}" in page} == offered


def test_form_of_each_deed_is_at_its_own_address(browser_of: Browsers, house: Store) -> None:
    browser = browser_of(Role.COORDINATOR)
    for deed in ("confirm", "admit", "move", "extend", "release", "sing"):
        page = browser.get(f"{stay_of(house, 'R203')}?do={deed}").text
        assert ("Show the effect" in page) == (deed != "sing")


def test_manager_looks_and_changes_nothing(browser_of: Browsers, house: Store) -> None:
    browser = browser_of(Role.MANAGER)
    assert "Change this stay" not in browser.get(stay_of(house, "P101")).text
    assert browser.get("/beds/closures/new").status_code == 403
    closure = one_row(house, "bed_closures", bed="B2").id
    assert "Show the effect" not in browser.get(f"/beds/closures/{closure}").text


def test_staff_see_no_beds(browser_of: Browsers) -> None:
    browser = browser_of(Role.STAFF)
    for path in ("/beds", "/beds/stays/1", "/beds/closures/1"):
        assert browser.get(path).status_code == 403


def test_what_is_not_there_is_not_found(browser_of: Browsers) -> None:
    browser = browser_of(Role.COORDINATOR)
    for path in ("/beds/stays/999", "/beds/closures/999", "/beds/effects/999"):
        assert browser.get(path).status_code == 404
