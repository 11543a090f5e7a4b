"""S4 and S6 at their edges."""

import pytest

from planner.domain.programme import Programme
from tests.factories import (
    bed,
    conflict,
    day,
    kept_stay,
    planned_stay,
    programme,
    referral,
    stay,
    stay_plan,
    stay_rules,
)
from tests.planner.check.judging import broken


@pytest.mark.parametrize(
    ("admission", "house", "rules"),
    [(14, "main", set()), (10, "main", {"S4"}), (10, "other", set())],
)
def test_conflict_of_a_planned_and_a_committed_stay(
    admission: int, house: str, rules: set[str]
) -> None:
    first = stay("P1", "B1", day(-7), day(14))
    given = programme(
        beds=(bed("B1"), bed("B2", house)),
        stays=(first,),
        referrals=(referral("P2"),),
        conflicts=(conflict("P2", "P1"),),
    )
    second = planned_stay("P2", "B2", day(admission), day(admission + 28))
    assert broken(given, stay_plan([kept_stay(first), second])) == rules


def test_conflict_between_commitments_is_named() -> None:
    stays = (stay("P1", "B1", day(-7), day(14)), stay("P2", "B2", day(13), day(30)))
    given = programme(beds=(bed("B1"), bed("B2")), stays=stays, conflicts=(conflict("P1", "P2"),))
    assert broken(given, stay_plan(kept_stay(row) for row in stays)) == {"S4"}


def two_planned(**changes: object) -> Programme:
    """Two waiting referrals and two beds of one house."""
    two = (referral("P1"), referral("P2"))
    return programme(**{"beds": (bed("B1"), bed("B2")), "referrals": two, **changes})


@pytest.mark.parametrize(("admission", "rules"), [(8, set()), (7, {"S6"}), (1, {"S6"})])
def test_spacing_between_planned_admissions(admission: int, rules: set[str]) -> None:
    stays = [
        planned_stay("P1", "B1", day(1), day(29)),
        planned_stay("P2", "B2", day(admission), day(admission + 28)),
    ]
    assert broken(two_planned(), stay_plan(stays)) == rules


def test_spacing_of_zero_allows_the_same_day() -> None:
    given = two_planned(stay_rules=stay_rules(min_days_between_admissions=0))
    stays = [planned_stay(f"P{n}", f"B{n}", day(1), day(29)) for n in (1, 2)]
    assert broken(given, stay_plan(stays)) == set()


def test_spacing_in_another_house_is_not_asked() -> None:
    given = two_planned(beds=(bed("B1"), bed("B2", "other")))
    stays = [planned_stay(f"P{n}", f"B{n}", day(1), day(29)) for n in (1, 2)]
    assert broken(given, stay_plan(stays)) == set()


@pytest.mark.parametrize(("admission", "rules"), [(-7, set()), (-6, {"S6"})])
def test_spacing_after_an_admission_before_the_planning_date(
    admission: int, rules: set[str]
) -> None:
    old = stay("P1", "B1", day(admission), day(-1))
    given = two_planned(stays=(old,), referrals=(referral("P2"),))
    assert broken(given, stay_plan([planned_stay("P2", "B2", day(0), day(28))])) == rules


def test_spacing_between_commitments_is_not_asked() -> None:
    stays = (stay("P1", "B1", day(0), day(28)), stay("P2", "B2", day(1), day(28)))
    given = two_planned(stays=stays, referrals=())
    assert broken(given, stay_plan(kept_stay(row) for row in stays)) == set()
