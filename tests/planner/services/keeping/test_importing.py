import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from planner.db.store import Store
from planner.domain.errors import InputError
from planner.services.desk import Desk, Role
from planner.services.keeping.exporting import export_files, export_folder, export_workbook, exports
from planner.services.keeping.importing import (
    MAX_IMPORT_ROWS,
    ImportOutdatedError,
    apply_import,
    contents_at,
    contents_of_uploads,
    preview_import,
)
from planner.services.permissions import NotAllowedError
from planner.services.records.beds import close_bed
from planner.tables import labour
from planner.tables.contents import Contents, folder_contents
from planner.tables.programme import read_programme
from tests.installation import SAMPLES, audit_of, cells_of, desk_of
from tests.planner.tables.folders import append, swap

# What the kind of database has no say in.
ON_ONE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
PACKS = Path(labour.__file__).parent / "labour_packs"


@pytest.fixture
def admin(house: Store) -> Desk:
    return desk_of(house, Role.ADMIN, programme=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "safexst", tmp_path / "safexst")
    return tmp_path / "safexst"


def applied(desk: Desk, contents: Contents) -> str:
    return apply_import(desk, contents, preview_import(desk, contents).token)


def test_a_new_programme_is_added(store: Store) -> None:
    desk = desk_of(store, Role.ADMIN, programme=None)
    contents = folder_contents(SAMPLES / "alluriarniq")
    preview = preview_import(desk, contents)
    assert preview.is_new
    assert sum(len(table.added) for table in preview.tables) > 100
    assert apply_import(desk, contents, preview.token) == "alluriarniq"
    assert preview_import(desk, contents).is_empty


def test_what_is_exported_is_there_already(admin: Desk, tmp_path: Path) -> None:
    export_folder(admin, "safexst", tmp_path / "out")
    (tmp_path / "out.xlsx").write_bytes(export_workbook(admin, "safexst"))
    uploads = {f"out/{name}": text for name, text in export_files(admin, "safexst").items()}
    for contents in (
        contents_at(tmp_path / "out"),
        contents_at(tmp_path / "out.xlsx"),
        contents_of_uploads(uploads),
        contents_of_uploads({"Mine.XLSX": export_workbook(admin, "safexst")}),
    ):
        preview = preview_import(admin, contents)
        assert preview.is_empty
        assert preview.warnings == []


@ON_ONE
def test_an_exported_folder_is_the_same_programme(admin: Desk, tmp_path: Path) -> None:
    export_folder(admin, "safexst", tmp_path / "out")
    exported = read_programme(tmp_path / "out").programme
    assert exported == read_programme(SAMPLES / "safexst").programme


@ON_ONE
def test_exports_are_listed_without_values(admin: Desk) -> None:
    export_files(admin, "safexst")
    export_workbook(admin, "safexst")
    found = [(entry.actor, entry.form) for entry in exports(admin, "safexst")]
    assert found == [("admin1", "workbook"), ("admin1", "files")]


def test_live_cells_are_harmless_outside_and_themselves_inside(admin: Desk, tmp_path: Path) -> None:
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    reason = "=HYPERLINK(1);+2 'new' paint"
    close_bed(coordinator, "safexst", "B1", "2028-03-01", "2028-03-02", reason)
    export_folder(admin, "safexst", tmp_path / "out")
    text = (tmp_path / "out" / "bed_closures.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK(1);'+2 'new' paint" in text
    loaded = read_programme(tmp_path / "out").programme
    assert reason in {row.reason for row in loaded.closures}
    assert preview_import(admin, contents_at(tmp_path / "out")).is_empty


def test_the_preview_names_what_differs_and_changes_nothing(admin: Desk, folder: Path) -> None:
    swap("participants.csv", "P101,,en,", "P101,,fr,")(folder)
    swap("staff.csv", "37.5", "37.50")(folder)
    swap("rooms.csv", "\n", "\nTWO2,group\n")(folder)
    (folder / "requests.csv").unlink()
    before = export_files(admin, "safexst")
    preview = preview_import(admin, contents_at(folder))
    found = {table.table.name: table for table in preview.tables if not table.is_empty}
    assert set(found) == {"participants", "rooms", "requests"}
    (changed,) = found["participants"].changed
    assert (changed.before, changed.cells) == ({"languages": "en"}, {"languages": "fr"})
    assert found["rooms"].added == [{"room": "TWO2", "kind": "group"}]
    assert len(found["requests"].removed) == 6
    assert "requests.csv:: the table is missing; all of its rows (6) would be removed" in (
        preview.warnings
    )
    assert export_files(admin, "safexst") == before


def test_an_import_is_one_change_with_its_events(admin: Desk, folder: Path) -> None:
    swap("participants.csv", "P101,,en,", "P101,,fr,")(folder)
    swap("programme.toml", "turnover_days = 2", "turnover_days = 1")(folder)
    applied(admin, contents_at(folder))
    (row,) = cells_of(admin.store, "participants", participant="P101")
    assert row["languages"] == "fr"
    events = [event for event in audit_of(admin.store) if event.action == "import"][1:]
    assert {(event.table, tuple(event.fields)) for event in events} == {
        ("participants", ("languages",)),
        ("programmes", ("settings",)),
    }
    assert preview_import(admin, contents_at(folder)).is_empty


@ON_ONE
def test_a_labour_pack_is_imported_too(admin: Desk, folder: Path) -> None:
    shutil.copy(PACKS / "BC.toml", folder / "ours.toml")
    append("programme.toml", '\n[labour]\npack = "ours.toml"\n')(folder)
    assert preview_import(admin, contents_at(folder)).is_other_pack
    applied(admin, contents_at(folder))
    assert export_files(admin, "safexst")["ours.toml"] == (PACKS / "BC.toml").read_bytes()


def test_an_import_after_another_change_is_refused(admin: Desk, folder: Path) -> None:
    swap("participants.csv", "P101,,en,", "P101,,fr,")(folder)
    contents = contents_at(folder)
    token = preview_import(admin, contents).token
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    close_bed(coordinator, "safexst", "B1", "2028-03-01", "2028-03-02", "")
    with pytest.raises(ImportOutdatedError, match="look at it again"):
        apply_import(admin, contents, token)
    (row,) = cells_of(admin.store, "participants", participant="P101")
    assert row["languages"] == "en"


@ON_ONE
def test_other_files_than_those_looked_at_are_refused(admin: Desk, folder: Path) -> None:
    token = preview_import(admin, contents_at(folder)).token
    swap("participants.csv", "P101,,en,", "P101,,fr,")(folder)
    for other in (token, "", "\u00e9"):
        with pytest.raises(ImportOutdatedError):
            apply_import(admin, contents_at(folder), other)


@ON_ONE
def test_every_problem_is_said_at_once_and_nothing_done(admin: Desk, folder: Path) -> None:
    swap("participants.csv", "P101,,en,", "P101,,en,maybe")(folder)
    swap("beds.csv", "B1,", "B 1,")(folder)
    with pytest.raises(InputError) as caught:
        preview_import(admin, contents_at(folder))
    assert {problem.file for problem in caught.value.problems} >= {"participants.csv", "beds.csv"}


@ON_ONE
def test_too_much_is_refused_before_it_is_read(admin: Desk) -> None:
    files = dict(folder_contents(SAMPLES / "safexst").files)
    many = b"bed\n" + b"B\n" * MAX_IMPORT_ROWS
    with pytest.raises(InputError, match="too many rows"):
        preview_import(admin, Contents(files | {"beds.csv": many}))
    with pytest.raises(InputError, match="too large"):
        preview_import(admin, Contents(files | {"beds.csv": b"x" * 2_000_001}))


@ON_ONE
def test_uploads_of_the_same_name_are_refused(admin: Desk) -> None:
    contents = contents_of_uploads({"a/beds.csv": b"bed\n", "b/beds.csv": b"bed\n", "c.csv": b""})
    with pytest.raises(InputError, match="the file is there twice"):
        preview_import(admin, contents)
    assert contents.warnings == ["c.csv:: the table is not known and is left out"]


@ON_ONE
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.STAFF])
def test_only_an_admin_imports(admin: Desk, role: Role) -> None:
    desk = replace(admin, actor=desk_of(admin.store, role).actor)
    with pytest.raises(NotAllowedError):
        preview_import(desk, folder_contents(SAMPLES / "safexst"))
