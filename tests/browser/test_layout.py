"""Where things stand on a page, which only a browser can measure."""

from flask import Flask
from playwright.sync_api import FloatRect, Locator, expect

from planner.services.desk import Role
from tests.browser.conftest import OpenPage
from tests.installation import one_row

WIDE = {"width": 1280, "height": 900}


def box(found: Locator) -> FloatRect:
    """Where something is and how large."""
    measured = found.bounding_box()
    assert measured is not None
    return measured


def is_beside(one: Locator, other: Locator) -> bool:
    """Whether two stand in one row: their middles at one height, whatever their edges measure."""
    first, second = (box(found)["y"] + box(found)["height"] / 2 for found in (one, other))
    return abs(first - second) <= 1


def test_every_choice_of_a_calendar_is_as_large(open_page: OpenPage) -> None:
    phone = {"width": 390, "height": 844}
    page = open_page(Role.COORDINATOR, "/me/calendars", locale="fr-CA", viewport=phone).page
    choices = page.get_by_role("radio").all()
    assert {(box(one)["width"], box(one)["height"]) for one in choices} == {(20, 20)}


def test_filters_of_the_waiting_list_stand_in_one_row(open_page: OpenPage) -> None:
    page = open_page(Role.COORDINATOR, "/waiting", viewport=WIDE).page
    button = page.get_by_role("button", name="Show")
    assert is_beside(button, page.get_by_label("Priority"))


def test_ways_off_the_list_stand_in_one_row(served: tuple[Flask, str], open_page: OpenPage) -> None:
    row = one_row(served[0].extensions["harbourplan"].store, "referrals", participant="R205")
    page = open_page(Role.COORDINATOR, f"/waiting/{row.id}", viewport=WIDE).page
    hold = page.get_by_role("button", name="Hold")
    for other in (page.get_by_label("Because"), page.get_by_role("button", name="Take off")):
        assert is_beside(other, hold)


def test_printed_week_has_no_buttons(open_page: OpenPage) -> None:
    page = open_page(Role.COORDINATOR, "/week?print=1").page
    buttons = page.locator("main a.button, main button").all()
    assert any("Find somebody" in button.inner_text() for button in buttons)
    page.emulate_media(media="print")
    for button in buttons:
        expect(button).not_to_be_visible()
