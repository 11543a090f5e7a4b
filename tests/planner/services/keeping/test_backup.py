import json
import stat
import threading
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import inspect

from planner.db.accounts import AccountRecord, LoginRecord
from planner.db.backups import count_rows, dump_table, table_names
from planner.db.store import Store
from planner.services.desk import Desk, Role
from planner.services.keeping.backup import (
    NotConfirmedError,
    check_backup,
    restore_backup,
    verify_installation,
    write_backup,
)
from planner.services.keeping.backup_file import BackupError
from planner.services.keeping.erasure_list import ErasureList
from planner.services.permissions import NotAllowedError
from planner.services.records.beds import close_bed
from tests.databases import KEY, database
from tests.installation import NOW, cells_of, desk_of
from tests.planner.services.kept_documents import keep_documents_about

ON_ONE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


@pytest.fixture
def admin(house: Store) -> Desk:
    return desk_of(house, Role.ADMIN, programme=None)


@pytest.fixture
def erasures(tmp_path: Path) -> ErasureList:
    return ErasureList(tmp_path)


def rows(store: Store, *but: str) -> dict[str, list[dict[str, object]]]:
    with store.reading() as session:
        return {name: list(dump_table(session, name)) for name in table_names() if name not in but}


def sign_somebody_in(store: Store) -> None:
    with store.writing() as session:
        account = AccountRecord(
            code="c1", role="coordinator", language="en", password_hash="x", created_at=NOW
        )
        session.add(account)
        session.flush()
        session.add(
            LoginRecord(account_id=account.id, digest=bytes(32), created_at=NOW, last_seen_at=NOW)
        )


def test_a_backup_of_one_kind_restores_on_the_other(
    admin: Desk, erasures: ErasureList, kind: str, tmp_path: Path
) -> None:
    keep_documents_about(admin.store, "R202")
    sign_somebody_in(admin.store)
    write_backup(admin, tmp_path / "a.hpbackup")
    before = rows(admin.store, "audit_events", "programmes", "plans", "runs", "logins")
    other = "postgresql" if kind == "sqlite" else "sqlite"
    with database(other, tmp_path / "other") as address:
        store = Store.open(address, KEY)
        there = desk_of(store, Role.ADMIN, programme=None)
        report = restore_backup(there, tmp_path / "a.hpbackup", erasures, True)
        assert report.queued_again == 1
        assert rows(store, "audit_events", "programmes", "plans", "runs", "logins") == before
        assert verify_installation(there).faults == []
        with store.reading() as session:
            assert count_rows(session)["logins"] == 0
        coordinator = desk_of(store, Role.COORDINATOR)
        close_bed(coordinator, "safexst", "B1", "2028-03-01", "2028-03-02")
        assert len(cells_of(store, "bed_closures")) == 3
        store.close()


def test_a_restore_takes_back_what_came_after_the_backup(
    admin: Desk, erasures: ErasureList, tmp_path: Path
) -> None:
    write_backup(admin, tmp_path / "a.hpbackup")
    before = rows(admin.store, "audit_events", "programmes")
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    close_bed(coordinator, "safexst", "B1", "2028-03-01", "2028-03-02")
    restore_backup(admin, tmp_path / "a.hpbackup", erasures, True)
    assert rows(admin.store, "audit_events", "programmes") == before
    # Nobody who saw the later state takes this one for it.
    assert len(cells_of(admin.store, "bed_closures")) == 2


@ON_ONE
def test_who_is_disabled_stays_out(admin: Desk, erasures: ErasureList, tmp_path: Path) -> None:
    sign_somebody_in(admin.store)
    write_backup(admin, tmp_path / "a.hpbackup")
    with admin.store.writing() as session:
        for account in session.query(AccountRecord):
            account.is_disabled = True
    restore_backup(admin, tmp_path / "a.hpbackup", erasures, True)
    assert [row["is_disabled"] for row in rows(admin.store)["accounts"]] == [True]


@ON_ONE
def test_a_backup_is_for_its_owner_and_never_overwritten(admin: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.hpbackup"
    manifest = write_backup(admin, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert check_backup(admin, path) == manifest
    assert KEY not in path.read_bytes()
    with pytest.raises(BackupError, match="there already"):
        write_backup(admin, path)
    with pytest.raises(BackupError, match="cannot be written"):
        write_backup(admin, tmp_path / "none" / "a.hpbackup")
    assert sorted(found.name for found in tmp_path.glob("*backup*")) == ["a.hpbackup"]


@ON_ONE
def test_an_altered_backup_is_refused_and_changes_nothing(
    admin: Desk, erasures: ErasureList, tmp_path: Path
) -> None:
    good, bad = tmp_path / "a.hpbackup", tmp_path / "b.hpbackup"
    write_backup(admin, good)
    before = rows(admin.store)
    whole = good.read_bytes()
    for content in (
        altered(good, "tables/stays.jsonl", b'"P101"', b'"P102"'),
        altered(good, "tables/stays.jsonl", b"{", b""),
        altered(good, "manifest.json", b"stays", b"steys"),
        altered(good, "manifest.json", b"{", b"["),
        whole[: len(whole) // 2],
        whole[:30] + b"\0" * 30 + whole[60:],
        b"",
        b"not a backup",
    ):
        bad.write_bytes(content)
        with pytest.raises(BackupError, match="damaged"):
            restore_backup(admin, bad, erasures, True)
    with pytest.raises(BackupError, match="no file"):
        check_backup(admin, tmp_path / "none.hpbackup")
    assert rows(admin.store) == before


def altered(path: Path, member: str, old: bytes, new: bytes) -> bytes:
    """The backup with another text in one of its parts."""
    copy = path.with_name("copy.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new, 1) if name == member else content)
    return copy.read_bytes()


@ON_ONE
def test_another_key_is_said_to_be_another(admin: Desk, tmp_path: Path) -> None:
    write_backup(admin, tmp_path / "a.hpbackup")
    admin.store.key = b"another key of thirty-two bytes."
    with pytest.raises(BackupError, match="another secret key"):
        check_backup(admin, tmp_path / "a.hpbackup")


@ON_ONE
def test_a_restore_is_confirmed_by_an_admin(
    admin: Desk, erasures: ErasureList, tmp_path: Path
) -> None:
    write_backup(admin, tmp_path / "a.hpbackup")
    with pytest.raises(NotConfirmedError):
        restore_backup(admin, tmp_path / "a.hpbackup", erasures, False)
    manager = desk_of(admin.store, Role.MANAGER)
    with pytest.raises(NotAllowedError):
        restore_backup(manager, tmp_path / "a.hpbackup", erasures, True)


def test_a_backup_during_changes_is_one_state(admin: Desk, tmp_path: Path) -> None:
    """Each change closes one more bed and tells the log: a backup has as many of both."""
    coordinator = desk_of(admin.store, Role.COORDINATOR)
    is_over = threading.Event()

    def write() -> None:
        day = 1
        while not is_over.wait(0.1) and day < 28:
            dates = f"2028-03-{day:02}", f"2028-03-{day + 1:02}"
            close_bed(coordinator, "safexst", "B1", *dates)
            day += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            write_backup(admin, tmp_path / f"{number}.hpbackup")
    finally:
        is_over.set()
        writer.join()
    for number in range(3):
        with zipfile.ZipFile(tmp_path / f"{number}.hpbackup") as archive:
            closures = archive.read("tables/bed_closures.jsonl").splitlines()
            events = archive.read("tables/audit_events.jsonl").splitlines()
            changes = archive.read("tables/changes.jsonl").splitlines()
        told = [event for event in map(json.loads, events) if event["action"] == "close_bed"]
        assert len(closures) - 2 == len(told) == len(changes)


@ON_ONE
def test_verifying_names_what_is_wrong(admin: Desk) -> None:
    assert verify_installation(admin).counts["participants"] == 21
    with admin.store.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE audit_events SET actor = 'nobody' WHERE id = 1")
        connection.exec_driver_sql("DELETE FROM beds WHERE bed = 'B1'")
    faults = verify_installation(admin).faults
    assert faults[0] == "The log was altered, first at event 1."
    assert any("safexst: stays.csv" in fault for fault in faults)


def test_no_table_of_the_schema_is_left_out(admin: Desk) -> None:
    found = inspect(admin.store.engine).get_table_names()
    assert set(found) == {*table_names(), "alembic_version"}
