"""Malformed rows that no rule can judge."""

from dataclasses import replace
from datetime import date

import pytest

from planner.check.stays import check_stay_plan
from planner.domain.participants import Service
from planner.domain.plan import StayPlan
from tests.factories import (
    day,
    day_program_rules,
    planned_enrolment,
    planned_stay,
    planned_support,
    programme,
    referral,
    stay_plan,
    unplaced,
)

GIVEN = programme(
    referrals=(referral("P1"), referral("P2", Service.SUPPORT)),
    day_program=day_program_rules(residents_join=False),
)
STAY = planned_stay("P1", "B1", day(0), day(28))
SUPPORT = planned_support("P2", day(0), day(28))


def told(plan: StayPlan) -> list[str]:
    """What is said about the rows of a plan."""
    return [v.message for v in check_stay_plan(GIVEN, plan) if v.rule == "rows"]


def test_rows_in_order_pass() -> None:
    assert told(stay_plan([STAY], support=[SUPPORT])) == []


def test_unknown_codes_are_named_in_each_table() -> None:
    plan = StayPlan(
        stays=(replace(STAY, participant="P8", staff="W8"),),
        enrolments=(planned_enrolment("P9", day(0), day(14)),),
        support=(SUPPORT, replace(SUPPORT, participant="P9")),
        unplaced=(unplaced("P1"),),
    )
    unknown = [message for message in told(plan) if "unknown" in message]
    assert unknown == [
        "The enrolment from 2027-02-08 names the unknown participant P9.",
        "The stay of P8 from 2027-02-08 names the unknown participant P8.",
        "The stay of P8 from 2027-02-08 names the unknown worker W8.",
        "The support row from 2027-02-08 to 2027-03-08 names the unknown participant P9.",
    ]


@pytest.mark.parametrize("discharge", [day(0), day(-1)])
def test_stay_without_a_night_is_named(discharge: date) -> None:
    row = planned_stay("P1", "B1", day(0), discharge)
    nights = [
        message for message in told(stay_plan([row], support=[SUPPORT])) if "night" in message
    ]
    assert nights == [f"The stay of P1, 2027-02-08 to {discharge}, ends before it has a night."]


def test_waiting_days_left_empty_are_named() -> None:
    row = replace(STAY, waiting_days=None)
    assert told(stay_plan([row], support=[SUPPORT])) == [
        "The stay of P1 from 2027-02-08 comes 0 days after 2027-02-08, the ready date; the row"
        " says nothing."
    ]


def test_stay_without_a_referral_is_named() -> None:
    row = planned_stay("P2", "B1", day(0), day(28), ready=None)
    plan = stay_plan([row], support=[replace(SUPPORT, start=day(1), end=day(29))])
    assert told(replace(plan, unplaced=(unplaced("P1"),))) == [
        "A residential service is planned for P2, who has no such referral under consideration."
    ]


def test_second_planned_enrolment_is_named() -> None:
    given = replace(GIVEN, referrals=(referral("P1", Service.DAY_PROGRAM),))
    rows = [planned_enrolment("P1", day(start), day(start + 14)) for start in (0, 14)]
    plan = stay_plan(enrolments=rows, support=[planned_support("P1", day(0), day(14))])
    assert [violation.message for violation in check_stay_plan(given, plan)] == [
        "The planned enrolment of P1 is listed 2 times."
    ]
