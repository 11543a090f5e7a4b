"""Importing a programme: looked at first, then taken over as a whole or not at all."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.db.erasing import erased_among
from planner.db.programmes import find_programme
from planner.db.rows import Cells, load_rows
from planner.db.store import Session
from planner.domain.errors import CommitmentError, InputError, InputProblem, PlannerError
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.scheduling.commitments import check_commitments
from planner.services.change import SETTINGS, Change
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.keeping.import_differences import TableDifferences, table_differences
from planner.services.permissions import Action, require
from planner.services.programmes import add_programme
from planner.tables.contents import (
    Contents,
    first_cells,
    folder_contents,
    pack_file,
    table_cells,
    uploaded_contents,
)
from planner.tables.contract import TABLES
from planner.tables.files import UnreadableError, read_bytes
from planner.tables.programme import LoadedProgramme, read_contents
from planner.tables.settings import SETTINGS_FILE
from planner.tables.stay_tables import PARTICIPANTS
from planner.tables.workbook import workbook_contents
from planner.tables.workbook_parts import MAX_WORKBOOK_BYTES

MAX_IMPORT_BYTES = 2_000_000
MAX_IMPORT_ROWS = 20_000
_WORKBOOK = ".xlsx"


class ImportOutdatedError(PlannerError):
    """What was looked at is not any more what would be imported."""


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do; ``token`` stands for exactly this and no other import.

    ``revision`` is the programme's as compared with, 0 where it is new.
    """

    programme: str
    revision: int
    tables: list[TableDifferences]
    is_other_settings: bool
    is_other_pack: bool
    warnings: list[str]
    token: str

    @property
    def is_new(self) -> bool:
        """Whether the programme is not there yet."""
        return self.revision == 0

    @property
    def is_empty(self) -> bool:
        """Whether everything is there already."""
        same_rows = all(table.is_empty for table in self.tables)
        return same_rows and not (self.is_other_settings or self.is_other_pack)


def contents_at(path: Path) -> Contents:
    """The files of a programme folder or of an .xlsx workbook.

    Raises:
        InputError: there is neither.
    """
    if path.suffix.lower() != _WORKBOOK or path.is_dir():
        return folder_contents(path)
    try:
        return workbook_contents(read_bytes(path, MAX_WORKBOOK_BYTES))
    except FileNotFoundError:
        fault: str = told("the file is missing")
    except UnreadableError as refused:
        fault = refused.message
    raise InputError([InputProblem(path.name, 0, "", fault)])


def contents_of_uploads(uploads: Mapping[str, bytes]) -> Contents:
    """The files of a programme among uploaded ones: one workbook, or the files of a folder."""
    workbooks = [name for name in uploads if name.lower().endswith(_WORKBOOK)]
    if len(uploads) == 1 and workbooks:
        return workbook_contents(uploads[workbooks[0]])
    return uploaded_contents(uploads)


def preview_import(desk: Desk, contents: Contents) -> ImportPreview:
    """What importing these files would do; nothing is changed.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
        InputError: with every problem of every file.
    """
    loaded = _loaded(desk, contents)
    code = loaded.programme.code
    rows = table_cells(contents.files)
    with desk.store.reading() as session:
        record = find_programme(session, code)
        revision = record.revision if record else 0
        stored = load_rows(session, record.id) if record else {}
        texts = (record.settings, record.pack_name, record.pack) if record else ("", None, None)
        if record is not None:
            _refuse_erased(desk, session, record.id, contents.files)
    tables = table_differences(stored, rows)
    settings, *pack = _texts(contents.files)
    return ImportPreview(
        code,
        revision,
        tables,
        is_other_settings=settings != texts[0],
        is_other_pack=tuple(pack) != texts[1:],
        warnings=[*loaded.warnings, *_doubts(loaded.programme, contents, tables)],
        token=_token(revision, contents.files),
    )


def apply_import(desk: Desk, contents: Contents, token: str) -> str:
    """Import the files that ``preview_import`` gave this token for; returns the programme's code.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
        ImportOutdatedError: these are other files, or the programme has changed since.
        InputError, CommitmentError: the programme would contradict itself.
    """
    code = _loaded(desk, contents).programme.code
    if token == _token(0, contents.files):
        return add_programme(desk, contents)
    with changing(desk, code, Action.IMPORT) as change:
        record = find_programme(change.session, code)
        if record is None or token != _token(record.revision, contents.files):
            raise ImportOutdatedError(
                told(
                    "The programme or the files have changed since you looked at what the import"
                    " would do. Nothing was imported; look at it again."
                )
            )
        _refuse_erased(desk, change.session, record.id, contents.files)
        change.settings, *pack = _texts(contents.files)
        if tuple(pack) != (record.pack_name, record.pack):
            record.pack_name, record.pack = pack
            change.note(SETTINGS, record.id, "pack")
        _take_over(change, table_cells(contents.files))
    return code


def _loaded(desk: Desk, contents: Contents) -> LoadedProgramme:
    require(desk.actor, Action.IMPORT)
    _refuse_large(contents.files)
    loaded = read_contents(contents, desk.today)
    require(desk.actor, Action.IMPORT, loaded.programme.code)
    return loaded


def _refuse_large(files: Mapping[str, bytes]) -> None:
    """Refuse what could not be looked at while somebody waits."""
    if sum(map(len, files.values())) > MAX_IMPORT_BYTES:
        most = MAX_IMPORT_BYTES // 1_000_000
        message = told("all files together are too large; accepted: {most} MB", most=most)
    elif sum(max(text.count(b"\n"), text.count(b"\r")) for text in files.values()) > (
        MAX_IMPORT_ROWS
    ):
        message = told(
            "all files together have too many rows; accepted: {most}", most=MAX_IMPORT_ROWS
        )
    else:
        return
    raise InputError([InputProblem("import", 0, "", message)])


def _texts(files: Mapping[str, bytes]) -> tuple[str, str | None, str | None]:
    """The settings, and the name and text of the labour pack of its own."""
    name = pack_file(files)
    pack = files[name].decode("utf-8-sig") if name is not None else None
    return files[SETTINGS_FILE].decode("utf-8-sig"), name, pack


def _token(revision: int, files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(f"{revision}\n".encode())
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _refuse_erased(
    desk: Desk, session: Session, programme_id: int, files: Mapping[str, bytes]
) -> None:
    rows = first_cells(files, PARTICIPANTS)
    message = told(
        "somebody with this code was erased; accepted: a code that was never given before"
    )
    problems = [
        InputProblem(PARTICIPANTS.file, rows[code], "participant", message)
        for code in erased_among(session, desk.store.key, programme_id, rows)
    ]
    if problems:
        raise InputError(problems)


def _doubts(
    programme: Programme, contents: Contents, tables: list[TableDifferences]
) -> Iterator[str]:
    """What is allowed and yet hardly meant, or would be refused at the end."""
    for found in tables:
        if found.table.file not in contents.files and found.removed:
            yield told(
                "{file}:: the table is missing; all of its rows ({rows}) would be removed",
                file=found.table.file,
                rows=len(found.removed),
            )
    try:
        check_commitments(programme)
    except CommitmentError as error:
        yield from error.sentences


def _take_over(change: Change, given: Mapping[str, list[Cells]]) -> None:
    stored = {table.name: change.rows(table.name) for table in TABLES}
    for found in table_differences(stored, given):
        for row in found.removed:
            change.remove(found.table.name, row)
        for changed in found.changed:
            change.edit(found.table.name, changed.row, **changed.cells)
        for cells in found.added:
            change.add(found.table.name, cells)
