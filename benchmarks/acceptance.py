"""The targets that take too long for the tests: python -m benchmarks.acceptance [--short].

Both samples are planned by the installed command, then random folders. With --short only what is
right or wrong decides; its times are printed but depend on what else the computer does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.random_folders import write_random_folder
from benchmarks.stays import THREADS, Run, compare_all, measure, shape_of, verdicts_of

ROOT = Path(__file__).parents[1]
SAMPLES = ("safexst", "alluriarniq")
MOST_SECONDS, MOST_MEMORY_MB = 60, 1000
FOLDERS_OF_A_SIZE = 10
SHORT_FOLDERS = ((12, 0), (12, 1), (24, 0))
SHORT_SAMPLE_SECONDS, SHORT_FOLDER_SECONDS, SHORT_RIVAL_SECONDS = 20, 15, 5


@dataclass
class Tally:
    """What has passed and failed so far; every result is printed at once."""

    passed: int = 0
    failed: int = 0

    def note(self, text: str, is_met: bool) -> None:
        """Print and count one result."""
        print(f"{'passed' if is_met else 'failed'}  {text}", flush=True)
        if is_met:
            self.passed += 1
        else:
            self.failed += 1


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    exit_status: int
    output: str
    seconds: float
    memory_mb: float
    stays: dict[str, Any] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.acceptance", description=__doc__)
    parser.add_argument("--short", action="store_true", help="at most three minutes")
    options = parser.parse_args(arguments)
    tally = Tally()
    with tempfile.TemporaryDirectory() as temporary:
        if options.short:
            _short(tally, Path(temporary))
        else:
            _full(tally, Path(temporary))
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


def _full(tally: Tally, temporary: Path) -> None:
    for sample in SAMPLES:
        done = _plan_and_check(tally, ROOT / "sample_data" / sample, temporary / sample, 300)
        status = done.stays.get("status")
        tally.note(f"{sample}: status {status}, asked: optimal", status == "optimal")
        text = f"{sample}: {done.seconds:.1f} s, at most {MOST_SECONDS} s"
        tally.note(text, done.seconds <= MOST_SECONDS)
        text = f"{sample}: {done.memory_mb:.0f} MB, less than {MOST_MEMORY_MB} MB"
        tally.note(text, done.memory_mb < MOST_MEMORY_MB)
    for verdict in verdicts_of(compare_all([12, 24, 40], FOLDERS_OF_A_SIZE)):
        tally.note(verdict.text, verdict.is_met)


def _short(tally: Tally, temporary: Path) -> None:
    for sample in SAMPLES:
        folder = ROOT / "sample_data" / sample
        _plan_and_check(tally, folder, temporary / sample, SHORT_SAMPLE_SECONDS)
    for size, seed in SHORT_FOLDERS:
        folder = temporary / f"{size}_referrals_seed_{seed}"
        write_random_folder(folder, shape_of(size, seed), seed)
        plan = temporary / f"plan_{size}_{seed}"
        done = _plan_and_check(tally, folder, plan, SHORT_FOLDER_SECONDS)
        for method in ("turns", "cp-sat"):
            _compare(tally, folder.name, done, method, measure(method, folder, SHORT_RIVAL_SECONDS))


def _compare(tally: Tally, name: str, done: Finished, method: str, rival: Run) -> None:
    """No worse than first come first served; no bound above the cost of any plan."""
    cost, bound = done.stays.get("objective"), done.stays.get("bound")
    if cost is None or bound is None:
        return
    if method == "turns":
        text = f"{name}: cost {cost}, first come first served {rival.cost}"
        tally.note(text, rival.cost is not None and cost <= rival.cost)
    else:
        text = f"{name}: plain CP-SAT in {rival.seconds:.0f} s: cost {rival.cost}"
        is_consistent = rival.cost is None or bound <= rival.cost
        is_consistent = is_consistent and rival.bound is not None and rival.bound <= cost
        tally.note(f"{text}, bound {rival.bound}", is_consistent)


def _plan_and_check(tally: Tally, folder: Path, plan: Path, seconds: int) -> Finished:
    """Plan a folder with the installed command, and have the plan checked."""
    name = folder.name
    options = ["--only", "stays", "--threads", str(THREADS), "--time-limit", str(seconds), "--json"]
    done = _run("plan", str(folder), "--out", str(plan), *options)
    stays = _stays_of(done.output)
    cost, bound = stays.get("objective"), stays.get("bound")
    figures = f"{stays.get('status')}, cost {cost}, bound {bound}"
    text = f"{name}: planned in {done.seconds:.1f} s, {done.memory_mb:.0f} MB: {figures}"
    is_sound = cost is not None and bound is not None and bound <= cost
    tally.note(text, done.exit_status == 0 and is_sound)
    checked = _run("check", str(folder), str(plan))
    text = f"{name}: check ends with {checked.exit_status}"
    tally.note(text, checked.exit_status == 0)
    return Finished(done.exit_status, done.output, done.seconds, done.memory_mb, stays)


def _stays_of(output: str) -> dict[str, Any]:
    try:
        summary = json.loads(output)
    except json.JSONDecodeError:
        return {}
    stays = summary.get("stays") if isinstance(summary, dict) else None
    return stays if isinstance(stays, dict) else {}


def _run(*arguments: str) -> Finished:
    """Run the installed command; its memory is that of its own process."""
    command = [str(Path(sys.executable).with_name("harbourplan")), *arguments]
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        output.seek(0)
        return Finished(process.returncode, output.read(), seconds, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    raise SystemExit(main())
