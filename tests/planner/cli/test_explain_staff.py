"""``harbourplan explain`` on the schedule: a member of staff, and a participant's sessions."""

from pathlib import Path

import pytest

from planner.cli.main import main

SAMPLE = Path(__file__).parents[3] / "sample_data" / "safexst"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of the sample, both layers."""
    out = tmp_path_factory.mktemp("explain") / "plan"
    assert main(["plan", str(SAMPLE), "--out", str(out), "--time-limit", "20"]) == 0
    return out


def told(plan: Path, *question: str) -> int:
    return main(["explain", str(SAMPLE), str(plan), *question])


def test_staff_member_is_told_her_weeks_and_what_she_is_kept_off(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(plan, "--staff", "S07") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("S07 has ")
    weeks = [line.split(",")[0] for line in lines if line.startswith("Week of ")]
    assert weeks == [f"Week of 2027-{day}" for day in ("02-08", "02-15", "02-22", "03-01")]
    assert "Kept off van: without the skill van." in lines
    roster = (plan / "roster.csv").read_text(encoding="utf-8")
    shifts = [row.split(",")[1:3] for row in roster.splitlines() if row.startswith("S07,")]
    assert [f"{day}  {shift}" in "".join(lines) for shift, day in shifts] == [True] * len(shifts)


def test_conflict_is_told_without_the_participant(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(plan, "--staff", "S12") == 0
    out = capsys.readouterr().out
    assert "blocked by a conflict (R6)." in out
    assert "P103" not in out


def test_unknown_staff_member_is_a_plain_sentence(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(plan, "--staff", "S99") == 2
    assert "S99" in capsys.readouterr().err


def test_date_is_asked_about_a_participant_only(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(plan, "--staff", "S07", "--by", "2027-03-01") == 2
    assert capsys.readouterr().err.splitlines() == [
        "--by asks about a participant; accepted with --participant only."
    ]


def test_participant_is_told_her_sessions_by_week(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(plan, "--participant", "P111") == 0
    lines = [x for x in capsys.readouterr().out.splitlines() if x.startswith("In the week of ")]
    due = [line.split(":")[0] for line in lines]
    assert due == [
        "In the week of 2027-02-08 3 sessions are due",
        "In the week of 2027-02-15 2 sessions are due (4 support days)",
        "In the week of 2027-02-22 3 sessions are due",
        "In the week of 2027-03-01 2 sessions are due",
    ]
