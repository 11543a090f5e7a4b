"""Every page: accessible, calm, nobody else's business, in both themes and languages."""

import pytest
from flask import Flask

from planner.services.desk import Role
from tests.browser.conftest import OpenPage
from tests.browser.pages import pages_of

_WINDOWS = (
    pytest.param("light", "en-CA", 1280, id="light-en"),
    pytest.param("dark", "fr-CA", 320, id="dark-fr-narrow"),
)


@pytest.mark.parametrize(("scheme", "locale", "width"), _WINDOWS)
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.STAFF, Role.ADMIN])
def test_every_page_is_accessible(
    served: tuple[Flask, str], open_page: OpenPage, role: Role, scheme: str, locale: str, width: int
) -> None:
    paths = pages_of(served[0], role)
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


def test_door_is_accessible(open_page: OpenPage) -> None:
    for scheme in ("light", "dark"):
        assert open_page(None, "/sign-in", color_scheme=scheme).violations() == []
