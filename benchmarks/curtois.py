"""Rosters of public shift-scheduling instances: python -m benchmarks.curtois --help."""

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.curtois_check import Judge
from benchmarks.curtois_format import read_instance
from solver.common.limits import Limits
from solver.schedule.roster import solve_roster

FOLDER = Path("../shared/benchmarks/curtois")
SECONDS = 60.0


@dataclass(frozen=True)
class Run:
    """One instance: what was found, what is published, what the check from the file says."""

    cost: int | None
    bound: int | None
    best_published: int
    seconds: float
    faults: tuple[str, ...]

    @property
    def row(self) -> str:
        """The figures as a line of the table."""
        above = "-" if self.cost is None else f"{self.cost / self.best_published - 1:.2%}"
        cells = (self.cost, self.bound, self.best_published, above, f"{self.seconds:.1f}")
        return "".join(f"{'-' if cell is None else cell:>10}" for cell in cells)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a roster breaks a rule or costs something else than was said."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.curtois", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="InstanceN.txt, best_known.csv")
    parser.add_argument("--instances", help="such as 1,2,8; all that best_known.csv lists")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each instance")
    options = parser.parse_args(arguments)
    if not (options.folder / "best_known.csv").is_file():
        parser.error(f"{options.folder} has no best_known.csv; name the instances with --folder")
    best = _best_published(options.folder / "best_known.csv")
    names = [f"Instance{k}" for k in options.instances.split(",")] if options.instances else [*best]
    print(f"{'':12}{'cost':>10}{'bound':>10}{'published':>10}{'above':>10}{'s':>10}")
    faults = 0
    for name in names:
        text = (options.folder / f"{name}.txt").read_text(encoding="utf-8")
        run = measure(text, best[name], options.seconds)
        print(f"{name:12}{run.row}", flush=True)
        for fault in run.faults:
            print(f"{name}: {fault}", file=sys.stderr)
        faults += len(run.faults)
    return 1 if faults else 0


def measure(text: str, best_published: int, seconds: float) -> Run:
    """Plan an instance and judge the roster from the text alone."""
    instance, limits = read_instance(text), Limits(seconds=seconds)
    outcome = solve_roster(instance.problem, limits)
    elapsed = limits.elapsed
    faults: list[str] = []
    if outcome.solution is not None:
        judge, roster = Judge(text), instance.roster(outcome.solution.duties)
        faults += judge.violations(roster)
        if judge.cost(roster) != outcome.objective:
            faults.append(f"cost {outcome.objective}, but the roster costs {judge.cost(roster)}")
    return Run(outcome.objective, outcome.bound, best_published, elapsed, tuple(faults))


def _best_published(path: Path) -> dict[str, int]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["instance"]: int(row["best_known_solution"]) for row in csv.DictReader(file)}


if __name__ == "__main__":
    raise SystemExit(main())
