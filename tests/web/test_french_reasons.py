"""Why somebody waits or nobody covers a shift, on the pages of a French coordinator."""

import re
from collections.abc import Callable, Iterable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.domain.plan import Plan
from planner.services.desk import Role
from planner.services.plans.publishing import publish_plan
from tests.french import untold
from tests.installation import desk_of, one_row
from tests.kept_plans import keep_draft, sample_plan
from web.language import said


@pytest.fixture
def french(browser_of: Callable[[Role], FlaskClient]) -> FlaskClient:
    """The browser of a coordinator whose account speaks French."""
    client = browser_of(Role.COORDINATOR)
    client.post("/me/language", data={"language": "fr"})
    return client


@pytest.fixture
def draft(house: Store) -> int:
    """The best plan of the sample as a draft."""
    return keep_draft(house, sample_plan()[1])


def plain(page: str) -> str:
    """The text of a page with every kind of space as a blank."""
    text = unescape(page)
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def assert_told_in_french(site: Flask, page: str, explanations: Iterable[str]) -> None:
    """A page tells all of these in French, and none of them in English."""
    with site.test_request_context(headers={"Accept-Language": "fr-CA"}):
        for text in explanations:
            assert said(text) in unescape(page)
            assert text not in unescape(page)
    assert 'lang="en"' not in page


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["safexst", "alluriarniq"])
def test_every_explanation_of_the_samples_is_known_in_french(sample: str) -> None:
    plan = sample_plan(sample)[0]
    explanations = [*why_wait(plan), *why_gaps(plan)]
    assert [piece for text in explanations for piece in untold(text)] == []
    assert len(explanations) > 3


def why_wait(plan: Plan) -> list[str]:
    """Why each who waits is not placed."""
    return [row.explanation for row in plan.stays.unplaced]


def why_gaps(plan: Plan) -> list[str]:
    """Why each gap is one."""
    assert plan.schedule is not None
    return [gap.explanation for gap in plan.schedule.gaps]


def test_plan_tells_its_reasons_in_french(site: Flask, french: FlaskClient, draft: int) -> None:
    plan, page = sample_plan()[0], french.get(f"/plans/{draft}").text
    assert_told_in_french(site, page, [*why_wait(plan), *why_gaps(plan)])
    assert "Elle a une incompatibilité avec P102" in page


def test_published_plan_tells_in_french_why_somebody_waits(
    site: Flask, house: Store, french: FlaskClient, draft: int
) -> None:
    publish_plan(desk_of(house, Role.COORDINATOR), "safexst", draft, 1)
    plan = sample_plan()[0]
    assert_told_in_french(site, french.get("/waiting").text, why_wait(plan))
    row = one_row(house, "referrals", participant="R202")
    page = french.get(f"/waiting/{row.id}").text
    first = [why.explanation for why in plan.stays.unplaced if why.participant == "R202"]
    assert_told_in_french(site, page, first)


def test_week_and_today_tell_in_french_why_nobody_covers_a_shift(french: FlaskClient) -> None:
    for address in ("/week", "/today"):
        page = plain(french.get(address).text)
        assert "Il manque 1 personne pour house_" in page
        assert " lacks 1 person" not in page
        assert 'lang="en"' not in page


def test_duty_tells_in_french_what_keeps_the_others_off_it(
    house: Store, french: FlaskClient
) -> None:
    row = one_row(house, "roster", staff="S06", date="2027-02-09")
    page = plain(french.get(f"/week/duties/{row.id}").text)
    assert "bloquée par une incompatibilité de sécurité" in page
    assert re.search("pas (la compétence|les compétences) ", page)
    assert not re.search("lacks the|blocked by", page)
    assert 'lang="en"' not in page


def test_plan_of_unknown_parts_is_told_as_it_was_written(french: FlaskClient, house: Store) -> None:
    files = sample_plan()[1] | {"unplaced.csv": UNKNOWN}
    draft = keep_draft(house, files)
    assert "Somebody wrote this." in french.get(f"/plans/{draft}").text


UNKNOWN = "participant,service,reason,explanation\nR204,residential,bed,Somebody wrote this.\n"
