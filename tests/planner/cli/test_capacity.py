"""``harbourplan capacity``: tables, JSON, files, and what is said of a bad scenario file."""

import json
from pathlib import Path

import pytest

from planner.cli.main import main
from tests.planner.cli.commands import SAMPLES, start

TEXT = """
[study]
horizon = 12
replications = 200
[base]
beds = 3
referral_rate = 0.5
stay = { law = "uniform", low = 6, high = 12 }
patience = { law = "exponential", mean = 4 }
[[scenario]]
label = "a fourth bed"
beds = 4
"""


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    """A scenario file that is answered at once."""
    path = tmp_path / "scenarios.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_report_has_a_table_for_each_scenario(
    scenarios: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["capacity", str(scenarios)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "as it is (fast, 200 replications)" in lines
    assert "a fourth bed (fast, 200 replications)" in lines
    assert any(line.startswith(" admitted ") and "+" in line for line in lines)
    assert any("By formula (Erlang A)" in line for line in lines)
    assert [line for line in lines if len(line) > 100] == []


def test_json_is_the_document_and_the_same_on_two_processes(
    scenarios: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["capacity", str(scenarios), "--json"]) == 0
    here = capsys.readouterr().out
    assert main(["capacity", str(scenarios), "--json", "--jobs", "2"]) == 0
    assert capsys.readouterr().out == here
    document = json.loads(here)
    assert [one["label"] for one in document["scenarios"]] == ["as it is", "a fourth bed"]


def test_options_go_before_what_the_file_says(
    scenarios: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--json", "--replications", "50", "--seed", "9", "--engine", "event"]
    assert main(["capacity", str(scenarios), *options]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["stamp"]["replications"], document["stamp"]["seed"]) == (50, 9)
    assert document["scenarios"][0]["engine"] == "event"


def test_files_are_written_as_json_or_csv(
    scenarios: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("out.json", "out.csv"):
        assert main(["capacity", str(scenarios), "--out", str(tmp_path / name)]) == 0
    capsys.readouterr()
    assert "scenarios" in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("scenario,engine,")


def test_shared_report_hides_small_numbers(
    scenarios: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["capacity", str(scenarios), "--shared"]) == 0
    assert "under 5" in capsys.readouterr().out


def test_progress_is_shown_when_it_is_wanted(
    scenarios: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["capacity", str(scenarios), "--progress"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "simulating: 400 of 400"


def test_further_questions_have_tables(scenarios: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = (
        "[tornado]\nvary = { beds = 1 }\n[target]\nbelow = 1\nto = 5\n"
        '[grid]\nx = { key = "beds", values = [3, 4] }\ny = { key = "stay", values = [8, 9] }\n'
    )
    scenarios.write_text(TEXT + more, encoding="utf-8")
    assert main(["capacity", str(scenarios)]) == 0
    shown = capsys.readouterr().out
    for title in ("What moves the mean wait", "Smallest beds", "over two inputs"):
        assert title in shown


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("beds = 3", "beds = -3", "scenarios.toml:6:base.beds: -3 is not accepted here"),
        ("[study]", "[stud]", "scenarios.toml:2:stud: the section is not known"),
        ("horizon = 12", 'mode = "steady"\npatience = 1', "scenarios.toml:4:study.patience"),
        ("[study]", '[study]\nprogramme = "nowhere"', "nowhere"),
        ("[study]", '[study]\nengine = "analytic"', "No formula covers"),
    ],
)
def test_bad_scenario_file_ends_with_2_and_says_where(
    scenarios: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    scenarios.write_text(TEXT.replace(old, new), encoding="utf-8")
    assert main(["capacity", str(scenarios), "--out", str(scenarios.with_name("out.json"))]) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""
    assert not scenarios.with_name("out.json").exists()


def test_bad_number_of_replications_is_refused(
    scenarios: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["capacity", str(scenarios), "--replications", "1"]) == 2
    assert "a whole number from 2" in capsys.readouterr().err


def test_sample_of_a_programme_is_studied(tmp_path: Path) -> None:
    sample = SAMPLES / "scenarios" / "safexst.toml"
    out = tmp_path / "out.json"
    options = ("--no-schedule", "--replications", "50", "--out", out)
    process = start("capacity", sample, *options)
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    document = json.loads(out.read_text(encoding="utf-8"))
    assert len(document["scenarios"]) == 5
    assert "cost_per_bed_night" in document["scenarios"][0]["indicators"]
