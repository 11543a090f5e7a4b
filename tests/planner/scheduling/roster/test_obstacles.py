"""What is said of a rule that one more duty would break: exact words, each fact once."""

from dataclasses import replace

import pytest

from planner.domain.labour import LabourRules
from planner.domain.schedule import GapReason
from planner.domain.staffing import ShiftLimit
from planner.domain.stays import StayStatus
from tests.factories import day, kept_stay, staff_conflict, stay, stay_plan
from tests.planner.check.roster.building import agency, published, shift, worker
from tests.planner.scheduling.roster.asking import gap_of, gaps, planned, told

MONDAY = {"last_date": day(0)}
KIND = shift("A", **MONDAY)
SHE = "Only W1 is on staff; she"
WEEK = "in the legal week 2027-02-07 to 2027-02-13"
ENOUGH = "This alone would be enough: W1 allowed {}."


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (
            LabourRules(min_rest_minutes=480),
            "would have 7 h 45 of rest after L of Sun 2027-02-07; 8 h are needed",
        ),
        (
            LabourRules(daily_max_minutes=465),
            "would have 8 h of duty in a day, 7 h 45 allowed",
        ),
        (
            LabourRules(weekly_max_minutes=900),
            f"would have 16 h {WEEK}, 15 h are allowed",
        ),
        (
            LabourRules(max_consecutive_days=1),
            "would have 2 work days in a row, 1 is allowed",
        ),
        (
            LabourRules(weekly_rest_minutes=9000),
            f"would have 128 h free in one piece {WEEK}, 150 h are needed",
        ),
    ],
)
def test_labour_rule_is_told_and_never_offered_to_be_lifted(rules: LabourRules, words: str) -> None:
    """She had the late shift of the Sunday before."""
    late = shift("L", "16:15", "24:15", last_date=day(-1))
    roster = tuple(published("W1", "L", -1))
    gap = gap_of("A", agency(schedule_weeks=1, shifts=(KIND, late), roster=roster, labour=rules))
    assert (gap.reason, told(gap)) == (GapReason.RULES, f"{SHE} {words}.")


@pytest.mark.parametrize(
    ("code", "start", "end", "offset", "words"),
    [
        ("N", "23:30", "08:00", -1, "comes straight from N of Sun 2027-02-07; 8 h of rest are"),
        ("N", "23:30", "07:30", -1, "would have 0 h 30 of rest after N of Sun 2027-02-07; 8 h are"),
        ("N", "16:00", "24:00", 1, "goes straight on to M of Tue 2027-02-09; 8 h of rest are"),
        ("N", "16:00", "22:00", 1, "would have 2 h of rest before M of Tue 2027-02-09; 8 h are"),
    ],
)
def test_rest_names_the_duty_before_or_after_with_its_date(
    code: str, start: str, end: str, offset: int, words: str
) -> None:
    """An early shift on Tuesday, or the night before."""
    early, night = shift("M", "00:00", "06:00", last_date=day(1)), shift(code, start, end)
    rules = LabourRules(min_rest_minutes=480)
    if offset < 0:
        before = replace(night, last_date=day(-1))
        roster = tuple(published("W1", code, -1))
        made = agency(shifts=(KIND, before), roster=roster, labour=rules)
        gap = gap_of("A", made)
    else:
        monday = replace(night, last_date=day(0))
        roster = tuple(published("W1", "M", 1, locked=True))
        early = replace(early, first_date=day(1))
        gap = gap_of(code, agency(shifts=(early, monday), roster=roster, labour=rules))
    assert told(gap) == f"{SHE} {words} needed."


def test_nights_in_a_row() -> None:
    night = shift("N", "23:30", "07:30", last_date=day(1))
    roster = tuple(published("W1", "N", 0, locked=True))
    rules = LabourRules(max_consecutive_nights=1)
    gap = gap_of("N", agency(shifts=(night,), roster=roster, labour=rules))
    assert told(gap) == f"{SHE} would have 2 nights in a row, 1 is allowed."


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (LabourRules(daily_max_minutes=720), "has B that day: 16 h of duty, 12 h allowed"),
        (LabourRules(day_span_minutes=780), "has B that day: a work day of 16 h, 13 h allowed"),
        (
            LabourRules(daily_max_minutes=720, day_span_minutes=780),
            "has B that day: 16 h of duty, 12 h allowed",
        ),
    ],
)
def test_what_another_duty_of_the_day_explains_is_told_once(rules: LabourRules, words: str) -> None:
    """Without B she would keep her own limit of the week."""
    late = shift("B", "16:00", "24:00", **MONDAY)
    made = agency(
        schedule_weeks=1,
        shifts=(KIND, late),
        staff=(worker("W1", max_weekly_hours=10),),
        roster=tuple(published("W1", "B", 0, locked=True)),
        labour=rules,
    )
    assert told(gap_of("A", made)) == f"{SHE} {words}."


def test_fact_that_the_other_duty_of_the_day_does_not_explain_is_told_too() -> None:
    """She comes from a night whether she has B or not."""
    late = shift("B", "16:00", "24:00", **MONDAY)
    night = shift("N", "23:30", "08:00", last_date=day(-1))
    made = agency(
        schedule_weeks=1,
        shifts=(KIND, late, night),
        roster=(*published("W1", "B", 0, locked=True), *published("W1", "N", -1)),
        labour=LabourRules(daily_max_minutes=720, min_rest_minutes=480),
    )
    assert told(gap_of("A", made)) == (
        f"{SHE} has B that day: 16 h of duty, 12 h allowed; comes straight from N of Sun"
        " 2027-02-07; 8 h of rest are needed."
    )


def test_limit_of_the_week_says_whose_it_is() -> None:
    """8 h are above her own 7 h, and above the 6 h of the second case for everybody."""
    staff = (worker("W1", max_weekly_hours=7),)
    made = agency(schedule_weeks=1, shifts=(KIND,), staff=staff)
    assert told(gap_of("A", made)) == (
        f"{SHE} would have 8 h {WEEK}, her own limit is 7 h. {ENOUGH.format(f'8 h {WEEK}')}"
    )
    law = replace(made, labour=LabourRules(weekly_max_minutes=360))
    assert told(gap_of("A", law)) == f"{SHE} would have 8 h {WEEK}, 6 h are allowed."


@pytest.mark.parametrize(
    ("limits", "words", "cure"),
    [
        (
            {"max_total_hours": 7.5},
            "8 h of shifts in the schedule, her own limit is 7 h 30",
            "8 h of shifts in the schedule",
        ),
        (
            {"max_consecutive_days": 1},
            "2 days in a row with a shift, her own limit is 1",
            "2 days in a row with a shift",
        ),
    ],
)
def test_rule_of_the_agency_can_be_lifted(limits: dict[str, object], words: str, cure: str) -> None:
    past = shift("L", "08:00", "12:00", last_date=day(1))
    made = agency(
        as_of=day(2),
        schedule_weeks=1,
        shifts=(replace(KIND, first_date=day(2), last_date=day(2)), past),
        staff=(worker("W1", **limits),),
        roster=tuple(published("W1", "L", 1)) if "max_consecutive_days" in limits else (),
    )
    gap = gap_of("A", made)
    assert gap.reason is GapReason.RULES
    assert told(gap) == f"{SHE} would have {words}. {ENOUGH.format(cure)}"


def test_days_off_that_are_over_are_not_too_few() -> None:
    kind = replace(KIND, first_date=day(2), last_date=day(2))
    staff = (worker("W1", min_consecutive_days_off=2),)
    assert gaps(agency(as_of=day(2), schedule_weeks=1, shifts=(kind,), staff=staff)) == ()


@pytest.mark.parametrize(
    ("weekdays", "limits", "words", "cure"),
    [
        (
            (2,),
            {"min_consecutive_days": 2},
            "only 1 day in a row with a shift, her own minimum is 2",
            "only 1 day in a row with a shift",
        ),
        (
            (0, 2),
            {"min_consecutive_days_off": 2},
            "only 1 day in a row without a shift, her own minimum is 2",
            "only 1 day in a row without a shift",
        ),
        (
            (5, 6),
            {"max_weekends": 0},
            "1 weekend with a shift, her own limit is 0",
            "1 weekend with a shift",
        ),
    ],
)
def test_run_of_days_or_weekends_against_her_own_rule(
    weekdays: tuple[int, ...], limits: dict[str, object], words: str, cure: str
) -> None:
    kind = shift("A", weekdays=weekdays)
    found = gaps(agency(schedule_weeks=1, shifts=(kind,), staff=(worker("W1", **limits),)))
    assert {gap.reason for gap in found} == {GapReason.RULES}
    assert told(found[0]) == f"{SHE} would have {words}. {ENOUGH.format(cure)}"


def test_shift_that_must_not_follow_another() -> None:
    first = shift("B", **MONDAY, not_followed_by=frozenset({"A"}))
    second = replace(KIND, first_date=day(1), last_date=day(1))
    roster = tuple(published("W1", "B", 0, locked=True))
    gap = gap_of("A", agency(schedule_weeks=1, shifts=(first, second), roster=roster))
    assert told(gap) == (
        f"{SHE} has B of Mon 2027-02-08; A must not follow B. {ENOUGH.format('A after B')}"
    )


def test_shift_that_somebody_may_have_once() -> None:
    kind, limit = replace(KIND, last_date=day(1)), ShiftLimit("W1", "A", 1)
    roster = tuple(published("W1", "A", 1, locked=True))
    made = agency(schedule_weeks=1, shifts=(kind,), shift_limits=(limit,), roster=roster)
    assert told(gap_of("A", made)) == (
        f"{SHE} would have A 2 times, her own limit is 1. {ENOUGH.format('A 2 times')}"
    )


def test_conflict_is_told_as_a_conflict_and_cured_by_company_alone() -> None:
    kept = stay("P1", "B1", day(-9), day(30), StayStatus.IN_HOUSE)
    kind = replace(KIND, service="house")
    made = agency(
        schedule_weeks=1, shifts=(kind,), stays=(kept,), conflicts=(staff_conflict("P1", "W1"),)
    )
    found = planned(made, stay_plan([kept_stay(kept)])).schedule.gaps
    assert [(gap.reason, told(gap)) for gap in found if gap.what == "A"] == [
        (
            GapReason.RULES,
            f"{SHE} is blocked by a conflict (she would be alone). This alone would be enough: W1"
            " with a second person on the shift.",
        )
    ]
