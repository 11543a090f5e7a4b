"""kill -9 of the worker amid a search: no run is lost, none is done twice; and cancelling in time.

A kill counts only where the run was being searched: a best cost was known, and after the kill the
run still stands as running in the same attempt. A run is killed at most twice, so that its third
try must end well; among many, one is poisoned: its worker is killed each time.
"""

import datetime as dt
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select, text

from benchmarks.command import Tally
from benchmarks.processes import children_of, seconds_until_gone
from benchmarks.random_folders import FolderShape, write_random_folder
from planner.db.events import AuditRecord
from planner.db.plans import PlanRecord
from planner.db.runs import Pace
from planner.db.store import Store
from planner.domain.plan import Layer
from planner.domain.runs import RunState
from planner.services.desk import Desk, Role
from planner.services.programmes import add_programme
from planner.services.runs.running import RunStatus, cancel_run, request_run, run_status
from planner.tables.contents import folder_contents
from planner.worker import run_worker
from tests.databases import KEY, KINDS, database
from tests.installation import desk_of

KILLS, CANCELS = 50, 20
MOST_ORPHAN_SECONDS = MOST_CANCEL_SECONDS = 2.0
# As in use, but for shorter waits: a lease of 15 s would make hours of it.
PACE = Pace(dt.timedelta(seconds=2), (dt.timedelta(seconds=0.2), dt.timedelta(seconds=0.4)))
# Forty referrals over two years take much longer to prove than the time limit.
SHAPE, SEED, SEARCH_SECONDS = FolderShape(40, 730, 2), 3, 6.0
PATIENCE_SECONDS = 900.0
_FEW = 5
Answer = TypeVar("Answer")
_PROCESSES = multiprocessing.get_context("spawn")


@dataclass
class Figures:
    """What was counted while workers were killed."""

    hits: int = 0
    misses: int = 0
    orphans: int = 0
    orphan_seconds: list[float] = field(default_factory=list)


@contextmanager
def programme(kind: str) -> Iterator[tuple[str, Desk, str]]:
    """A database with a large programme: its address, a coordinator's desk, the code."""
    with (
        tempfile.TemporaryDirectory() as folder,
        database(kind, Path(folder) / "data") as address,
    ):
        write_random_folder(Path(folder) / "programme", SHAPE, SEED)
        store = Store.open(address, KEY)
        admin = desk_of(store, Role.ADMIN, programme=None)
        code = add_programme(admin, folder_contents(Path(folder) / "programme"))
        yield address, desk_of(store, Role.COORDINATOR, programme=None), code
        store.close()


def start_worker(address: str, leaving: Event) -> BaseProcess:
    """A worker in a process of its own."""
    work = (address, KEY, leaving, PACE)
    worker = _PROCESSES.Process(target=run_worker, args=work)
    worker.start()
    return worker


def kill_workers(tally: Tally, kills: int = KILLS, kinds: Sequence[str] = KINDS) -> None:
    """Kill so many workers amid a search, on each kind of database."""
    for kind in kinds:
        with programme(kind) as (address, desk, code):
            _kill(tally, f"{kind}, {kills} workers killed", address, desk, code, kills)


def _kill(tally: Tally, name: str, address: str, desk: Desk, code: str, kills: int) -> None:
    began, figures, chance = time.monotonic(), Figures(), random.Random(kills)
    leaving = _PROCESSES.Event()
    runs = [_request(desk, code, seed) for seed in range(1, 4)]
    poisoned = runs[0] if kills > _FEW else None
    while figures.hits < kills:
        worker = start_worker(address, leaving)
        status = _search_to_kill(desk, code, runs, poisoned)
        time.sleep(chance.uniform(0, SEARCH_SECONDS / 4))
        _kill_one(figures, worker, desk, code, status)
    seconds = time.monotonic() - began
    text_of_hits = f"{name}: {figures.hits} amid a search, {figures.misses} not, {seconds:.0f} s"
    tally.note(text_of_hits, figures.hits == kills)
    slowest = max(figures.orphan_seconds, default=0.0)
    text_of_orphans = f"{name}: searches without a worker end in {slowest:.2f} s at most"
    tally.note(f"{text_of_orphans}, {figures.orphans} outlive 2 s", figures.orphans == 0)
    worker = start_worker(address, leaving)
    _until_all_are_over(desk, code, runs)
    worker.kill()
    worker.join()
    _judge(tally, name, desk, code, [run_id for run_id in runs if run_id != poisoned])
    if poisoned is not None:
        end = run_status(desk, code, poisoned)
        is_met = (end.state, end.tries) == (RunState.FAILED, PACE.most_tries)
        words = f"{name}: the poisoned run {end.state} after {end.tries} tries: {end.error}"
        tally.note(words, is_met)


def _kill_one(
    figures: Figures, worker: BaseProcess, desk: Desk, code: str, before: RunStatus
) -> None:
    assert worker.pid is not None
    searches = children_of(worker.pid)
    worker.kill()
    worker.join()
    seconds = seconds_until_gone(searches, MOST_ORPHAN_SECONDS)
    figures.orphans += seconds is None
    figures.orphan_seconds += [] if seconds is None else [seconds]
    after = run_status(desk, code, before.run_id)
    is_hit = (after.state, after.tries) == (RunState.RUNNING, before.tries)
    figures.hits += is_hit
    figures.misses += not is_hit


def _request(desk: Desk, code: str, seed: int) -> int:
    return request_run(desk, code, (Layer.STAYS,), SEARCH_SECONDS, seed, 1)


def _may_die(status: RunStatus, poisoned: int | None) -> bool:
    """Whether killing the next or present worker of the run leaves it a try to end well."""
    dead = status.tries - (status.state is RunState.RUNNING)
    is_spared = status.run_id != poisoned and dead + 1 >= PACE.most_tries
    return not (status.state.is_final or is_spared)


def _search_to_kill(desk: Desk, code: str, runs: list[int], poisoned: int | None) -> RunStatus:
    """Wait until a run that may be killed is searched by the worker of now."""
    before = {run_id: run_status(desk, code, run_id).started_at for run_id in runs}

    def search() -> RunStatus | None:
        for run_id in runs:
            status = run_status(desk, code, run_id)
            is_running = status.state is RunState.RUNNING and status.started_at != before.get(
                run_id
            )
            if _may_die(status, poisoned) and is_running and _has_cost(status):
                return status
        if not any(_may_die(run_status(desk, code, run_id), poisoned) for run_id in runs):
            runs.append(_request(desk, code, len(runs) + 1))
        return None

    return _awaited(search)


def _awaited(look: Callable[[], Answer | None]) -> Answer:
    """Look again and again until there is something."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answer := look()):
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for has not happened")
        time.sleep(0.05)
    return answer


def _has_cost(status: RunStatus) -> bool:
    return status.progress is not None and status.progress.best_cost is not None


def _until_all_are_over(desk: Desk, code: str, runs: list[int]) -> None:
    _awaited(lambda: all(run_status(desk, code, run_id).state.is_final for run_id in runs))


def _judge(tally: Tally, name: str, desk: Desk, code: str, runs: list[int]) -> None:
    states = {run_id: run_status(desk, code, run_id).state for run_id in runs}
    lost = [run_id for run_id in runs if states[run_id] is not RunState.DONE]
    tally.note(f"{name}: {len(runs)} runs, {len(lost)} lost", not lost)
    with desk.store.reading() as session:
        drafts = sorted(run or 0 for run in session.scalars(select(PlanRecord.run_id)))
        told = session.scalars(select(AuditRecord.row_id).where(AuditRecord.action == "run_done"))
        events = sorted(run or 0 for run in told)
        words = f"{name}: {len(drafts)} drafts and {len(events)} events of {len(runs)} runs"
        tally.note(words, drafts == events == runs)
        if desk.store.is_sqlite:
            word = session.scalar(text("PRAGMA integrity_check"))
            tally.note(f"{name}: integrity {word}", word == "ok")


def cancel_in_time(tally: Tally, cancels: int = CANCELS) -> None:
    """Cancel so many runs amid a search, on both kinds of database."""
    for kind in KINDS:
        with programme(kind) as (address, desk, code):
            leaving = _PROCESSES.Event()
            worker = start_worker(address, leaving)
            runs = [_request(desk, code, seed) for seed in range(1, cancels + 1)]
            seconds = [_cancel(desk, code, run_id) for run_id in runs]
            ends = [_after_the_plan_is_kept(desk, code, run_id) for run_id in runs]
            worker.kill()
            worker.join()
        name = f"{kind}, {cancels} runs cancelled"
        late = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
        figures = f"median {statistics.median(seconds):.2f} s, 95th percentile {late:.2f} s"
        tally.note_time(f"{name}: {figures}", late <= MOST_CANCEL_SECONDS)
        kept = sum(status.plan_id is not None for status in ends)
        is_met = all(status.state is RunState.CANCELLED for status in ends)
        tally.note(f"{name}: all cancelled, {kept} with the best plan", is_met and kept == cancels)


def _after_the_plan_is_kept(desk: Desk, code: str, run_id: int) -> RunStatus:
    _awaited(lambda: not run_status(desk, code, run_id).is_ending)
    return run_status(desk, code, run_id)


def _cancel(desk: Desk, code: str, run_id: int) -> float:
    """Seconds from the wish to the state; the search has a plan by then."""
    _awaited(lambda: _has_cost(run_status(desk, code, run_id)))
    began = time.monotonic()
    cancel_run(desk, code, run_id)
    _awaited(lambda: run_status(desk, code, run_id).state.is_final)
    return time.monotonic() - began
