"""A database of each kind for the services."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import Parameters
from argon2.low_level import Type

from planner.db.store import Store
from planner.services.access import passwords
from tests.databases import KEY, KINDS, database
from tests.planner.services.signing import forget_everybody


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def address(kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    with database(kind, tmp_path / "data") as found:
        yield found


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty database with its schema."""
    opened = Store.open(address, KEY)
    yield opened
    opened.close()


@pytest.fixture
def house_address(kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the sample programme ``safexst``."""
    with database(kind, tmp_path / "house", "safexst") as found:
        yield found


@pytest.fixture
def house(house_address: str) -> Iterator[Store]:
    """A database with the sample programme ``safexst``."""
    opened = Store.open(house_address, KEY)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=KINDS)
def lasting_house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A database with the sample programme ``safexst`` for all tests of a module."""
    with database(request.param, tmp_path_factory.mktemp("house"), "safexst") as found:
        opened = Store.open(found, KEY)
        yield opened
        opened.close()


@pytest.fixture
def home(lasting_house: Store) -> Store:
    """The same without accounts and without their events, for tests that touch nothing else."""
    forget_everybody(lasting_house)
    return lasting_house


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost next to nothing, for tests that are not about their cost."""
    quick = Parameters(Type.ID, 19, 16, 32, time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "PARAMETERS", quick)
