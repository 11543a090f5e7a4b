"""The programmes of an installation."""

from planner.db.audit import AuditEvent, append_events
from planner.db.programmes import ProgrammeRecord, all_programmes, find_programme
from planner.db.rows import insert_row
from planner.db.store import Store
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.access.audit_details import rows_told
from planner.services.desk import Desk
from planner.services.permissions import Action, require
from planner.tables.contents import Contents, pack_file, table_cells
from planner.tables.programme import read_contents
from planner.tables.settings import SETTINGS_FILE, read_settings


class ProgrammeExistsError(PlannerError):
    """A programme with this code is there already."""


def programme_codes(desk: Desk) -> list[str]:
    """The codes of the programmes that somebody may see."""
    with desk.store.reading() as session:
        codes = [record.code for record in all_programmes(session)]
    return [code for code in codes if desk.actor.programme in (None, code)]


def programme_zone(store: Store, code: str) -> str:
    """The time zone in the settings of a programme; UTC where there is no such programme."""
    with store.reading() as session:
        record = find_programme(session, code)
        settings = "" if record is None else record.settings
    zone = read_settings(settings.encode(), None).values["programme"].get("timezone", "UTC")
    return str(zone)


def add_programme(desk: Desk, contents: Contents) -> str:
    """Add the programme that a folder's files describe; returns its code.

    Raises:
        NotAllowedError: not hers to do.
        InputError: with every problem of every file; nothing is added.
        ProgrammeExistsError: there is one with this code.
    """
    loaded = read_contents(contents, desk.today)
    code = loaded.programme.code
    require(desk.actor, Action.IMPORT, code)
    files = contents.files
    pack = pack_file(files)
    with desk.store.writing() as session:
        if find_programme(session, code) is not None:
            raise ProgrammeExistsError(
                told("There is a programme with the code {code} already.", code=code)
            )
        record = ProgrammeRecord(
            code=code,
            settings=files[SETTINGS_FILE].decode("utf-8-sig"),
            pack_name=pack,
            pack=files[pack].decode("utf-8-sig") if pack else None,
        )
        session.add(record)
        session.flush()
        tables = table_cells(files)
        for table, rows in tables.items():
            for cells in rows:
                insert_row(session, record.id, table, cells)
        detail = rows_told(sum(len(rows) for rows in tables.values()))
        event = AuditEvent(
            desk.now, desk.actor.code, Action.IMPORT, record.id, "programmes", detail=detail
        )
        append_events(session, desk.store.key, [event])
    return code
