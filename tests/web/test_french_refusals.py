"""What a form is refused with, on a French page: every word of it in French."""

import html
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.db.store import Store
from planner.domain.errors import InputError, InputProblem
from planner.domain.sentences import joined
from planner.services.access.account_rules import NewAccount
from planner.services.access.accounts import add_account
from planner.services.desk import Role
from planner.services.records.staffing import record_absence
from planner.services.records.stays import discharge
from planner.services.runs.holding import fail_run
from planner.services.runs.running import request_run
from planner.tables.cells import DAY
from tests.installation import SAMPLES, desk_of, one_row
from tests.kept_plans import keep_draft, sample_plan_files
from tests.runs import claimed
from tests.web.french_refusals import REFUSED
from web.data_folder import DATA_FOLDER

Browser = Callable[[Role], FlaskClient]
ALERT = re.compile(r'<(p|div|section)\b[^>]*(?:role="alert"|lang="en")[^>]*>(.*?)</\1>', re.DOTALL)
ENGLISH = re.compile(
    r"\b(the|is|are|was|of|and|or|not|accepted|there|this|for|with|from|you|your|has|be|up)\b"
)
CODES = re.compile(r"<(?:code|textarea)\b.*?</(?:code|textarea)>", re.DOTALL)


def plain(page: str) -> str:
    """A page with plain blanks and apostrophes."""
    text = html.unescape(page).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return text.replace("\N{NO-BREAK SPACE}", " ")


def in_french(site: Flask, browser: FlaskClient) -> FlaskClient:
    assert browser.post("/me/language", data={"language": "fr"}).status_code == 303
    return browser


def alerts(page: str) -> list[str]:
    """What the page raises its voice for, apart from words of files."""
    found = ["".join(part[1]) for part in ALERT.findall(CODES.sub("", page))]
    return [plain(re.sub(r"<[^>]*>", " ", text)) for text in found]


def assert_french(answer: TestResponse, told: str) -> None:
    assert '<html lang="fr">' in answer.text
    assert told in plain(answer.text)
    assert [text for text in alerts(answer.text) if ENGLISH.search(text)] == []


@pytest.mark.parametrize("name", REFUSED)
def test_refusal_of_a_form_is_french(
    name: str, site: Flask, house: Store, browser_of: Browser
) -> None:
    sent = REFUSED[name]
    browser, address, data = in_french(site, browser_of(sent.role)), sent.address, dict(sent.data)
    if sent.row is not None:
        row = one_row(house, sent.row[0], **sent.row[1])
        address = address.format(row.id)
        data = {"version": str(row.version)} | data
    answer = browser.post(address, data=data)
    assert answer.status_code == sent.status
    assert_french(answer, sent.told)


@pytest.mark.parametrize(
    ("code", "password", "told"),
    [("C77", "wrong", "L'ouverture de session a échoué : le code ou le mot de passe n'est pas")],
)
def test_wrong_password_is_told_in_the_language_of_the_browser(
    site: Flask, code: str, password: str, told: str
) -> None:
    browser, french = site.test_client(), {"Accept-Language": "fr-CA"}
    form = {"code": code, "password": password}
    assert_french(browser.post("/sign-in", data=form, headers=french), told)
    for _ in range(6):
        late = browser.post("/sign-in", data=form, headers=french)
    assert late.status_code == 429
    assert_french(late, "Il y a eu trop de tentatives erronées; réessayez dans")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (None, "short", "Un mot de passe compte de 12 à 200 caractères."),
        (None, "C77C77C77C77", "Ce mot de passe est de ceux qu'on essaie en premier"),
        ("x", "four plain words together", "Votre mot de passe actuel n'est pas le bon"),
    ],
)
def test_new_password_that_is_refused_is_told_in_french(
    site: Flask, house: Store, old: str | None, new: str, told: str
) -> None:
    admin = desk_of(house, Role.ADMIN, programme=None)
    first = add_account(admin, NewAccount("C77", Role.COORDINATOR, "safexst", language="fr"))
    browser = site.test_client()
    browser.post("/sign-in", data={"code": "C77", "password": first})
    sent = {"old": first if old is None else old, "new": new, "again": new}
    answer = browser.post("/new-password", data=sent)
    assert answer.status_code == 422
    assert_french(answer, told)


def test_wrong_second_step_is_told_in_french(site: Flask, house: Store) -> None:
    admin = desk_of(house, Role.ADMIN, programme=None)
    first = add_account(admin, NewAccount("C77", Role.COORDINATOR, "safexst", language="fr"))
    browser, password = site.test_client(), "four plain words together"
    browser.post("/sign-in", data={"code": "C77", "password": first})
    browser.post("/new-password", data={"old": first, "new": password, "again": password})
    browser.get("/second-factor/new")
    answer = browser.post("/second-factor/new", data={"answer": "000000", "secret": "ABCD"})
    assert_french(answer, "Ce code n'est pas le bon ou a déjà servi; attendez le suivant.")


def test_absence_file_that_cannot_be_read_is_told_in_french(
    site: Flask, browser_of: Browser
) -> None:
    browser = in_french(site, browser_of(Role.STAFF))
    for content, told in (
        (b"x", "calendar.ics, ligne 1, BEGIN : ce n'est pas un calendrier; attendu : un fichier"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:soon\n", "il manque des END"),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT\nEND:VCALENDAR\n",
            "ligne 3, DTSTART : la valeur ne peut pas être lue; attendu : une date comme 20270208",
        ),
    ):
        form: dict[str, Any] = {"staff": "S06", "file": (io.BytesIO(content), "away.ics")}
        answer = browser.post("/me/absences/import", data=form, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert_french(answer, told)


def uploads(**changes: bytes) -> dict[str, Any]:
    files = {path.name: path.read_bytes() for path in (SAMPLES / "safexst").iterdir()}
    files |= {f"{name}.csv": content for name, content in changes.items()}
    return {"files": [(io.BytesIO(content), name) for name, content in files.items()]}


def test_import_tells_mistakes_and_warnings_in_french(site: Flask, browser_of: Browser) -> None:
    browser = in_french(site, browser_of(Role.ADMIN))
    beds = (SAMPLES / "safexst" / "beds.csv").read_bytes()
    refused = browser.post("/admin/import", data=uploads(beds=beds + b"B5,R5,,soon,\n"))
    assert refused.status_code == 422
    assert "« soon » n'est pas une date; attendu : AAAA-MM-JJ" in plain(refused.text)
    warned = browser.post("/admin/import", data=uploads(unknown=b"a\n1\n"))
    assert warned.status_code == 200
    assert "unknown.csv : le tableau est inconnu et est laissé de côté" in plain(warned.text)
    assert 'lang="en"' not in refused.text + warned.text
    assert_french(browser.post("/admin/import/apply", data={"carried": "A"}), "choisissez-les de")


def test_settings_and_labour_rules_are_french(site: Flask, browser_of: Browser) -> None:
    browser = in_french(site, browser_of(Role.ADMIN))
    page = browser.get("/admin/settings").text
    assert "repos entre deux journées de travail" in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    written = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert seen
    assert written
    text = html.unescape(written[1])
    form = {"seen": seen[1], "text": text.replace("places = 7", 'places = "many"')}
    refused = browser.post("/admin/settings", data=form)
    said = "programme.toml, ligne 25, day_program.places : le texte « many » ne convient pas ici"
    assert said in plain(refused.text)
    late = browser.post("/admin/settings", data=form | {"seen": "other"})
    assert "Rien de votre part n'a été enregistré." in plain(late.text)


def test_reasons_against_erasing_are_french(
    site: Flask, browser_of: Browser, tmp_path: Any
) -> None:
    site.config[DATA_FOLDER] = tmp_path
    browser = in_french(site, browser_of(Role.MANAGER))
    page = browser.get("/admin/erase?participant=P101")
    assert "Elle occupe ou occupera le lit B1 jusqu'au ven. 19 mars 2027." in plain(page.text)
    refused = browser.post("/admin/erase", data={"participant": "P101", "again": "P101"})
    assert_french(refused, "P101 ne peut pas être effacée :")
    nobody = browser.get("/admin/erase?participant=NOBODY")
    assert_french(nobody, "Aucune personne participante n'a ce code.")


def test_nothing_to_undo_is_told_in_french(site: Flask, browser_of: Browser) -> None:
    browser = in_french(site, browser_of(Role.COORDINATOR))
    back = browser.post("/undo", data={"revision": "99", "next": "/today"})
    assert "Autre chose a changé depuis : rien n'a été annulé." in plain(
        browser.get(back.location).text
    )


def test_search_that_was_refused_is_told_in_french(
    site: Flask, house: Store, browser_of: Browser
) -> None:
    browser = in_french(site, browser_of(Role.COORDINATOR))
    run_id = request_run(desk_of(house, Role.COORDINATOR), "safexst")
    problem = InputProblem("beds.csv", 2, "opens", DAY.complaint("soon"))
    fail_run(house, claimed(house), joined(InputError([problem, problem]).lines, "\n"))
    page = plain(browser.get(f"/plans/runs/{run_id}").text)
    assert "beds.csv, ligne 2, opens : « soon » n'est pas une date; attendu : AAAA-MM-JJ" in page
    assert 'lang="en"' not in page


def test_draft_that_breaks_rules_is_refused_in_french(
    site: Flask, house: Store, browser_of: Browser
) -> None:
    draft = keep_draft(house, sample_plan_files())
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="P103")
    discharge(desk, "safexst", row.id, row.version, date(2027, 2, 10))
    record_absence(desk, "safexst", "S06", datetime(2027, 2, 8), datetime(2027, 2, 15))
    browser = in_french(site, browser_of(Role.COORDINATOR))
    answer = browser.post(f"/plans/{draft}/publish", data={"version": "1"})
    assert answer.status_code == 422
    assert_french(answer, "Planifiez de nouveau; il enfreindrait :")
    page = plain(answer.text).replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "S12 : L'inscription de P103, du lun. 18 janv. 2027" in page
    assert "Et 1 autre du même genre." in page
    assert "R2 : S06 est absente du lun. 8 févr. 2027 à 0 h au lun. 15 févr. 2027 à 0 h" in page
    assert 'lang="en"' not in page
    assert not re.search(r"[A-Z]\d+ : (The|Bed|In|From) | (has|is|was) ", page)


def test_details_of_the_log_are_french(site: Flask, browser_of: Browser) -> None:
    browser = in_french(site, browser_of(Role.MANAGER))
    browser.post("/audit/export", data={})
    browser.post("/admin/export", data={"form": "workbook"})
    page = plain(browser.get("/audit").text)
    assert "nombre d'événements : " in page
    assert ">classeur</span>" in page
    assert 'lang="en"' not in page


def test_every_hint_of_the_tables_is_french(site: Flask, browser_of: Browser) -> None:
    browser = in_french(site, browser_of(Role.COORDINATOR))
    names = re.findall(r'href="/admin/tables/(\w+)"', browser.get("/admin/tables").text)
    assert len(names) > 15
    for name in names:
        page = browser.get(f"/admin/tables/{name}/new").text
        hints = [plain(text) for text in re.findall(r'class="hint"[^>]*>(.*?)</p>', page)]
        assert hints
        assert [text for text in hints if ENGLISH.search(text)] == []
        assert 'lang="en"' not in page
