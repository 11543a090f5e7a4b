"""``harbourplan users`` and ``harbourplan audit``."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.cli import users
from planner.cli.main import main
from planner.services.access.account_rules import LANGUAGES
from planner.services.access.signing_in import sign_in
from planner.services.desk import Role
from planner.services.installation import Installation
from tests.databases import KEY, KINDS, database
from tests.installation import NOW
from tests.planner.services.signing import forget_everybody

ACTIONS = (
    *("add", "list", "disable", "enable", "role"),
    *("reset-password", "reset-second-factor", "end-access"),
)
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", params=KINDS)
def lasting_place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, ...]]:
    """The arguments that name an installation with the sample programme, of each kind in turn."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "secret.key").write_bytes(KEY)
    with database(request.param, folder, "safexst") as address:
        yield "--data", str(folder), "--database", address


@pytest.fixture
def place(lasting_place: tuple[str, ...]) -> tuple[str, ...]:
    """The same without accounts."""
    store = Installation.at(Path(lasting_place[1]), lasting_place[3]).open()
    forget_everybody(store)
    store.close()
    return lasting_place


def run(place: tuple[str, ...], *arguments: str) -> int:
    return main([*arguments, *place])


def first_password(said: str) -> str:
    found = re.search(r"^First password of S03: ([a-z2-9-]{19})$", said, re.M)
    assert found is not None
    return found[1]


def add(place: tuple[str, ...]) -> int:
    return run(
        place, "users", "add", "S03", "--role", "staff", "--programme", "safexst", "--staff", "S03"
    )


def test_first_password_is_printed_once_and_signs_in(
    place: tuple[str, ...], capsys: Captured
) -> None:
    assert add(place) == 0
    password = first_password(capsys.readouterr().out)
    for command in (["users", "list"], ["audit"]):
        assert run(place, *command) == 0
    assert password not in capsys.readouterr().out
    store = Installation.at(Path(place[1]), place[3]).open()
    assert sign_in(store, "S03", password, NOW).token
    store.close()


def test_accounts_are_kept_from_the_command_line(place: tuple[str, ...], capsys: Captured) -> None:
    assert add(place) == 0
    first = first_password(capsys.readouterr().out)
    assert run(place, "users", "role", "S03", "coordinator") == 0
    assert run(place, "users", "disable", "S03") == 0
    assert run(place, "users", "list") == 0
    *_, line = capsys.readouterr().out.splitlines()
    assert line.split() == ["S03", "coordinator", "safexst", "S03", "en", "no", "disabled"]
    assert run(place, "users", "enable", "S03") == 0
    assert run(place, "users", "reset-password", "S03") == 0
    assert first_password(capsys.readouterr().out) != first
    assert run(place, "users", "reset-second-factor", "S03") == 0
    assert run(place, "users", "end-access", "S03") == 0
    assert "S03: 0 logins and 0 calendar links ended." in capsys.readouterr().out


def test_mistakes_are_told_in_a_sentence(place: tuple[str, ...], capsys: Captured) -> None:
    assert run(place, "users", "disable", "S99") == 2
    assert capsys.readouterr().err == "There is no such account.\n"
    assert run(place, "users", "add", "C1", "--role", "coordinator") == 2
    assert run(place, "users", "add", "Some One", "--role", "admin") == 2
    assert "Some One" not in capsys.readouterr().err
    assert run(place, "audit", "--participant", "P101") == 2
    assert run(place, "audit", "--limit", "0") == 2


def test_audit_lists_what_was_done_and_finds_the_log_whole(
    place: tuple[str, ...], capsys: Captured
) -> None:
    assert add(place) == 0
    capsys.readouterr()
    assert run(place, "audit", "--action", "account_added") == 0
    (line,) = capsys.readouterr().out.splitlines()
    _, _, *words, row, fields, detail = line.split()
    assert words == ["command-line", "account_added", "safexst", "accounts"]
    assert (row.isdigit(), fields, detail) == (True, "role,programme", "-")
    assert run(place, "audit", "--actor", "nobody", "--programme", "safexst") == 0
    assert run(place, "audit", "--to", "2020-01-01") == 0
    assert capsys.readouterr().out == ""
    assert run(place, "audit", "--check") == 0
    assert "Each follows from the one before it." in capsys.readouterr().out


def test_changed_log_is_said_by_the_exit_status(tmp_path: Path, capsys: Captured) -> None:
    place = ("--data", str(tmp_path / "data"))
    for code in ("A1", "A2", "A3"):
        assert run(place, "users", "add", code, "--role", "admin") == 0
    connection = sqlite3.connect(tmp_path / "data" / "harbourplan.sqlite")
    with connection:
        connection.execute("UPDATE audit_events SET actor = 'A9' WHERE id = 2")
    connection.close()
    capsys.readouterr()
    assert run(place, "audit", "--check") == 1
    assert capsys.readouterr().out.splitlines() == [
        "3 events, the newest has the number 3.",
        "Changed, or after a gap: 2.",
    ]


def test_words_of_the_command_are_those_of_the_services() -> None:
    assert set(users.ROLES) == {str(role) for role in Role}
    assert users.LANGUAGES == LANGUAGES


def test_help_of_each_says_what_it_does(capsys: Captured) -> None:
    for action in ACTIONS:
        assert main(["users", action, "--help"]) == 0
        assert re.search(r"\n\n[A-Z][^\n]+\.\n", capsys.readouterr().out.replace("\n  ", " "))
    assert main(["users", "--help"]) == 0
    listed = re.findall(r"^    ([a-z-]+)", capsys.readouterr().out, re.M)
    assert listed == list(ACTIONS)
