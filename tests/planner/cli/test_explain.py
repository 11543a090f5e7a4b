"""``harbourplan explain``: where somebody is in a plan, or what keeps her out."""

import shutil
from pathlib import Path

import pytest

from planner.cli.main import main
from tests.planner.cli.commands import TWO_HOUSES


@pytest.fixture
def explained(two_houses_plan: Path, capsys: pytest.CaptureFixture[str]) -> "Explained":
    """Asks about the sample with two houses."""
    return Explained(two_houses_plan, capsys)


class Explained:
    """The lines that the command prints, and its exit status."""

    def __init__(self, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._out = out
        self._capsys = capsys
        self.status = -1
        self.error = ""

    def lines(self, participant: str, *more: str, data: Path = TWO_HOUSES) -> list[str]:
        arguments = ["explain", str(data), str(self._out), "--participant", participant, *more]
        self.status = main(arguments)
        printed = self._capsys.readouterr()
        self.error = printed.err
        return printed.out.splitlines()


def test_resident_is_told_by_bed_dates_and_worker(explained: Explained) -> None:
    assert explained.lines("P501") == [
        "P501 is in bed C1 from 2027-01-25 to 2027-04-19, 84 nights (in house), with primary"
        " worker S01.",
        "P501 is in the day program from 2027-02-01 to 2027-03-29 (active).",
    ]
    assert explained.status == 0


def test_planned_stay_is_told_with_its_wait(explained: Explained) -> None:
    first = explained.lines("R601")[0]
    assert first.startswith("R601 is in bed ")
    assert "(planned)" in first
    assert first.endswith(" after she is ready.")


def test_start_by_a_later_date_is_confirmed(explained: Explained) -> None:
    assert explained.lines("R601", "--by", "2027-08-01")[-1].endswith("which is by 2027-08-01.")


def test_what_keeps_her_from_an_earlier_start_is_told(explained: Explained) -> None:
    last = explained.lines("R603", "--by", "2027-03-01")[-1]
    assert last.startswith("By 2027-03-01: window. ")


def test_unplaced_referral_is_told_with_its_reason(
    two_houses_plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path(shutil.copytree(two_houses_plan, tmp_path / "plan"))
    row = "R601,residential,bed,Every bed is taken.\n"
    header = "participant,service,reason,explanation\n"
    (out / "unplaced.csv").write_text(header + row, encoding="utf-8")
    stays = (out / "stays.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in stays if not line.startswith("R601")]
    (out / "stays.csv").write_text("\n".join([*kept, ""]), encoding="utf-8")
    explained = Explained(out, capsys)
    assert (
        "The residential referral of R601 is not placed (bed). Every bed is taken."
        in explained.lines("R601")
    )


def test_referral_on_hold_is_told(explained: Explained, tmp_path: Path) -> None:
    data = Path(shutil.copytree(TWO_HOUSES, tmp_path / "data"))
    header, *rows = (data / "referrals.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{row},{'on_hold' if row.startswith('R604') else ''}" for row in rows]
    text = "\n".join([f"{header},status", *rows, ""])
    (data / "referrals.csv").write_text(text, encoding="utf-8")
    lines = explained.lines("R604", data=data)
    assert lines[-1] == (
        "The residential referral of R604, received 2027-02-24, is on hold; only waiting ones are"
        " planned."
    )


def test_unknown_participant_is_refused(explained: Explained) -> None:
    assert explained.lines("R999") == []
    assert explained.status == 2
    assert explained.error.startswith("There is no participant R999;")


def test_date_before_the_planning_date_is_refused(explained: Explained) -> None:
    explained.lines("R601", "--by", "2027-02-28")
    assert explained.status == 2
    assert "accepted: 2027-03-01 or later" in explained.error


def test_date_for_somebody_who_does_not_wait_is_refused(explained: Explained) -> None:
    explained.lines("P501", "--by", "2027-04-01")
    assert explained.status == 2
    assert "has no waiting referral" in explained.error
