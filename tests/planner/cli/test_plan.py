"""``harbourplan plan``: what is written, what is printed, and the same again."""

import json
from pathlib import Path

import pytest

from benchmarks.random_folders import FolderShape, write_random_folder
from planner.cli.main import main
from tests.planner.cli.commands import COHORT, SAMPLES, STAYS, TWO_HOUSES

PLAN_FILES = {"stays.csv", "enrolments.csv", "support.csv", "unplaced.csv", "summary.json"}


def contents(folder: Path) -> dict[str, str]:
    """The text of each file of a plan folder, the seconds of the summary left out."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    lines = texts["summary.json"].splitlines(keepends=True)
    texts["summary.json"] = "".join(line for line in lines if '"seconds"' not in line)
    return texts


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param("safexst", marks=pytest.mark.slow),
        pytest.param("alluriarniq", marks=pytest.mark.slow),
        "small/two_houses",
        "small/weekend_cohort",
    ],
)
def test_stay_plan_of_a_sample_is_proven_and_without_violations(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = str(SAMPLES / sample), str(tmp_path / "plan")
    assert main(["plan", data, "--out", out, "--threads", "2", *STAYS]) == 0
    assert "Status optimal (no better plan exists)" in capsys.readouterr().out
    assert main(["check", data, out]) == 0
    assert capsys.readouterr().out.startswith("No violations as of ")


def test_plan_folder_holds_the_files_of_the_stay_plan(two_houses_plan: Path) -> None:
    assert {path.name for path in two_houses_plan.iterdir()} == PLAN_FILES


def test_plan_is_the_same_byte_for_byte_with_two_threads(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_random_folder(data, FolderShape(8, 300), 11)
    for out in ("one", "two"):
        assert (
            main(["plan", str(data), "--out", str(tmp_path / out), "--threads", "2", *STAYS]) == 0
        )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_summary_says_how_the_plan_was_made(two_houses_plan: Path) -> None:
    summary = json.loads((two_houses_plan / "summary.json").read_text(encoding="utf-8"))
    assert summary["stopped_by"] == "proof"
    assert summary["schedule"] is None
    names = {"harbourplan", "holidays", "ortools", "python", "tzdata"}
    assert set(summary["versions"]) == names
    assert summary["stays"]["objective"] == sum(summary["stays"]["terms"].values())


def test_json_prints_the_summary_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan"
    arguments = [
        "plan",
        str(COHORT),
        "--out",
        str(out),
        "--json",
        "--seed",
        "7",
        "--threads",
        "1",
        *STAYS,
    ]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    summary = json.loads(printed.out)
    assert summary == json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["seed"], summary["threads"]) == (7, 1)
    assert printed.err == ""


def test_report_is_plain_text_where_there_is_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["plan", str(TWO_HOUSES), "--out", str(tmp_path / "plan"), *STAYS]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "\x1b" not in printed.out
    lines = printed.out.splitlines()
    assert [line for line in lines if len(line) > 100 and str(tmp_path) not in line] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert lines[0] == "Two houses on one street, as of 2027-03-01"
    assert lines[-1] == f"The plan is in {tmp_path / 'plan'}."


def test_progress_is_written_line_by_line_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["plan", str(TWO_HOUSES), "--out", str(tmp_path / "plan"), "--progress", *STAYS]) == 0
    )
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.split("  ")[-3:] == ["best cost 191", "bound 191", "gap 0.00%"]


def test_as_of_goes_before_the_date_in_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = str(TWO_HOUSES), str(tmp_path / "plan")
    assert main(["plan", data, "--out", out, "--as-of", "2027-03-08", *STAYS]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("as of 2027-03-08")
    assert main(["check", data, out]) == 0
    assert capsys.readouterr().out.startswith("No violations as of 2027-03-08.")


def test_second_plan_replaces_the_first(tmp_path: Path) -> None:
    out = tmp_path / "plan"
    for data in (TWO_HOUSES, COHORT):
        assert main(["plan", str(data), "--out", str(out), *STAYS]) == 0
    assert "P703" in (out / "stays.csv").read_text(encoding="utf-8")
