"""Two searches share one time limit, and the graver end of them is that of the run."""

import pytest

from planner.domain.plan import StoppedBy
from planner.scheduling.planning import Limits, Progress
from planner.services.plans.shares import gravest, share_of_schedule, share_of_stays

PROOF, WORK = StoppedBy.PROOF, StoppedBy.WORK_LIMIT
TIME, PERSON = StoppedBy.TIME_LIMIT, StoppedBy.PERSON


def test_stays_take_half_of_the_time_on_the_same_clock() -> None:
    limits = Limits(60.0, 7, 2)
    share = share_of_stays(limits)
    assert (share.seconds, share.seed, share.threads) == (30.0, 7, 2)
    assert (share.started, share.stop) == (limits.started, limits.stop)


def test_schedule_takes_what_is_left_on_a_clock_of_its_own() -> None:
    limits = Limits(60.0, 7, 2)
    limits.started -= 20
    share = share_of_schedule(limits)
    assert share.seconds == pytest.approx(40.0, abs=1)
    assert share.elapsed < 1
    assert share.stop is limits.stop


def test_no_time_limit_is_none_for_both() -> None:
    limits = Limits()
    assert (share_of_stays(limits).seconds, share_of_schedule(limits).seconds) == (None, None)


def test_time_that_is_used_up_leaves_none() -> None:
    limits = Limits(10.0)
    limits.started -= 20
    assert share_of_schedule(limits).seconds == 0


def test_stop_by_a_person_ends_both() -> None:
    limits = Limits()
    shares = (share_of_stays(limits), share_of_schedule(limits))
    limits.stop.set()
    assert [share.stop.is_set() for share in shares] == [True, True]


def test_progress_begins_anew_with_the_schedule() -> None:
    told: list[Progress] = []
    limits = Limits(report=told.append)
    share_of_schedule(limits).report(Progress(1.0, 5, 4))
    assert [(progress.objective, progress.bound) for progress in told] == [(None, None), (5, 4)]


@pytest.mark.parametrize(
    ("ends", "end"),
    [
        ((PROOF,), PROOF),
        ((PROOF, PROOF), PROOF),
        ((PROOF, WORK), WORK),
        ((TIME, PROOF), TIME),
        ((TIME, WORK), TIME),
        ((PERSON, TIME), PERSON),
        ((WORK, PERSON), PERSON),
    ],
)
def test_run_ends_by_proof_only_where_every_search_did(
    ends: tuple[StoppedBy, ...], end: StoppedBy
) -> None:
    assert gravest(ends) is end
