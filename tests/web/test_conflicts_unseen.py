"""Whoever may not see who is kept apart from whom cannot work it out from the reasons."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.plans.publishing import publish_plan
from planner.services.runs.holding import fail_run
from planner.services.runs.running import request_run
from tests.installation import desk_of, one_row, rows_of
from tests.kept_plans import keep_draft, sample_plan_files
from tests.runs import claimed

BrowserOf = Callable[[Role], FlaskClient]
WORD = "A rule stands against it"


def pages(browser: FlaskClient, *addresses: str) -> str:
    """Several pages as one text."""
    answers = [browser.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.text for answer in answers)


@pytest.fixture
def both(browser_of: BrowserOf) -> tuple[FlaskClient, FlaskClient]:
    """The browsers of a coordinator, who sees conflicts, and of a manager, who does not."""
    return browser_of(Role.COORDINATOR), browser_of(Role.MANAGER)


def test_fits_hide_a_conflict_among_other_reasons(
    both: tuple[FlaskClient, FlaskClient], house: Store
) -> None:
    beds = [row.cells["bed"] for row in rows_of(house, "beds")]
    addresses = [f"/waiting/fits?bed={bed}&since=2027-02-12" for bed in beds]
    seen, unseen = (pages(browser, *addresses) for browser in both)
    assert "Blocked by a conflict" in seen
    assert "No bed that suits" in seen
    assert WORD not in seen
    assert WORD in unseen
    assert f"{WORD}; {WORD}" not in unseen
    assert "Blocked by a conflict" not in unseen
    assert "No bed that suits" not in unseen


def test_reason_of_somebody_who_waits_hides_a_conflict(
    both: tuple[FlaskClient, FlaskClient], house: Store
) -> None:
    files = sample_plan_files()
    unplaced = files["unplaced.csv"].replace(",window,", ",conflict,")
    assert unplaced != files["unplaced.csv"]
    draft = keep_draft(house, files | {"unplaced.csv": unplaced})
    publish_plan(desk_of(house, Role.COORDINATOR), "safexst", draft, 1)
    referral = one_row(house, "referrals", participant="R204").id
    for address in (f"/plans/{draft}", "/waiting", f"/waiting/{referral}"):
        seen, unseen = (pages(browser, address) for browser in both)
        assert "Blocked by a conflict" in seen
        assert "conflict" not in unseen
        assert WORD in unseen


def test_gaps_and_offers_hide_a_conflict(
    both: tuple[FlaskClient, FlaskClient], house: Store
) -> None:
    draft = keep_draft(house, sample_plan_files())
    publish_plan(desk_of(house, Role.COORDINATOR), "safexst", draft, 1)
    duties = [f"/week/duties/{row.id}" for row in rows_of(house, "roster")]
    addresses = ["/today", f"/plans/{draft}", "/week", "/week?week=2027-02-15", *duties[::8]]
    seen, unseen = (pages(browser, *addresses) for browser in both)
    assert "blocked by a conflict" in seen
    assert "blocked by a conflict" not in unseen
    assert "What keeps her off it" not in unseen
    assert "What is missing" in unseen


def test_failed_search_does_not_tell_of_a_conflict(
    both: tuple[FlaskClient, FlaskClient], house: Store
) -> None:
    run = request_run(desk_of(house, Role.COORDINATOR), "safexst")
    fail_run(house, claimed(house), "S4: P101 and P102, in conflict, are in one house")
    seen, unseen = (pages(browser, f"/plans/runs/{run}") for browser in both)
    assert "in conflict" in seen
    assert "P101" not in unseen
    assert "Whoever plans is told why" in unseen
