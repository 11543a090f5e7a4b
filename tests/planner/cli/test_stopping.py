"""Ctrl-C and the clock: the best plan so far is kept."""

import json
import signal
from pathlib import Path

import pytest

from benchmarks.random_folders import FolderShape, write_random_folder
from planner.cli.main import main
from tests.planner.cli.commands import STAYS, start

SECONDS = 120
TRIES = 5


@pytest.fixture
def long_search(tmp_path: Path) -> Path:
    """A programme folder that takes much longer to prove than a test may last."""
    data = tmp_path / "data"
    write_random_folder(data, FolderShape(40, 730, 2), 3)
    return data


def summary_of(out: Path) -> tuple[str, str]:
    """Why the search ended, and what is known of the plan."""
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return summary["stopped_by"], summary["stays"]["status"]


@pytest.mark.slow
def test_ctrl_c_keeps_the_best_plan_so_far(long_search: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    process = start("plan", long_search, "--out", out, "--progress", *STAYS)
    assert process.stderr is not None
    assert "best cost" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    printed, errors = process.communicate(timeout=SECONDS)
    assert "Stopping; the best plan so far will be written." in errors
    assert "stopped by a person" in printed
    assert process.returncode == 0
    assert summary_of(out) == ("person", "feasible")
    assert main(["check", str(long_search), str(out)]) == 0


def interrupt_twice(data: Path, out: Path) -> tuple[int, str]:
    """Ctrl-C in a search, and again while it stops: the exit status and what it said last."""
    process = start("plan", data, "--out", out, "--progress", *STAYS)
    assert process.stderr is not None
    assert "best cost" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    while not (line := process.stderr.readline()).startswith("Stopping"):
        assert line != "", "the program ended before it was asked to stop"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=SECONDS)
    return process.returncode, errors


@pytest.mark.slow
def test_second_ctrl_c_ends_at_once(long_search: Path, tmp_path: Path) -> None:
    for attempt in range(TRIES):
        out = tmp_path / f"plan{attempt}"
        status, errors = interrupt_twice(long_search, out)
        if status != 0:  # else the program was done with stopping before the second one came
            break
    assert errors.splitlines()[-1] == "Ended at once; nothing has been written."
    assert status == 130
    assert not out.exists()


@pytest.mark.slow
def test_time_limit_keeps_the_best_plan_so_far(long_search: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    assert main(["plan", str(long_search), "--out", str(out), "--time-limit", "3", *STAYS]) == 0
    assert summary_of(out) == ("time_limit", "feasible")
    assert main(["check", str(long_search), str(out)]) == 0
