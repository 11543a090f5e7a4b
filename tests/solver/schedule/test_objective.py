from collections.abc import Sequence

import pytest

from solver.schedule.problem import Labour, ScheduleCosts, Wish
from tests.solver.schedule.builders import (
    MISSING,
    activity,
    choice,
    cost,
    legal_week,
    past,
    person,
    problem,
    session_day,
    sessions,
    shift,
)

WEEKS = (legal_week(-1), legal_week(6))
OVERTIME = {
    "labour": Labour(overtime_weekly_minutes=2400, legal_weeks=WEEKS),
    "costs": ScheduleCosts(overtime_quarter=8),
}


@pytest.mark.parametrize(
    ("days", "daily", "quarters"),
    [
        ((0, 1, 2, 3, 4), 480, 0),
        ((0, 1, 2, 3, 4, 5), 480, 32),
        ((0, 1, 2, 3, 4, 6), 480, 0),
        ((0, 1), 465, 2),
        ((0, 1), 473, 1),
        ((0, 1, 2), 473, 2),
        ((0, 1, 2, 3, 4, 5), 420, 32),
        ((0, 1, 2, 3, 4, 5), None, 32),
        ((0, 7), 420, 8),
    ],
)
def test_overtime_is_the_greater_of_day_and_week(
    days: Sequence[int], daily: int | None, quarters: int
) -> None:
    worker = person(range(len(days)), overtime_daily_minutes=daily)
    assert cost(problem([shift(day) for day in days], [worker], **OVERTIME)) == 8 * quarters


@pytest.mark.parametrize(("worked", "quarters"), [((-1,), 0), ((-1, -1), 32), ((-2, -2), 0)])
def test_history_of_the_legal_week_makes_overtime(worked: Sequence[int], quarters: int) -> None:
    days = (0, 1, 2, 3)
    worker = person(range(4), past=tuple(past(day) for day in worked))
    assert cost(problem([shift(day) for day in days], [worker], **OVERTIME)) == 8 * quarters
    long_day = person(past=(past(-1, "08:00", "17:00"),), overtime_daily_minutes=480)
    assert cost(problem([], [long_day], **OVERTIME)) == 8 * 4


def test_work_day_of_more_than_a_day_has_its_overtime() -> None:
    duties = [shift(0, "00:00", "23:45"), shift(0, "23:45", "23:30")]
    worker = person([0, 1], overtime_daily_minutes=480)
    quarters = (2 * 23 * 60 + 90 - 480) // 15
    assert cost(problem(duties, [worker], **OVERTIME)) == 8 * quarters


@pytest.mark.parametrize(
    ("owed", "quarters"), [(480, 0), (494, 0), (495, 1), (600, 8), (300, 0), (-60, 0)]
)
def test_whole_quarter_hours_below_contract(owed: int, quarters: int) -> None:
    costs = ScheduleCosts(under_contract_quarter=1)
    worker = person([0], contract_minutes=owed)
    assert cost(problem([shift(0)], [worker], costs=costs)) == quarters
    over = person([0], contract_minutes=owed + 480, past=(past(0), past(-1)))
    assert cost(problem([shift(1)], [over], costs=costs)) == quarters


def test_sessions_and_activities_count_towards_the_contract() -> None:
    held = sessions([session_day(1, choice(1, "09:00"))])
    made = {**held, "costs": ScheduleCosts(unmet_session=300, under_contract_quarter=1)}
    worker = person([0], contract_minutes=180)
    assert cost(problem([activity(0)], [worker], **made)) == 4


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(0, True, 5), 0),
        (Wish(1, True, 5), 5),
        (Wish(0, False, 5), 5),
        (Wish(1, False, 5), 0),
        (Wish(2, True, 5), 0),
        (Wish(2, False, 5), 5),
        (Wish(0, True, 5, frozenset({1})), 5),
        (Wish(0, False, 5, frozenset({0})), 5),
        (Wish(0, False, 5, frozenset({1})), 0),
        (Wish(0, True, 5, frozenset()), 5),
    ],
)
def test_wish_for_a_day_or_a_shift(wish: Wish, expected: int) -> None:
    """On day 0 she has the only shift, on day 2 a session."""
    held = sessions([session_day(2, choice(2, "09:00"))])
    duties = [shift(0), shift(1)]
    worker = person([0], wishes=(wish,))
    assert cost(problem(duties, [worker, person([1])], **held)) == expected


def test_wish_for_a_day_is_met_by_one_of_two_duties() -> None:
    duties = [shift(0), shift(0, "17:00", "18:00")]
    worker = person([0, 1], wishes=(Wish(0, True, 5), Wish(0, False, 7)))
    assert cost(problem(duties, [worker])) == 7
    assert cost(problem([], [person(wishes=worker.wishes)])) == 5


def test_spread_of_nights_is_most_less_fewest() -> None:
    nights = [shift(day, "23:30", "07:30") for day in (0, 1, 4)]
    costs = ScheduleCosts(night_spread=5, weekend_spread=7)
    two = [person([0, 1, 2], shares_nights=True), person([0, 1, 2], shares_nights=True)]
    assert cost(problem(nights, two, costs=costs)) == 5
    lame = [person([0, 1, 2], shares_nights=True), person([], shares_nights=True)]
    assert cost(problem(nights, lame, costs=costs)) == 15
    other = [person([0, 1, 2], shares_nights=True), person([])]
    assert cost(problem(nights, other, costs=costs)) == 0


def test_spread_of_weekends_counts_shifts_on_saturday_and_sunday() -> None:
    duties = [shift(4), shift(5), shift(6), activity(12), shift(13)]
    costs = ScheduleCosts(night_spread=5, weekend_spread=7)
    lame = [person(range(5), shares_weekends=True), person([], shares_weekends=True)]
    assert cost(problem(duties, lame, costs=costs)) == 21


def test_spread_counts_what_is_over_however_little_is_left() -> None:
    costs = ScheduleCosts(night_spread=5, weekend_spread=7)
    nights = tuple(past(day, "23:30", "07:30") for day in range(4))
    people = [person([0], shares_nights=True, past=nights), person([0], shares_nights=True)]
    assert cost(problem([shift(5, "23:30", "07:30")], people, costs=costs)) == 15
    before = tuple(past(day, "23:30", "07:30") for day in range(-4, 0))
    people = [person([0], shares_nights=True, past=before), person([0], shares_nights=True)]
    assert cost(problem([shift(5, "23:30", "07:30")], people, costs=costs)) == 5


def test_published_duty_costs_where_it_is_lost() -> None:
    costs = ScheduleCosts(moved=8)
    people = [person([0], published=frozenset({0}), shift_cost=9), person([0])]
    assert cost(problem([shift(0)], people, costs=costs)) == 8
    people = [person([0], published=frozenset({0}), shift_cost=7), person([0])]
    assert cost(problem([shift(0)], people, costs=costs)) == 7


def test_fixed_cost_is_paid_by_every_schedule() -> None:
    assert cost(problem([shift(0)], [], fixed_cost=45)) == MISSING + 45
