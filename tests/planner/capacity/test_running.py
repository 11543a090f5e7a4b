"""The same numbers wherever the work is done; progress is told, and a stop is obeyed."""

import threading
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest

from planner.capacity.engines import choose_engine
from planner.capacity.errors import StoppedError
from planner.capacity.laws import Uniform
from planner.capacity.running import Control, simulated
from planner.capacity.scenario import EngineName, Study
from planner.capacity.work import Done, Work, perform
from tests.planner.capacity.models import short_study, three_beds
from tests.planner.capacity.test_engines import everything

SCENARIOS = (three_beds(), three_beds("fourth bed", beds=4), everything())
STUDY = short_study(replications=1203, curve_points=5)


def run(executor: Executor | None = None) -> list[Done]:
    engine = choose_engine(SCENARIOS, STUDY)
    return simulated(SCENARIOS, STUDY, engine, Control(executor))


def assert_same(one: list[Done], other: list[Done]) -> None:
    for first, second in zip(one, other, strict=True):
        assert first.sums.keys() == second.sums.keys()
        for name, values in first.sums.items():
            assert values.tobytes() == second.sums[name].tobytes(), name
        for name, values in first.curves.items():
            assert values.tobytes() == second.curves[name].tobytes(), name


@pytest.fixture(scope="module")
def here() -> list[Done]:
    """The study in this process."""
    return run()


def test_threads_and_processes_give_the_same_bytes(here: list[Done]) -> None:
    with ThreadPoolExecutor(2) as threads:
        assert_same(here, run(threads))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert_same(here, run(processes))


@pytest.mark.parametrize("engine", [EngineName.FAST, EngineName.EVENT])
@pytest.mark.parametrize("size", [1, 2, 7, 287])
def test_size_of_a_block_changes_nothing(engine: EngineName, size: int) -> None:
    scenario = replace(three_beds(), turnover=Uniform(0, 1))
    (whole,) = perform(Work(STUDY, engine, (scenario,), 0, 300))
    (part,) = perform(Work(STUDY, engine, (scenario,), 13, size))
    for name, values in part.sums.items():
        assert values.tobytes() == whole.sums[name][13 : 13 + size].tobytes(), name


@pytest.mark.parametrize("study", [STUDY, replace(STUDY, replications=2)])
def test_more_replications_begin_with_the_same_ones(study: Study, here: list[Done]) -> None:
    engine = choose_engine(SCENARIOS, study)
    fewer = simulated(SCENARIOS, replace(study, replications=2), engine, Control())
    for few, many in zip(fewer, here, strict=True):
        np.testing.assert_array_equal(few.sums["bed_time"], many.sums["bed_time"][:2])


def test_common_numbers_make_the_difference_sharper() -> None:
    study = short_study(replications=2000)
    base, more = simulated(SCENARIOS[:2], study, EngineName.FAST, Control())
    (apart,) = simulated([SCENARIOS[1]], replace(study, seed=2), EngineName.FAST, Control())
    paired = np.var(more.sums["admitted"] - base.sums["admitted"])
    assert paired < np.var(apart.sums["admitted"] - base.sums["admitted"]) / 2


def test_progress_ends_where_the_work_does() -> None:
    told: list[tuple[int, int]] = []
    control = Control(report=lambda done, total: told.append((done, total)))
    simulated(SCENARIOS[:2], STUDY, EngineName.FAST, control)
    assert told[-1] == (2 * 1203, 2 * 1203)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_stop_ends_the_work() -> None:
    stop = threading.Event()

    def stop_soon(_done: int, _total: int) -> None:
        stop.set()

    with pytest.raises(StoppedError, match="Stopped"):
        simulated(SCENARIOS, STUDY, EngineName.EVENT, Control(report=stop_soon, stop=stop))
