"""What make would run, without running it."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_sample_is_planned_for_the_day_on_which_the_site_shows_it() -> None:
    command = ["make", "--dry-run", "--always-make", "run"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    days = dict(re.findall(r"harbourplan (demo|serve) .*--today (\S+)", told))
    assert set(days) == {"demo", "serve"}
    assert days["demo"] == days["serve"]
