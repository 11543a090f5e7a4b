"""R2 at its edges: windows that meet are one, and an absence is half-open."""

from datetime import datetime

import pytest

from planner.domain.staffing import Availability
from tests.factories import day
from tests.planner.check.roster.building import (
    agency,
    at,
    away,
    minute,
    on,
    published,
    schedule,
    shift,
)
from tests.planner.check.roster.judging import rules_broken

EARLY = shift("A")


def window(weekday: int, start: str, end: str) -> Availability:
    """A window of W1."""
    return Availability("W1", weekday, minute(start), minute(end))


@pytest.mark.parametrize(
    ("windows", "rules"),
    [
        ((), set()),
        ((window(0, "08:00", "16:00"),), set()),
        ((window(0, "08:15", "16:00"),), {"R2"}),
        ((window(0, "08:00", "15:45"),), {"R2"}),
        ((window(0, "08:00", "12:00"), window(0, "12:00", "16:00")), set()),
        ((window(0, "08:00", "12:00"), window(0, "12:15", "16:00")), {"R2"}),
        ((window(0, "11:00", "16:00"), window(0, "07:00", "12:00")), set()),
        ((window(1, "00:00", "24:00"),), {"R2"}),
    ],
)
def test_shift_lies_inside_availability(windows: tuple[Availability, ...], rules: set[str]) -> None:
    given = agency(shifts=(EARLY,), availability=windows)
    assert rules_broken(given, schedule(on("W1", EARLY, 0))) == rules


@pytest.mark.parametrize(
    ("windows", "rules"),
    [
        ((window(0, "22:00", "32:00"),), set()),
        ((window(0, "22:00", "24:00"), window(1, "00:00", "08:00")), set()),
        ((window(0, "22:00", "24:00"), window(1, "00:15", "08:00")), {"R2"}),
        ((window(0, "22:00", "31:15"),), {"R2"}),
    ],
)
def test_night_lies_inside_availability(windows: tuple[Availability, ...], rules: set[str]) -> None:
    night = shift("N", "23:30", "07:30")
    given = agency(shifts=(night,), availability=windows)
    assert rules_broken(given, schedule(on("W1", night, 0))) == rules


@pytest.mark.parametrize(
    ("start", "end", "rules"),
    [
        (at(day(0), "06:00"), at(day(0), "08:00"), set()),
        (at(day(0), "06:00"), at(day(0), "08:15"), {"R2"}),
        (at(day(0), "16:00"), at(day(3), "00:00"), set()),
        (at(day(0), "15:45"), at(day(3), "00:00"), {"R2"}),
        (at(day(-9), "00:00"), at(day(9), "00:00"), {"R2"}),
    ],
)
def test_shift_lies_outside_absences(start: datetime, end: datetime, rules: set[str]) -> None:
    given = agency(shifts=(EARLY,), absences=(away("W1", start, end), away("W2", start, end)))
    assert rules_broken(given, schedule(on("W1", EARLY, 0))) == rules


def test_past_shift_in_an_absence_is_not_blamed() -> None:
    given = agency(
        as_of=day(2),
        shifts=(EARLY,),
        roster=tuple(published("W1", "A", 0)),
        absences=(away("W1", at(day(0), "00:00"), at(day(1), "00:00")),),
    )
    assert rules_broken(given, schedule(on("W1", EARLY, 0))) == set()
