"""Whatever the programme, its schedule breaks no rule and costs what the solver has found."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.check.roster.schedule import check_schedule, schedule_cost_terms
from planner.domain.errors import CommitmentError, NoPlanError
from planner.domain.plan import StoppedBy
from planner.scheduling.planning import plan_stays
from planner.scheduling.roster.planning import plan_schedule
from solver.common.limits import Limits
from tests.planner.scheduling.roster.making import ProgrammeMaker


def is_right(random: Random) -> bool:
    """Plan one programme and check the schedule; False where there is none to check."""
    made = ProgrammeMaker(random).programme()
    try:
        stays = plan_stays(made, Limits()).plan
        planned = plan_schedule(made, stays, Limits(seconds=4.0))
    except CommitmentError:
        return False
    except NoPlanError:
        # The least hours of somebody may be more than there is to do.
        assert any(member.min_total_hours for member in made.staff)
        return False
    terms = schedule_cost_terms(made, stays, planned.schedule)
    assert check_schedule(made, stays, planned.schedule, planned.proof) == []
    assert dict(planned.proof.terms) == terms
    assert planned.proof.bound <= planned.proof.objective == sum(terms.values())
    is_proven = planned.proof.bound == planned.proof.objective
    assert is_proven is (planned.stopped_by is StoppedBy.PROOF)
    return True


@pytest.mark.parametrize("first", range(0, 100, 10))
def test_schedules_of_seeded_programmes_pass_the_check(first: int) -> None:
    assert sum(is_right(Random(seed)) for seed in range(first, first + 10)) >= 5


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_schedule_of_any_programme_passes_the_check(random: Random) -> None:
    is_right(random)
