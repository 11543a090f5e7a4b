"""Undoing the last change of a programme."""

from planner.db.changes import RowChange, last_change, row_changes
from planner.db.rows import StoredRow
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.change import SETTINGS, Change
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action


class NothingToUndoError(PlannerError):
    """There is no change that can be undone."""


def undo(desk: Desk, programme: str, revision: int | None = None) -> str:
    """Undo the newest change that has not been undone; returns what it was.

    ``revision`` is that of the programme as whoever undoes has seen it.

    Raises:
        NothingToUndoError: there is none, its rows have gone on since, or something else was
            changed since the revision.
    """
    with changing(desk, programme, Action.UNDO) as change:
        if revision not in (None, change.revision):
            raise NothingToUndoError(told("Something else was changed since: nothing was undone."))
        record = last_change(change.session, change.programme_id)
        if record is None:
            raise NothingToUndoError(told("There is nothing to undo."))
        for item in row_changes(record):
            _take_back(change, item)
        record.undone = True
        return record.action


def _take_back(change: Change, item: RowChange) -> None:
    if item.table == SETTINGS:
        assert item.before is not None
        change.settings = item.before["settings"]
        return
    rows = {row.id: row for row in change.rows(item.table)}
    row = rows.get(item.row_id)
    if item.after is None:
        assert item.before is not None
        _require(row is None)
        change.restore(item.table, item.row_id, item.before)
        return
    _require(row is not None and row.cells == item.after)
    assert isinstance(row, StoredRow)
    if item.before is None:
        change.remove(item.table, row)
    else:
        change.edit(item.table, row, **item.before)


def _require(is_as_left: bool) -> None:
    if not is_as_left:
        raise NothingToUndoError(
            told("The last change cannot be undone: its entries have gone on.")
        )
