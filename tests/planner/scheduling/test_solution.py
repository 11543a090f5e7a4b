"""The solver's indices and day numbers as rows of a plan folder."""

from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import PlannedSupport, StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from planner.scheduling.solution import stay_plan
from planner.scheduling.stays import translate
from solver.stays.problem import Placement, StaySolution
from tests.factories import (
    assignment,
    bed,
    day,
    day_program_rules,
    enrolment,
    kept_enrolment,
    kept_stay,
    planned_enrolment,
    planned_stay,
    planned_support,
    programme,
    referral,
    staff_member,
    stay,
)

TWO_STAFF = (staff_member("W1"), staff_member("W2"))


def plan_of(
    given: Programme,
    placement: Placement | None = None,
    worker: int = 1,
    anchors: tuple[int, ...] = (),
) -> StayPlan:
    """The rows of a programme with at most one referral, which is placed as told."""
    count = len(translate(given).referrals)
    workers = (None if placement is None else worker,) * count
    solution = StaySolution((placement,) * count, workers, anchors)
    return stay_plan(given, translate(given), solution)


def test_commitment_keeps_its_row_and_its_committed_worker() -> None:
    kept = stay("P1", "B1", day(-20), day(10), StayStatus.IN_HOUSE)
    given = programme(stays=(kept,), assignments=(assignment("P1", "W2"),), staff=TWO_STAFF)
    assert plan_of(given) == StayPlan(
        stays=(kept_stay(kept, "W2"),), support=(planned_support("P1", day(-20), day(10), "W2"),)
    )


def test_commitment_without_committed_worker_gets_the_chosen_one() -> None:
    kept = stay("P1", "B1", day(-20), day(10), StayStatus.IN_HOUSE)
    plan = plan_of(programme(stays=(kept,), staff=TWO_STAFF), anchors=(1,))
    assert [row.staff for row in (*plan.stays, *plan.support)] == ["W2", "W2"]


def test_stay_that_ends_on_the_planning_date_is_left_out() -> None:
    given = programme(stays=(stay("P1", "B1", day(-20), day(0)),))
    assert plan_of(given) == StayPlan()


def test_stay_that_ends_a_day_after_the_planning_date_is_kept() -> None:
    given = programme(stays=(stay("P1", "B1", day(-20), day(1)),))
    assert len(plan_of(given, anchors=(0,)).stays) == 1


def test_planned_stay_counts_nights_and_waiting_days() -> None:
    given = programme(
        beds=(bed("B1"), bed("B2")), referrals=(referral("R1", ready=day(3)),), staff=TWO_STAFF
    )
    placed = planned_stay("R1", "B2", day(7), day(35), ready=day(3), staff="W2")
    assert plan_of(given, Placement(1, 7, 35)) == StayPlan(
        stays=(placed,), support=(planned_support("R1", day(7), day(35), "W2"),)
    )
    assert (placed.days, placed.waiting_days) == (28, 4)


def test_enrolment_of_a_planned_stay_has_no_support_row_of_its_own() -> None:
    given = programme(
        referrals=(referral("R1"),), day_program=day_program_rules(residents_join=True)
    )
    plan = plan_of(given, Placement(0, 0, 28, entry_day=1), worker=0)
    assert plan.enrolments == (planned_enrolment("R1", day(1), day(15)),)
    assert plan.support == (planned_support("R1", day(0), day(28)),)


def test_day_program_referral_gets_an_enrolment_and_a_support_row() -> None:
    given = programme(referrals=(referral("R1", Service.DAY_PROGRAM),))
    plan = plan_of(given, Placement(0, 1, 15), worker=0)
    assert plan == StayPlan(
        enrolments=(planned_enrolment("R1", day(1), day(15)),),
        support=(planned_support("R1", day(1), day(15)),),
    )


def test_enrolment_planned_inside_a_committed_stay_belongs_to_it() -> None:
    kept = stay("R1", "B1", day(-7), day(90))
    given = programme(
        stays=(kept,),
        referrals=(referral("R1", Service.DAY_PROGRAM),),
        assignments=(assignment("R1", "W1"),),
    )
    plan = plan_of(given, Placement(0, 1, 15), worker=0)
    assert plan.enrolments == (planned_enrolment("R1", day(1), day(15)),)
    assert plan.support == (planned_support("R1", day(-7), day(90)),)


def test_support_referral_has_a_support_row_alone() -> None:
    given = programme(referrals=(referral("R1", Service.SUPPORT),))
    plan = plan_of(given, Placement(0, 1, 29), worker=0)
    assert plan == StayPlan(support=(planned_support("R1", day(1), day(29)),))


def test_kept_enrolment_has_a_support_row_of_its_own() -> None:
    kept = enrolment("P1", day(-7), day(7), EnrolmentStatus.ACTIVE)
    given = programme(enrolments=(kept,), assignments=(assignment("P1", "W1"),))
    assert plan_of(given) == StayPlan(
        enrolments=(kept_enrolment(kept),), support=(planned_support("P1", day(-7), day(7)),)
    )


def test_enrolment_that_ends_on_the_planning_date_is_left_out() -> None:
    given = programme(enrolments=(enrolment("P1", day(-14), day(0)),))
    assert plan_of(given) == StayPlan()


def test_kept_enrolment_that_begins_inside_a_planned_stay_belongs_to_it() -> None:
    kept = enrolment("R1", day(1), day(15))
    given = programme(
        enrolments=(kept,), referrals=(referral("R1"),), assignments=(assignment("R1", "W1"),)
    )
    plan = plan_of(given, Placement(0, 1, 29), worker=0)
    assert plan.enrolments == (kept_enrolment(kept),)
    assert plan.support == (planned_support("R1", day(1), day(29)),)


def test_kept_enrolment_that_begins_before_a_planned_stay_keeps_its_support_row() -> None:
    given = programme(
        enrolments=(enrolment("R1", day(0), day(14)),),
        referrals=(referral("R1"),),
        assignments=(assignment("R1", "W1"),),
    )
    plan = plan_of(given, Placement(0, 1, 29), worker=0)
    assert set(plan.support) == {
        planned_support("R1", day(0), day(14)),
        planned_support("R1", day(1), day(29)),
    }


def test_assignment_without_stay_or_enrolment_is_a_support_service() -> None:
    given = programme(assignments=(assignment("P1", "W1", day(-7)),))
    assert plan_of(given).support == (PlannedSupport("P1", "W1", day(-7), day(21)),)
