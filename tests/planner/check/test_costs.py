"""Each cost term of a stay plan and each claim about it."""

from dataclasses import replace

import pytest

from planner.check.costs import check_claimed_costs, stay_cost_terms
from planner.domain.participants import Priority, Service
from planner.domain.plan import STAY_TERMS, PlanStatus, Proof, StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from tests.factories import (
    bed,
    day,
    day_program_rules,
    enrolment,
    kept_enrolment,
    kept_stay,
    participant,
    planned_enrolment,
    planned_stay,
    planned_support,
    programme,
    proof,
    referral,
    stay,
    stay_plan,
    summary,
)
from tests.planner.check.good_plan import GOOD_PLAN, GOOD_PROGRAMME, GOOD_TERMS
from tests.planner.check.judging import broken


def costs(given: Programme, plan: StayPlan) -> dict[str, int]:
    """The terms that are not zero."""
    return {name: cost for name, cost in stay_cost_terms(given, plan).items() if cost}


def test_terms_come_in_their_order() -> None:
    assert tuple(stay_cost_terms(programme(), stay_plan())) == STAY_TERMS


def test_terms_of_the_good_plan() -> None:
    assert stay_cost_terms(GOOD_PROGRAMME, GOOD_PLAN) == GOOD_TERMS


@pytest.mark.parametrize(
    ("priority", "weight"), [(Priority.ROUTINE, 1), (Priority.HIGH, 2), (Priority.URGENT, 4)]
)
def test_waiting_is_weighted_by_priority_for_every_service(priority: Priority, weight: int) -> None:
    given = programme(
        referrals=(
            referral("P1", priority=priority, ready=day(-3)),
            referral("P2", Service.DAY_PROGRAM, priority=priority),
            referral("P3", Service.SUPPORT, priority=priority),
        )
    )
    plan = stay_plan(
        [planned_stay("P1", "B1", day(0), day(28), ready=day(-3))],
        [planned_enrolment("P2", day(2), day(16))],
        [planned_support("P2", day(2), day(16)), planned_support("P3", day(4), day(32))],
    )
    assert costs(given, plan) == {"waiting": weight * (3 + 2 + 4)}


@pytest.mark.parametrize(
    ("nights", "terms"), [(27, {"short_stay": 3}), (28, {}), (29, {}), (20, {"short_stay": 24})]
)
def test_short_stay_is_counted_to_the_target(nights: int, terms: dict[str, int]) -> None:
    given = programme(referrals=(referral("P1"),))
    assert costs(given, stay_plan([planned_stay("P1", "B1", day(0), day(nights))])) == terms


def test_short_stay_is_counted_to_the_target_of_the_referral() -> None:
    given = programme(referrals=(referral("P1", target_days=60),))
    plan = stay_plan([planned_stay("P1", "B1", day(0), day(42))])
    assert costs(given, plan) == {"short_stay": 3 * 18}


def test_program_delay_is_counted_from_admission() -> None:
    given = programme(
        referrals=(referral("P1"),), day_program=day_program_rules(residents_join=True)
    )
    stays = [planned_stay("P1", "B1", day(0), day(28))]
    plan = stay_plan(stays, [planned_enrolment("P1", day(4), day(18))])
    assert costs(given, plan) == {"program_delay": 4}


def test_program_delay_is_not_counted_for_a_kept_enrolment() -> None:
    old = enrolment("P1", day(4), day(18))
    given = programme(referrals=(referral("P1"),), enrolments=(old,))
    plan = stay_plan([planned_stay("P1", "B1", day(0), day(28))], [kept_enrolment(old)])
    assert costs(given, plan) == {}


@pytest.mark.parametrize(
    ("ready", "terms"),
    [(0, {"unplaced": 4 * 174}), (173, {"unplaced": 4}), (174, {}), (175, {})],
)
def test_unplaced_is_counted_to_the_horizon_and_beyond(ready: int, terms: dict[str, int]) -> None:
    given = programme(referrals=(referral("P1", ready=day(ready), priority=Priority.URGENT),))
    assert costs(given, stay_plan()) == terms


def test_unplaced_costs_nothing_where_no_adult_residence_is_allowed() -> None:
    minor = (participant("P1", adult_residence_ok=False),)
    housed = programme(participants=minor, referrals=(referral("P1"),))
    assert costs(housed, stay_plan()) == {}
    support = programme(participants=minor, referrals=(referral("P1", Service.SUPPORT),))
    assert costs(support, stay_plan()) == {"unplaced": 174}


@pytest.mark.parametrize(
    ("bed_code", "admission", "nights", "moved"),
    [("B1", 0, 28, 0), ("B2", 0, 28, 30), ("B1", 1, 27, 30), ("B1", 0, 29, 30)],
)
def test_moved_is_counted_for_another_bed_admission_or_discharge(
    bed_code: str, admission: int, nights: int, moved: int
) -> None:
    old = stay("P1", "B1", day(0), day(28), StayStatus.PROPOSED)
    given = replace(GOOD_PROGRAMME, participants=(participant("P1"),), stays=(old,))
    given = replace(given, beds=(bed("B1"), bed("B2")))
    plan = stay_plan([planned_stay("P1", bed_code, day(admission), day(admission + nights))])
    assert stay_cost_terms(given, plan)["moved"] == moved


def test_moved_is_counted_without_a_referral_under_consideration() -> None:
    old = stay("P1", "B1", day(0), day(28), StayStatus.PROPOSED)
    assert costs(programme(stays=(old,)), stay_plan()) == {"moved": 30}


def test_moved_is_counted_where_she_has_no_referral_even_if_confirmed_as_it_was() -> None:
    old = stay("P1", "B1", day(0), day(28), StayStatus.PROPOSED)
    now = replace(old, status=StayStatus.CONFIRMED)
    given = programme(stays=(old, now))
    assert costs(given, stay_plan([kept_stay(now)])) == {"moved": 30}


def test_claims_that_are_true_pass() -> None:
    assert check_claimed_costs(GOOD_PROGRAMME, GOOD_PLAN, proof(GOOD_TERMS)) == []
    open_gap = proof(GOOD_TERMS, bound=300)
    assert check_claimed_costs(GOOD_PROGRAMME, GOOD_PLAN, open_gap) == []


TRUE = proof(GOOD_TERMS)


@pytest.mark.parametrize(
    "claim",
    [
        replace(TRUE, terms={**GOOD_TERMS, "waiting": 91, "moved": 61}),
        replace(TRUE, terms={name: GOOD_TERMS[name] for name in STAY_TERMS[:-1]}),
        replace(TRUE, terms={**GOOD_TERMS, "travel": 0}),
        replace(TRUE, objective=TRUE.objective - 1, bound=TRUE.objective - 1),
        replace(TRUE, bound=TRUE.objective + 1),
        replace(TRUE, bound=TRUE.objective - 1),
        replace(TRUE, status=PlanStatus.FEASIBLE),
        replace(TRUE, status=PlanStatus.FEASIBLE, bound=299.5),  # type: ignore[arg-type]
    ],
)
def test_claim_that_is_false_is_named(claim: Proof) -> None:
    assert broken(GOOD_PROGRAMME, GOOD_PLAN, summary(claim)) == {"cost"}


def test_false_claims_are_named_one_by_one() -> None:
    claim = proof({**GOOD_TERMS, "waiting": 91, "moved": 61})
    assert [v.message for v in check_claimed_costs(GOOD_PROGRAMME, GOOD_PLAN, claim)] == [
        "The term moved is given as 61; the plan costs 60.",
        "The term waiting is given as 91; the plan costs 92.",
    ]


def test_summary_of_another_day_is_named() -> None:
    assert broken(GOOD_PROGRAMME, GOOD_PLAN, summary(TRUE, day(1))) == {"rows"}


def test_summary_without_a_stay_plan_claims_nothing() -> None:
    assert broken(GOOD_PROGRAMME, GOOD_PLAN, summary(None)) == set()
