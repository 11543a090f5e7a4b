"""kill -9 of a process that changes a programme: nothing acknowledged is lost, nothing is half.

Each change writes the same number into two rows; so many changes, so many revisions, undo records
and twice as many audit events there must be.
"""

import contextlib
import multiprocessing
import random
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import event, func, select, text

from benchmarks.command import Tally
from planner.db.audit import broken_links
from planner.db.events import AuditRecord, ChangeRecord
from planner.db.programmes import find_programme
from planner.db.store import Store
from planner.services.changing import changing
from planner.services.desk import Role
from planner.services.permissions import Action
from tests.databases import KEY, KINDS, database
from tests.installation import desk_of, rows_of

KILLS = 200
PROGRAMME = "safexst"
_MOST_CHANGES = 2
_WORDS_OF_A_CHANGE = 3
_FIRST_SECONDS = 0.4
# Most of a change is reading and checking: half of the kills wait until it is about to be kept.
_SHARE_AT_COMMIT, _COMMIT_SECONDS = 0.5, 0.004
# The writers are copies of one process that has loaded everything: to start one costs little.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["benchmarks.kill_writer"])


@dataclass
class Figures:
    """What was counted while writers were killed."""

    hits: int = 0
    misses: int = 0
    acknowledged: int = 0
    lost: int = 0
    halves: int = 0
    unacknowledged: int = 0


def kill_writers(tally: Tally, kills: int = KILLS) -> None:
    """Kill so many writers amid a change, on both kinds of database."""
    for kind in KINDS:
        with (
            tempfile.TemporaryDirectory() as folder,
            database(kind, Path(folder), PROGRAMME) as address,
        ):
            _kill(tally, kind, address, kills)


def _kill(tally: Tally, kind: str, address: str, kills: int) -> None:
    store = Store.open(address, KEY)
    figures, began, known = Figures(), time.monotonic(), 0
    chance = random.Random(kills)
    events_before = _events(store)
    while figures.hits < kills:
        begun, done = _one_life(address, known + 1, chance)
        first, second = _numbers(store)
        figures.hits += begun > done
        figures.misses += begun == done
        figures.acknowledged += done - known
        figures.lost += max(0, done - first)
        figures.halves += first != second
        figures.unacknowledged += first > done
        known = first
    seconds = time.monotonic() - began
    name = f"{kind}, {kills} writers killed"
    tally.note(f"{name}: {figures} in {seconds:.0f} s", figures.hits == kills)
    tally.note(f"{name}: {figures.lost} acknowledged changes lost", figures.lost == 0)
    tally.note(f"{name}: {figures.halves} half changes", figures.halves == 0)
    _count(tally, name, store, known, _events(store) - events_before)
    store.close()


def _one_life(address: str, number: int, chance: random.Random) -> tuple[int, int]:
    """Start a writer, kill it amid its first, second or third change; last begun, last done."""
    ours, theirs = _PROCESSES.Pipe()
    writer = _PROCESSES.Process(target=write, args=(theirs, address, number))
    writer.start()
    theirs.close()
    words = [ours.recv()]
    # The changes before say roughly how long the next one takes.
    began = time.monotonic()
    for _ in range(_WORDS_OF_A_CHANGE * chance.randint(0, _MOST_CHANGES)):
        words.append(ours.recv())
    changes = len(words) // _WORDS_OF_A_CHANGE
    seconds = (time.monotonic() - began) / changes if changes else _FIRST_SECONDS
    if chance.random() < _SHARE_AT_COMMIT:
        words.append(ours.recv())
        seconds = _COMMIT_SECONDS
    time.sleep(chance.uniform(0, seconds))
    writer.kill()
    writer.join()
    with contextlib.suppress(EOFError):
        while True:
            words.append(ours.recv())
    return max(words), max(number - 1, -min(words))


def write(link: Connection, address: str, number: int) -> None:
    """Change the programme again and again.

    Says the number before, 0 when the change is about to be kept, the number's negative after.
    """
    store = Store.open(address, KEY)
    event.listen(store.engine, "commit", lambda _: link.send(0))
    desk = desk_of(store, Role.COORDINATOR)
    while True:
        link.send(number)
        with changing(desk, PROGRAMME, Action.EDIT_PARTICIPANT) as change:
            for row in change.rows("participants")[:2]:
                change.edit("participants", row, stage=str(number))
        link.send(-number)
        number += 1


def _numbers(store: Store) -> tuple[int, int]:
    first, second = rows_of(store, "participants")[:2]
    return _number(first.cells["stage"]), _number(second.cells["stage"])


def _number(cell: str) -> int:
    return int(cell) if cell.isdigit() else 0


def _events(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditRecord)) or 0


def _count(tally: Tally, name: str, store: Store, changes: int, events: int) -> None:
    with store.reading() as session:
        programme = find_programme(session, PROGRAMME)
        assert programme is not None
        kept = session.scalar(select(func.count()).select_from(ChangeRecord)) or 0
        counts = f"{changes} changes, {programme.revision - 1} revisions, {kept} undo records"
        is_met = changes == programme.revision - 1 == kept
        tally.note(f"{name}: {counts}, {events} events", is_met and events == 2 * changes)
        broken = list(broken_links(session, KEY))
        tally.note(f"{name}: {len(broken)} broken links of the audit log", not broken)
        if store.is_sqlite:
            word = session.scalar(text("PRAGMA integrity_check"))
            tally.note(f"{name}: integrity {word}", word == "ok")
