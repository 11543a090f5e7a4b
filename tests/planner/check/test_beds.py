"""S1 to S3 at their edges."""

import pytest

from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from tests.factories import (
    bed,
    closure,
    day,
    kept_stay,
    participant,
    planned_stay,
    programme,
    referral,
    stay,
    stay_plan,
)
from tests.planner.check.judging import broken


def after_commitment(admission: int) -> tuple[Programme, StayPlan]:
    """One planned stay after a committed one in the same bed, discharge on day 14."""
    first = stay("P1", "B1", day(0), day(14))
    given = programme(stays=(first,), referrals=(referral("P2"),))
    second = planned_stay("P2", "B1", day(admission), day(admission + 28))
    return given, stay_plan([kept_stay(first), second])


def test_turnover_of_two_nights_passes() -> None:
    assert broken(*after_commitment(16)) == set()


def test_turnover_of_one_night_is_named() -> None:
    assert broken(*after_commitment(15)) == {"S1"}


def test_overlap_in_a_bed_is_named() -> None:
    assert broken(*after_commitment(10)) == {"S1"}


@pytest.mark.parametrize(("discharge", "rules"), [(-2, set()), (-1, {"S1"})])
def test_turnover_after_a_stay_that_is_history(discharge: int, rules: set[str]) -> None:
    old = stay("P1", "B1", day(-30), day(discharge), StayStatus.IN_HOUSE)
    given = programme(stays=(old,), referrals=(referral("P2"),))
    assert broken(given, stay_plan([planned_stay("P2", "B1", day(0), day(28))])) == rules


@pytest.mark.parametrize(("admission", "rules"), [(30, set()), (29, {"S1"})])
def test_turnover_between_two_planned_stays(admission: int, rules: set[str]) -> None:
    given = programme(referrals=(referral("P1"), referral("P2")))
    stays = [
        planned_stay("P1", "B1", day(0), day(28)),
        planned_stay("P2", "B1", day(admission), day(admission + 20)),
    ]
    assert broken(given, stay_plan(stays)) == rules


def test_turnover_between_two_stays_that_are_history_is_not_blamed() -> None:
    stays = (stay("P1", "B1", day(-60), day(-40)), stay("P2", "B1", day(-40), day(-20)))
    assert broken(programme(stays=stays), stay_plan()) == set()


def test_turnover_between_commitments_that_go_on_is_named() -> None:
    stays = (stay("P1", "B1", day(-14), day(7)), stay("P2", "B1", day(8), day(30)))
    assert broken(programme(stays=stays), stay_plan(kept_stay(row) for row in stays)) == {"S1"}


@pytest.mark.parametrize(
    ("features", "rules"), [({"ground_floor", "quiet"}, set()), ({"quiet"}, {"S2"})]
)
def test_needs_of_the_participant(features: set[str], rules: set[str]) -> None:
    given = programme(
        beds=(bed("B1", features=frozenset(features)),),
        participants=(participant("P1", needs=frozenset({"ground_floor"})),),
        referrals=(referral("P1"),),
    )
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(0), day(28))])) == rules


@pytest.mark.parametrize(
    ("houses", "rules"), [((), set()), (("main", "other"), set()), (("other",), {"S2"})]
)
def test_houses_of_the_referral(houses: tuple[str, ...], rules: set[str]) -> None:
    given = programme(referrals=(referral("P1", houses=frozenset(houses)),))
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(0), day(28))])) == rules


@pytest.mark.parametrize(
    ("start", "end", "rules"),
    [(28, 35, set()), (27, 35, {"S3"}), (-7, 0, set()), (-7, 1, {"S3"})],
)
def test_closure_beside_a_stay(start: int, end: int, rules: set[str]) -> None:
    closed = closure("B1", day(start), day(end))
    given = programme(closures=(closed,), referrals=(referral("P1"),))
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(0), day(28))])) == rules


@pytest.mark.parametrize(
    ("opens", "closes", "rules"), [(0, 28, set()), (1, 28, {"S3"}), (0, 27, {"S3"})]
)
def test_bed_in_service(opens: int, closes: int, rules: set[str]) -> None:
    only = bed("B1", opens=day(opens), closes=day(closes))
    given = programme(beds=(only,), referrals=(referral("P1"),))
    assert broken(given, stay_plan([planned_stay("P1", "B1", day(0), day(28))])) == rules
