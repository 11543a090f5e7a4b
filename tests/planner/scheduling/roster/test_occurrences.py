"""Which shifts and activities run on which days, and how long they really are."""

from datetime import date

import pytest

from planner.domain.labour import LabourRules
from planner.domain.programme import Programme
from planner.domain.staffing import Cover, Vehicle
from tests.factories import day
from tests.planner.check.roster.building import ON, activity, agency, shift, worker
from tests.planner.scheduling.roster.asking import days_of, duties_on, problem, terms

TORONTO = {"timezone": "America/Toronto", "province": "ON"}
# The Mondays before Ontario's clocks change in 2027, and the nights in which they do.
SPRING, SPRING_NIGHT = date(2027, 3, 8), date(2027, 3, 14)
AUTUMN, AUTUMN_NIGHT = date(2027, 11, 1), date(2027, 11, 7)


def test_shift_runs_on_its_weekdays_between_its_dates() -> None:
    kind = shift("A", weekdays=(0, 3), first_date=day(3), last_date=day(10))
    assert days_of(agency(shifts=(kind,))) == [3, 7, 10]


def test_shift_that_does_not_run_on_holidays() -> None:
    holiday = {"holidays": frozenset({day(1)})}
    assert days_of(agency(shifts=(shift("A", weekdays=(1,)),), **holiday)) == [1, 8]
    kind = shift("A", weekdays=(1,), on_holidays=False)
    assert days_of(agency(shifts=(kind,), **holiday)) == [8]


@pytest.mark.parametrize(
    ("vehicles", "days"),
    [
        ((Vehicle("VAN"),), [1, 8]),
        ((Vehicle("VAN", day(1), day(2)),), [8]),
        ((Vehicle("VAN", day(2), day(8)),), [1, 8]),
        ((Vehicle("VAN", day(2)),), [1]),
        ((Vehicle("VAN", day(1), day(2)), Vehicle("VAN", day(8), day(9))), []),
        ((Vehicle("VAN"), Vehicle("CAR", day(0))), [1, 8]),
    ],
)
def test_shift_does_not_run_while_its_vehicle_is_closed(
    vehicles: tuple[Vehicle, ...], days: list[int]
) -> None:
    kind = shift("A", weekdays=(1,), vehicle="VAN")
    assert days_of(agency(shifts=(kind,), vehicles=vehicles)) == days


@pytest.mark.parametrize(
    ("first", "days"),
    [(0, [2, 16]), (2, [2, 16]), (3, [9, 23]), (-5, [9, 23]), (-4, [2, 16]), (16, [16])],
)
def test_weeks_are_counted_from_the_first_such_weekday(first: int, days: list[int]) -> None:
    """A Wednesday activity every other week in a schedule of four weeks."""
    kind = activity("A", 2, every_weeks=2, first_date=day(first))
    assert days_of(agency(schedule_weeks=4, activities=(kind,))) == days


def test_holiday_drops_an_activity_and_does_not_shift_the_count() -> None:
    holiday = frozenset({day(2)})
    kind = activity("A", 2, every_weeks=2, first_date=day(0))
    given = {"schedule_weeks": 4, "holidays": holiday}
    assert days_of(agency(activities=(kind,), **given)) == [16]
    kept = activity("A", 2, every_weeks=2, first_date=day(0), on_holidays=True)
    assert days_of(agency(activities=(kept,), **given)) == [2, 16]


def test_activity_ends_with_its_last_date() -> None:
    kind = activity("A", 2, first_date=day(9), last_date=day(16))
    assert days_of(agency(schedule_weeks=4, activities=(kind,))) == [9, 16]


def test_cover_replaces_what_a_shift_asks_for() -> None:
    kind = shift("A", lead_skill="senior", lead_count=1)
    cover = (Cover("A", day(1), 3), Cover("A", day(2), 2, 50, 7), Cover("A", day(3), 0))
    made = problem(agency(shifts=(kind,), cover=cover, staff=(worker("W1"), worker("W2"))))
    asked = [(d.needed, d.most, d.missing_cost, d.surplus_cost) for d in made.duties[:4]]
    assert asked == [(1, 1, 1000, 0), (3, 3, 1000, 0), (2, 2, 50, 7), (0, 0, 1000, 0)]
    assert [duty.lead_needed for duty in made.duties[:4]] == [1, 1, 1, 0]


def minutes(made: Programme, on: date) -> list[int]:
    return [duty.minutes for duty in duties_on(made, on)]


def test_night_is_shorter_or_longer_where_clocks_change() -> None:
    early, late = shift("A", "00:00", "08:00"), shift("B", "23:30", "07:30")
    given = {"schedule_weeks": 1, "shifts": (early, late)}
    spring = agency(as_of=SPRING, **given, **TORONTO)
    assert minutes(spring, SPRING_NIGHT) == [420, 480]
    assert minutes(spring, date(2027, 3, 13)) == [480, 420]
    autumn = agency(as_of=AUTUMN, **given, **TORONTO)
    assert minutes(autumn, AUTUMN_NIGHT) == [540, 480]
    assert minutes(autumn, date(2027, 11, 6)) == [480, 540]


def test_british_columbia_does_not_change_its_clocks() -> None:
    given = {"schedule_weeks": 1, "shifts": (shift("A", "00:00", "08:00"),)}
    for monday, night in ((SPRING, SPRING_NIGHT), (AUTUMN, AUTUMN_NIGHT)):
        assert minutes(agency(as_of=monday, **given), night) == [480]


@pytest.mark.parametrize(("agreement", "uncovered"), [(True, {}), (False, {"uncovered": 1000})])
def test_long_night_is_for_staff_with_an_agreement(
    agreement: bool, uncovered: dict[str, int]
) -> None:
    night = shift("A", "00:00", "08:00", weekdays=(6,))
    member = worker("W1", averaging_agreement=agreement)
    made = agency(
        as_of=AUTUMN, schedule_weeks=1, shifts=(night,), labour=ON, staff=(member,), **TORONTO
    )
    assert terms(made) == uncovered


@pytest.mark.parametrize(("weekday", "uncovered"), [(3, {}), (5, {"uncovered": 1000})])
def test_rest_is_measured_in_real_time(weekday: int, uncovered: dict[str, int]) -> None:
    """From 21:30 to 08:30 are eleven hours, and ten in the night that loses one."""
    late = shift("A", "16:00", "21:30", weekdays=(weekday,))
    early = shift("B", "08:30", "12:00", weekdays=(weekday + 1,))
    made = agency(as_of=SPRING, schedule_weeks=1, shifts=(late, early), labour=ON, **TORONTO)
    assert terms(made) == uncovered


def test_legal_weeks_touch_the_schedule_and_end_inside_it_or_not() -> None:
    weeks = problem(agency(labour=ON)).labour.legal_weeks
    assert [(w.first_day, w.end_day, w.needs_rest) for w in weeks] == [
        (-1, 6, True),
        (6, 13, True),
        (13, 20, False),
    ]
    monday = agency(labour=LabourRules(week_starts=0))
    weeks = problem(monday).labour.legal_weeks
    assert [(w.first_day, w.end_day, w.needs_rest) for w in weeks] == [(0, 7, True), (7, 14, True)]
    spring = problem(agency(as_of=SPRING, schedule_weeks=1, labour=ON, **TORONTO)).labour
    lengths = [week.end_minute - week.start_minute for week in spring.legal_weeks]
    assert lengths == [7 * 1440, 7 * 1440 - 60]
