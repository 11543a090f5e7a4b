"""From a programme to a plan with its proof."""

from pathlib import Path

import pytest

from planner.check.costs import stay_cost_terms
from planner.check.stays import check_stay_plan
from planner.domain.errors import CommitmentError
from planner.domain.plan import PlanStatus, StayPlan, StoppedBy
from planner.scheduling.planning import Limits, plan_stays
from planner.tables.programme import read_programme
from tests.factories import day, participant, programme, referral, stay

SMALL = Path(__file__).parents[3] / "sample_data" / "small"


@pytest.mark.parametrize("sample", ["two_houses", "weekend_cohort"])
def test_sample_is_proven_and_costs_what_the_checker_counts(sample: str) -> None:
    given = read_programme(SMALL / sample).programme
    planned = plan_stays(given, Limits())
    assert check_stay_plan(given, planned.plan) == []
    assert dict(planned.proof.terms) == stay_cost_terms(given, planned.plan)
    assert planned.proof.status is PlanStatus.OPTIMAL
    assert planned.proof.bound == planned.proof.objective
    assert planned.stopped_by is StoppedBy.PROOF


def test_programme_without_referrals_has_an_empty_plan() -> None:
    planned = plan_stays(programme(), Limits())
    assert planned.plan == StayPlan()
    assert (planned.proof.objective, planned.proof.bound) == (0, 0)


def test_programme_in_which_nobody_can_be_placed_is_proven_too() -> None:
    lacking = participant("R1", needs=frozenset({"ground_floor"}))
    planned = plan_stays(programme(participants=(lacking,), referrals=(referral("R1"),)), Limits())
    assert [row.participant for row in planned.plan.unplaced] == ["R1"]
    assert planned.proof.status is PlanStatus.OPTIMAL


def test_plan_stopped_by_a_person_before_it_began_is_kept() -> None:
    limits = Limits()
    limits.stop.set()
    planned = plan_stays(programme(referrals=(referral("R1"),)), limits)
    assert planned.stopped_by is StoppedBy.PERSON
    assert planned.proof.status is PlanStatus.FEASIBLE


def test_commitments_are_checked_first() -> None:
    given = programme(
        stays=(stay("P1", "B1", day(-9), day(10)), stay("P2", "B1", day(11), day(90)))
    )
    with pytest.raises(CommitmentError, match="S1: Bed B1 is empty for 1 night"):
        plan_stays(given, Limits())
