"""The installed command as the acceptance runs use it: exit status, summary, seconds and memory."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

THREADS = 2


@dataclass
class Tally:
    """What has passed and failed so far; every result is printed at once.

    Where ``times_decide`` is false a time that is too long is printed and counts for nothing:
    the machine may be at work on something else.
    """

    passed: int = 0
    failed: int = 0
    times_decide: bool = True

    def note(self, text: str, is_met: bool) -> None:
        """Print and count one result."""
        print(f"{'passed' if is_met else 'failed'}  {text}", flush=True)
        if is_met:
            self.passed += 1
        else:
            self.failed += 1

    def note_time(self, text: str, is_met: bool) -> None:
        """Print one time, and count it where times decide."""
        if self.times_decide:
            self.note(text, is_met)
        else:
            print(f"{'in time' if is_met else 'late'}  {text}", flush=True)


@dataclass(frozen=True)
class Finished:
    """A command that has ended; ``proof`` is the entry of the layer in the summary."""

    exit_status: int
    output: str
    seconds: float
    memory_mb: float
    proof: dict[str, Any] = field(default_factory=dict)


def plan_and_check(tally: Tally, folder: Path, plan: Path, layer: str, seconds: int) -> Finished:
    """Plan a folder with the installed command, and have the plan checked.

    ``layer`` is ``stays`` for that layer alone, ``schedule`` for both.
    """
    name = f"{folder.name}, {layer}"
    options = ["--threads", str(THREADS), "--time-limit", str(seconds), "--json"]
    if layer == "stays":
        options += ["--only", "stays"]
    done = run("plan", str(folder), "--out", str(plan), *options)
    proof = _proof_of(done.output, layer)
    cost, bound = proof.get("objective"), proof.get("bound")
    figures = f"{proof.get('status')}, cost {cost}, bound {bound}"
    text = f"{name}: planned in {done.seconds:.1f} s, {done.memory_mb:.0f} MB: {figures}"
    is_sound = cost is not None and bound is not None and bound <= cost
    tally.note(text, done.exit_status == 0 and is_sound)
    checked = run("check", str(folder), str(plan))
    text = f"{name}: check ends with {checked.exit_status}"
    tally.note(text, checked.exit_status == 0)
    return replace(done, proof=proof)


def _proof_of(output: str, layer: str) -> dict[str, Any]:
    try:
        summary = json.loads(output)
    except json.JSONDecodeError:
        return {}
    proof = summary.get(layer) if isinstance(summary, dict) else None
    return proof if isinstance(proof, dict) else {}


def run(*arguments: str) -> Finished:
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
