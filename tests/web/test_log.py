"""What the served site and its worker write down of what people do: nothing about anybody."""

import logging
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.installation import Installation
from planner.services.keeping.backup import write_backup
from planner.services.keeping.erasure import erase_participant
from planner.services.keeping.erasure_list import ErasureList
from planner.services.keeping.exporting import export_folder
from planner.services.runs.running import request_run, run_status
from tests.installation import TODAY, desk_of, install, one_row
from tests.planner.cli.commands import COMMAND, ROOT
from tests.web_site import add_accounts, signed_in

HER, SECRET = "R202", "A" * 43
CODE = re.compile(r"\b[PRS]\d{2,3}\b")


@contextmanager
def served(folder: Path) -> Iterator[tuple[Store, str, Path]]:
    """An installation with its database, address and log, as ``harbourplan serve`` runs it."""
    data, log = folder / "data", folder / "log"
    store = Installation.at(data).open()
    install(store)
    add_accounts(store, "safexst")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("--data", data, "--port", str(port), "--today", str(TODAY))
    command = [*COMMAND, "serve", *map(str, words)]
    with log.open("w") as file:
        site = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)
        try:
            yield store, f"http://127.0.0.1:{port}", log
        finally:
            site.send_signal(signal.SIGINT)
            site.wait(20)
            store.close()


def answered(address: str, cookie: str = "", form: bytes | None = None) -> int:
    """The status of an answer; it is waited for until the site listens."""
    asked = urllib.request.Request(address, form, {"Cookie": f"login={cookie}"})
    for _ in range(200):
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"nobody listens at {address}")


def files_about_her(folder: Path) -> set[str]:
    """Every file with her code in its bytes: database, write-ahead log, backup, exports, log."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if HER.encode() in unpacked(path)}


def unpacked(path: Path) -> bytes:
    """The bytes of a file; of a backup, those of everything in it."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as backup:
        return b"".join(backup.read(name) for name in backup.namelist())


@pytest.mark.slow
def test_erased_code_is_in_no_byte_of_data_exports_backup_and_log(tmp_path: Path) -> None:
    with served(tmp_path) as (store, address, log):
        cookie = signed_in(store, Role.COORDINATOR)
        her = one_row(store, "participants", participant=HER).id
        assert answered(f"{address}/participants/{her}", cookie) == 200
        assert answered(f"{address}/waiting?search={HER}", cookie) == 200
        assert answered(f"{address}/{HER}") == 404
        assert answered(f"{address}/feeds/{SECRET}.ics") == 404
        assert answered(f"{address}/sign-in", form=f"code={HER}".encode()) == 400
        desk = desk_of(store, Role.COORDINATOR)
        run_id = request_run(desk, "safexst")
        while not run_status(desk, "safexst", run_id).state.is_final:
            time.sleep(0.2)
        assert run_status(desk, "safexst", run_id).plan_id is not None
        admin, manager = desk_of(store, Role.ADMIN, programme=None), desk_of(store, Role.MANAGER)
        write_backup(admin, tmp_path / "older")
        assert {"older", "harbourplan.sqlite-wal"} <= files_about_her(tmp_path)
        (tmp_path / "older").unlink()
        erase_participant(manager, "safexst", HER, ErasureList(tmp_path / "data"))
        write_backup(admin, tmp_path / "newer")
        export_folder(manager, "safexst", tmp_path / "export")
        assert files_about_her(tmp_path) == set()
    assert files_about_her(tmp_path) == set()
    told = log.read_text()
    assert re.search(rf"run {run_id}: attempt 1: done", told)
    assert not CODE.search(told)
    assert SECRET not in told


def test_fault_of_the_program_is_logged_without_what_it_was_about(
    site: Flask,
    browser_of: Callable[[Role], FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(HER)

    monkeypatch.setattr("web.views.waiting.waiting_list", fail)
    with caplog.at_level(logging.INFO):
        answer = browser_of(Role.COORDINATOR).get(f"/waiting?search={HER}")
    assert answer.status_code == 500
    assert HER not in answer.text
    assert "KeyError while answering waiting.page" in caplog.text
    assert "in fail" in caplog.text
    assert HER not in caplog.text
