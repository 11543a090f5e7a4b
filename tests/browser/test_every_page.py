"""Every page: accessible, calm, nobody else's business, in both themes and languages."""

import pytest
from flask import Flask

from planner.services.desk import Role
from tests.browser.conftest import OpenPage
from tests.browser.furnishing import furnish
from tests.browser.pages import pages_of

_WINDOWS = (
    ("light", "en-CA", 1280),
    ("dark", "fr-CA", 320),
    ("light", "fr-CA", 320),
    ("dark", "en-CA", 1280),
)
_WANTED = "a[href], button, input:not([type=hidden]), select, textarea, summary"
_UNREACHED = f"""() => [...document.querySelectorAll('{_WANTED}')]
  .filter(one => one.checkVisibility() && !one.disabled && !one.dataset.reached)
  .filter(one => one.type !== 'radio' || one.checked)
  .filter(one => !one.closest('.timeline') || one.tabIndex >= 0)
  .map(one => one.outerHTML.slice(0, 120))"""
_NOTE_FOCUS = """() => {
  const one = document.activeElement, isNew = !one.dataset.reached, before = window.focusBefore;
  one.dataset.reached = '1';
  window.focusBefore = one;
  const bar = one.querySelector('.bar');
  const isShown = getComputedStyle(one).outlineStyle !== 'none'
    || (bar && getComputedStyle(bar).strokeWidth === '3px');
  // Inside a date the key goes from part to part, and the document's body stands for the window.
  return [!isNew && one !== before,
          one === document.body || isShown ? '' : one.outerHTML.slice(0, 120)];
}"""
_MOST_TABS = 2_000


def all_pages(app: Flask, role: Role) -> list[str]:
    """What somebody may open in an installation in which something has happened."""
    made = furnish(app.extensions["harbourplan"].store)
    return pages_of(app, role) + (made if role is Role.COORDINATOR else [])


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "locale", "width"), _WINDOWS)
@pytest.mark.parametrize("role", Role)
def test_every_page_is_accessible(
    served: tuple[Flask, str], open_page: OpenPage, role: Role, scheme: str, locale: str, width: int
) -> None:
    """In each window; what coordinators have too is seen in the first one, to save time."""
    paths = all_pages(served[0], role)
    if role in (Role.MANAGER, Role.ADMIN) and (scheme, locale, width) != _WINDOWS[0]:
        shared = pages_of(served[0], Role.COORDINATOR)
        paths = [path for path in paths if path not in shared]
    window = {"width": width, "height": 900}
    settings = {"color_scheme": scheme, "locale": locale, "viewport": window}
    watched = open_page(role, paths[0], **settings)
    found = {}
    for path in paths:
        watched.page.goto(path)
        faults = watched.violations()
        if watched.scrolls_sideways():
            faults.append("the page scrolls sideways")
        if watched.stored() != [0, 0]:
            faults.append("the page keeps something in the browser")
        if faults:
            found[path] = faults
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN])
def test_everything_is_reached_by_the_tab_key_and_seen_to_be(
    served: tuple[Flask, str], open_page: OpenPage, role: Role
) -> None:
    paths = all_pages(served[0], role)
    page = open_page(role, paths[0]).page
    found = {}
    for path in paths:
        page.goto(path)
        faults = []
        for _ in range(_MOST_TABS):
            page.keyboard.press("Tab")
            is_round, unseen = page.evaluate(_NOTE_FOCUS)
            if unseen:
                faults.append(f"no focus to see: {unseen}")
            if is_round:
                break
        faults += [f"not reached: {one}" for one in page.evaluate(_UNREACHED)]
        if faults:
            found[path] = faults[:5]
    assert found == {}


def test_bars_of_the_timeline_are_reached_by_the_arrow_keys(open_page: OpenPage) -> None:
    page = open_page(Role.COORDINATOR, "/beds").page
    bars = page.locator(".timeline a")
    page.locator(".timeline a[tabindex='0']").first.focus()
    reached = set()
    for key in ("Home", *["ArrowRight"] * bars.count()):
        page.keyboard.press(key)
        reached.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert reached == {bar.get_attribute("aria-label") for bar in bars.all()}


def test_door_is_accessible(open_page: OpenPage) -> None:
    for scheme, locale, _width in _WINDOWS:
        watched = open_page(None, "/sign-in", color_scheme=scheme, locale=locale)
        assert watched.violations() == []
