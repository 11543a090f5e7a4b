"""Each gap with its reason, the facts of each person, and what one change cures it."""

from dataclasses import replace

import pytest

from planner.domain.labour import LabourRules
from planner.domain.programme import ScheduleCosts
from planner.domain.schedule import GapKind, GapReason
from planner.domain.staffing import Availability, Request
from planner.domain.stays import StayStatus
from tests.factories import (
    absence,
    day,
    kept_stay,
    staff_conflict,
    stay,
    stay_plan,
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
from tests.planner.scheduling.roster.asking import gaps, planned, told

MONDAY = {"last_date": day(0)}
KIND = shift("A", **MONDAY)
ONE_CHANGE = "One change is enough for {}: the one named beside the code."


def only_gap(**changes: object) -> tuple[GapKind, GapReason, str]:
    """Kind, reason and what is told of the one gap of a schedule of one week."""
    (gap,) = gaps(agency(**{"schedule_weeks": 1, "shifts": (KIND,), **changes}))
    return gap.kind, gap.reason, told(gap)


def test_opening_says_what_is_missing_when() -> None:
    kind = replace(KIND, min_staff=2, skills=frozenset({"van"}))
    (gap,) = gaps(agency(shifts=(kind,)))
    assert gap.explanation == (
        "A on Mon 2027-02-08 lacks 2 persons. Nobody on staff has the skills for it and works"
        " in its house. No single change would fill it."
    )
    assert (gap.what, gap.day, gap.count) == ("A", day(0), 2)


def test_nobody_qualified_for_a_shift() -> None:
    kind, reason, words = only_gap(shifts=(replace(KIND, skills=frozenset({"van"})),))
    assert (kind, reason) == (GapKind.UNCOVERED_SHIFT, GapReason.NOBODY_QUALIFIED)
    assert words.startswith("Nobody on staff has the skills for it and works in its house.")


def test_nobody_works_in_the_house() -> None:
    kind = replace(KIND, service="house", house="annex")
    member = worker("W1", houses=frozenset({"main"}))
    _, reason, _ = only_gap(shifts=(kind,), staff=(member,))
    assert reason is GapReason.NOBODY_QUALIFIED


def test_everybody_qualified_is_away() -> None:
    staff = (worker("W1"), worker("W2"), worker("W3", skills=frozenset({"van"})))
    kind = replace(KIND, skills=frozenset({"van"}))
    assert only_gap(shifts=(kind,), staff=staff, absences=(absence("W3", day(0), day(0)),)) == (
        GapKind.UNCOVERED_SHIFT,
        GapReason.NOBODY_AVAILABLE,
        f"W3: absent. {ONE_CHANGE.format('W3')}",
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
        "W1: absent; W2: outside her availability; W3: on duty then (B on 2027-02-08)."
        f" {ONE_CHANGE.format('W1, W2 or W3')}"
    )


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (
            LabourRules(min_rest_minutes=480),
            "W1: 7 h 45 of rest beside a duty on 2027-02-07, 8 h are needed.",
        ),
        (
            LabourRules(daily_max_minutes=465),
            "W1: 8 h of duty in a day, 7 h 45 are allowed.",
        ),
        (
            LabourRules(weekly_max_minutes=900, week_starts=6),
            "W1: 16 h in the week from 2027-02-07, 15 h are allowed.",
        ),
        (
            LabourRules(max_consecutive_days=1),
            "W1: 2 work days in a row, 1 are allowed.",
        ),
        (
            LabourRules(weekly_rest_minutes=9000),
            "W1: 128 h free in one piece in the week from 2027-02-07, 150 h are needed.",
        ),
    ],
)
def test_somebody_would_break_a_labour_rule(rules: LabourRules, words: str) -> None:
    """She had the late shift of the Sunday before."""
    late = shift("L", "16:15", "24:15", last_date=day(-1))
    kind, reason, said = only_gap(
        shifts=(KIND, late), roster=tuple(published("W1", "L", -1)), labour=rules
    )
    assert (kind, reason) == (GapKind.UNCOVERED_SHIFT, GapReason.RULES)
    assert said == f"{words} {ONE_CHANGE.format('W1')}"


def test_several_rules_leave_no_single_change() -> None:
    rules = LabourRules(daily_max_minutes=465, daily_max_minutes_averaging=480)
    staff = (worker("W1"), worker("W2", max_weekly_hours=7))
    _, reason, words = only_gap(staff=staff, labour=rules)
    assert reason is GapReason.RULES
    assert words == (
        "W1: 8 h of duty in a day, 7 h 45 are allowed; W2: 8 h of duty in a day, 7 h 45 are"
        " allowed, 8 h in the week from 2027-02-07, 7 h are allowed."
        f" {ONE_CHANGE.format('W1')}"
    )
    _, _, alone = only_gap(staff=staff[1:], labour=rules)
    assert alone.endswith("No single change would fill it.")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"max_total_hours": 7.5}, "8 h of shifts in the schedule, her own limit is less"),
        ({"max_consecutive_days": 1}, "2 days in a row with a shift, 1 are allowed"),
        ({"min_consecutive_days_off": 2}, ""),
    ],
)
def test_somebody_would_break_a_rule_of_the_agency(limits: dict[str, object], words: str) -> None:
    kind = replace(KIND, first_date=day(2), last_date=day(2))
    past = shift("L", "08:00", "12:00", last_date=day(1))
    made = agency(
        as_of=day(2),
        schedule_weeks=1,
        shifts=(kind, past),
        staff=(worker("W1", **limits),),
        roster=tuple(published("W1", "L", 1)) if "max_consecutive_days" in limits else (),
    )
    found = [gap for gap in gaps(made) if gap.what == "A"]
    if words:
        assert [(gap.reason, told(gap).split(". ")[0]) for gap in found] == [
            (GapReason.RULES, f"W1: {words}")
        ]
    else:
        assert found == []


@pytest.mark.parametrize(
    ("weekdays", "limits", "words"),
    [
        ((2,), {"min_consecutive_days": 2}, "1 days in a row with a shift, at least 2 are needed"),
        (
            (0, 2),
            {"min_consecutive_days_off": 2},
            "1 days in a row without a shift, at least 2 are needed",
        ),
        ((5, 6), {"max_weekends": 0}, "1 weekends with a shift, 0 are allowed"),
    ],
)
def test_run_of_days_that_would_be_too_short(
    weekdays: tuple[int, ...], limits: dict[str, object], words: str
) -> None:
    kind = shift("A", weekdays=weekdays)
    made = agency(schedule_weeks=1, shifts=(kind,), staff=(worker("W1", **limits),))
    found = gaps(made)
    assert {gap.reason for gap in found} == {GapReason.RULES}
    assert told(found[0]).startswith(f"W1: {words}.")


def test_shift_that_must_not_follow_another() -> None:
    first = shift("B", **MONDAY, not_followed_by=frozenset({"A"}))
    second = replace(KIND, first_date=day(1), last_date=day(1))
    found = gaps(
        agency(
            schedule_weeks=1,
            shifts=(first, second),
            roster=tuple(published("W1", "B", 0, locked=True)),
        )
    )
    assert [told(gap).split(". ")[0] for gap in found] == ["W1: A must not follow B"]


def test_somebody_kept_from_a_resident_would_be_alone() -> None:
    kept = stay("P1", "B1", day(-9), day(30), StayStatus.IN_HOUSE)
    kind = replace(KIND, service="house")
    made = agency(
        schedule_weeks=1, shifts=(kind,), stays=(kept,), conflicts=(staff_conflict("P1", "W1"),)
    )
    plan = stay_plan([kept_stay(kept)])
    found = [gap for gap in planned(made, plan).schedule.gaps if gap.what == "A"]
    assert [(gap.reason, told(gap)) for gap in found] == [
        (
            GapReason.RULES,
            f"W1: kept from a resident and would be alone on the shift. {ONE_CHANGE.format('W1')}",
        )
    ]


def test_cost_that_the_plan_did_not_pay() -> None:
    """A shift of a cover row without price is not worth a shift of relief staff."""
    cheap = ScheduleCosts(uncovered_shift=10)
    staff = (worker("R1", is_relief=True),)
    kind, reason, words = only_gap(staff=staff, schedule_costs=cheap)
    assert (kind, reason) == (GapKind.UNCOVERED_SHIFT, GapReason.COST)
    assert words == (
        "R1 could, for a cost of +10 (uncovered -10, relief +20); the plan did not pay that."
    )


def test_best_reason_of_all_people_counts() -> None:
    """Rules before absence before skill: the first reason that is left to somebody."""
    staff = (worker("W1"), worker("W2"), worker("W3", max_weekly_hours=7))
    _, reason, words = only_gap(
        staff=staff[:3], absences=(absence("W1", day(0), day(0)), absence("W2", day(0), day(0)))
    )
    assert reason is GapReason.RULES
    assert words.startswith("W1: absent; W2: absent; W3: 8 h in the week from 2027-02-07")


def test_gap_of_a_day_that_is_over_cannot_be_filled() -> None:
    made = agency(as_of=day(1), schedule_weeks=1, shifts=(KIND,))
    (gap,) = gaps(made)
    assert (gap.reason, told(gap).split(". ")[0]) == (
        GapReason.NOBODY_AVAILABLE,
        "W1: the day is over",
    )


def test_unled_activity_and_its_reasons() -> None:
    circle = activity("G", 0, skills=frozenset({"group"}))
    found = only_gap(shifts=(), activities=(circle,))
    assert found[:2] == (GapKind.UNLED_ACTIVITY, GapReason.NOBODY_QUALIFIED)
    assert found[2].startswith("Nobody on staff has the skills to lead it.")
    able = worker("W1", skills=frozenset({"group"}))
    busy = replace(KIND, skills=frozenset({"group"}))
    found = only_gap(shifts=(busy,), activities=(circle,), staff=(able,))
    assert found[:2] == (GapKind.UNLED_ACTIVITY, GapReason.NOBODY_AVAILABLE)
    assert found[2].startswith("W1: on duty then (A on 2027-02-08).")
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
        "W1 could, for a cost of +2 (unled -5, requests +7); the plan did not pay that.",
    )
