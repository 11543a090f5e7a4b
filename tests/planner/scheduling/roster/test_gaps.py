"""Each gap with its reason, the facts of each person, and what one change cures it."""

from dataclasses import replace

from planner.domain.labour import LabourRules
from planner.domain.programme import ScheduleCosts
from planner.domain.schedule import GapKind, GapReason
from planner.domain.staffing import Availability, Request
from tests.factories import (
    absence,
    day,
)
from tests.planner.check.roster.building import (
    activity,
    agency,
    at,
    away,
    published,
    shift,
    worker,
)
from tests.planner.scheduling.roster.asking import gaps, told

MONDAY = {"last_date": day(0)}
KIND = shift("A", **MONDAY)


def only_gap(**changes: object) -> tuple[GapKind, GapReason, str]:
    """Kind, reason and what is told of the one gap of a schedule of one week."""
    (gap,) = gaps(agency(**{"schedule_weeks": 1, "shifts": (KIND,), **changes}))
    return gap.kind, gap.reason, told(gap)


def test_opening_says_what_is_missing_when() -> None:
    kind = replace(KIND, min_staff=2, skills=frozenset({"van"}))
    (gap,) = gaps(agency(shifts=(kind,)))
    assert gap.explanation == (
        "A on Mon 2027-02-08 lacks 2 persons. It takes somebody with the skill van."
    )
    assert (gap.what, gap.day, gap.count) == ("A", day(0), 2)


def test_nobody_qualified_for_a_shift() -> None:
    kind, reason, words = only_gap(shifts=(replace(KIND, skills=frozenset({"van"})),))
    assert (kind, reason) == (GapKind.UNCOVERED_SHIFT, GapReason.NOBODY_QUALIFIED)
    assert words == "It takes somebody with the skill van."


def test_nobody_works_in_the_house() -> None:
    kind = replace(KIND, service="house", house="annex")
    member = worker("W1", houses=frozenset({"main"}))
    _, reason, words = only_gap(shifts=(kind,), staff=(member,))
    assert reason is GapReason.NOBODY_QUALIFIED
    assert words == "It takes somebody who works in house annex."
    kind = replace(kind, skills=frozenset({"night", "house"}))
    _, _, words = only_gap(shifts=(kind,), staff=(member,))
    assert words == "It takes somebody with the skills house and night who works in house annex."


def test_everybody_qualified_is_away() -> None:
    staff = (worker("W1"), worker("W2"), worker("W3", skills=frozenset({"van"})))
    kind = replace(KIND, skills=frozenset({"van"}))
    assert only_gap(shifts=(kind,), staff=staff, absences=(absence("W3", day(0), day(0)),)) == (
        GapKind.UNCOVERED_SHIFT,
        GapReason.NOBODY_AVAILABLE,
        "Only W3 has the skills for it; she is absent.",
    )


def test_people_absent_outside_availability_and_on_duty() -> None:
    long = shift("B", "10:00", "18:00", skills=frozenset({"van"}), **MONDAY)
    _, reason, words = only_gap(
        shifts=(KIND, long),
        staff=(worker("W1"), worker("W2"), worker("W3", skills=frozenset({"van"}))),
        absences=(away("W1", at(day(0), "15:00"), at(day(0), "20:00")),),
        availability=(Availability("W2", 0, 9 * 60, 24 * 60),),
        roster=tuple(published("W3", "B", 0, locked=True)),
    )
    assert reason is GapReason.NOBODY_AVAILABLE
    assert words == (
        "W1: absent. W2: outside her availability. W3: has B then. Any one of these would be"
        " enough: W2 available then; W3 without B on Mon 2027-02-08. It would be filled if W1 were"
        " not absent."
    )


def test_cost_that_the_plan_did_not_pay() -> None:
    """A shift of a cover row without price is not worth a shift of relief staff."""
    cheap = ScheduleCosts(uncovered_shift=10)
    staff = (worker("R1", is_relief=True),)
    kind, reason, words = only_gap(staff=staff, schedule_costs=cheap)
    assert (kind, reason) == (GapKind.UNCOVERED_SHIFT, GapReason.COST)
    assert words == (
        "R1 could; that saves 10 for the shift, costs 20 for relief staff: 10 more in all, which"
        " the plan did not pay."
    )


def test_best_reason_of_all_people_counts() -> None:
    """Rules before absence before skill: the first reason that is left to somebody."""
    staff = (worker("W1"), worker("W2"), worker("W3", max_weekly_hours=7))
    _, reason, words = only_gap(
        staff=staff[:3], absences=(absence("W1", day(0), day(0)), absence("W2", day(0), day(0)))
    )
    assert reason is GapReason.RULES
    assert words.startswith("W1: absent. W2: absent. W3: 8 h in the legal week 2027-02-07")


def test_gap_of_a_day_that_is_over_has_neither_people_nor_cures() -> None:
    made = agency(as_of=day(1), schedule_weeks=1, shifts=(KIND,))
    (gap,) = gaps(made)
    assert gap.reason is GapReason.NOBODY_AVAILABLE
    assert gap.explanation == "A on Mon 2027-02-08 had nobody; the day is over."
    two = replace(KIND, min_staff=2)
    (gap,) = gaps(replace(made, shifts=(two,), roster=tuple(published("W1", "A", 0))))
    assert gap.explanation == "A on Mon 2027-02-08 lacked 1 person; the day is over."
    circle = activity("G", 0)
    (gap,) = gaps(replace(made, shifts=(), activities=(circle,)))
    assert gap.explanation == "G on Mon 2027-02-08 had nobody to lead it; the day is over."


def test_unled_activity_and_its_reasons() -> None:
    circle = activity("G", 0, skills=frozenset({"group"}))
    found = only_gap(shifts=(), activities=(circle,))
    assert found[:2] == (GapKind.UNLED_ACTIVITY, GapReason.NOBODY_QUALIFIED)
    assert found[2] == "It takes somebody with the skill group."
    able = worker("W1", skills=frozenset({"group"}))
    busy = replace(KIND, skills=frozenset({"group"}))
    found = only_gap(shifts=(busy,), activities=(circle,), staff=(able,))
    assert found[:2] == (GapKind.UNLED_ACTIVITY, GapReason.NOBODY_AVAILABLE)
    assert found[2] == (
        "Only W1 has the skills to lead it; she has A then. This alone would be enough: W1 without"
        " A on Mon 2027-02-08."
    )
    strict = LabourRules(daily_max_minutes=45)
    found = only_gap(shifts=(), activities=(circle,), staff=(able,), labour=strict)
    assert found[:2] == (GapKind.UNLED_ACTIVITY, GapReason.RULES)


def test_price_of_leading_an_activity_that_the_plan_did_not_pay() -> None:
    wish = (Request("W1", day(0), wants_work=False, weight=7),)
    found = only_gap(
        shifts=(),
        activities=(activity("G", 0),),
        requests=wish,
        schedule_costs=ScheduleCosts(unled_activity=5),
    )
    assert found == (
        GapKind.UNLED_ACTIVITY,
        GapReason.COST,
        "W1 could; that saves 5 for the activity, costs 7 for requests not met: 2 more in all,"
        " which the plan did not pay.",
    )
