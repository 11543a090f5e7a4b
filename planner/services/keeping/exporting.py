"""Exporting a programme as files, and the list of who exported when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from planner.db.audit import AuditEvent, append_events
from planner.db.audit_queries import AuditChoice, chosen_events
from planner.db.programmes import find_programme
from planner.db.rows import load_rows
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.services.snapshots import programme_files
from planner.tables.folder import refuse_foreign_folder, replace_folder
from planner.tables.workbook import workbook_bytes

_MOST_LISTED = 1000
Files = dict[str, bytes]
Made = TypeVar("Made")


@dataclass(frozen=True)
class ExportEntry:
    """An export: when, by whom, and in which form."""

    at: datetime
    actor: str
    form: str


def export_files(desk: Desk, programme: str) -> dict[str, bytes]:
    """The files of the programme's folder, by name; cells that a spreadsheet would run are inert.

    Raises:
        NotFoundError, NotAllowedError: not hers to have.
    """
    return _exported(desk, programme, "files", _as_they_are)


def export_workbook(desk: Desk, programme: str) -> bytes:
    """The programme as one .xlsx workbook.

    Raises:
        NotFoundError, NotAllowedError: not hers to have.
        WorkbookError: a text does not fit into a workbook.
    """
    return _exported(desk, programme, "workbook", workbook_bytes)


def export_folder(desk: Desk, programme: str, out: Path) -> None:
    """Write the programme as the new or empty folder ``out``.

    Raises:
        NotFoundError, NotAllowedError: not hers to have.
        FolderError: the folder cannot be written.
    """
    refuse_foreign_folder(out, _never)
    files = _exported(desk, programme, "folder", _as_they_are)
    replace_folder(out, files.items(), _never)


def exports(desk: Desk, programme: str) -> list[ExportEntry]:
    """The exports of a programme, the newest first.

    Raises:
        NotFoundError, NotAllowedError: not hers to see.
    """
    require(desk.actor, Action.EXPORT, programme)
    with desk.store.reading() as session:
        record = find_programme(session, programme)
        if record is None:
            raise NotFoundError(told("There is no such programme."))
        choice = AuditChoice(action=Action.EXPORT, programme_id=record.id, limit=_MOST_LISTED)
        found = chosen_events(session, choice)
    return [ExportEntry(event.at, event.actor, event.detail or "") for _, event in found]


def _exported(desk: Desk, programme: str, form: str, made: Callable[[Files], Made]) -> Made:
    """What is ``made`` of the programme's files, noted in the log before anybody has it."""
    require(desk.actor, Action.EXPORT, programme)
    with desk.store.writing() as session:
        record = find_programme(session, programme)
        if record is None:
            raise NotFoundError(told("There is no such programme."))
        result = made(programme_files(record, load_rows(session, record.id)))
        event = AuditEvent(desk.now, desk.actor.code, Action.EXPORT, record.id, detail=form)
        append_events(session, desk.store.key, [event])
    return result


def _as_they_are(files: Files) -> Files:
    return files


def _never(_: Path) -> bool:
    return False
