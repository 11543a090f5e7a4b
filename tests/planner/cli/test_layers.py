"""``harbourplan plan``: both layers, or one of them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from planner.cli.main import main
from planner.domain.schedule import SCHEDULE_TERMS
from tests.planner.cli.commands import COHORT, STAYS, TWO_HOUSES

SCHEDULE = ("--only", "schedule")
STAY_FILES = {"stays.csv", "enrolments.csv", "support.csv", "unplaced.csv"}
SCHEDULE_FILES = {"roster.csv", "activities.csv", "sessions.csv", "gaps.csv"}


def plan(data: Path, out: Path, *options: str) -> int:
    return main(["plan", str(data), "--out", str(out), *options])


def summary_of(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "summary.json").read_text(encoding="utf-8")))


def stays_of(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in sorted(STAY_FILES)}


def calendars_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "calendars").iterdir()}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of both layers of the sample with two houses."""
    out = tmp_path_factory.mktemp("both") / "plan"
    assert plan(TWO_HOUSES, out) == 0
    return out


def test_plan_of_both_layers_holds_the_files_of_both(both: Path) -> None:
    assert {path.name for path in both.iterdir()} == {
        "summary.json",
        *STAY_FILES,
        *SCHEDULE_FILES,
        "calendars",
    }
    assert set(calendars_of(both)) == {
        "house.ics",
        *(f"staff_S0{number}.ics" for number in range(1, 5)),
    }


def test_summary_has_a_proof_of_each_layer(both: Path) -> None:
    summary = summary_of(both)
    schedule = summary["schedule"]
    assert list(schedule) == list(summary["stays"])
    assert list(schedule["terms"])[: len(SCHEDULE_TERMS)] == list(SCHEDULE_TERMS)
    assert sum(schedule["terms"].values()) == schedule["objective"]
    assert summary["stopped_by"] == "proof"


@pytest.mark.parametrize("data", [TWO_HOUSES, COHORT])
def test_plan_of_both_layers_has_no_violations(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(data, tmp_path / "plan") == 0
    capsys.readouterr()
    assert main(["check", str(data), str(tmp_path / "plan")]) == 0
    first, stays, schedule = capsys.readouterr().out.splitlines()
    assert first.startswith("No violations as of ")
    assert stays.startswith("Cost of the stays ")
    assert schedule.startswith("Cost of the schedule ")


def test_stays_alone_leave_no_file_of_an_earlier_schedule(both: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(both, tmp_path / "plan"))
    assert plan(TWO_HOUSES, out, *STAYS) == 0
    assert {path.name for path in out.iterdir()} == {"summary.json", *STAY_FILES}
    assert summary_of(out)["schedule"] is None


def test_schedule_alone_leaves_the_stay_plan_of_the_folder_as_it_is(
    two_houses_plan: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(two_houses_plan, tmp_path / "plan"))
    before = summary_of(out)
    assert plan(TWO_HOUSES, out, *SCHEDULE) == 0
    assert stays_of(out) == stays_of(two_houses_plan)
    assert summary_of(out)["stays"] == before["stays"]
    assert main(["check", str(TWO_HOUSES), str(out)]) == 0


def test_schedule_after_the_stays_is_that_of_both_at_once(
    both: Path, two_houses_plan: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(two_houses_plan, tmp_path / "plan"))
    assert plan(TWO_HOUSES, out, *SCHEDULE) == 0
    for name in SCHEDULE_FILES:
        assert (out / name).read_bytes() == (both / name).read_bytes()
    assert calendars_of(out) == calendars_of(both)


def test_schedule_in_an_empty_folder_stands_on_the_commitments_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan"
    assert plan(TWO_HOUSES, out, *SCHEDULE) == 0
    assert "the schedule alone was planned" in capsys.readouterr().out
    assert summary_of(out)["stays"] is None
    assert b"planned" not in (out / "stays.csv").read_bytes()
    assert len((out / "unplaced.csv").read_bytes().splitlines()) == 1
    assert main(["check", str(TWO_HOUSES), str(out)]) == 0
    first, schedule = capsys.readouterr().out.splitlines()
    assert first.startswith("No violations")
    assert schedule.startswith("Cost of the schedule ")


def test_schedule_on_a_plan_that_another_date_breaks_is_refused(
    two_houses_plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path(shutil.copytree(two_houses_plan, tmp_path / "plan"))
    assert plan(TWO_HOUSES, out, *SCHEDULE, "--as-of", "2027-12-01") == 2
    assert "does not fit the program as it is now, as of 2027-12-01" in capsys.readouterr().err
    assert stays_of(out) == stays_of(two_houses_plan)


def test_report_shows_the_weeks_and_the_cost_of_each_layer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(TWO_HOUSES, tmp_path / "plan") == 0
    lines = capsys.readouterr().out.splitlines()
    titles = [line for line in lines if line and not line.startswith(" ")]
    weeks = [line for line in titles if line.startswith("Shifts in the week of ")]
    assert [line.split(" (")[0][-10:] for line in weeks] == ["2027-03-01", "2027-03-08"]
    assert [line for line in titles if line.startswith("Cost of")] == [
        "Cost of the stays",
        "Cost of the schedule",
    ]
    assert [line for line in lines if len(line) > 100 and str(tmp_path) not in line] == []
