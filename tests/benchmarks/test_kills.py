"""A few of the kills of the acceptance runs."""

import pytest

from benchmarks.command import Tally
from benchmarks.kill_worker import kill_workers
from benchmarks.kill_writer import kill_writers
from tests.databases import KINDS


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_run_is_lost_or_done_twice_when_workers_are_killed(kind: str) -> None:
    tally = Tally()
    kill_workers(tally, 2, [kind])
    assert tally.passed >= 4
    assert tally.failed == 0


@pytest.mark.slow
def test_no_acknowledged_change_is_lost_when_writers_are_killed() -> None:
    tally = Tally()
    kill_writers(tally, 4)
    assert tally.passed >= 11
    assert tally.failed == 0
