"""A worker with its child process: done, cancelled, refused, broken off, given back."""

import multiprocessing
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from planner.db.plans import PlanRecord, RunRecord
from planner.domain.plan import Layer
from planner.domain.runs import RunState
from planner.services.desk import Desk
from planner.services.runs.running import RunStatus, cancel_run, request_run, run_status
from planner.worker import run_worker
from tests.databases import KEY
from tests.runs import PACE, plans_made, run_record

SECONDS = 90
STAYS = (Layer.STAYS,)
one_database = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@contextmanager
def working(address: str) -> Iterator[None]:
    """A worker in a thread, so that its child process is one of this process too."""
    leaving = threading.Event()
    thread = threading.Thread(target=run_worker, args=(address, KEY, leaving, PACE))
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        thread.join(SECONDS)
    assert not thread.is_alive()


def until(desk: Desk, run_id: int, wanted: Callable[[RunStatus], bool]) -> RunStatus:
    """Wait until the run is as wanted."""
    deadline = time.monotonic() + SECONDS
    while not wanted(status := run_status(desk, "safexst", run_id)):
        assert time.monotonic() < deadline, status
        time.sleep(0.05)
    return status


def is_over(status: RunStatus) -> bool:
    return status.state.is_final


def is_searching(status: RunStatus) -> bool:
    return status.progress is not None and status.progress.layer is not None


def give(desk: Desk, run_id: int, **values: object) -> None:
    """Change a queued run behind everybody's back."""
    with desk.store.writing() as session:
        run = session.get_one(RunRecord, run_id)
        for name, value in values.items():
            setattr(run, name, value)


@pytest.mark.slow
def test_worker_makes_one_draft_of_a_run(desk: Desk, address: str) -> None:
    run_id = request_run(desk, "safexst", STAYS)
    with working(address):
        status = until(desk, run_id, is_over)
    assert (status.state, status.tries, status.error) == (RunState.DONE, 1, None)
    assert plans_made(desk.store) == [run_id]
    with desk.store.reading() as session:
        draft = session.get_one(PlanRecord, status.plan_id)
        assert (draft.state, draft.revision) == ("draft", status.revision)
        assert {"stays.csv", "unplaced.csv", "summary.json"} <= draft.files.keys()
        assert draft.summary["stays"]["status"] == "optimal"
        run = session.get_one(RunRecord, run_id)
        assert draft.summary["input_sha256"] == run.input_sha256


@pytest.mark.slow
def test_cancelled_run_keeps_the_best_plan(desk: Desk, address: str) -> None:
    run_id = request_run(desk, "safexst")

    def plans_the_schedule(status: RunStatus) -> bool:
        return status.progress is not None and status.progress.layer is Layer.SCHEDULE

    with working(address):
        until(desk, run_id, plans_the_schedule)
        cancel_run(desk, "safexst", run_id)
        status = until(desk, run_id, is_over)
    assert (status.state, plans_made(desk.store)) == (RunState.CANCELLED, [run_id])


@one_database
def test_input_with_mistakes_fails_at_once_in_plain_words(desk: Desk, address: str) -> None:
    run_id = request_run(desk, "safexst", STAYS)
    files = run_record(desk.store, run_id).snapshot["files"] | {"beds.csv": "bed\n"}
    give(desk, run_id, snapshot={"files": files, "earlier": None})
    with working(address):
        status = until(desk, run_id, is_over)
    assert (status.state, status.tries) == (RunState.FAILED, 1)
    assert status.error is not None
    assert "'B2' is not known; accepted: a code of beds.csv" in status.error
    assert plans_made(desk.store) == []


@one_database
def test_fault_of_the_program_is_tried_three_times_and_quotes_nothing(
    desk: Desk, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    run_id = request_run(desk, "safexst")
    give(desk, run_id, settings={"layers": ["P101"]})
    with working(address):
        status = until(desk, run_id, is_over)
    assert (status.state, status.tries) == (RunState.FAILED, 3)
    assert status.error == (
        "The search broke off by a fault of the program; the worker's log says where."
        " This was try 3 of 3."
    )
    printed = capfd.readouterr().err
    assert printed.count("ValueError") == 3
    assert "P101" not in printed


@pytest.mark.slow
@one_database
def test_search_that_is_killed_is_tried_three_times(desk: Desk, address: str) -> None:
    run_id = request_run(desk, "safexst")
    with working(address):
        for attempt in (1, 2, 3):
            until(desk, run_id, lambda status, n=attempt: status.tries == n)
            while not (children := multiprocessing.active_children()):
                time.sleep(0.02)
            children[0].kill()
        status = until(desk, run_id, is_over)
    assert status.state is RunState.FAILED
    assert status.error == (
        "The search was ended by the system, perhaps for want of memory. This was try 3 of 3."
    )
    assert plans_made(desk.store) == []


@one_database
def test_worker_that_leaves_gives_its_run_back(desk: Desk, address: str) -> None:
    run_id = request_run(desk, "safexst")
    with working(address):
        until(desk, run_id, is_searching)
    status = run_status(desk, "safexst", run_id)
    assert (status.state, status.tries) == (RunState.QUEUED, 0)
    assert multiprocessing.active_children() == []


def test_worker_itself_never_loads_the_solver() -> None:
    code = "import sys; import planner.worker; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert modules & {"ortools", "pandas", "solver", "icalendar"} == set()
