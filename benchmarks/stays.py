"""Compares four ways to plan the same random folders: python -m benchmarks.stays --help."""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.random_folders import FolderShape, write_random_folder
from planner.scheduling.stays import translate
from planner.tables.programme import read_programme
from solver.common.limits import Limits
from solver.stays.greedy import Placer
from solver.stays.problem import StayProblem, total_cost
from solver.stays.solve import solve_stays

STAY_DAYS = {12: 546, 24: 546, 40: 730}
SECONDS = {12: 30.0, 24: 60.0, 40: 120.0}
THREADS = 2
# Beyond its time limit a method may need this long for its model and its last step.
_GRACE_SECONDS = 120


@dataclass(frozen=True)
class Run:
    """One method on one folder; None where it has no such figure."""

    cost: int | None
    bound: int | None
    seconds: float
    memory_mb: float

    @property
    def gap(self) -> float:
        """As in the summary of a plan; infinite without a plan or a bound."""
        if self.cost is None or self.bound is None:
            return float("inf")
        return (self.cost - self.bound) / max(1, abs(self.cost))


@dataclass(frozen=True)
class Comparison:
    """All methods on one folder; the rivals may be missing."""

    referrals: int
    seed: int
    seconds: float
    runs: dict[str, Run]


_NO_RUN = Run(None, None, 0.0, 0.0)


@dataclass(frozen=True)
class Verdict:
    """A sentence with its figures, and whether the target is met."""

    text: str
    is_met: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, the medians and the verdicts; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stays", description=__doc__)
    parser.add_argument("--count", type=int, default=10, help="folders for each size")
    parser.add_argument("--seconds", type=float, help="time limit; default 30, 60 and 120 by size")
    parser.add_argument("--sizes", type=_sizes, default=[12, 24, 40], help="such as 12,24,40")
    parser.add_argument("--quick", action="store_true", help="two folders a size, 10 s each")
    options = parser.parse_args(arguments)
    count = 2 if options.quick else options.count
    seconds = 10.0 if options.quick else options.seconds
    comparisons = compare_all(options.sizes, count, seconds)
    verdicts = verdicts_of(comparisons)
    for verdict in verdicts:
        print(f"{'met   ' if verdict.is_met else 'missed'}  {verdict.text}")
    return 0 if all(verdict.is_met for verdict in verdicts) else 1


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def compare_all(sizes: Sequence[int], count: int, seconds: float | None = None) -> list[Comparison]:
    """Run every method on every folder, one after another, and print the table."""
    methods = [name for name in METHODS if name != "pyjobshop" or find_spec("pyjobshop")]
    if "pyjobshop" not in methods:
        print("PyJobShop is not installed: make bench installs it", file=sys.stderr)
    print(_HEADER)
    comparisons = []
    with tempfile.TemporaryDirectory() as temporary:
        for size in sizes:
            for seed in range(count):
                folder = Path(temporary) / f"{size}_{seed}"
                write_random_folder(folder, shape_of(size, seed), seed)
                limit = seconds or SECONDS.get(size, 60.0)
                runs = {method: measure(method, folder, limit) for method in methods}
                comparisons.append(Comparison(size, seed, limit, runs))
                print(_row(comparisons[-1]), flush=True)
    for size in sizes:
        print(_medians([c for c in comparisons if c.referrals == size]))
    return comparisons


def shape_of(size: int, seed: int) -> FolderShape:
    """The folder of a size and a seed: 18 months, from 40 referrals on 24; one to three houses."""
    return FolderShape(size, STAY_DAYS.get(size, 546 if size < 40 else 730), 1 + seed % 3)


def measure(method: str, folder: Path, seconds: float) -> Run:
    """One method in a process of its own, so that its time and memory are its own."""
    command = [sys.executable, "-m", "benchmarks.stays", "run", method, str(folder), str(seconds)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds + _GRACE_SECONDS,
            cwd=Path(__file__).parents[1],
        )
    except subprocess.TimeoutExpired:
        return Run(None, None, seconds + _GRACE_SECONDS, 0.0)
    if done.returncode != 0:
        last_line = (done.stderr.strip().splitlines() or ["no message"])[-1]
        print(f"{method} on {folder.name}: {last_line}", file=sys.stderr)
        return _NO_RUN
    return Run(**json.loads(done.stdout))


def verdicts_of(comparisons: Sequence[Comparison]) -> list[Verdict]:
    """The targets for random folders, those whose sizes have been run."""
    return [*_proof_verdicts(comparisons), *_gap_verdicts(comparisons), *_rivals(comparisons)]


def _proof_verdicts(comparisons: Sequence[Comparison]) -> Iterator[Verdict]:
    ours = [c.runs["ours"] for c in comparisons if c.referrals == 24]
    if ours:
        # A run without proof is longer than any limit.
        to_proof = median(run.seconds if run.gap == 0 else float("inf") for run in ours)
        text = f"24 referrals: median {to_proof:.1f} s to proof, target 30 s"
        yield Verdict(text, to_proof < 30)


def _gap_verdicts(comparisons: Sequence[Comparison]) -> Iterator[Verdict]:
    for size, seconds in ((24, 60), (40, 120)):
        gaps = [c.runs["ours"].gap for c in comparisons if c.referrals == size]
        if gaps:
            limit = max(c.seconds for c in comparisons if c.referrals == size)
            text = f"{size} referrals: worst gap {max(gaps):.2%} in {limit:g} s"
            yield Verdict(f"{text}, target 1 % in {seconds} s", max(gaps) <= 0.01)


def _rivals(comparisons: Sequence[Comparison]) -> Iterator[Verdict]:
    worse = [
        f"{c.referrals} referrals, seed {c.seed}"
        for c in comparisons
        for ours, plain in [(c.runs["ours"], c.runs["cp-sat"])]
        if plain.cost is not None and (ours.cost is None or ours.cost > plain.cost)
    ]
    text = "never a plan worse than plain CP-SAT in the same time"
    yield Verdict(f"{text}: {', '.join(worse)}" if worse else text, not worse)
    wrong = [
        f"{c.referrals} referrals, seed {c.seed}, {method}"
        for c in comparisons
        for method, run in c.runs.items()
        if not _is_consistent(c.runs["ours"], run)
    ]
    text = "no bound above the cost of any plan"
    yield Verdict(f"{text}: {', '.join(wrong)}" if wrong else text, not wrong)


def _is_consistent(one: Run, other: Run) -> bool:
    pairs = [(one.bound, other.cost), (other.bound, one.cost)]
    return all(bound is None or cost is None or bound <= cost for bound, cost in pairs)


_HEADER = (
    f"{'':14}{'ours':^40}{'plain CP-SAT':^24}{'PyJobShop':^16}{'first come':>11}\n"
    f"{'waiting seed':14}{'cost':>9}{'bound':>9}{'gap':>8}{'s':>7}{'MB':>7}"
    f"{'cost':>9}{'bound':>8}{'s':>7}{'cost':>9}{'bound':>7}{'cost':>11}"
)


def _row(comparison: Comparison) -> str:
    ours, plain = comparison.runs["ours"], comparison.runs["cp-sat"]
    shop, turns = comparison.runs.get("pyjobshop", _NO_RUN), comparison.runs["turns"]
    return (
        f"{comparison.referrals:7} {comparison.seed:<6}{_cell(ours.cost):>9}{_cell(ours.bound):>9}"
        f"{ours.gap:>8.2%}{ours.seconds:>7.1f}{ours.memory_mb:>7.0f}"
        f"{_cell(plain.cost):>9}{_cell(plain.bound):>8}{plain.seconds:>7.1f}"
        f"{_cell(shop.cost):>9}{_cell(shop.bound):>7}{_cell(turns.cost):>11}"
    )


def _medians(comparisons: Sequence[Comparison]) -> str:
    if not comparisons:
        return ""
    parts = [f"{comparisons[0].referrals} referrals, medians:"]
    for method in comparisons[0].runs:
        runs = [comparison.runs[method] for comparison in comparisons]
        above = [
            run.cost / max(1, best) - 1
            for run, comparison in zip(runs, comparisons, strict=True)
            for best in [_best_cost(comparison)]
            if run.cost is not None and best is not None
        ]
        cost = f"{median(above):.2%} above the best" if above else "no plan"
        parts.append(f"{method} {median(run.seconds for run in runs):.1f} s, {cost};")
    return " ".join(parts).rstrip(";")


def _best_cost(comparison: Comparison) -> int | None:
    costs = [run.cost for run in comparison.runs.values() if run.cost is not None]
    return min(costs, default=None)


def _cell(value: int | None) -> str:
    return "-" if value is None else str(value)


Figures = tuple[int | None, int | None]


def _ours(problem: StayProblem, seconds: float) -> Figures:
    outcome = solve_stays(problem, Limits(seconds=seconds, threads=THREADS))
    return outcome.objective, outcome.bound


def _cp_sat(problem: StayProblem, seconds: float) -> Figures:
    from solver.stays.intervals import solve_intervals

    outcome = solve_intervals(problem, Limits(seconds=seconds, threads=THREADS))
    return outcome.objective, outcome.bound


def _pyjobshop(problem: StayProblem, seconds: float) -> Figures:
    from benchmarks.pyjobshop_stays import solve_job_shop

    outcome = solve_job_shop(problem, seconds, THREADS)
    return outcome.objective, outcome.bound


def _turns(problem: StayProblem, _seconds: float) -> Figures:
    """First come, first served: by the day on which each is ready."""
    order = sorted(range(len(problem.cases)), key=lambda i: (problem.cases[i].ready_day, i))
    return total_cost(problem, Placer(problem).in_turn(order)), None


METHODS = {"ours": _ours, "cp-sat": _cp_sat, "pyjobshop": _pyjobshop, "turns": _turns}


def run_method(method: str, folder: Path, seconds: float) -> dict[str, Any]:
    """One method in this process; the folder is read before the clock starts."""
    problem = translate(read_programme(folder).programme).problem
    started = time.monotonic()
    cost, bound = METHODS[method](problem, seconds)
    taken = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"cost": cost, "bound": bound, "seconds": taken, "memory_mb": peak / 1024}


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        print(json.dumps(run_method(sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]))))
        raise SystemExit(0)
    raise SystemExit(main())
