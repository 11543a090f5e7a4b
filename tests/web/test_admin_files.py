"""Import, export and backup through a browser's eyes."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.db.store import Store
from planner.services.desk import Role
from tests.installation import SAMPLES, audit_of, cells_of
from web.data_folder import DATA_FOLDER

Browser = Callable[[Role], FlaskClient]
CARRIED = re.compile(r'name="(carried|token)" value="([^"]+)"')


def uploads(sample: str = "safexst", **changes: bytes) -> dict[str, list[tuple[io.BytesIO, str]]]:
    files = {path.name: path.read_bytes() for path in (SAMPLES / sample).iterdir()}
    files |= {f"{name}.csv": content for name, content in changes.items()}
    return {"files": [(io.BytesIO(content), name) for name, content in files.items()]}


def beds(extra: str) -> bytes:
    return (SAMPLES / "safexst" / "beds.csv").read_bytes() + extra.encode()


def test_import_is_looked_at_first_and_then_done(house: Store, browser_of: Browser) -> None:
    browser = browser_of(Role.ADMIN)
    looked = browser.post("/admin/import", data=uploads(beds=beds("B4,R4,,,\n")))
    assert looked.status_code == 200
    assert "What would change in safexst" in looked.text
    assert len(cells_of(house, "beds")) == 3
    form = dict(CARRIED.findall(looked.text))
    assert browser.post("/admin/import/apply", data=form).status_code == 303
    assert len(cells_of(house, "beds", bed="B4")) == 1
    outdated = browser.post("/admin/import/apply", data=form)
    assert outdated.status_code == 409
    assert "Nothing was imported" in outdated.text


def test_look_at_an_import_shows_neither_needs_nor_who_is_kept_apart(browser_of: Browser) -> None:
    header = b"participant,needs,languages\n"
    people = (SAMPLES / "safexst" / "participants.csv").read_text(encoding="utf-8")
    codes = [line.partition(",")[0] for line in people.splitlines()[1:]]
    without = header + "".join(f"{code},,\n" for code in codes).encode()
    changed = uploads(participants=without, conflicts=b"first,second,kind\n")
    page = browser_of(Role.ADMIN).post("/admin/import", data=changed).text
    shown = page.partition('name="carried"')[0]
    assert "R203" in shown
    assert "needs" in shown
    assert "ground_floor" not in shown
    assert "R202 P102" not in shown


def test_mistakes_in_the_files_are_located(house: Store, browser_of: Browser) -> None:
    wrong = uploads(beds=beds("B1,R4,,,\nB5,R5,,soon,\n"))
    answer = browser_of(Role.ADMIN).post("/admin/import", data=wrong)
    assert answer.status_code == 422
    assert re.search(r'beds\.csv</th><td class="number">6</td><td>opens</td>', answer.text)
    assert "2 things are wrong" in answer.text
    assert browser_of(Role.ADMIN).post("/admin/import", data={}).status_code == 422


def test_form_that_was_tampered_with_imports_nothing(house: Store, browser_of: Browser) -> None:
    browser = browser_of(Role.ADMIN)
    looked = browser.post("/admin/import", data=uploads(beds=beds("B4,R4,,,\n")))
    form = dict(CARRIED.findall(looked.text))
    for changed in ({"carried": "AAAA"}, {"token": "0" * 64}):
        answer = browser.post("/admin/import/apply", data=form | changed)
        assert answer.status_code in (409, 422)
    assert len(cells_of(house, "beds")) == 3


@pytest.mark.parametrize("form", ["files", "workbook"])
def test_export_comes_back_as_it_left(house: Store, browser_of: Browser, form: str) -> None:
    taken = browser_of(Role.MANAGER).post("/admin/export", data={"form": form})
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert audit_of(house)[-1].action == "export"
    admin = browser_of(Role.ADMIN)
    given = {"export.xlsx": taken.data}
    if form == "files":
        with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
            given = {name: archive.read(name) for name in archive.namelist()}
    again = {"files": [(io.BytesIO(content), name) for name, content in given.items()]}
    assert "nothing would change" in admin.post("/admin/import", data=again).text


def test_backup_is_sent_and_leaves_nothing_behind(
    site: Flask, browser_of: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "beside"
    folder.mkdir()
    site.config[DATA_FOLDER] = folder
    with browser_of(Role.ADMIN).post("/admin/backup") as answer:
        assert zipfile.is_zipfile(io.BytesIO(answer.data))
        assert ".hpbackup" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
    assert list(folder.iterdir()) == []
