"""Several people at once on one programme: python -m benchmarks.races.

Sixteen editors with fifty edits each on one row, on both kinds of database: no edit is lost, and
the control that leaves the version out loses some. Two coordinators promise the last bed at once,
two hundred times: it is never given twice.
"""

import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.command import Tally
from planner.db.programmes import find_programme
from planner.db.rows import StoredRow, load_table
from planner.db.store import Store
from planner.domain.errors import PlannerError
from planner.services.change import ChangedMeanwhileError
from planner.services.changing import changing
from planner.services.desk import Role
from planner.services.permissions import Action
from planner.services.records.editing import edit_row
from tests.databases import KEY, KINDS, database
from tests.editors import edit_without_versions
from tests.installation import desk_of

EDITORS, EDITS, ROUNDS = 16, 50, 200
_BEDLESS = ("R210", "R212")


def races(tally: Tally, editors: int = EDITORS, edits: int = EDITS, rounds: int = ROUNDS) -> None:
    """Both races on both kinds of database."""
    for kind in KINDS:
        with (
            tempfile.TemporaryDirectory() as folder,
            database(kind, Path(folder) / "data", "safexst") as address,
        ):
            store = Store.open(address, KEY)
            _promise(tally, store, kind, rounds)
            _edit(tally, store, kind, editors, edits)
            store.close()


def _edit(tally: Tally, store: Store, kind: str, editors: int, edits: int) -> None:
    conflicts = [0] * editors
    asked = editors * edits
    begun, row = time.perf_counter(), _row(store)
    desk = desk_of(store, Role.COORDINATOR)
    edit_row(desk, "safexst", "participants", row.id, row.version, stage="0")
    _at_once(editors, lambda number: _marks(store, number, edits, conflicts))
    kept = int(_row(store).cells["stage"])
    seconds = time.perf_counter() - begun
    text = f"{kind}: {asked} edits by {editors} editors, {asked - kept} lost"
    tally.note(f"{text}, {sum(conflicts)} conflicts told, {seconds:.0f} s", kept == asked)
    before = len(_row(store).cells["stage"])
    _at_once(editors, lambda _: edit_without_versions(store, edits))
    lost = asked - (len(_row(store).cells["stage"]) - before)
    tally.note(f"{kind}: control without versions, {lost} of {asked} lost", lost > 0)


def _marks(store: Store, number: int, edits: int, conflicts: list[int]) -> None:
    """Count one further so many times, each until nobody else was quicker."""
    desk = desk_of(store, Role.COORDINATOR, f"C{number}")
    for _ in range(edits):
        while True:
            row = _row(store)
            text = str(int(row.cells["stage"]) + 1)
            try:
                edit_row(desk, "safexst", "participants", row.id, row.version, stage=text)
            except ChangedMeanwhileError:
                conflicts[number] += 1
                continue
            break


def _promise(tally: Tally, store: Store, kind: str, rounds: int) -> None:
    twice = never = 0
    for _ in range(rounds):
        _at_once(2, lambda number: _take_last_bed(store, number))
        promised = [row for row in _rows(store, "stays") if row.cells["status"] == "confirmed"]
        twice += len(promised) > 1
        never += not promised
        with changing(desk_of(store, Role.COORDINATOR), "safexst", Action.RELEASE_STAY) as change:
            for row in change.find("stays", status="confirmed"):
                change.remove("stays", row)
            for row in change.find("referrals", outcome="admitted"):
                change.edit("referrals", row, status="waiting", outcome="")
    text = f"{kind}: last bed promised at once {rounds} times, {twice} times twice, {never} never"
    tally.note(text, twice == never == 0)


def _take_last_bed(store: Store, number: int) -> None:
    cells = {"participant": _BEDLESS[number], "bed": "B3", "status": "confirmed"}
    desk = desk_of(store, Role.COORDINATOR, f"C{number}")
    with suppress(PlannerError), changing(desk, "safexst", Action.CONFIRM_STAY) as change:
        change.add("stays", {**cells, "admission": "2027-08-16", "discharge": "2027-12-06"})
        for row in change.find("referrals", participant=_BEDLESS[number]):
            change.edit("referrals", row, status="withdrawn", outcome="admitted")


def _rows(store: Store, table: str) -> list[StoredRow]:
    with store.reading() as session:
        record = find_programme(session, "safexst")
        assert record is not None
        return load_table(session, record.id, table)


def _row(store: Store) -> StoredRow:
    rows = _rows(store, "participants")
    return next(row for row in rows if row.cells["participant"] == "P103")


def _at_once(count: int, work: Callable[[int], object]) -> None:
    begin = threading.Barrier(count)

    def run(number: int) -> None:
        begin.wait()
        work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    found = Tally()
    races(found)
    print(f"{found.passed} passed, {found.failed} failed")
    raise SystemExit(found.failed > 0)
