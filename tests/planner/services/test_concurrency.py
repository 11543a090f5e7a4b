"""Several people at once: nothing is lost, and the last bed is given once."""

import random
import threading
from collections.abc import Callable

import pytest

from planner.db.store import Store
from planner.domain.errors import PlannerError
from planner.services.change import ChangedMeanwhileError
from planner.services.changing import changing
from planner.services.desk import Role
from planner.services.permissions import Action
from planner.services.records.editing import edit_row
from tests.editors import edit_without_versions, stage_of
from tests.installation import desk_of, one_row, rows_of

EDITORS, EDITS = 4, 8


def at_once(count: int, work: Callable[[int], None]) -> None:
    """Run ``work`` in so many threads that begin together; a failure of one is a failure."""
    begin = threading.Barrier(count)
    faults: list[BaseException] = []

    def run(number: int) -> None:
        begin.wait()
        try:
            work(number)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def add_mark(store: Store, number: int) -> None:
    """Add one mark to a text, as often as it takes until nobody else was quicker."""
    desk = desk_of(store, Role.COORDINATOR, f"C{number}")
    while True:
        row = one_row(store, "participants", participant="P103")
        text = row.cells["stage"] + "x"
        try:
            edit_row(desk, "safexst", "participants", row.id, row.version, stage=text)
        except ChangedMeanwhileError:
            continue
        return


def test_no_edit_of_several_editors_is_lost(house: Store) -> None:
    before = len(stage_of(house))
    at_once(EDITORS, lambda number: [add_mark(house, number) for _ in range(EDITS)] and None)
    assert len(stage_of(house)) == before + EDITORS * EDITS


def test_control_without_versions_loses_edits(house: Store) -> None:
    before = len(stage_of(house))
    at_once(EDITORS, lambda _: edit_without_versions(house, EDITS))
    assert len(stage_of(house)) < before + EDITORS * EDITS


@pytest.mark.parametrize("seed", range(3))
def test_last_bed_is_given_once(house: Store, seed: int) -> None:
    won: list[str] = []

    def take(number: int) -> None:
        desk = desk_of(house, Role.COORDINATOR, f"C{number}")
        code = ("R210", "R212")[number]
        start = random.Random(seed + number).choice(["2027-08-09", "2027-08-16", "2027-08-23"])
        try:
            with changing(desk, "safexst", Action.CONFIRM_STAY) as change:
                cells = {"participant": code, "bed": "B3", "status": "confirmed"}
                change.add("stays", {**cells, "admission": start, "discharge": "2027-12-06"})
                for row in change.find("referrals", participant=code):
                    change.edit("referrals", row, status="withdrawn", outcome="admitted")
        except PlannerError:
            return
        won.append(code)

    at_once(2, take)
    assert len(won) == 1
    taken = [row.cells["participant"] for row in rows_of(house, "stays", status="confirmed")]
    assert taken == won
