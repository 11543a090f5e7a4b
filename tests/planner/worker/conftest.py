"""A database of each kind with a sample programme, and its coordinator."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.db.store import Store
from planner.services.desk import Desk, Role
from tests.databases import KEY, KINDS, database
from tests.installation import desk_of


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the sample programme ``safexst``, of each kind in turn."""
    with database(request.param, tmp_path / "data", "safexst") as found:
        yield found


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    """The coordinator's."""
    store = Store.open(address, KEY)
    yield desk_of(store, Role.COORDINATOR)
    store.close()
