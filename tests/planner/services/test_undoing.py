"""Undoing the last change."""

import datetime as dt

import pytest

from planner.db.store import Store
from planner.services.desk import Role
from planner.services.permissions import Action
from planner.services.records.editing import SettingsChangedError, edit_row, edit_settings
from planner.services.records.stays import discharge
from planner.services.snapshots import snapshot
from planner.services.undoing import NothingToUndoError, undo
from planner.tables.settings import SETTINGS_FILE
from tests.installation import audit_of, desk_of, one_row, rows_of

TABLES = ("stays", "enrolments", "assignments", "sessions")


def everything(store: Store) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """Ids and cells of the tables that a discharge touches."""
    return {table: [(row.id, row.cells) for row in rows_of(store, table)] for table in TABLES}


def test_undone_discharge_leaves_everything_as_it_was(house: Store) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "stays", participant="P103")
    before = everything(house)
    discharge(desk, "safexst", row.id, row.version, dt.date(2027, 2, 10))
    assert everything(house) != before
    assert undo(desk, "safexst") == "discharge"
    assert everything(house) == before
    assert audit_of(house)[-1].action == "undo"


def test_changes_are_undone_from_the_newest_on_and_each_once(house: Store) -> None:
    desk, row = desk_of(house, Role.COORDINATOR), one_row(house, "participants", participant="P103")
    edit_row(desk, "safexst", "participants", row.id, row.version, stage="action")
    edit_row(desk, "safexst", "participants", row.id, row.version + 1, stage="maintenance")
    undo(desk, "safexst")
    assert one_row(house, "participants", participant="P103").cells["stage"] == "action"
    undo(desk, "safexst")
    assert one_row(house, "participants", participant="P103").cells == row.cells
    with pytest.raises(NothingToUndoError):
        undo(desk, "safexst")


def test_settings_are_changed_and_undone(house: Store) -> None:
    admin, desk = desk_of(house, Role.ADMIN), desk_of(house, Role.COORDINATOR)
    files = snapshot(desk, "safexst", Action.VIEW_BEDS).files
    seen = files[SETTINGS_FILE].decode()
    edit_settings(admin, "safexst", seen, seen.replace("turnover_days = 2", "turnover_days = 3"))
    with pytest.raises(SettingsChangedError):
        edit_settings(admin, "safexst", seen, seen)
    now = snapshot(desk, "safexst", Action.VIEW_BEDS).programme
    assert now.stay_rules.turnover_days == 3
    undo(desk, "safexst")
    now = snapshot(desk, "safexst", Action.VIEW_BEDS).programme
    assert now.stay_rules.turnover_days == 2
