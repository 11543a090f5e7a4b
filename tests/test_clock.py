"""Local time in British Columbia and Ontario, from the pinned zone data and no others."""

import os
import struct
import subprocess
import sys
import zoneinfo
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from packaging.version import Version

from planner.domain.clock import elapsed_minutes, use_pinned_zone_data

ROOT = Path(__file__).parents[1]
OLD_RULES = b"PST8PDT,M3.2.0,M11.1.0"
SYSTEM_ZONES = Path(os.sep, "usr", "share", "zoneinfo")


@pytest.fixture
def old_zone_data(tmp_path: Path) -> Path:
    """A folder with a ``tzdata`` package that puts Vancouver on UTC-8 in winter, as until 2026."""
    header = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    block = struct.pack(">lbb4s", -8 * 3600, 0, 0, b"PST\0")
    america = tmp_path / "old" / "tzdata" / "zoneinfo" / "America"
    america.mkdir(parents=True)
    for folder in (america, america.parent, america.parent.parent):
        (folder / "__init__.py").touch()
    (america / "Vancouver").write_bytes((header + block) * 2 + b"\n" + OLD_RULES + b"\n")
    return tmp_path / "old"


def run_with(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the packages of ``folder`` before all others."""
    paths = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=paths, capture_output=True, text=True, check=False)


def test_penticton_is_seven_hours_behind_utc_in_december_2026() -> None:
    noon = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("America/Vancouver"))
    assert noon.utcoffset() == timedelta(hours=-7)


def test_zone_files_of_the_system_are_never_read() -> None:
    use_pinned_zone_data()
    assert zoneinfo.TZPATH == ()


def test_zone_files_of_the_system_are_never_read_whatever_the_environment_says() -> None:
    code = "import planner, zoneinfo; print(zoneinfo.TZPATH)"
    paths = {**os.environ, "PYTHONTZPATH": str(SYSTEM_ZONES)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=paths, capture_output=True, text=True, check=True)
    assert done.stdout == "()\n"


def test_pinned_zone_data_are_new_enough() -> None:
    assert Version(version("tzdata")) >= Version("2026.2")
    use_pinned_zone_data()


@pytest.mark.parametrize(
    ("zone", "month", "day", "hours"),
    [
        ("America/Toronto", 3, 14, 7),
        ("America/Toronto", 11, 7, 9),
        ("America/Vancouver", 3, 14, 8),
        ("America/Vancouver", 11, 7, 8),
    ],
)
def test_night_of_a_clock_change_lasts_its_real_hours(
    zone: str, month: int, day: int, hours: int
) -> None:
    midnight = datetime(2027, month, day)
    morning = midnight + timedelta(hours=8)
    assert elapsed_minutes(midnight, morning, ZoneInfo(zone)) == hours * 60


def test_shift_over_midnight_counts_the_clock_change() -> None:
    start, end = datetime(2027, 3, 13, 23, 30), datetime(2027, 3, 14, 7, 30)
    assert elapsed_minutes(start, end, ZoneInfo("America/Toronto")) == 7 * 60


def test_old_zone_data_are_refused(old_zone_data: Path) -> None:
    code = (
        "from zoneinfo import ZoneInfo, reset_tzpath; from datetime import datetime;"
        "reset_tzpath(to=[]);"
        "print(datetime(2027, 1, 15, tzinfo=ZoneInfo('America/Vancouver')).utcoffset())"
    )
    assert run_with(old_zone_data, "-c", code).stdout == "-1 day, 16:00:00\n"
    code = "from planner.domain.clock import use_pinned_zone_data as use; use()"
    done = run_with(old_zone_data, "-c", code)
    assert "planner.domain.clock.ZoneDataError: The time-zone data are too old" in done.stderr


def test_old_zone_data_stop_the_program_with_a_sentence(old_zone_data: Path) -> None:
    code = "import sys; from web.cli import main; sys.exit(main())"
    sample, out = ROOT / "sample_data" / "safexst", old_zone_data.parent / "plan"
    done = run_with(old_zone_data, "-c", code, "plan", str(sample), "--out", str(out))
    assert "Traceback" not in done.stderr
    assert "Install tzdata 2026.2 or later." in done.stderr
    assert done.returncode == 2
    assert not out.exists()
