"""S5 and S7 at their edges."""

from datetime import date

import pytest

from planner.domain.participants import Service
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from tests.factories import (
    AS_OF,
    day,
    planned_enrolment,
    planned_stay,
    planned_support,
    programme,
    referral,
    stay_plan,
    stay_rules,
)
from tests.planner.check.judging import broken


def admitted(start: int, ready: date = AS_OF, **changes: object) -> tuple[Programme, StayPlan]:
    """A residential referral and a stay of 28 nights from a day on."""
    asked = referral("P1", Service.RESIDENTIAL, ready, **changes)
    row = planned_stay("P1", "B1", day(start), day(start + 28), ready=ready)
    return programme(referrals=(asked,)), stay_plan([row])


@pytest.mark.parametrize(("ready", "rules"), [(8, set()), (9, {"S5"})])
def test_admission_on_or_before_the_ready_date(ready: int, rules: set[str]) -> None:
    assert broken(*admitted(8, ready=day(ready))) == rules


@pytest.mark.parametrize(("start", "rules"), [(0, set()), (-4, {"S5"})])
def test_admission_on_or_before_the_planning_date(start: int, rules: set[str]) -> None:
    assert broken(*admitted(start, ready=day(-20))) == rules


@pytest.mark.parametrize(("latest", "rules"), [(8, set()), (7, {"S5"})])
def test_admission_on_or_after_the_latest_date(latest: int, rules: set[str]) -> None:
    assert broken(*admitted(8, latest=day(latest))) == rules


@pytest.mark.parametrize(("stay_days", "rules"), [(9, set()), (8, {"S5"})])
def test_admission_on_the_last_day_of_the_horizon(stay_days: int, rules: set[str]) -> None:
    given = programme(referrals=(referral("P1"),), stay_days=stay_days)
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(8), day(36))])) == rules


@pytest.mark.parametrize(("start", "rules"), [(3, set()), (4, {"S5"}), (6, {"S5"})])
def test_admission_on_an_admission_weekday(start: int, rules: set[str]) -> None:
    assert broken(*admitted(start)) == rules


@pytest.mark.parametrize(("allowed", "rules"), [(True, set()), (False, {"S5"})])
def test_admission_on_a_holiday(allowed: bool, rules: set[str]) -> None:
    given = programme(
        referrals=(referral("P1"),),
        stay_rules=stay_rules(admit_on_holidays=allowed),
        holidays=frozenset({day(7)}),
    )
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(7), day(35))])) == rules


@pytest.mark.parametrize(("start", "rules"), [(4, set()), (5, {"S5"}), (7, {"S5"})])
def test_day_program_begins_on_a_program_weekday_and_no_holiday(
    start: int, rules: set[str]
) -> None:
    given = programme(
        referrals=(referral("P1", Service.DAY_PROGRAM),), holidays=frozenset({day(7)})
    )
    row = planned_enrolment("P1", day(start), day(start + 14))
    worker = planned_support("P1", row.start, row.end)
    assert broken(given, stay_plan(enrolments=[row], support=[worker])) == rules


@pytest.mark.parametrize(("start", "rules"), [(4, set()), (5, {"S5"}), (7, {"S5"})])
def test_support_begins_on_a_support_weekday_and_no_holiday(start: int, rules: set[str]) -> None:
    given = programme(referrals=(referral("P1", Service.SUPPORT),), holidays=frozenset({day(7)}))
    worker = planned_support("P1", day(start), day(start + 28))
    assert broken(given, stay_plan(support=[worker])) == rules


@pytest.mark.parametrize(
    ("nights", "rules"), [(14, set()), (13, {"S7"}), (42, set()), (43, {"S7"})]
)
def test_length_by_the_programme(nights: int, rules: set[str]) -> None:
    given = programme(referrals=(referral("P1"),))
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(0), day(nights))])) == rules


@pytest.mark.parametrize(("nights", "rules"), [(7, set()), (6, {"S7"}), (9, set()), (10, {"S7"})])
def test_length_by_the_referral(nights: int, rules: set[str]) -> None:
    given = programme(referrals=(referral("P1", min_days=7, max_days=9),))
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(0), day(nights))])) == rules
