"""R4 at its edges: rest between work days, rest in a legal week, the span of a work day."""

from datetime import date

import pytest

from planner.domain.labour import LabourRules
from planner.domain.programme import Programme
from planner.domain.staffing import Shift
from tests.factories import AS_OF, day
from tests.planner.check.roster.building import (
    BC,
    ON,
    activity,
    agency,
    led,
    on,
    published,
    schedule,
    shift,
)
from tests.planner.check.roster.judging import messages, rules_broken

OTTAWA = "America/Toronto"
PENTICTON = "America/Vancouver"


def given(labour: LabourRules, *shifts: Shift, **changes: object) -> Programme:
    """One worker, these shifts, this law."""
    return agency(labour=labour, shifts=shifts, **changes)


@pytest.mark.parametrize(
    ("labour", "end", "rules"),
    [
        (BC, "23:30", set()),
        (BC, "23:45", {"R4"}),
        (ON, "20:30", set()),
        (ON, "20:45", {"R4"}),
        (LabourRules(), "23:45", set()),
    ],
)
def test_rest_between_two_work_days(labour: LabourRules, end: str, rules: set[str]) -> None:
    late, early = shift("L", "16:00", end), shift("E", "07:30", "15:30")
    plan = schedule([*on("W1", late, 0), *on("W1", early, 1)])
    assert rules_broken(given(labour, late, early), plan) == rules


def test_rest_is_told_in_words() -> None:
    late, early = shift("L", "16:00", "23:45"), shift("E", "07:30", "15:30")
    plan = schedule([*on("W1", late, 0), *on("W1", early, 1)])
    assert messages("R4", given(BC, late, early), plan) == [
        "W1 has 7 h 45 min of rest between L on 2027-02-08 (16:00 to 23:45) and E on 2027-02-09"
        " (07:30 to 15:30); the least is 8 h 00 min."
    ]


def test_rest_runs_to_the_next_work_day_that_has_a_duty() -> None:
    long, late = shift("L", "20:00", "08:00"), shift("E", "00:00", "04:00")
    plan = schedule([*on("W1", long, 0), *on("W1", late, 2)])
    assert rules_broken(given(BC, long, late), plan) == set()


def test_rest_within_a_work_day_is_not_asked_for() -> None:
    first, second = shift("A", "08:00", "12:00"), shift("B", "13:00", "17:00")
    plan = schedule([*on("W1", first, 0), *on("W1", second, 0)])
    assert rules_broken(given(BC, first, second), plan) == set()


def test_rest_counts_from_the_latest_end_of_the_day() -> None:
    first, second, early = (
        shift("A", "08:00", "23:45"),
        shift("B", "21:00", "22:00"),
        shift("E", "07:30", "08:30"),
    )
    rules = LabourRules(min_rest_minutes=480)
    plan = schedule([*on("W1", first, 0), *on("W1", second, 0), *on("W1", early, 1)])
    assert rules_broken(given(rules, first, second, early), plan) == {"R1", "R4"}


def test_rest_counts_activities_too() -> None:
    late, circle = shift("L", "16:00", "23:45"), activity("CIRCLE", 1, "07:30")
    programme = given(BC, late, activities=(circle,))
    rows = [led(circle, 1, "W1"), led(circle, 8)]
    assert rules_broken(programme, schedule(on("W1", late, 0), rows)) == {"R4"}


@pytest.mark.parametrize(("offset", "rules"), [(0, {"R4"}), (-1, set())])
def test_rest_after_history_counts_and_history_alone_is_not_blamed(
    offset: int, rules: set[str]
) -> None:
    late, early = shift("L", "16:00", "23:45"), shift("E", "07:30", "15:30")
    roster = published("W1", "L", offset - 1)
    roster += published("W1", "E", offset) if offset < 0 else []
    plan = schedule(on("W1", early, 0) if offset == 0 else ())
    assert rules_broken(given(BC, late, early, roster=tuple(roster)), plan) == rules


@pytest.mark.parametrize(
    ("zone", "night", "minutes"),
    [
        (OTTAWA, date(2027, 3, 14), 7 * 60),
        (OTTAWA, date(2027, 11, 7), 9 * 60),
        (OTTAWA, date(2027, 3, 15), 8 * 60),
        (PENTICTON, date(2027, 3, 14), 8 * 60),
        (PENTICTON, date(2027, 11, 7), 8 * 60),
    ],
)
def test_night_lasts_as_long_as_it_really_lasts(zone: str, night: date, minutes: int) -> None:
    kind = shift("N", "00:00", "08:00")
    monday = date.fromordinal(night.toordinal() - night.weekday())
    programme = given(LabourRules(daily_max_minutes=minutes), kind, timezone=zone, as_of=monday)
    plan = schedule(on("W1", kind, (night - AS_OF).days))
    assert rules_broken(programme, plan) == set()
    shorter = LabourRules(daily_max_minutes=minutes - 15)
    programme = given(shorter, kind, timezone=zone, as_of=monday)
    assert rules_broken(programme, plan) == {"R4"}


@pytest.mark.parametrize(
    ("zone", "end", "rules"),
    [
        (PENTICTON, "23:30", set()),
        (OTTAWA, "23:30", {"R4"}),
        (OTTAWA, "22:30", set()),
        (OTTAWA, "22:45", {"R4"}),
    ],
)
def test_rest_over_the_spring_change_is_an_hour_shorter(
    zone: str, end: str, rules: set[str]
) -> None:
    saturday = (date(2027, 3, 13) - AS_OF).days
    late, early = shift("L", "16:00", end), shift("E", "07:30", "15:30")
    labour = LabourRules(min_rest_minutes=480)
    programme = given(labour, late, early, timezone=zone, as_of=date(2027, 3, 8))
    plan = schedule([*on("W1", late, saturday), *on("W1", early, saturday + 1)])
    assert rules_broken(programme, plan) == rules


def rest_week(labour: LabourRules, end: str, start: str, **changes: object) -> set[str]:
    """Duty each day of a legal week but Wednesday; free from Tuesday's end to Thursday's start.

    The other days have a duty at noon.
    """
    noon, first, last = (
        shift("M", "12:00", "12:15"),
        shift("F", "11:00", end),
        shift("L", start, "23:00"),
    )
    rules = LabourRules(
        weekly_rest_minutes=labour.weekly_rest_minutes, week_starts=labour.week_starts
    )
    programme = given(rules, noon, first, last, **changes)
    roster = [*on("W1", noon, 6, 7, 11, 12, 13), *on("W1", first, 8), *on("W1", last, 10)]
    return rules_broken(programme, schedule(roster))


@pytest.mark.parametrize(
    ("labour", "end", "start", "rules"),
    [
        (BC, "23:00", "07:00", set()),
        (BC, "23:15", "07:00", {"R4"}),
        (BC, "23:00", "06:45", {"R4"}),
        (ON, "23:00", "07:00", set()),
    ],
)
def test_weekly_rest_is_one_stretch_of_a_legal_week(
    labour: LabourRules, end: str, start: str, rules: set[str]
) -> None:
    assert rest_week(labour, end, start) == rules


def weekly(*offsets: int, kind: Shift, **changes: object) -> set[str]:
    """W1 on a shift on these days, in a world where only the 32 hours of rest are asked for."""
    rules = LabourRules(weekly_rest_minutes=1920, week_starts=6)
    return rules_broken(given(rules, kind, **changes), schedule(on("W1", kind, *offsets)))


def test_weekly_rest_lies_inside_the_week_and_not_across_its_end() -> None:
    kind = shift("A")
    # Free from Friday 16:00 on: 32 h of it lie in the week, which ends on Saturday at 24:00.
    assert weekly(6, 7, 8, 9, 10, 11, kind=kind) == set()
    later = shift("A", "08:00", "16:15")
    assert weekly(6, 7, 8, 9, 10, 11, kind=later) == {"R4"}


def test_night_before_the_week_reaches_into_it() -> None:
    night = shift("N", "20:00", "04:00")
    # Free from Sunday 04:00 to Monday 20:00, but never again.
    assert weekly(5, 7, 8, 9, 10, 11, 12, kind=night) == set()
    long = shift("N", "20:00", "12:15")
    assert weekly(5, 7, 8, 9, 10, 11, 12, kind=long) == {"R4"}


def test_last_week_that_does_not_end_inside_the_schedule_is_not_asked() -> None:
    around = shift("A", "00:00", "24:00")
    assert weekly(13, kind=around) == set()
    assert weekly(*range(6, 14), kind=around) == {"R4"}
    ending = given(LabourRules(weekly_rest_minutes=1920, week_starts=0), around)
    assert rules_broken(ending, schedule(on("W1", around, *range(7, 14)))) == {"R4"}


def test_week_of_history_is_blamed_only_with_a_new_duty() -> None:
    around = shift("A", "00:00", "24:00")
    past = tuple(published("W1", "A", *range(-1, 5)))
    kept = on("W1", around, *range(5))
    rules = LabourRules(weekly_rest_minutes=1920, week_starts=6)
    programme = given(rules, around, as_of=day(5), roster=past)
    assert rules_broken(programme, schedule(kept)) == set()
    assert rules_broken(programme, schedule([*kept, *on("W1", around, 5)])) == {"R4"}


@pytest.mark.parametrize(
    ("labour", "end", "rules"),
    [
        (BC, "20:00", set()),
        (BC, "20:15", {"R4"}),
        (ON, "21:00", set()),
        (ON, "21:15", {"R4"}),
    ],
)
def test_span_of_a_work_day(labour: LabourRules, end: str, rules: set[str]) -> None:
    first, second = shift("A", "08:00", "10:00"), shift("B", "19:00", end)
    plan = schedule([*on("W1", first, 0), *on("W1", second, 0)])
    assert rules_broken(given(labour, first, second), plan) == rules


def test_span_belongs_to_the_day_on_which_the_duties_start() -> None:
    first, second = shift("A", "17:00", "18:00"), shift("B", "23:00", "05:00")
    plan = schedule([*on("W1", first, 0), *on("W1", second, 0)])
    assert rules_broken(given(BC, first, second), plan) == set()
