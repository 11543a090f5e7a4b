"""Whole stories in a real browser, with a real worker behind the site."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from planner.services.desk import Role
from tests.browser.conftest import OpenPage
from tests.installation import one_row, rows_of

PLANNED = 180_000
"""Milliseconds that a search may take on a busy machine."""


def search(page: Page, layers: str, with_script: bool) -> None:
    """Ask for a plan, watch how it goes, and open it."""
    page.get_by_role("link", name="Plans", exact=True).click()
    page.get_by_label("What to plan").select_option(label=layers)
    page.get_by_role("button", name="Search").click()
    to_plan = page.get_by_role("link", name="To the plan")
    again = page.get_by_role("link", name="Look again")
    if with_script:
        expect(page.get_by_text("searching").or_(to_plan)).to_be_visible(timeout=PLANNED)
    else:
        expect(again.or_(to_plan)).to_be_visible()
        while to_plan.count() == 0:
            page.wait_for_timeout(1000)
            with page.expect_navigation():
                again.click()
    to_plan.click(timeout=PLANNED)


def publish(page: Page) -> None:
    """Publish the draft at hand."""
    page.locator("summary", has_text="Publish").click()
    page.get_by_role("button", name="Publish it now").click()
    expect(page.get_by_text(re.compile(r"Published: \d+ change"))).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_coordinators_monday(
    served: tuple[Flask, str], open_page: OpenPage, worker: None, with_script: bool
) -> None:
    store = served[0].extensions["harbourplan"].store
    page = open_page(Role.COORDINATOR, "/waiting", java_script_enabled=with_script).page
    page.get_by_role("link", name="Add a referral").click()
    page.get_by_label("Code of the participant").fill("R300")
    page.get_by_label("Service").select_option("residential")
    page.get_by_label("Priority").select_option("urgent")
    page.get_by_role("button", name="Add the referral").click()
    expect(page.get_by_text("R300 is on the list.")).to_be_visible()

    search(page, "Stays only", with_script)
    expect(page.get_by_text("proven best")).to_be_visible()
    publish(page)

    row = one_row(store, "stays", participant="P103")
    page.goto(f"/beds/stays/{row.id}")
    page.get_by_role("link", name="Record a discharge").click()
    page.get_by_label("Day of discharge").fill("2027-02-10")
    page.get_by_role("button", name="Show the effect").click()
    if not with_script:
        while page.get_by_text("Do it without knowing the effect").count():
            page.wait_for_timeout(1000)
            with page.expect_navigation():
                page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Do it", exact=True).click(timeout=PLANNED)
    expect(page.get_by_role("status").get_by_role("paragraph")).to_be_visible()
    assert one_row(store, "stays", participant="P103").cells["discharge"] == "2027-02-10"

    page.goto("/waiting/fits?bed=B3&since=2027-02-12")
    expect(page.get_by_role("row", name=re.compile("R300.*fits"))).to_be_visible()
    search(page, "Stays only", with_script)
    publish(page)
    page.goto("/waiting?search=R300")
    expect(page.get_by_role("row", name=re.compile("R300.*proposed"))).to_be_visible()


def test_worker_is_sick_tomorrow_and_somebody_else_comes(
    served: tuple[Flask, str], open_page: OpenPage
) -> None:
    store = served[0].extensions["harbourplan"].store
    before = {row.id: row.cells for row in rows_of(store, "roster")}
    page = open_page(Role.COORDINATOR, "/week/absences/new").page
    page.get_by_label("Who").select_option("S07")
    page.get_by_label("First day").fill("2027-02-08")
    page.get_by_label("Last day").fill("2027-02-08")
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="Find somebody").first.click()
    expect(page.get_by_role("heading", name="Everybody else")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Give it to S")).first.click()
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"S\d\d"))
    after = {row.id: row.cells for row in rows_of(store, "roster")}
    gone = [cells for key, cells in before.items() if key not in after]
    come = [cells for key, cells in after.items() if key not in before]
    assert [(c["shift"], c["date"]) for c in gone] == [("house_eve", "2027-02-08")]
    assert [(c["shift"], c["date"]) for c in come] == [("house_eve", "2027-02-08")]
    assert all(after[key] == cells for key, cells in before.items() if key in after)


def test_bed_is_closed_after_its_effect_is_seen(
    served: tuple[Flask, str], open_page: OpenPage, worker: None
) -> None:
    store = served[0].extensions["harbourplan"].store
    page = open_page(Role.COORDINATOR, "/beds/closures/new").page
    page.get_by_label("Bed").select_option("B2")
    page.get_by_label("First night closed").fill("2027-07-05")
    page.get_by_label("Open again on").fill("2027-07-09")
    page.get_by_role("button", name="Show the effect").click()
    page.get_by_role("button", name="Do it", exact=True).click(timeout=PLANNED)
    expect(page.get_by_role("status").get_by_role("paragraph")).to_be_visible()
    assert one_row(store, "bed_closures", bed="B2", start="2027-07-05").cells["end"] == "2027-07-09"


def test_second_coordinator_is_told_what_the_first_one_wrote(
    served: tuple[Flask, str], open_page: OpenPage
) -> None:
    store = served[0].extensions["harbourplan"].store
    row = one_row(store, "referrals", participant="R205")
    pages = [open_page(Role.COORDINATOR, f"/waiting/{row.id}").page for _ in range(2)]
    for page, priority in zip(pages, ("high", "urgent"), strict=True):
        page.get_by_label("Priority").select_option(priority)
    pages[0].get_by_role("button", name="Save").click()
    expect(pages[0].get_by_text("Saved.")).to_be_visible()
    pages[1].get_by_role("button", name="Save").click()
    expect(pages[1].get_by_text("Now it says: high")).to_be_visible()
    assert one_row(store, "referrals", participant="R205").cells["priority"] == "high"


@pytest.mark.parametrize("path", ["/waiting", "/plans", "/beds", "/admin", "/audit"])
def test_staff_member_is_kept_out(open_page: OpenPage, path: str) -> None:
    page = open_page(Role.STAFF, path).page
    expect(page.get_by_role("heading", name="This is not yours to do")).to_be_visible()
    assert not re.search(r"\b[PR]\d{3}\b", page.inner_text("body"))


def test_participant_of_somebody_else_is_as_if_absent(
    served: tuple[Flask, str], open_page: OpenPage
) -> None:
    store = served[0].extensions["harbourplan"].store
    other = one_row(store, "participants", participant="P101").id
    texts = [
        open_page(Role.STAFF, f"/participants/{row_id}").page.inner_text("main")
        for row_id in (other, 999_999)
    ]
    assert texts[0] == texts[1]


def test_form_is_filled_and_sent_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(Role.COORDINATOR, "/waiting/new").page
    page.get_by_label("Code of the participant").focus()
    page.keyboard.type("R301")
    page.keyboard.press("Enter")
    expect(page.get_by_text("R301 is on the list.")).to_be_visible()


def test_who_signed_out_in_another_window_sees_the_whole_sign_in_page_and_why(
    open_page: OpenPage,
) -> None:
    page = open_page(Role.COORDINATOR, "/waiting/new").page
    other = page.context.new_page()
    other.goto("/today")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("Code of the participant").fill("R301")
    page.get_by_role("button", name="Add the referral").click()
    page.wait_for_url("**/sign-in?next=/waiting/new")
    expect(page.get_by_role("status")).to_contain_text("what you sent was not saved")
    expect(page.get_by_role("navigation")).to_have_count(0)
