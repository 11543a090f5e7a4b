"""Capacity engines against SimPy and Ciw, the validation cases, coverage, and scale.

``python -m benchmarks.capacity [--cases fast event] [--coverage] [--speed] [--scale]``; nothing
named: everything. Speeds are CPU seconds in one process, the median of interleaved rounds.
"""

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

from benchmarks.capacity_rivals import MODEL, ciw_replications, simpy_replications
from benchmarks.command import Tally
from planner.capacity import event
from planner.capacity.draws import Draws
from planner.capacity.laws import Exponential, Uniform
from planner.capacity.running import Control, simulated
from planner.capacity.scenario import Bed, EngineName, ReferralClass, Scenario, Study
from planner.capacity.studying import run_study
from planner.capacity.tallies import tally
from planner.capacity.work import Work, perform
from tests.planner.capacity.models import cases_for, scenario_of, study_of, z_score

ROUNDS = 5
LARGEST_Z, HALF_WIDTH = 3.5, 0.005
FAST_OVER_SIMPY, FAST_OVER_CIW, EVENT_OVER_SIMPY = 200, 250, 2
META_RUNS, LEAST_COVERED, MOST_COVERED = 1000, 0.935, 0.965
FOUR_SECONDS, THOUSAND_SECONDS = 1.0, 15.0
STUDY = Study(horizon=MODEL.horizon, window=(MODEL.warm_up, MODEL.horizon))


def base(beds: int = MODEL.beds, rate: float = MODEL.rate, low: float = 6.0) -> Scenario:
    """The model that all engines simulate."""
    classes = (ReferralClass("", rate),)
    label = f"{beds} beds, {rate} referrals, stays from {low}"
    return Scenario(label, (Bed(),) * beds, classes, Uniform(low, low + 6), Exponential(4))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description=__doc__)
    parser.add_argument("--cases", nargs="*", choices=("fast", "event"))
    for name in ("speed", "scale", "coverage"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args(arguments)
    everything = not (options.cases or options.speed or options.scale or options.coverage)
    tally_of_all = Tally()
    if options.speed or everything:
        speeds(tally_of_all)
    if options.scale or everything:
        scale(tally_of_all)
    for engine in ("fast", "event") if everything else options.cases or ():
        validation(tally_of_all, engine)
    if options.coverage or everything:
        coverage(tally_of_all, META_RUNS)
    return 1 if tally_of_all.failed else 0


def capacity(tally_of_all: Tally) -> None:
    """Every target, for the acceptance run."""
    speeds(tally_of_all)
    scale(tally_of_all)
    for engine in ("fast", "event"):
        validation(tally_of_all, engine)
    coverage(tally_of_all, META_RUNS)


def capacity_shortly(tally_of_all: Tally) -> None:
    """The cases with wide intervals, and a coverage that only a gross fault would miss."""
    validation(tally_of_all, "fast", 0.02)
    validation(tally_of_all, "event", 0.1)
    coverage(tally_of_all, 200, margin=0.035)


def speeds(tally_of_all: Tally) -> None:
    """The side-by-side table: replications a CPU second of each engine."""
    contenders: dict[str, tuple[Callable[[int], None], int]] = {
        "fast": (_fast, 5000),
        "event": (_event, 500),
    }
    for name, run in (("simpy", simpy_replications), ("ciw", ciw_replications)):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed; the bench requirements have it")
        else:
            contenders[name] = (run, 200)
    rates: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, (run, count) in contenders.items():
            started = time.process_time()
            run(count)
            rates[name].append(count / (time.process_time() - started))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    rivals = [name for name in ("simpy", "ciw") if name in medians]
    print("engine  replications a second  " + "  ".join(f"x {rival}" for rival in rivals))
    for name, rate in medians.items():
        ratios = "  ".join(f"{rate / medians[rival]:7.1f}" for rival in rivals)
        print(f"{name:7} {rate:21.0f}  {ratios}")
    for name, rival, least in (
        ("fast", "simpy", FAST_OVER_SIMPY),
        ("fast", "ciw", FAST_OVER_CIW),
        ("event", "simpy", EVENT_OVER_SIMPY),
    ):
        if rival in medians:
            ratio = medians[name] / medians[rival]
            text = f"{name} is {ratio:.0f} times {rival}, asked: {least}"
            tally_of_all.note(text, ratio >= least)


def _fast(count: int) -> None:
    for first in range(0, count, 1000):
        perform(Work(STUDY, EngineName.FAST, (base(),), first, min(1000, count - first)))


def _event(count: int) -> None:
    history = event.simulate(base(), STUDY, Draws(1, 0, count))
    tally(base(), STUDY, history, count)


def scale(tally_of_all: Tally) -> None:
    """Four scenarios of 5,000 replications with all intervals; a thousand of 1,000."""
    four = [base(), base(beds=4), base(low=5.0), base(rate=0.6)]
    run_study(four, replace(STUDY, replications=10))
    started = time.perf_counter()
    run_study(four, replace(STUDY, replications=5000))
    seconds = time.perf_counter() - started
    text = f"4 scenarios of 5,000 replications: {seconds:.2f} s, asked: {FOUR_SECONDS} s"
    tally_of_all.note(text, seconds < FOUR_SECONDS)
    many = [
        base(beds, 0.3 + 0.01 * rate, 4 + 0.2 * low)
        for beds, rate, low in product(range(2, 7), range(20), range(10))
    ]
    started = time.perf_counter()
    simulated(many, replace(STUDY, replications=1000), EngineName.FAST, Control())
    seconds = time.perf_counter() - started
    text = f"{len(many)} scenarios of 1,000 replications: {seconds:.1f} s,"
    tally_of_all.note(f"{text} asked: {THOUSAND_SECONDS} s", seconds < THOUSAND_SECONDS)


def validation(tally_of_all: Tally, engine: str, precision: float = HALF_WIDTH) -> None:
    """Every case that the engine covers: z scores at the half-width asked for."""
    largest = 0.0
    for case in cases_for(engine):
        # A little narrower than asked: the half-width is then compared with the expected value.
        study = study_of(case, engine, precision=0.97 * precision, max_replications=2_000_000)
        started = time.process_time()
        result = run_study([scenario_of(case)], study)
        seconds = time.process_time() - started
        cells, is_met = [], True
        for name, expected in case["expected"].items():
            found = result.base.estimates[name]
            half_width = (found.high - found.low) / 2
            value = expected["value"] if isinstance(expected, dict) else expected
            score = z_score(case, name, found.mean, half_width)
            largest = max(largest, abs(score))
            is_met = is_met and abs(score) <= LARGEST_Z and half_width <= precision * abs(value)
            cells.append(f"{name} z {score:+.2f}")
        text = f"{case['id']} {engine}, {result.replications} replications, {seconds:.1f} s: "
        tally_of_all.note(text + ", ".join(cells), is_met)
    print(f"{engine}: largest |z| {largest:.2f}")


def coverage(tally_of_all: Tally, runs: int, margin: float = 0.0) -> None:
    """How often the 95 % intervals of 200 replications hold the known answer of V20."""
    case = next(case for case in cases_for("fast") if case["id"] == "V20")
    study = study_of(case, "fast", replications=200)
    covered = dict.fromkeys(case["expected"], 0)
    for seed in range(runs):
        found = run_study([scenario_of(case)], replace(study, seed=seed)).base.estimates
        for name, expected in case["expected"].items():
            covered[name] += found[name].low <= expected <= found[name].high
    for name, count in covered.items():
        share = count / runs
        low, high = LEAST_COVERED - margin, MOST_COVERED + margin
        text = f"{name}: {share:.1%} of {runs} intervals hold the answer"
        tally_of_all.note(text, low <= share <= high)


if __name__ == "__main__":
    raise SystemExit(main())
