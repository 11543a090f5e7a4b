import stat
from pathlib import Path

import pytest

from planner.cli.main import main
from tests.planner.cli.commands import SAMPLES, replace_text

COMMANDS = ("import", "export", "backup", "restore", "verify", "erase", "retain")
TODAY = ("--today", "2027-02-08")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an installation with a sample programme."""
    monkeypatch.setenv("HARBOURPLAN_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("HARBOURPLAN_DATABASE", raising=False)
    assert main(["import", str(SAMPLES / "safexst"), *TODAY, "--apply"]) == 0
    return tmp_path / "data"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert len(capsys.readouterr().out) > 300


def test_out_and_in_again(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, book = tmp_path / "out", tmp_path / "out.xlsx"
    assert main(["export", "safexst", str(folder)]) == 0
    assert main(["export", "safexst", str(book), "--xlsx"]) == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    replace_text(folder / "rooms.csv", "ONE1,one_on_one", "ONE3,one_on_one")
    capsys.readouterr()
    assert main(["import", str(book), *TODAY]) == 0
    assert "Everything is there already." in capsys.readouterr().out
    assert main(["import", str(folder), *TODAY]) == 2
    assert "'ONE1' is not known" in capsys.readouterr().err
    replace_text(folder / "rooms.csv", "ONE3,one_on_one", "ONE1,one_on_one\nONE3,group")
    assert main(["import", str(folder), *TODAY]) == 0
    said = capsys.readouterr().out
    assert "rooms: 1 added, 0 changed, 0 removed, 3 as they are" in said
    assert "    + ONE3" in said
    assert "Nothing was changed" in said
    assert main(["export", "safexst", str(book), "--xlsx"]) == 2
    assert main(["export", "safexst", str(folder)]) == 2


def test_backup_erase_restore_verify_retain(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = str(tmp_path / "a.hpbackup")
    assert main(["backup", backup]) == 0
    assert main(["erase", "safexst", "P101", *TODAY]) == 0
    assert "not possible yet: She has a stay in bed B1" in capsys.readouterr().out
    assert main(["erase", "safexst", "P101", "--yes", *TODAY]) == 2
    assert main(["erase", "safexst", "R202", "--yes", *TODAY]) == 0
    assert main(["restore", backup]) == 0
    assert "--yes puts it in the place of everything" in capsys.readouterr().out
    assert main(["restore", backup, "--yes"]) == 0
    assert "Erased again: 1." in capsys.readouterr().out
    assert main(["verify", *TODAY]) == 0
    assert main(["verify", backup]) == 0
    assert main(["export", "safexst", str(tmp_path / "out")]) == 0
    assert not any("R202" in path.read_text() for path in (tmp_path / "out").iterdir())
    capsys.readouterr()
    assert main(["retain", "--today", "2029-04-01", "--participant-months", "24"]) == 0
    assert "safexst P101: last service until 2027-03-19" in capsys.readouterr().out
    assert main(["retain", "--today", "2029-04-01", "--apply"]) == 0
    assert "P101" not in capsys.readouterr().out
    assert main(["retain", "--participant-months", "0"]) == 2
