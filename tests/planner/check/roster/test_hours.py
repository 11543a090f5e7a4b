"""R4 at its edges: duty in a work day and a legal week, days and nights in a row."""

from dataclasses import replace

import pytest

from planner.domain.labour import LabourRules
from planner.domain.programme import Programme
from planner.domain.staffing import Shift
from tests.factories import assignment, day, participant, stay_plan
from tests.planner.check.roster.building import (
    BC,
    ON,
    activity,
    agency,
    in_support,
    led,
    met,
    on,
    published,
    schedule,
    shift,
    worker,
)
from tests.planner.check.roster.judging import messages, rules_broken

EIGHT_HOURS = shift("A")


def given(labour: LabourRules, *shifts: Shift, **changes: object) -> Programme:
    """One worker, these shifts, this law."""
    return agency(labour=labour, shifts=shifts, **changes)


@pytest.mark.parametrize(
    ("labour", "averaging", "end", "rules"),
    [
        (BC, False, "20:00", set()),
        (BC, False, "20:15", {"R4"}),
        (ON, False, "16:00", set()),
        (ON, False, "16:15", {"R4"}),
        (ON, True, "20:00", set()),
        (ON, True, "20:15", {"R4"}),
        (LabourRules(), False, "24:00", set()),
    ],
)
def test_duty_of_a_work_day(
    labour: LabourRules, averaging: bool, end: str, rules: set[str]
) -> None:
    kind = shift("A", "08:00", end)
    member = worker("W1", averaging_agreement=averaging)
    programme = given(labour, kind, staff=(member,))
    assert rules_broken(programme, schedule(on("W1", kind, 0))) == rules


def test_duty_of_a_work_day_adds_up_over_shifts_and_activities() -> None:
    kind, circle = shift("A", "08:00", "15:00"), activity("CIRCLE", 0, "16:00")
    programme = given(ON, kind, activities=(circle,))
    rows = [led(circle, 0, "W1"), led(circle, 7)]
    assert rules_broken(programme, schedule(on("W1", kind, 0), rows)) == set()
    longer = shift("A", "08:00", "15:15")
    programme = given(ON, longer, activities=(circle,))
    assert rules_broken(programme, schedule(on("W1", longer, 0), rows)) == {"R4"}


def test_night_belongs_to_the_day_on_which_it_starts() -> None:
    night, late = shift("N", "16:00", "24:00"), shift("M", "00:00", "08:00")
    rules = LabourRules(daily_max_minutes=480)
    plan = schedule([*on("W1", night, 0), *on("W1", late, 1)])
    assert rules_broken(given(rules, night, late), plan) == set()


def test_past_day_that_is_too_long_is_not_blamed() -> None:
    kind = shift("A", "06:00", "20:00")
    programme = given(BC, kind, as_of=day(1), roster=tuple(published("W1", "A", 0)))
    assert rules_broken(programme, schedule(on("W1", kind, 0))) == set()


@pytest.mark.parametrize(
    ("hours", "labour", "rules"),
    [
        (40, LabourRules(), set()),
        (39.75, LabourRules(), {"R4"}),
        (168, LabourRules(weekly_max_minutes=2400), set()),
        (168, LabourRules(weekly_max_minutes=2385), {"R4"}),
        (39.75, LabourRules(weekly_max_minutes=2400), {"R4"}),
    ],
)
def test_duty_of_a_legal_week(hours: float, labour: LabourRules, rules: set[str]) -> None:
    programme = given(labour, EIGHT_HOURS, staff=(worker("W1", max_weekly_hours=hours),))
    assert rules_broken(programme, schedule(on("W1", EIGHT_HOURS, 6, 7, 8, 9, 10))) == rules


def test_legal_week_begins_on_its_own_weekday() -> None:
    plan = schedule(on("W1", EIGHT_HOURS, 5, 6))
    sunday = LabourRules(weekly_max_minutes=480, week_starts=6)
    assert rules_broken(given(sunday, EIGHT_HOURS), plan) == set()
    monday = LabourRules(weekly_max_minutes=480, week_starts=0)
    assert messages("R4", given(monday, EIGHT_HOURS), plan) == [
        "W1 has 16 h 00 min of duty in the week of 2027-02-08; the most is 8 h 00 min."
    ]


def test_history_before_the_schedule_counts_in_its_first_legal_week() -> None:
    labour = LabourRules(weekly_max_minutes=480)
    programme = given(labour, EIGHT_HOURS, roster=tuple(published("W1", "A", -1)))
    assert rules_broken(programme, schedule(on("W1", EIGHT_HOURS, 0))) == {"R4"}
    earlier = given(labour, EIGHT_HOURS, roster=tuple(published("W1", "A", -2)))
    assert rules_broken(earlier, schedule(on("W1", EIGHT_HOURS, 0))) == set()


def test_last_legal_week_counts_though_it_ends_after_the_schedule() -> None:
    kind = shift("A", "00:00", "24:00")
    programme = given(LabourRules(weekly_max_minutes=23 * 60), kind)
    assert rules_broken(programme, schedule(on("W1", kind, 13))) == {"R4"}


def test_past_week_beyond_the_most_is_not_blamed() -> None:
    rows = tuple(published("W1", "A", *range(-1, 5)))
    labour = LabourRules(weekly_max_minutes=2400)
    programme = given(labour, EIGHT_HOURS, as_of=day(5), roster=rows)
    kept = on("W1", EIGHT_HOURS, *range(5))
    assert rules_broken(programme, schedule(kept)) == set()
    assert rules_broken(programme, schedule([*kept, *on("W1", EIGHT_HOURS, 5)])) == {"R4"}


@pytest.mark.parametrize(
    ("past", "new", "rules"),
    [
        ((), (1, 2, 3, 4, 5), set()),
        ((), (0, 1, 2, 3, 4, 5), {"R4"}),
        ((-1, -2), (0, 1, 2), set()),
        ((-1, -2), (0, 1, 2, 3), {"R4"}),
        ((-1, -2, -3, -4, -5, -6), (), set()),
        ((-1, -2, -3, -4, -5, -6), (0,), {"R4"}),
        ((-2, -3, -4, -5, -6, -7), (0,), set()),
    ],
)
def test_days_in_a_row_reach_over_the_start_of_the_schedule(
    past: tuple[int, ...], new: tuple[int, ...], rules: set[str]
) -> None:
    labour = LabourRules(max_consecutive_days=5)
    programme = given(labour, EIGHT_HOURS, roster=tuple(published("W1", "A", *past)))
    assert rules_broken(programme, schedule(on("W1", EIGHT_HOURS, *new))) == rules


@pytest.mark.parametrize(
    ("past", "new", "rules"),
    [
        ((), (0, 1, 2, 3), set()),
        ((), (0, 1, 2, 3, 4), {"R4"}),
        ((-1, -2), (0, 1), set()),
        ((-1, -2), (0, 1, 2), {"R4"}),
        ((-1, -2, -3, -4, -5), (), set()),
        ((-1, -2, -3, -4, -5), (0,), {"R4"}),
    ],
)
def test_nights_in_a_row_reach_over_the_start_of_the_schedule(
    past: tuple[int, ...], new: tuple[int, ...], rules: set[str]
) -> None:
    night = shift("N", "23:30", "07:30")
    labour = LabourRules(max_consecutive_nights=4)
    programme = given(labour, night, roster=tuple(published("W1", "N", *past)))
    assert rules_broken(programme, schedule(on("W1", night, *new))) == rules


@pytest.mark.parametrize(
    ("start", "end", "rules"),
    [
        ("23:00", "03:15", {"R4"}),
        ("23:00", "03:00", set()),
        ("03:00", "04:00", {"R4"}),
        ("03:15", "11:00", set()),
        ("00:00", "08:00", {"R4"}),
    ],
)
def test_night_is_a_shift_with_three_o_clock_in_it(start: str, end: str, rules: set[str]) -> None:
    kind = shift("N", start, end)
    programme = given(LabourRules(max_consecutive_nights=1), kind)
    assert rules_broken(programme, schedule(on("W1", kind, 0, 1))) == rules


def test_nights_are_dated_by_their_three_o_clock() -> None:
    late, early = shift("L", "23:30", "07:30"), shift("E", "00:00", "08:00")
    programme = given(LabourRules(max_consecutive_nights=2), late, early)
    assert rules_broken(programme, schedule([*on("W1", late, 0), *on("W1", early, 3)])) == set()
    run = schedule([*on("W1", late, 0, 1), *on("W1", early, 3)])
    assert rules_broken(programme, run) == {"R4"}


def test_sessions_are_duty() -> None:
    talks = worker("W1", skills=frozenset({"one_on_one"}), support_minutes_per_week=300)
    support = assignment("P1", "W1", day(0))
    programme = agency(
        labour=LabourRules(daily_max_minutes=45),
        staff=(talks,),
        assignments=(support,),
        participants=(participant("P1", session_minutes=45),),
    )
    plan = stay_plan(support=[in_support("P1")])
    assert (
        rules_broken(programme, schedule((), (), [met("P1", "W1", 0, "09:00", 45)]), plan) == set()
    )
    longer = replace(programme, participants=(participant("P1", session_minutes=60),))
    assert rules_broken(longer, schedule((), (), [met("P1", "W1", 0, "09:00")]), plan) == {"R4"}
