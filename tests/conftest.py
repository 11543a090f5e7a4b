"""Settings for every test: generated cases must not depend on how busy the machine is."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.databases import remove_templates

settings.register_profile("harbourplan", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("harbourplan")


@pytest.fixture(scope="session", autouse=True)
def no_templates_left() -> Iterator[None]:
    """Databases that were made once for all tests go with the last of them."""
    yield
    remove_templates()
