"""The plans of the two large samples, made once for all stories."""

import pytest

from tests.stories.telling import SAMPLE_SECONDS, Told, sample, told


@pytest.fixture(scope="session")
def safexst() -> Told:
    """Four weeks in British Columbia, with everybody whom the stay plan admits."""
    return told(sample("safexst"), SAMPLE_SECONDS)


@pytest.fixture(scope="session")
def alluriarniq() -> Told:
    """Five weeks in Ontario, with everybody whom the stay plan admits."""
    return told(sample("alluriarniq"), SAMPLE_SECONDS)
