"""``harbourplan new``: a folder that plans at once."""

from pathlib import Path

import pytest

from planner.cli.main import main


def test_new_folder_plans_and_has_no_violations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = str(tmp_path / "mine"), str(tmp_path / "mine-plan")
    assert main(["new", data]) == 0
    assert f"harbourplan plan {data} --out {out}\n" in capsys.readouterr().out
    assert main(["plan", data, "--out", out, "--time-limit", "20"]) == 0
    capsys.readouterr()
    assert main(["check", data, out]) == 0
    assert capsys.readouterr().out.startswith("No violations")


def test_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 2
    assert "is not empty and nothing has been written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
