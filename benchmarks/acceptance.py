"""The targets that take too long for the tests: python -m benchmarks.acceptance [--short].

Both samples are planned by the installed command, then large programmes and random folders. With
--short only what is right or wrong decides; its times are printed but depend on what else runs.
"""

import argparse
import atexit
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.calendar_feeds import feed_speed
from benchmarks.capacity import capacity, capacity_shortly
from benchmarks.command import Finished, Tally, plan_and_check
from benchmarks.kill_worker import cancel_in_time, kill_workers
from benchmarks.kill_writer import kill_writers
from benchmarks.malformed_calendars import FILES, malformed_calendars
from benchmarks.malformed_uploads import FILES as UPLOADS
from benchmarks.malformed_uploads import malformed_uploads
from benchmarks.mutated_imports import CASES, mutated_imports
from benchmarks.pages import page_times
from benchmarks.races import races
from benchmarks.random_folders import write_random_folder
from benchmarks.schedules import SAMPLES, schedules, schedules_shortly
from benchmarks.served_feeds import served_feeds
from benchmarks.stays import Run, compare_all, measure, shape_of, verdicts_of
from tests.databases import remove_templates

ROOT = Path(__file__).parents[1]
MOST_SECONDS, MOST_MEMORY_MB = 60, 1000
FOLDERS_OF_A_SIZE = 10
SHORT_FOLDERS = ((12, 0), (12, 1), (24, 0))
SHORT_CALENDARS = 1_000
SHORT_CANCELS = 3
SHORT_IMPORTS = 200
SHORT_SAMPLE_SECONDS, SHORT_FOLDER_SECONDS, SHORT_RIVAL_SECONDS = 20, 15, 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.acceptance", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few minutes")
    options = parser.parse_args(arguments)
    tally = Tally(times_decide=not options.short)
    atexit.register(remove_templates)
    with tempfile.TemporaryDirectory() as temporary:
        if options.short:
            _short(tally, Path(temporary))
        else:
            _full(tally, Path(temporary))
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


def _full(tally: Tally, temporary: Path) -> None:
    for sample in SAMPLES:
        done = plan_and_check(
            tally, ROOT / "sample_data" / sample, temporary / sample, "stays", 300
        )
        status = done.proof.get("status")
        tally.note(f"{sample}: status {status}, asked: optimal", status == "optimal")
        text = f"{sample}: {done.seconds:.1f} s, at most {MOST_SECONDS} s"
        tally.note_time(text, done.seconds <= MOST_SECONDS)
        text = f"{sample}: {done.memory_mb:.0f} MB, less than {MOST_MEMORY_MB} MB"
        tally.note(text, done.memory_mb < MOST_MEMORY_MB)
    schedules(tally, temporary)
    capacity(tally)
    malformed_calendars(tally, FILES)
    mutated_imports(tally, CASES)
    feed_speed(tally)
    malformed_uploads(tally, UPLOADS)
    served_feeds(tally)
    page_times(tally)
    races(tally)
    kill_writers(tally)
    kill_workers(tally)
    cancel_in_time(tally)
    for verdict in verdicts_of(compare_all([12, 24, 40], FOLDERS_OF_A_SIZE)):
        tally.note(verdict.text, verdict.is_met)


def _short(tally: Tally, temporary: Path) -> None:
    for sample in SAMPLES:
        folder = ROOT / "sample_data" / sample
        plan_and_check(tally, folder, temporary / sample, "stays", SHORT_SAMPLE_SECONDS)
    for size, seed in SHORT_FOLDERS:
        folder = temporary / f"{size}_referrals_seed_{seed}"
        write_random_folder(folder, shape_of(size, seed), seed)
        plan = temporary / f"plan_{size}_{seed}"
        done = plan_and_check(tally, folder, plan, "stays", SHORT_FOLDER_SECONDS)
        for method in ("turns", "cp-sat"):
            _compare(tally, folder.name, done, method, measure(method, folder, SHORT_RIVAL_SECONDS))
    schedules_shortly(tally, temporary)
    capacity_shortly(tally)
    malformed_calendars(tally, SHORT_CALENDARS)
    mutated_imports(tally, SHORT_IMPORTS)
    cancel_in_time(tally, SHORT_CANCELS)


def _compare(tally: Tally, name: str, done: Finished, method: str, rival: Run) -> None:
    """No worse than first come first served; no bound above the cost of any plan."""
    cost, bound = done.proof.get("objective"), done.proof.get("bound")
    if cost is None or bound is None:
        return
    if method == "turns":
        text = f"{name}: cost {cost}, first come first served {rival.cost}"
        tally.note(text, rival.cost is not None and cost <= rival.cost)
    else:
        text = f"{name}: plain CP-SAT in {rival.seconds:.0f} s: cost {rival.cost}"
        is_consistent = rival.cost is None or bound <= rival.cost
        is_consistent = is_consistent and rival.bound is not None and rival.bound <= cost
        tally.note(f"{text}, bound {rival.bound}", is_consistent)


if __name__ == "__main__":
    raise SystemExit(main())
