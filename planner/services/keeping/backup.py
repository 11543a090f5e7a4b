"""Backup, restore and the check whether everything is sound."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from planner.db.audit import AuditEvent, append_events, broken_links
from planner.db.backups import (
    count_rows,
    dump_table,
    faults_of_file,
    hold_one_state,
    replace_everything,
    schema_revision,
    table_names,
)
from planner.db.programmes import all_programmes
from planner.db.restoring import settle, what_holds
from planner.db.rows import load_rows
from planner.db.store import Session
from planner.db.wiping import wipe
from planner.domain.errors import InputError, PlannerError
from planner.domain.sentences import joined, told
from planner.services.desk import Desk
from planner.services.keeping.backup_file import (
    BackupError,
    BackupReader,
    Manifest,
    new_backup,
    opened_backup,
)
from planner.services.keeping.erasure import erase_again
from planner.services.keeping.erasure_list import ErasureList
from planner.services.permissions import Action, require
from planner.services.snapshots import checked


class NotConfirmedError(PlannerError):
    """A restore replaces everything, and nobody said that this is meant."""


@dataclass(frozen=True)
class RestoreReport:
    """What a restore has done."""

    manifest: Manifest
    erased_again: int
    queued_again: int
    is_wiped: bool


@dataclass(frozen=True)
class Verification:
    """The rows of each table, and a sentence for everything that is wrong."""

    counts: dict[str, int]
    faults: list[str]


def write_backup(desk: Desk, path: Path) -> Manifest:
    """Write everything but the secret key into one file, as it is at one moment.

    Raises:
        NotAllowedError: not hers to do.
        BackupError: the file is there already or cannot be written.
    """
    require(desk.actor, Action.BACKUP)
    with new_backup(path, desk.store.key) as writer:
        _note(desk, Action.BACKUP)
        with desk.store.reading() as session:
            hold_one_state(session)
            schema = schema_revision(session)
            for name in table_names():
                writer.add_table(name, dump_table(session, name))
        kind = "sqlite" if desk.store.is_sqlite else "postgresql"
        return writer.finish(version("harbourplan"), schema, desk.now.isoformat(), kind)


def check_backup(desk: Desk, path: Path) -> Manifest:
    """What a backup holds; it is sound if this returns.

    Raises:
        NotAllowedError: not hers to do.
        BackupError: it is none of this installation, or damaged.
    """
    require(desk.actor, Action.BACKUP)
    with opened_backup(path, desk.store.key) as reader:
        return reader.manifest


def restore_backup(
    desk: Desk, path: Path, erasures: ErasureList, is_confirmed: bool
) -> RestoreReport:
    """Replace everything by what a backup holds, whole or not at all.

    Logins and calendar links end; accounts that are disabled stay so; searches that ran are queued
    again; everybody who was erased, before or after the backup, is erased again.

    Raises:
        NotAllowedError: not hers to do.
        NotConfirmedError: nobody has confirmed it.
        BackupError: the file is none of this installation's backups, or damaged.
    """
    require(desk.actor, Action.RESTORE)
    if not is_confirmed:
        raise NotConfirmedError(told("A restore replaces everything; confirm that you want it."))
    listed = erasures.read()
    with opened_backup(path, desk.store.key) as reader:
        with desk.store.writing() as session:
            carried = what_holds(session)
            _replace(session, reader)
            queued_again = settle(session, carried)
            erased = listed | carried.erasures
            event = AuditEvent(desk.now, desk.actor.code, Action.RESTORE)
            append_events(session, desk.store.key, [event])
            count = erase_again(session, desk.store.key, erased, desk.now, desk.today)
            for pair in sorted(carried.erasures - listed):
                erasures.add(*pair, desk.now)
        return RestoreReport(reader.manifest, count, queued_again, wipe(desk.store))


def verify_installation(desk: Desk) -> Verification:
    """Whether the database is sound, the log unaltered and every programme free of contradiction.

    Raises:
        NotAllowedError: not hers to do.
    """
    require(desk.actor, Action.BACKUP)
    with desk.store.reading() as session:
        hold_one_state(session)
        faults = faults_of_file(session)
        broken = list(broken_links(session, desk.store.key))
        if broken:
            faults.append(told("The log was altered, first at event {number}.", number=broken[0]))
        for record in all_programmes(session):
            try:
                checked(record, record.revision, load_rows(session, record.id), desk.today)
            except InputError as error:
                faults += [joined((f"{record.code}:", found)) for found in error.lines]
        return Verification(count_rows(session), faults)


def _note(desk: Desk, action: Action) -> None:
    with desk.store.writing() as session:
        event = AuditEvent(desk.now, desk.actor.code, action)
        append_events(session, desk.store.key, [event])


def _replace(session: Session, reader: BackupReader) -> None:
    tables = {name: reader.rows(name) for name in reader.manifest.counts}
    try:
        replace_everything(session, reader.manifest.schema, tables)
    except (ValueError, LookupError):
        raise BackupError(
            told("The backup does not fit this version of harbourplan. Nothing was changed.")
        ) from None
