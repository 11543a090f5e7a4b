"""``harbourplan check``: violations by their rule, or what the plan costs."""

import shutil
from pathlib import Path

import pytest

from planner.cli.main import main
from tests.planner.cli.commands import TWO_HOUSES, replace_text


@pytest.fixture
def plan(two_houses_plan: Path, tmp_path: Path) -> Path:
    """A copy of the plan that a test may change."""
    return Path(shutil.copytree(two_houses_plan, tmp_path / "plan"))


def test_good_plan_prints_what_it_costs(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(TWO_HOUSES), str(plan)]) == 0
    assert capsys.readouterr().out == (
        "No violations as of 2027-03-01.\n"
        "Cost of the stays 191: waiting 191, short_stay 0, program_delay 0, unplaced 0, moved 0.\n"
    )


def test_plan_without_a_summary_is_judged_by_the_rules_alone(plan: Path) -> None:
    (plan / "summary.json").unlink()
    assert main(["check", str(TWO_HOUSES), str(plan)]) == 0


def test_each_violation_is_a_line_led_by_its_rule(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plan / "summary.json").unlink()
    stays = (plan / "stays.csv").read_text(encoding="utf-8").splitlines()
    without = [line for line in stays if not line.startswith("P502")]
    (plan / "stays.csv").write_text("\n".join([*without, ""]), encoding="utf-8")
    assert main(["check", str(TWO_HOUSES), str(plan)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["S12"]
    assert "P502" in lines[0]


def test_date_that_is_not_the_plans_own_is_a_violation(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(TWO_HOUSES), str(plan), "--as-of", "2027-03-02"]) == 1
    assert "The summary is of 2027-03-01" in capsys.readouterr().out


def test_mistakes_of_both_folders_come_at_once(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(TWO_HOUSES, tmp_path / "data"))
    replace_text(data / "referrals.csv", "R601,residential", "R601,hotel")
    replace_text(plan / "summary.json", '"2027-03-01"', '"soon"')
    assert main(["check", str(data), str(plan)]) == 2
    errors = capsys.readouterr().err
    assert f"{plan / 'summary.json'}::as_of: " in errors
    assert "\nreferrals.csv:2:service: " in f"\n{errors}"
