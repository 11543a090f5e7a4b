"""Every exit status, and sentences in place of tracebacks."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli.main import exit_status_of, main
from planner.domain.errors import CommitmentError, InputError, NoPlanError
from tests.planner.cli.commands import ROOT, STAYS, TWO_HOUSES, replace_text, start

DATA = str(TWO_HOUSES)


@pytest.mark.parametrize(
    ("error", "status"), [(InputError([]), 2), (CommitmentError([]), 3), (NoPlanError(), 4)]
)
def test_kind_of_mistake_decides_the_exit_status(error: Exception, status: int) -> None:
    assert exit_status_of(error) == status  # type: ignore[arg-type]


@pytest.mark.parametrize("option", ["--help", "plan --help", "check --help", "explain --help"])
def test_help_is_printed_and_done(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(option.split()) == 0
    assert capsys.readouterr().out.startswith("usage: harbourplan")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["plan", DATA],
        ["plan", DATA, "--out", "x", "--as-of", "20270301"],
        ["plan", DATA, "--out", "x", "--as-of", "2027-02-30"],
        ["plan", DATA, "--out", "x", "--time-limit", "0"],
        ["plan", DATA, "--out", "x", "--time-limit", "nan"],
        ["plan", DATA, "--out", "x", "--time-limit", "soon"],
        ["plan", DATA, "--out", "x", "--threads", "0"],
        ["plan", DATA, "--out", "x", "--seed", "-1"],
        ["plan", DATA, "--out", "x", "--seed", "99999999999"],
        ["plan", DATA, "--out", "x", "--only", "beds"],
        ["explain", DATA, "x"],
    ],
)
def test_wrong_usage_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "error: " in printed.err


def test_bad_input_is_located_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(TWO_HOUSES, tmp_path / "data"))
    replace_text(data / "referrals.csv", "R601,residential", "R601,hotel")
    replace_text(data / "stays.csv", "P501,C1", "P501,C9")
    assert main(["plan", str(data), "--out", str(tmp_path / "plan")]) == 2
    places = [line.split(": ")[0] for line in capsys.readouterr().err.splitlines()]
    assert places == ["referrals.csv:2:service", "stays.csv:2:bed"]
    assert not (tmp_path / "plan").exists()


def test_commitments_that_break_a_rule_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(TWO_HOUSES, tmp_path / "data"))
    with (data / "stays.csv").open("a", encoding="utf-8") as stays:
        stays.write("R604,W1,2027-03-20,2027-06-01,confirmed\n")
    replace_text(data / "referrals.csv", "R604,residential", "R604,support")
    assert main(["plan", str(data), "--out", str(tmp_path / "plan")]) == 3
    assert capsys.readouterr().err == (
        "S1: Bed W1 is empty for 0 nights between P502 (2026-12-28 to 2027-03-20) and"
        " R604 (2027-03-20 to 2027-06-01); turnover asks for 1 night.\n"
    )
    assert not (tmp_path / "plan").exists()


def test_folder_with_other_files_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["plan", DATA, "--out", str(tmp_path)]) == 2
    assert "nothing has been changed" in capsys.readouterr().err


def test_place_that_cannot_be_written_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["plan", DATA, "--out", str(tmp_path / "file" / "plan"), *STAYS]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_help_does_not_load_the_solver() -> None:
    code = "import sys; from planner.cli.main import main; main(['--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"numpy", "ortools", "pandas", "pandera", "rich"}
    assert set(done.stdout.split()) & heavy == set()


def test_reader_that_has_gone_ends_the_program_quietly(tmp_path: Path) -> None:
    process = start("plan", TWO_HOUSES, "--out", tmp_path / "plan", *STAYS)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 141
    assert (tmp_path / "plan" / "stays.csv").is_file()
