import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.domain.programme import Programme
from planner.tables.contract import TABLES
from planner.tables.folder import FolderError
from planner.tables.programme import read_programme
from planner.tables.sections import LABOUR, SECTIONS
from planner.tables.skeleton import settings_text, write_skeleton

TODAY = date(2027, 2, 8)


@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29), date(2026, 12, 31)])
def test_skeleton_loads_without_a_warning(today: date, tmp_path: Path) -> None:
    write_skeleton(tmp_path / "new", today)
    loaded = read_programme(tmp_path / "new")
    assert loaded.warnings == ()
    assert loaded.programme.as_of == today
    assert len(loaded.programme.waiting_referrals) == 3


def test_skeleton_has_every_table(tmp_path: Path) -> None:
    write_skeleton(tmp_path / "new", TODAY)
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert names == sorted(["programme.toml", *(table.file for table in TABLES)])


def test_skeleton_has_the_defaults_of_the_domain(tmp_path: Path) -> None:
    write_skeleton(tmp_path / "new", TODAY)
    programme = read_programme(tmp_path / "new").programme
    bare = Programme("example", programme.title, programme.timezone, "BC", TODAY)
    tables = {field: () for field in ("beds", "closures", "participants", "referrals", "stays")}
    tables |= {field: () for field in ("enrolments", "assignments", "conflicts", "staff")}
    tables |= {field: () for field in ("availability", "absences", "shifts", "activities")}
    tables |= {field: () for field in ("rooms", "vehicles", "requests", "roster", "sessions")}
    tables |= {field: () for field in ("cover", "shift_limits")}
    emptied = replace(programme, holidays=frozenset(), languages=bare.languages, **tables)
    emptied = replace(emptied, labour=bare.labour)
    assert emptied == bare


def test_skeleton_has_every_key_with_its_purpose() -> None:
    text = settings_text(TODAY)
    document = tomllib.loads(text)
    for section in SECTIONS:
        for setting in section.settings:
            assert section is LABOUR or setting.key in document[section.name]
            assert setting.purpose in text


def test_skeleton_is_not_written_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(FolderError, match="is not empty and nothing has been written"):
        write_skeleton(tmp_path, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_skeleton_is_not_written_over_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(FolderError, match="is a file"):
        write_skeleton(file, TODAY)
