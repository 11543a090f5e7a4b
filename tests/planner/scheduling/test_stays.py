"""Translation of S1 to S7: each rule at its exact edge, by dates. ``day(0)`` is a Monday."""

import pytest

from planner.domain.participants import Service
from planner.domain.stays import StayStatus
from tests.factories import (
    bed,
    closure,
    conflict,
    day,
    participant,
    referral,
    stay,
    stay_rules,
)
from tests.planner.scheduling.asking import (
    TWO_HOUSES,
    ends,
    first_case,
    problem,
    service,
    starts,
)

# S1


def test_admission_waits_for_turnover_after_a_committed_stay() -> None:
    assert starts(stays=(stay("R1", "B1", day(-5), day(10)),))[0] == 12


def test_discharge_leaves_turnover_before_a_committed_stay() -> None:
    coming = stay("R1", "B1", day(30), day(60))
    assert ends(0, stays=(coming,)) == (14, 28)
    assert ends(14, stays=(coming,)) == (28, 28)
    assert 15 not in starts(stays=(coming,))


def test_turnover_after_a_stay_that_ended_before_the_plan_still_counts() -> None:
    past = stay("R1", "B1", day(-30), day(-1), StayStatus.IN_HOUSE)
    assert starts(stays=(past,))[0] == 1


def test_proposed_stay_blocks_no_bed() -> None:
    proposed = stay("R1", "B1", day(0), day(30), StayStatus.PROPOSED)
    assert starts(stays=(proposed,))[0] == 0


# S2


def test_bed_has_everything_that_she_needs() -> None:
    needs = {"participants": (participant("P1", needs=frozenset({"ground", "bath"})),)}
    assert starts(beds=(bed("B1", features=frozenset({"ground", "bath"})),), **needs)[0] == 0
    assert starts(beds=(bed("B1", features=frozenset({"ground"})),), **needs) == ()


def test_bed_stands_in_a_house_that_the_referral_accepts() -> None:
    rows = (referral("P1", houses=frozenset({"south"})),)
    assert [o.bed for o in first_case(beds=TWO_HOUSES, referrals=rows).openings] == [1]
    assert [o.bed for o in first_case(beds=TWO_HOUSES).openings] == [0, 1]


# S3


def test_stay_ends_when_a_closure_begins_and_starts_when_it_ends() -> None:
    closed = (closure("B1", day(20), day(25)),)
    assert ends(6, closures=closed) == (20, 20)
    found = starts(closures=closed)
    assert 7 not in found
    assert 24 not in found
    assert 25 in found


def test_stay_lies_between_opening_and_closing_of_the_bed() -> None:
    beds = (bed("B1", opens=day(3), closes=day(40)),)
    assert starts(beds=beds) == tuple(range(3, 27))
    assert ends(26, beds=beds) == (40, 40)


# S4


def test_opponent_in_the_house_blocks_until_she_leaves() -> None:
    resident = {"stays": (stay("R1", "B1", day(-5), day(10)),)}
    beds = {"beds": (bed("B1"), bed("B2"))}
    second = first_case(**resident, **beds, conflicts=(conflict("R1", "P1"),)).openings[1]
    assert (second.bed, second.start_days[0]) == (1, 10)
    elsewhere = first_case(**resident, beds=TWO_HOUSES, conflicts=(conflict("P1", "R1"),))
    assert elsewhere.openings[1].start_days[0] == 0


def test_stay_ends_when_an_opponent_arrives() -> None:
    coming = {"stays": (stay("R1", "B2", day(20), day(60)),), "beds": (bed("B1"), bed("B2"))}
    assert ends(6, **coming, conflicts=(conflict("P1", "R1"),)) == (20, 20)
    assert 7 not in starts(**coming, conflicts=(conflict("P1", "R1"),))
    assert ends(7, **coming) == (21, 49)


def test_waiting_opponents_are_a_pair_of_cases() -> None:
    rows = (referral("P1"), referral("P2", Service.SUPPORT), referral("P3"))
    pairs = (conflict("P3", "P1"), conflict("P1", "P2"))
    assert problem(referrals=rows, conflicts=pairs).conflicts == ((0, 2),)


# S5


def test_admission_lies_between_ready_and_latest() -> None:
    rows = (referral("P1", ready=day(3), latest=day(5)),)
    assert starts(referrals=rows) == (3, 4, 5)
    assert starts(referrals=(referral("P1", ready=day(-9), latest=day(-1)),)) == ()


def test_admission_is_before_the_horizon() -> None:
    assert starts()[-1] == 83
    assert starts(referrals=(referral("P1", latest=day(300)),))[-1] == 83


def test_admission_is_on_an_admission_weekday() -> None:
    thursdays = stay_rules(admission_weekdays=(3,))
    assert starts(stay_rules=thursdays)[:3] == (3, 10, 17)


@pytest.mark.parametrize(("allowed", "first"), [(False, 1), (True, 0)])
def test_admission_on_a_holiday_must_be_allowed(allowed: bool, first: int) -> None:
    rules = stay_rules(admission_weekdays=tuple(range(7)), admit_on_holidays=allowed)
    assert starts(stay_rules=rules, holidays=frozenset({day(0)}))[0] == first


@pytest.mark.parametrize("kind", [Service.DAY_PROGRAM, Service.SUPPORT])
def test_other_services_never_start_on_a_weekend_or_holiday(kind: Service) -> None:
    rules = stay_rules(admit_on_holidays=True)
    (opening,) = service(kind, holidays=frozenset({day(0)}), stay_rules=rules).openings
    assert opening.start_days[:6] == (1, 2, 3, 4, 7, 8)
    weeks = 2 if kind is Service.DAY_PROGRAM else 4
    assert opening.latest_ends == tuple(d + 7 * weeks for d in opening.start_days)


# S6


@pytest.mark.parametrize(("admitted", "first"), [(-6, 1), (-7, 0), (-1, 6), (0, 7)])
def test_committed_admission_keeps_the_next_one_away(admitted: int, first: int) -> None:
    rules = stay_rules(admission_weekdays=tuple(range(7)), min_days_between_admissions=7)
    resident = (stay("R1", "B2", day(admitted), day(40)),)
    beds = (bed("B1"), bed("B2"))
    assert starts(stay_rules=rules, stays=resident, beds=beds)[0] == first


def test_committed_admission_to_come_keeps_the_earlier_ones_away() -> None:
    rules = stay_rules(admission_weekdays=tuple(range(7)), min_days_between_admissions=7)
    rows = {"stay_rules": rules, "stays": (stay("R1", "B2", day(20), day(60)),)}
    found = starts(**rows, beds=(bed("B1"), bed("B2")))
    assert set(range(14, 27)).isdisjoint(found)
    assert {13, 27} <= set(found)
    assert 20 in starts(**rows, beds=TWO_HOUSES)


# S7


def test_length_lies_between_least_and_greatest_nights() -> None:
    assert ends(5) == (19, 47)
    own = referral("P1", min_days=20, target_days=21, max_days=22)
    assert ends(5, referrals=(own,)) == (25, 27)
    assert first_case(referrals=(own,)).target_days == 21
