"""Family Day (story 12) and the nights on which Ontario changes its clocks."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from planner.domain.clock import elapsed_minutes
from planner.domain.schedule import GapKind, GapReason
from tests.stories.telling import Told, absent, told, week_of

FAMILY_DAY = date(2027, 2, 15)
SPRING, AUTUMN = date(2027, 3, 14), date(2027, 11, 7)
HOUSE = ("house_day", "house_eve", "house_night")


@pytest.fixture(scope="module")
def autumn() -> Told:
    """The week that ends with the long night, when only S10 has an averaging agreement."""
    return told(week_of("alluriarniq", date(2027, 11, 1)))


@pytest.fixture(scope="module")
def autumn_without_agreement() -> Told:
    """The same week while S10 is away."""
    programme = week_of("alluriarniq", date(2027, 11, 1))
    return told(absent(programme, "S10", AUTUMN, AUTUMN))


@pytest.mark.parametrize("name", ["safexst", "alluriarniq"])
def test_house_is_covered_on_family_day_or_the_gap_is_named(
    name: str, request: pytest.FixtureRequest
) -> None:
    plan: Told = request.getfixturevalue(name)
    assert [plan.untold(shift, FAMILY_DAY) for shift in HOUSE] == [0, 0, 0]


@pytest.mark.parametrize("name", ["safexst", "alluriarniq"])
def test_day_program_office_van_and_sessions_are_off_on_family_day(
    name: str, request: pytest.FixtureRequest
) -> None:
    plan: Told = request.getfixturevalue(name)
    schedule = plan.schedule
    assert {row.shift for row in schedule.roster if row.day == FAMILY_DAY} <= set(HOUSE)
    assert [row for row in schedule.activities if row.day == FAMILY_DAY] == []
    assert [row for row in schedule.sessions if row.day == FAMILY_DAY] == []


def test_day_off_is_no_gap_of_the_day_program(safexst: Told) -> None:
    assert safexst.gap(GapKind.UNCOVERED_SHIFT, "day_program", FAMILY_DAY) is None
    assert safexst.held_and_missing("P103", FAMILY_DAY) == 2
    assert safexst.held_and_missing("P110", FAMILY_DAY) == 1


def test_short_night_in_ontario_is_seven_hours(alluriarniq: Told) -> None:
    rows = [r for r in alluriarniq.schedule.roster if (r.shift, r.day) == ("house_night", SPRING)]
    zone = ZoneInfo("America/Toronto")
    assert {elapsed_minutes(row.start, row.end, zone) for row in rows} <= {7 * 60}
    assert alluriarniq.untold("house_night", SPRING) == 0


def test_long_night_in_ontario_needs_somebody_with_an_agreement(autumn: Told) -> None:
    assert set(autumn.on("house_night", AUTUMN)) <= {"S10"}
    assert autumn.untold("house_night", AUTUMN) == 0
    assert autumn.violations() == []


def test_long_night_without_an_agreement_is_a_gap_with_its_rule(
    autumn_without_agreement: Told,
) -> None:
    plan = autumn_without_agreement
    gap = plan.gap(GapKind.UNCOVERED_SHIFT, "house_night", AUTUMN)
    assert gap is not None
    assert gap.reason in (GapReason.RULES, GapReason.NOBODY_AVAILABLE)
    assert "S10: absent" in gap.explanation
    assert plan.violations() == []
