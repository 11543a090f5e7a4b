"""The manager's story in a real browser: what a fourth bed would mean."""

import re

import pytest
from playwright.sync_api import expect

from planner.services.desk import Role
from tests.browser.conftest import OpenPage

CALCULATED = 180_000
"""Milliseconds that a small study may take on a busy machine."""


@pytest.mark.slow
def test_manager_asks_what_a_fourth_bed_would_mean(open_page: OpenPage, worker: None) -> None:
    watched = open_page(Role.MANAGER, "/capacity")
    page = watched.page
    page.get_by_role("link", name="New study").click()
    page.get_by_label("Name of the study").fill("A fourth bed?")
    page.get_by_label("Months to look ahead").fill("12")
    page.get_by_label("Runs of each scenario").fill("some")
    page.get_by_label("Also plan the stays").uncheck()
    page.get_by_label("Referrals a year").fill("6")
    page.get_by_label("What it is called").first.fill("a fourth bed in June")
    page.get_by_label("Beds opened").first.fill("1")
    page.get_by_label("Opened from").first.fill("2027-06-01")
    page.get_by_role("button", name="Save and calculate").click()
    expect(page.get_by_text("accepted: a whole number from 100")).to_be_visible()
    page.get_by_label("Runs of each scenario").fill("200")
    page.get_by_role("button", name="Save and calculate").click()

    expect(page.get_by_role("heading", name="Side by side")).to_be_visible(timeout=CALCULATED)
    compared = page.get_by_role("region", name="Side by side")
    header = compared.get_by_role("columnheader", name="a fourth bed in June")
    expect(header).to_be_visible()
    nights = compared.get_by_role("row", name=re.compile("^Bed-nights"))
    expect(nights).to_contain_text(re.compile(r"\+\d"))
    picture = page.get_by_role("img", name=re.compile("mean number waiting"))
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert watched.violations() == []
    assert not watched.scrolls_sideways()

    page.get_by_role("link", name="One page to print and share").click()
    expect(page.get_by_role("cell", name="left out").first).to_be_visible()
    assert watched.violations() == []
