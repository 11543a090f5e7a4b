import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from planner.db.backups import dump_table, table_names
from planner.db.plans import PlanRecord, RunRecord
from planner.db.store import Store
from planner.db.wiping import bytes_of
from planner.domain.errors import InputError
from planner.domain.sentences import read_sentence
from planner.services.access.audit_log import check_chain
from planner.services.desk import Desk, Role
from planner.services.keeping.backup import restore_backup, verify_installation, write_backup
from planner.services.keeping.erasure import StillServedError, erase_participant, preview_erasure
from planner.services.keeping.erasure_list import ErasureList, ErasureListError
from planner.services.keeping.exporting import export_files, export_workbook
from planner.services.keeping.importing import apply_import, preview_import
from planner.services.permissions import NotAllowedError, NotFoundError
from planner.services.records.participants import add_conflict, add_participant, edit_participant
from planner.services.records.referrals import ErasedCodeError
from planner.tables.contents import Contents, folder_contents
from planner.tables.workbook import workbook_contents
from tests.installation import SAMPLES, cells_of, desk_of, one_row
from tests.planner.services.kept_documents import keep_documents_about

HER = "R202"


@pytest.fixture
def manager(house: Store) -> Desk:
    return desk_of(house, Role.MANAGER)


@pytest.fixture
def erasures(tmp_path: Path) -> ErasureList:
    return ErasureList(tmp_path)


def everything(store: Store) -> str:
    """Every row of the database as text."""
    with store.reading() as session:
        return "\n".join(
            json.dumps(row) for name in table_names() for row in dump_table(session, name)
        )


def mentions(text: str, code: str = HER) -> list[str]:
    return re.findall(f".{{0,40}}(?<![A-Za-z0-9_-]){code}(?![A-Za-z0-9_-]).{{0,40}}", text)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("P101", "She has a stay in bed B1 until 2027-03-19."),
        ("P111", "She is enrolled in the day program until 2027-07-05."),
        ("P120", "She is in the support of S06 until 2027-06-07."),
        ("P110", "She has a session on 2027-02-08."),
    ],
)
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_nobody_is_erased_while_she_is_served(
    manager: Desk, erasures: ErasureList, code: str, reason: str
) -> None:
    with pytest.raises(StillServedError, match=re.escape(reason)):
        erase_participant(manager, "safexst", code, erasures)
    assert reason in preview_erasure(manager, "safexst", code).reasons
    assert erasures.read() == set()
    assert cells_of(manager.store, "participants", participant=code)


def test_her_code_is_nowhere_afterwards(
    manager: Desk, erasures: ErasureList, tmp_path: Path
) -> None:
    store = manager.store
    coordinator = desk_of(store, Role.COORDINATOR)
    row = one_row(store, "participants", participant=HER)
    edit_participant(coordinator, "safexst", row.id, row.version, stage="action")
    add_conflict(coordinator, "safexst", HER, "R204", "participant_participant")
    keep_documents_about(store, HER)
    admin = desk_of(store, Role.ADMIN, programme=None)
    write_backup(admin, tmp_path / "before.hpbackup")
    report = erase_participant(manager, "safexst", HER, erasures)
    assert report.is_wiped
    assert mentions(everything(store)) == []
    assert report.mentions == 0
    files = export_files(manager, "safexst")
    assert not mentions(str(files))
    assert HER not in str(workbook_contents(export_workbook(manager, "safexst")).files)
    write_backup(admin, tmp_path / "after.hpbackup")
    assert restore_backup(admin, tmp_path / "after.hpbackup", erasures, True).erased_again == 0
    assert f"{HER}9" in everything(store)
    assert verify_installation(admin).faults == []
    assert check_chain(admin).broken == []
    assert HER.encode() not in (tmp_path / "erasures").read_bytes()


def test_kept_plan_explains_itself_in_any_language_after_an_erasure(
    manager: Desk, erasures: ErasureList
) -> None:
    keep_documents_about(manager.store, HER)
    erase_participant(manager, "safexst", HER, erasures)
    with manager.store.reading() as session:
        plan = session.scalars(select(PlanRecord)).one()
        ((english, document),) = (plan.sentences or {}).items()
        assert english in plan.files["unplaced.csv"]
        run = session.scalars(select(RunRecord)).one()
        assert run.snapshot["earlier_sentences"] == plan.sentences
    assert read_sentence(document) == english
    assert re.fullmatch("X[A-Z0-9]{8}", document["with"]["who"])
    assert document["with"]["other"] == f"{HER}9"
    assert document["say"] == "Not before {who} leaves, nor {other}."


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_her_code_is_in_no_byte_of_the_database(manager: Desk, erasures: ErasureList) -> None:
    coordinator = desk_of(manager.store, Role.COORDINATOR)
    for stage in ("action", "preparation", "maintenance"):
        row = one_row(manager.store, "participants", participant=HER)
        edit_participant(coordinator, "safexst", row.id, row.version, stage=stage)
    assert bytes_of(manager.store, HER) > 5
    assert erase_participant(manager, "safexst", HER, erasures).is_wiped
    assert bytes_of(manager.store, HER) == 0


def test_an_older_backup_does_not_bring_her_back(
    manager: Desk, erasures: ErasureList, tmp_path: Path
) -> None:
    admin = desk_of(manager.store, Role.ADMIN, programme=None)
    keep_documents_about(manager.store, HER)
    write_backup(admin, tmp_path / "before.hpbackup")
    erase_participant(manager, "safexst", HER, erasures)
    # The database knows her erasure and the file does not, as after a crash of the other disk.
    (tmp_path / "erasures").unlink()
    assert restore_backup(admin, tmp_path / "before.hpbackup", erasures, True).erased_again == 1
    assert not mentions(str(export_files(manager, "safexst")))
    assert mentions(everything(manager.store)) == []
    assert len(erasures.read()) == 1
    assert verify_installation(admin).faults == []


def test_past_services_stay_under_another_code(
    manager: Desk, erasures: ErasureList, house: Store
) -> None:
    later = Desk(house, manager.actor, manager.now, manager.today.replace(year=2028))
    before = [cells | {"participant": ""} for cells in cells_of(house, "stays", participant="P101")]
    erase_participant(later, "safexst", "P101", erasures)
    (person,) = [
        cells for cells in cells_of(house, "participants") if cells["participant"][0] == "X"
    ]
    assert re.fullmatch("X[A-Z0-9]{8}", person["participant"])
    assert {text for name, text in person.items() if name != "participant"} == {""}
    after = cells_of(house, "stays", participant=person["participant"])
    assert [cells | {"participant": ""} for cells in after] == before
    assert len(cells_of(house, "sessions", participant=person["participant"])) == 2


def test_the_code_is_not_given_again(manager: Desk, erasures: ErasureList) -> None:
    coordinator = desk_of(manager.store, Role.COORDINATOR)
    erase_participant(manager, "safexst", HER, erasures)
    with pytest.raises(ErasedCodeError):
        add_participant(coordinator, "safexst", {"participant": HER})
    admin = desk_of(manager.store, Role.ADMIN, programme=None)
    with pytest.raises(InputError, match=r"participants.csv:11:participant: .* was erased"):
        preview_import(admin, folder_contents(SAMPLES / "safexst"))


def test_a_search_that_goes_on_loses_its_input(manager: Desk, erasures: ErasureList) -> None:
    keep_documents_about(manager.store, HER)
    erase_participant(manager, "safexst", HER, erasures)
    with manager.store.reading() as session:
        (run,) = dump_table(session, "runs")
    assert run["state"] == "queued"
    assert "owner" not in run


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_nothing_is_erased_that_cannot_be_listed(manager: Desk, tmp_path: Path) -> None:
    with pytest.raises(ErasureListError, match="Nobody was erased"):
        erase_participant(manager, "safexst", HER, ErasureList(tmp_path / "gone"))
    assert cells_of(manager.store, "participants", participant=HER)
    (tmp_path / "erasures").write_text("1 nonsense\n", encoding="ascii")
    with pytest.raises(ErasureListError, match="damaged"):
        ErasureList(tmp_path).read()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_only_a_manager_erases_whom_she_knows(manager: Desk, erasures: ErasureList) -> None:
    with pytest.raises(NotFoundError):
        erase_participant(manager, "safexst", "R999", erasures)
    with pytest.raises(NotAllowedError):
        preview_erasure(desk_of(manager.store, Role.COORDINATOR), "safexst", HER)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_an_import_after_an_erasure_of_others_goes_on(manager: Desk, erasures: ErasureList) -> None:
    erase_participant(manager, "safexst", HER, erasures)
    admin = desk_of(manager.store, Role.ADMIN, programme=None)
    contents = Contents(export_files(manager, "safexst"))
    assert preview_import(admin, contents).is_empty
    assert apply_import(admin, contents, preview_import(admin, contents).token) == "safexst"
