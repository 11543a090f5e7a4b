"""What comes back beside the schedule: status, reason of the end, and the errors."""

import pytest

from planner.domain.errors import NoPlanError
from planner.domain.plan import PlanStatus, StoppedBy
from planner.scheduling.roster.planning import plan_schedule
from solver.common.limits import Limits
from tests.planner.check.roster.building import agency, shift, worker
from tests.planner.scheduling.roster.asking import NOBODY, planned


def test_schedule_is_proven_with_its_terms_in_order() -> None:
    found = planned(agency(shifts=(shift("A", weekdays=(0,)),)))
    assert (found.proof.status, found.stopped_by) == (PlanStatus.OPTIMAL, StoppedBy.PROOF)
    assert found.proof.objective == sum(found.proof.terms.values()) == 0
    assert found.warnings == ()


def test_same_seed_gives_the_same_schedule() -> None:
    made = agency(shifts=(shift("A"), shift("B")), staff=(worker("W1"), worker("W2")))
    first, second = (
        plan_schedule(made, NOBODY, Limits(seed=3, threads=2)).schedule for _ in range(2)
    )
    assert first == second


def test_least_hours_that_nobody_can_give_leave_no_schedule() -> None:
    made = agency(shifts=(shift("A", weekdays=(0,)),), staff=(worker("W1", min_total_hours=17),))
    with pytest.raises(NoPlanError):
        plan_schedule(made, NOBODY, Limits())
