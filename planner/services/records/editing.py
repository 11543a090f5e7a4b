"""Rows of any table that has no use case of its own, and the programme's settings."""

from collections.abc import Mapping

from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action
from planner.services.records.referrals import refuse_erased


class SettingsChangedError(PlannerError):
    """Somebody else changed the settings first."""


def add_row(desk: Desk, programme: str, table: str, cells: Mapping[str, str]) -> None:
    """Add a row to a table of the public contract."""
    with changing(desk, programme, Action.EDIT_TABLE) as change:
        if table == "participants":
            refuse_erased(desk, change, cells.get("participant", ""))
        change.add(table, cells)


def edit_row(
    desk: Desk, programme: str, table: str, row_id: int, version: int, **cells: str
) -> None:
    """Change a row that somebody saw at ``version``."""
    with changing(desk, programme, Action.EDIT_TABLE) as change:
        change.edit(table, change.row(table, row_id, version, **cells), **cells)


def remove_row(desk: Desk, programme: str, table: str, row_id: int, version: int) -> None:
    """Remove a row that somebody saw at ``version``."""
    with changing(desk, programme, Action.EDIT_TABLE) as change:
        change.remove(table, change.row(table, row_id, version))


def edit_settings(desk: Desk, programme: str, seen: str, settings: str) -> None:
    """Replace the settings, the text of ``programme.toml``, that somebody saw as ``seen``.

    Raises:
        SettingsChangedError: they are not any more as she saw them.
    """
    with changing(desk, programme, Action.EDIT_SETTINGS) as change:
        if change.settings != seen:
            raise SettingsChangedError(
                told(
                    "Somebody else changed the settings in the meantime. Nothing of yours was"
                    " saved."
                )
            )
        change.settings = settings
