"""A1 to A7 at their edges; without them nothing is asked."""

import pytest

from planner.domain.programme import Programme
from planner.domain.staffing import Shift, ShiftLimit
from tests.factories import day
from tests.planner.check.roster.building import (
    agency,
    on,
    published,
    schedule,
    shift,
    worker,
)
from tests.planner.check.roster.judging import rules_broken

KIND = shift("A")


def given(*kinds: Shift, **member: object) -> Programme:
    """Two weeks with one worker who has these limits."""
    return agency(shifts=kinds or (KIND,), staff=(worker("W1", **member),))


def worked(*offsets: int, past: tuple[int, ...] = (), **member: object) -> set[str]:
    """The rules broken by eight hours on each of these days; history on the ``past`` ones."""
    roster = tuple(published("W1", "A", *past))
    programme = agency(shifts=(KIND,), staff=(worker("W1", **member),), roster=roster)
    return rules_broken(programme, schedule(on("W1", KIND, *offsets)))


def test_nothing_is_asked_without_limits() -> None:
    assert worked(*range(0, 14, 2)) == set()


@pytest.mark.parametrize(
    ("limits", "rules"),
    [
        ({"min_total_hours": 24}, set()),
        ({"min_total_hours": 24.25}, {"A1"}),
        ({"max_total_hours": 24}, set()),
        ({"max_total_hours": 23.75}, {"A1"}),
    ],
)
def test_hours_of_shifts_in_the_schedule(limits: dict[str, object], rules: set[str]) -> None:
    assert worked(0, 1, 13, past=(-1,), **limits) == rules


@pytest.mark.parametrize(
    ("past", "new", "rules"),
    [
        ((), (0, 1, 2), set()),
        ((), (0, 1, 2, 3), {"A2"}),
        ((-1,), (0, 1), set()),
        ((-1,), (0, 1, 2), {"A2"}),
        ((-1, -2, -3, -4), (), set()),
    ],
)
def test_most_days_in_a_row(past: tuple[int, ...], new: tuple[int, ...], rules: set[str]) -> None:
    assert worked(*new, past=past, max_consecutive_days=3) == rules


@pytest.mark.parametrize(
    ("new", "rules"),
    [
        ((4, 5, 6), set()),
        ((4, 5), {"A3"}),
        ((0, 1), set()),
        ((0, 1, 3), {"A3"}),
        ((1, 2), {"A3"}),
        ((12, 13), set()),
        ((11, 12), {"A3"}),
    ],
)
def test_least_days_in_a_row(new: tuple[int, ...], rules: set[str]) -> None:
    assert worked(*new, min_consecutive_days=3) == rules


@pytest.mark.parametrize(
    ("new", "rules"),
    [
        ((4, 8), set()),
        ((4, 7), {"A4"}),
        ((2, 3), set()),
        ((2, 11), set()),
        ((2, 5, 11), {"A4"}),
        ((), set()),
    ],
)
def test_least_days_off_in_a_row(new: tuple[int, ...], rules: set[str]) -> None:
    assert worked(*new, min_consecutive_days_off=3) == rules


def test_runs_that_reach_into_the_past_are_not_asked() -> None:
    member = worker("W1", min_consecutive_days=3, min_consecutive_days_off=3)
    kept = tuple(published("W1", "A", 0, 3))
    programme = agency(shifts=(KIND,), staff=(member,), roster=kept, as_of=day(4))
    plan = schedule(on("W1", KIND, 0, 3, 4, 8, 9, 10))
    assert rules_broken(programme, plan) == set()
    shorter = schedule(on("W1", KIND, 0, 3, 4, 7, 8, 9))
    assert rules_broken(programme, shorter) == {"A4"}


@pytest.mark.parametrize(
    ("new", "rules"),
    [((5, 6), set()), ((5, 13), {"A5"}), ((6, 12), {"A5"}), ((4, 7, 11), set())],
)
def test_most_weekends(new: tuple[int, ...], rules: set[str]) -> None:
    assert worked(*new, past=(-1,), max_weekends=1) == rules


def test_night_of_a_friday_is_no_weekend_shift() -> None:
    night = shift("N", "23:30", "07:30")
    plan = schedule(on("W1", night, 4))
    assert rules_broken(given(night, max_weekends=0), plan) == set()


@pytest.mark.parametrize(
    ("later", "offset", "rules"),
    [("B", 1, {"A6"}), ("B", 2, set()), ("B", 0, {"R1"}), ("A", 1, set())],
)
def test_shift_that_may_not_follow(later: str, offset: int, rules: set[str]) -> None:
    first, second = shift("A", not_followed_by=frozenset({"B"})), shift("B")
    plan = schedule([*on("W1", first, 0), *on("W1", second if later == "B" else first, offset)])
    assert rules_broken(given(first, second), plan) == rules


def test_shift_that_may_not_follow_one_of_history() -> None:
    first, second = shift("A", not_followed_by=frozenset({"B"})), shift("B")
    programme = agency(shifts=(first, second), roster=tuple(published("W1", "A", -1)))
    assert rules_broken(programme, schedule(on("W1", second, 0))) == {"A6"}
    past = (*published("W1", "A", -2), *published("W1", "B", -1))
    programme = agency(shifts=(first, second), roster=past)
    assert rules_broken(programme, schedule()) == set()


@pytest.mark.parametrize(
    ("limit", "rules"),
    [
        (ShiftLimit("W1", "A", 2), set()),
        (ShiftLimit("W1", "A", 1), {"A7"}),
        (ShiftLimit("W2", "A", 1), set()),
        (ShiftLimit("W1", "B", 0), set()),
    ],
)
def test_shift_limit_counts_the_schedule_only(limit: ShiftLimit, rules: set[str]) -> None:
    roster = tuple(published("W1", "A", -1))
    programme = agency(shifts=(KIND, shift("B")), shift_limits=(limit,), roster=roster)
    assert rules_broken(programme, schedule(on("W1", KIND, 0, 2))) == rules
