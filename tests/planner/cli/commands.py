"""Folders and processes for the tests of the commands."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "sample_data"
TWO_HOUSES = SAMPLES / "small" / "two_houses"
COHORT = SAMPLES / "small" / "weekend_cohort"
STAYS = ("--only", "stays")
COMMAND = (sys.executable, "-c", "import sys; from web.cli import main; sys.exit(main())")


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def replace_text(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
