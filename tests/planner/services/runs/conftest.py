"""One database of each kind for all tests of runs, emptied of runs and plans before each."""

from collections.abc import Iterator

import pytest

from planner.db.plans import PlanRecord, RunRecord
from planner.db.store import Store
from planner.services.desk import Desk, Role
from tests.databases import KEY, KINDS, database
from tests.installation import desk_of


@pytest.fixture(scope="session", params=KINDS)
def shared_house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A database with the sample programme ``safexst``."""
    with database(request.param, tmp_path_factory.mktemp("runs"), "safexst") as address:
        store = Store.open(address, KEY)
        yield store
        store.close()


@pytest.fixture
def desk(shared_house: Store) -> Desk:
    """The coordinator's, where nobody has asked for a run yet."""
    with shared_house.writing() as session:
        session.query(PlanRecord).delete()
        session.query(RunRecord).delete()
    return desk_of(shared_house, Role.COORDINATOR)
