import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.plan import (
    Plan,
)
from planner.tables.folder import FolderError, replace_folder, swap_by_two_renames
from planner.tables.plan import read_plan, refuse_other_folder, write_plan
from tests.planner.tables.plans import NAMES, PLAN, STAY_NAMES, SUMMARY, names_in

ROWS = "participant,bed,admission,discharge,status\nP1,B1,2027-02-08,2027-09-06,planned\n"


def test_earlier_plan_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_plan(out, PLAN, SUMMARY)
    (out / "roster.csv").write_text("staff,shift\n")
    (out / "calendars").mkdir()
    (out / "calendars" / "house.ics").touch()
    write_plan(out, Plan(), SUMMARY)
    assert names_in(out) == STAY_NAMES
    assert read_plan(out)[0] == Plan()
    assert names_in(tmp_path) == ["out"]


def test_calendars_are_written_and_replaced_with_the_rest(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for names in (["house.ics", "staff_S01.ics"], ["house.ics"]):
        write_plan(out, PLAN, SUMMARY, [(name, name.encode()) for name in names])
        assert names_in(out) == sorted([*NAMES, "calendars"])
        assert names_in(out / "calendars") == names
    assert (out / "calendars" / "house.ics").read_bytes() == b"house.ics"
    assert read_plan(out)[0] == PLAN


def test_empty_folder_becomes_the_plan_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    assert names_in(tmp_path / "out") == NAMES


def test_link_to_an_earlier_plan_stays_a_link(tmp_path: Path) -> None:
    write_plan(tmp_path / "real", Plan(), SUMMARY)
    (tmp_path / "out").symlink_to("real")
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    assert (tmp_path / "out").is_symlink()
    assert read_plan(tmp_path / "real")[0] == PLAN


@pytest.mark.parametrize("name", ["beds.csv", "notes.txt", "calendars/list.csv"])
def test_folder_with_other_files_is_not_replaced(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_plan(out, PLAN, SUMMARY)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).touch()
    with pytest.raises(FolderError, match="holds other files"):
        write_plan(out, Plan(), SUMMARY)
    assert read_plan(out)[0] == PLAN


def test_folder_without_a_summary_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "stays.csv").write_text(ROWS)
    with pytest.raises(FolderError, match="holds other files"):
        write_plan(tmp_path, PLAN, SUMMARY)
    assert names_in(tmp_path) == ["stays.csv"]


def test_place_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    with pytest.raises(FolderError, match="is a file"):
        write_plan(file, PLAN, SUMMARY)
    with pytest.raises(FolderError, match="cannot be written"):
        write_plan(file / "out", PLAN, SUMMARY)
    with pytest.raises(FolderError, match="leads in a circle"):
        write_plan(circle, PLAN, SUMMARY)
    with pytest.raises(FolderError, match="is not a name"):
        write_plan(tmp_path / "a\0b", PLAN, SUMMARY)
    with pytest.raises(FolderError, match="whole disk"):
        write_plan(Path("/"), PLAN, SUMMARY)
    assert names_in(tmp_path) == ["circle", "file"]


def test_earlier_plan_is_intact_after_a_failure_halfway(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_plan(out, PLAN, SUMMARY)

    def files() -> Iterator[tuple[str, bytes]]:
        yield "stays.csv", b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(FolderError, match="No space left on device"):
        replace_folder(out, files(), lambda _: True)
    assert read_plan(out) == (PLAN, SUMMARY)
    assert names_in(tmp_path) == ["out"]


def test_earlier_plan_is_intact_after_a_crash_and_leftovers_go_with_the_next_run(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    write_plan(out, PLAN, SUMMARY)
    crash = (
        "import os, pathlib, sys\n"
        "from planner.tables.folder import replace_folder\n"
        "def files():\n"
        "    yield 'stays.csv', b'half'\n"
        "    os._exit(9)\n"
        "replace_folder(pathlib.Path(sys.argv[1]), files(), lambda _: True)\n"
    )
    ended = subprocess.run([sys.executable, "-c", crash, str(out)], check=False)
    assert ended.returncode == 9
    assert read_plan(out) == (PLAN, SUMMARY)
    assert len(names_in(tmp_path)) == 2
    write_plan(out, Plan(), SUMMARY)
    assert names_in(tmp_path) == ["out"]


def test_plan_set_aside_by_a_crash_is_put_back_by_the_next_run(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    out = tmp_path / "out"
    write_plan(out, PLAN, SUMMARY)
    out.rename(tmp_path / f".out.{ended.pid}.0123abcd.old")
    with pytest.raises(FolderError, match="No space left on device"):
        replace_folder(out, failing_files(), lambda _: True)
    assert read_plan(out) == (PLAN, SUMMARY)
    assert names_in(tmp_path) == ["out"]


def failing_files() -> Iterator[tuple[str, bytes]]:
    raise OSError(28, "No space left on device")
    yield "stays.csv", b""


def test_two_renames_put_the_new_folder_in_place(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    write_plan(tmp_path / "new", Plan(), SUMMARY)
    swap_by_two_renames(tmp_path / "new", tmp_path / "out")
    assert read_plan(tmp_path / "out")[0] == Plan()
    assert names_in(tmp_path) == ["out"]


def test_two_renames_put_the_old_folder_back_when_the_second_fails(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    with pytest.raises(FileNotFoundError):
        swap_by_two_renames(tmp_path / "missing", tmp_path / "out")
    assert read_plan(tmp_path / "out") == (PLAN, SUMMARY)
    assert names_in(tmp_path) == ["out"]


def test_files_of_a_run_that_is_going_on_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / f".out.{os.getpid()}.0123abcd.new"
    other.mkdir()
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    assert names_in(tmp_path) == [other.name, "out"]


def test_foreign_folder_is_refused_before_a_search_begins(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(FolderError, match="holds other files"):
        refuse_other_folder(tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "kept"


def test_missing_folder_is_not_refused(tmp_path: Path) -> None:
    refuse_other_folder(tmp_path / "plan")
    assert not (tmp_path / "plan").exists()
