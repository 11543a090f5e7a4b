"""``harbourplan runs`` and ``harbourplan worker`` on an installation in a folder."""

import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.cli.main import main
from planner.services.installation import Installation
from tests.installation import install
from tests.planner.cli.commands import start

if TYPE_CHECKING:
    import subprocess

STAYS = ("--only", "stays", "--today", "2027-02-08")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of an installation with the sample programme ``safexst``."""
    folder = tmp_path / "data"
    store = Installation.at(folder).open()
    install(store)
    store.close()
    return folder


def runs(part: str, data: Path, *words: str) -> int:
    return main(["runs", part, "safexst", *words, "--data", str(data)])


def test_run_is_asked_for_shown_and_cancelled(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runs("list", data) == 0
    assert runs("start", data, *STAYS) == 0
    assert runs("show", data, "1") == 0
    assert runs("cancel", data, "1") == 0
    assert runs("wait", data, "1") == 0
    assert runs("list", data) == 0
    assert runs("cancel", data, "1") == 2
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "There is no run yet.",
        "run 1 is queued",
        "run 1  queued  by command-line",
        *["run 1  cancelled  by command-line"] * 3,
    ]
    assert printed.err == "The run 1 is over already: cancelled.\n"


@pytest.mark.parametrize("word", ["x", "1.5", "-1", "9" * 20])
def test_number_of_a_run_is_a_whole_number(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runs("show", tmp_path, f"{word}") == 2
    assert "RUN" in capsys.readouterr().err


def test_commands_ask_where_the_installation_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HARBOURPLAN_DATA", raising=False)
    assert main(["worker"]) == 2
    assert main(["runs", "list", "safexst"]) == 2
    sentences = capsys.readouterr().err.splitlines()
    assert len(sentences) == 2
    assert all(line.startswith("Say where the installation is: --data") for line in sentences)


@pytest.mark.slow
def test_worker_does_a_run_and_leaves_when_asked(data: Path) -> None:
    worker = start("worker", "--data", data)
    try:
        waiting = start("runs", "start", "safexst", *STAYS, "--wait", "--data", data)
        printed, errors = waiting.communicate(timeout=120)
        worker.send_signal(signal.SIGTERM)
        _, log = worker.communicate(timeout=30)
    finally:
        end(worker)
    assert (waiting.returncode, errors) == (0, "")
    last = printed.splitlines()[-1]
    assert re.match(r"run 1  done  by command-line  stays  .* gap 0\.00%  draft 1$", last), last
    assert worker.returncode == 0
    assert "run 1: attempt 1: done" in log
    assert log.splitlines()[-1].endswith(" leaves")


def end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.kill()
        process.communicate()
