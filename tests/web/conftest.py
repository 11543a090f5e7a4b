"""A site for each test, and people signed in to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from tests.web_site import client_of, site_over


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    """The site over ``safexst`` on its planning day."""
    with site_over(tmp_path / "data") as app:
        yield app


@pytest.fixture
def house(site: Flask) -> Store:
    """The database of the site."""
    store: Store = site.extensions["harbourplan"].store
    return store


@pytest.fixture
def browser_of(site: Flask) -> Callable[[Role], FlaskClient]:
    """A browser in which somebody with this role is signed in."""
    return lambda role: client_of(site, role)
