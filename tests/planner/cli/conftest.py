"""A planned sample that several tests look at and none changes."""

from pathlib import Path

import pytest

from planner.cli.main import main
from tests.planner.cli.commands import STAYS, TWO_HOUSES


@pytest.fixture(scope="session")
def two_houses_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stay plan of the sample with two houses."""
    out = tmp_path_factory.mktemp("two_houses") / "plan"
    assert main(["plan", str(TWO_HOUSES), "--out", str(out), *STAYS]) == 0
    return out
