"""Planned by dates: a rule kept exactly lets her in, one day more keeps her out.

The waiting resident P1 is worth a day of waiting less than any commitment; ``day(0)`` is a Monday.
"""

from datetime import date

import pytest

from planner.check.stays import check_stay_plan
from planner.domain.day_program import EntryRule
from planner.domain.participants import Referral, Service, WishRule
from planner.scheduling.planning import Limits, plan_stays
from tests.factories import (
    absence,
    assignment,
    bed,
    closure,
    conflict,
    day,
    day_program_rules,
    enrolment,
    participant,
    referral,
    staff_member,
    stay,
    stay_rules,
    summary,
    support_rules,
)
from tests.planner.scheduling.asking import asked


def admitted(**changes: object) -> date | None:
    """When P1 begins her service in the plan, which is checked; None where she is not placed."""
    made = asked(**changes)
    planned = plan_stays(made, Limits())
    assert check_stay_plan(made, planned.plan, summary(planned.proof)) == []
    found = [row.start for row in planned.plan.support if row.participant == "P1"]
    return found[0] if found else None


def until(latest: int, service: Service = Service.RESIDENTIAL, **changes: object) -> object:
    """P1 waits from ``day(0)`` and comes on ``day(latest)`` at the latest."""
    return {"referrals": (referral("P1", service, latest=day(latest), **changes),)}


OPPONENT = {
    "stays": (stay("R1", "B1", day(-5), day(10)),),
    "beds": (bed("B1"), bed("B2")),
    "conflicts": (conflict("P1", "R1"),),
}
SPACED = {
    "stays": (stay("R1", "B1", day(-5), day(40)),),
    "beds": (bed("B1"), bed("B2")),
    "stay_rules": stay_rules(admission_weekdays=tuple(range(7)), min_days_between_admissions=7),
}
NEXT_RESIDENT = {"stays": (stay("R1", "B1", day(16), day(60)),)}
COHORT = {
    "day_program": day_program_rules(
        residents_join=True, entry=EntryRule.COHORT, cohort_starts=(day(9), day(11))
    )
}
ONE_PLACE = {
    "day_program": day_program_rules(places=1),
    "enrolments": (enrolment("E1", day(-3), day(8)),),
}
FULL_WORKER = {
    "staff": (staff_member("W1", caseload=1),),
    "assignments": (assignment("S1", "W1", day(-17)),),
}
BUSY_WEEK = {
    "staff": (staff_member("W1", support_minutes_per_week=120),),
    "absences": (absence("W1", day(1), day(1)),),
}


@pytest.mark.parametrize(
    ("first", "changes", "service"),
    [
        (12, {"stays": (stay("R1", "B1", day(-5), day(10)),)}, Service.RESIDENTIAL),
        (25, {"closures": (closure("B1", day(2), day(25)),)}, Service.RESIDENTIAL),
        (9, {"beds": (bed("B1", opens=day(9)),)}, Service.RESIDENTIAL),
        (10, OPPONENT, Service.RESIDENTIAL),
        (3, {"stay_rules": stay_rules(admission_weekdays=(3,))}, Service.RESIDENTIAL),
        (1, {"holidays": frozenset({day(0)})}, Service.SUPPORT),
        (2, SPACED, Service.RESIDENTIAL),
        (2, COHORT, Service.RESIDENTIAL),
        (8, ONE_PLACE, Service.DAY_PROGRAM),
        (11, FULL_WORKER, Service.SUPPORT),
        (7, BUSY_WEEK, Service.SUPPORT),
    ],
    ids=[
        "S1",
        "S3-closure",
        "S3-opening",
        "S4",
        "S5-weekday",
        "S5-holiday",
        "S6",
        "S8",
        "S9",
        "S10",
        "S11",
    ],
)
def test_first_day_that_the_rule_allows_is_hers_and_the_day_before_is_not(
    first: int, changes: dict[str, object], service: Service
) -> None:
    assert admitted(**{**changes, **until(first, service)}) == day(first)
    assert admitted(**{**changes, **until(first - 1, service)}) is None


@pytest.mark.parametrize("least", [14, 15])
def test_stay_before_the_next_resident_is_as_long_as_its_least(least: int) -> None:
    """S7 and S1: from day 0 to the turnover of two nights before day 16 there are 14 nights."""
    rows: dict[str, tuple[Referral, ...]] = {
        "referrals": (referral("P1", latest=day(10), min_days=least),)
    }
    assert admitted(**NEXT_RESIDENT, **rows) == (day(0) if least == 14 else None)


@pytest.mark.parametrize(("features", "placed"), [({"ground"}, True), (set(), False)])
def test_bed_without_what_she_needs_stays_empty(features: set[str], placed: bool) -> None:
    found = admitted(
        beds=(bed("B1", features=frozenset(features)),),
        participants=(participant("P1", needs=frozenset({"ground"})),),
    )
    assert (found is not None) == placed


@pytest.mark.parametrize(("languages", "placed"), [(("es", "fr"), True), (("es",), False)])
def test_required_language_is_spoken_or_she_waits(languages: tuple[str, ...], placed: bool) -> None:
    person = participant("P1", languages=languages, language_rule=WishRule.REQUIRED)
    team = (staff_member("W1", languages=frozenset({"fr"})),)
    assert (admitted(participants=(person,), staff=team) is not None) == placed


@pytest.mark.parametrize(("minutes", "placed"), [(120, True), (119, False)])
def test_minutes_of_the_team_are_enough_or_she_waits(minutes: int, placed: bool) -> None:
    team = (staff_member("W1", support_minutes_per_week=minutes),)
    rules = support_rules(weeks=2)
    found = admitted(**until(60, Service.SUPPORT), staff=team, support=rules)
    assert (found is not None) == placed


@pytest.mark.parametrize(("weeks", "placed"), [(6, True), (7, False)])
def test_program_finishes_within_the_longest_stay_or_she_waits(weeks: int, placed: bool) -> None:
    """The longest stay has 42 nights."""
    rules = day_program_rules(residents_join=True, weeks=weeks)
    assert (admitted(day_program=rules) is not None) == placed
    free = day_program_rules(residents_join=True, weeks=weeks, finish_within_stay=False)
    assert admitted(day_program=free) == day(0)
