"""The van out of service, one van evening less (story 14), the elder away on a circle day."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.schedule import GapKind, GapReason
from tests.stories.telling import MONDAY, Told, told, week_of, without

CLOSED = (date(2027, 2, 24), date(2027, 2, 25))
CIRCLES = [date(2027, 2, 10), date(2027, 2, 17), date(2027, 2, 24)]
SATURDAY = 5


@pytest.fixture(scope="module")
def without_saturday() -> Told:
    """The week if the van stayed in on Saturdays."""
    programme = week_of("safexst")
    shifts = tuple(
        replace(row, weekdays=tuple(d for d in row.weekdays if d != SATURDAY))
        if row.code == "van"
        else row
        for row in programme.shifts
    )
    return told(replace(programme, shifts=shifts))


def test_nobody_is_on_a_van_that_is_out_of_service(safexst: Told, alluriarniq: Told) -> None:
    assert [safexst.on("van", day) for day in CLOSED] == [[], []]
    assert [alluriarniq.on("van", date(2027, 3, d)) for d in (3, 4)] == [[], []]


def test_van_out_of_service_is_no_gap(safexst: Told) -> None:
    assert [safexst.gap(GapKind.UNCOVERED_SHIFT, "van", day) for day in CLOSED] == [None, None]
    assert [safexst.gap(GapKind.MISSING_LEAD, "van", day) for day in CLOSED] == [None, None]
    assert safexst.untold("van", date(2027, 2, 26)) == 0


def test_van_always_has_a_driver_or_says_that_it_lacks_one(safexst: Told) -> None:
    drivers = {m.code for m in safexst.programme.staff if "van_driver" in m.skills}
    for row in safexst.schedule.roster:
        if row.shift == "van" and not drivers & set(safexst.on("van", row.day)):
            assert safexst.gap(GapKind.MISSING_LEAD, "van", row.day) is not None


def test_one_van_evening_less_leaves_the_others_and_asks_for_less_relief(
    without_saturday: Told,
) -> None:
    plan = without_saturday
    evenings = [date(2027, 2, day) for day in (9, 10, 11, 12)]
    assert [plan.untold("van", day) for day in evenings] == [0] * 4
    assert plan.on("van", date(2027, 2, 13)) == []
    assert plan.gap(GapKind.UNCOVERED_SHIFT, "van", date(2027, 2, 13)) is None
    assert plan.violations() == []


def test_new_weekend_evening_of_the_van_runs_between_its_dates_only(alluriarniq: Told) -> None:
    days = {row.day for row in alluriarniq.schedule.roster if row.shift == "van_weekend"}
    assert days <= {date(2027, 2, 28), date(2027, 3, 7), date(2027, 3, 14)}
    assert alluriarniq.untold("van_weekend", date(2027, 2, 28)) == 0


def test_circle_without_the_elder_is_a_gap_and_takes_place_for_the_participants(
    alluriarniq: Told,
) -> None:
    gaps = alluriarniq.gaps(GapKind.UNLED_ACTIVITY, "circle")
    away = next(gap for gap in gaps if gap.day == CIRCLES[1])
    assert away.reason is GapReason.NOBODY_AVAILABLE
    assert away.explanation == (
        "circle on Wed 2027-02-17 lacks 1 facilitator. Only S06 has the skills to lead it; she is"
        " absent."
    )
    assert alluriarniq.leading("circle", CIRCLES[1]) == []
    held = [r for r in alluriarniq.schedule.sessions if r.day == CIRCLES[1]]
    assert not any(row.end_minute > 17 * 60 + 30 for row in held)


def test_circle_on_other_weeks_is_led_by_the_elder_or_told(alluriarniq: Told) -> None:
    for day in (CIRCLES[0], CIRCLES[2]):
        gap = alluriarniq.gap(GapKind.UNLED_ACTIVITY, "circle", day)
        assert alluriarniq.leading("circle", day) == ([] if gap else ["S06"])


def test_circle_that_nobody_on_staff_can_lead_is_told_so() -> None:
    """The elder and the relief staff have left."""
    plan = told(without(week_of("alluriarniq"), "S06", "S14", "S15"))
    gap = plan.gap(GapKind.UNLED_ACTIVITY, "circle", CIRCLES[0])
    assert gap is not None
    assert gap.reason is GapReason.NOBODY_QUALIFIED
    assert plan.held_and_missing("P303", MONDAY) == 3
    assert plan.violations() == []
