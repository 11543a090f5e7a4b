"""A programme as the database holds it, checked, at one revision."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from planner.db.programmes import ProgrammeRecord, find_programme
from planner.db.rows import StoredRow, load_rows
from planner.db.store import Store
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.tables.contents import Contents, table_files
from planner.tables.programme import LoadedProgramme, read_contents
from planner.tables.settings import SETTINGS_FILE

_MOST_KEPT = 8
_Key = tuple[int, int, date]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A programme at one revision: its rows by table, its files, and what they mean together."""

    programme_id: int
    code: str
    revision: int
    rows: Mapping[str, list[StoredRow]]
    files: Mapping[str, bytes]
    loaded: LoadedProgramme

    @property
    def programme(self) -> Programme:
        """The programme in field words."""
        return self.loaded.programme


_kept: WeakKeyDictionary[Store, OrderedDict[_Key, Snapshot]] = WeakKeyDictionary()
_lock = Lock()


def snapshot(desk: Desk, programme: str, action: Action) -> Snapshot:
    """The programme as it stands today, for somebody who does ``action``.

    Raises:
        NotFoundError: there is no such programme for her.
        NotAllowedError: her role has not this use case.
        InputError: the rows contradict each other on this date.
    """
    require(desk.actor, action, programme)
    with desk.store.reading() as session:
        record = find_programme(session, programme)
        if record is None:
            raise NotFoundError(told("There is no such programme."))
        known = _known(desk, (record.id, record.revision, desk.today))
        if known is not None:
            return known
        rows = load_rows(session, record.id)
        found = checked(record, record.revision, rows, desk.today)
    keep(desk, found)
    return found


def checked(
    record: ProgrammeRecord,
    revision: int,
    rows: Mapping[str, list[StoredRow]],
    today: date,
    settings: str | None = None,
) -> Snapshot:
    """The rows as a checked programme, with other ``settings`` than its own where given.

    Raises:
        InputError: with every problem of every table.
    """
    files = programme_files(record, rows, settings)
    loaded = read_contents(Contents(dict(files)), today)
    return Snapshot(record.id, record.code, revision, rows, files, loaded)


def keep(desk: Desk, found: Snapshot) -> None:
    """Remember the snapshot for the next reader of the same revision."""
    with _lock:
        kept = _kept.setdefault(desk.store, OrderedDict())
        kept[found.programme_id, found.revision, desk.today] = found
        while len(kept) > _MOST_KEPT:
            kept.popitem(last=False)


def _known(desk: Desk, key: _Key) -> Snapshot | None:
    with _lock:
        kept = _kept.get(desk.store)
        if kept is None or key not in kept:
            return None
        kept.move_to_end(key)
        return kept[key]


def programme_files(
    record: ProgrammeRecord, rows: Mapping[str, list[StoredRow]], settings: str | None = None
) -> dict[str, bytes]:
    """The files of a programme folder with these rows."""
    text = record.settings if settings is None else settings
    files = {SETTINGS_FILE: text.encode()}
    files |= table_files({table: [row.cells for row in found] for table, found in rows.items()})
    if record.pack_name is not None:
        files[record.pack_name] = (record.pack or "").encode()
    return files
