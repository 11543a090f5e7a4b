"""R1 at its edges: one duty may begin when another ends."""

from dataclasses import replace

import pytest

from tests.planner.check.roster.building import (
    activity,
    agency,
    led,
    on,
    published,
    schedule,
    shift,
)
from tests.planner.check.roster.judging import messages, rules_broken


@pytest.mark.parametrize(("start", "rules"), [("16:00", set()), ("15:45", {"R1"})])
def test_shift_may_begin_when_another_ends(start: str, rules: set[str]) -> None:
    early, late = shift("A"), shift("B", start, "20:00")
    given = agency(shifts=(early, late))
    assert rules_broken(given, schedule([*on("W1", early, 0), *on("W1", late, 0)])) == rules


@pytest.mark.parametrize(("start", "rules"), [("16:00", set()), ("15:45", {"R1"})])
def test_activity_may_begin_when_a_shift_ends(start: str, rules: set[str]) -> None:
    early, circle = shift("A"), activity("CIRCLE", 0, start)
    given = agency(shifts=(early,), activities=(circle,))
    rows = [led(circle, 0, "W1"), led(circle, 7)]
    assert rules_broken(given, schedule(on("W1", early, 0), rows)) == rules


def test_long_shift_overlaps_the_second_one_after_it() -> None:
    long, short, late = (
        shift("A", "08:00", "20:00"),
        shift("B", "09:00", "10:00"),
        shift("C", "19:00", "21:00"),
    )
    given = agency(shifts=(long, short, late))
    rows = [row for kind in (long, short, late) for row in on("W1", kind, 0)]
    assert messages("R1", given, schedule(rows)) == [
        "W1 has A on 2027-02-08 (08:00 to 20:00) and B on 2027-02-08 (09:00 to 10:00), which"
        " overlap.",
        "W1 has A on 2027-02-08 (08:00 to 20:00) and C on 2027-02-08 (19:00 to 21:00), which"
        " overlap.",
    ]


def test_night_reaches_into_the_next_day() -> None:
    night, early = shift("N", "23:30", "07:30"), shift("A", "07:15", "08:00")
    given = agency(shifts=(night, early))
    assert rules_broken(given, schedule([*on("W1", night, 0), *on("W1", early, 1)])) == {"R1"}


def test_history_reaches_into_the_plan_and_is_not_blamed_alone() -> None:
    night, early = shift("N", "23:30", "07:30"), shift("A", "07:15", "08:00")
    given = agency(shifts=(night, early), roster=tuple(published("W1", "N", -1)))
    assert rules_broken(given, schedule(on("W1", early, 0))) == {"R1"}
    both = tuple(published("W1", "N", -2) + published("W1", "A", -1))
    assert rules_broken(replace(given, roster=both), schedule()) == set()


def test_twice_on_a_shift_counts_once_for_everything_else() -> None:
    early = shift("A", weekdays=(0,))
    given = agency(shifts=(early,), schedule_weeks=1)
    assert rules_broken(given, schedule(on("W1", early, 0, 0))) == {"R1"}
