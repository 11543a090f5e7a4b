"""Leaving dominated choices out keeps the optimum; small cases of what is left."""

from dataclasses import replace
from random import Random

import pytest

from solver.stays.windows import Window, entries_can_wait, entry_days_between, windows_of
from tests.solver.stays.brute_force import least_cost
from tests.solver.stays.builders import case, enrolled, entry, into_bed, problem, resident
from tests.solver.stays.random_problems import random_problem


def only_window(*cases: object, **changes: object) -> Window:
    """The one window of the first case."""
    found = windows_of(problem(*cases, **changes))  # type: ignore[arg-type]
    (window,) = (window for window in found if window.case == 0)
    return window


def test_stay_beyond_the_target_is_left_out() -> None:
    window = only_window(case(into_bed([0, 4], 5, 20), target_days=10))
    assert window.start_days == (0, 4)
    assert (window.first_ends, window.last_ends) == ((5, 9), (10, 14))
    assert window.full_ends == (10, 14)
    assert window.end_days == tuple(range(5, 15))


def test_late_enrolment_keeps_the_end_that_it_needs() -> None:
    window = only_window(case(into_bed([0], 5, 20), target_days=8, entry=entry([6])))
    assert (window.first_entries, window.first_ends, window.last_ends) == ((6,), (13,), (13,))
    assert window.has_one_end


def test_start_without_an_enrolment_is_left_out() -> None:
    joins = entry([3], latest_days=2)
    window = only_window(case(into_bed(range(6), 12), entry=joins))
    assert window.start_days == (1, 2, 3)


def test_start_whose_enrolment_outlasts_the_stay_is_left_out() -> None:
    window = only_window(case(into_bed(range(4), 8, 9), target_days=9, entry=entry([3])))
    assert window.start_days == (1, 2, 3)


def test_proposed_stay_keeps_its_end() -> None:
    assert only_window(case(into_bed([2], 30), target_days=10)).end_days == (32,)


def test_entries_wait_only_where_places_can_run_out() -> None:
    joins = case(into_bed([0], 10), entry=entry([0]))
    assert not entries_can_wait(problem(joins, enrolled([0]), places_free=(2,)))
    assert entries_can_wait(problem(joins, enrolled([0]), places_free=(2, 1, 2)))


def test_entries_within_the_stay_are_no_more_than_the_beds() -> None:
    inside = [case(into_bed([0], 10), entry=entry([0])) for _ in range(3)]
    outside = [case(into_bed([0], 10), entry=entry([0], within_stay=False)) for _ in range(3)]
    assert not entries_can_wait(problem(*inside, places_free=(1,)))
    assert entries_can_wait(problem(*outside, places_free=(1,)))


def test_days_of_an_enrolment_include_both_ends() -> None:
    joins = resident([0], 9, entry=entry(range(0, 30, 2), earliest_days=2, latest_days=6))
    assert entry_days_between(joins, 4) == (6, 8, 10)
    assert entry_days_between(joins, 4, last=9) == (6, 8)
    assert entry_days_between(resident([0], 9), 4) == ()


@pytest.mark.parametrize("seed", range(1000, 1025))
def test_best_plan_is_among_what_is_left(seed: int) -> None:
    """Enumerate the windows' choices, and all choices: the least cost is the same."""
    whole = random_problem(Random(seed))
    allowed: dict[tuple[int, int], dict[int, tuple[int, int]]] = {}
    for window in windows_of(whole):
        rows = zip(window.start_days, window.first_ends, window.last_ends, strict=True)
        allowed[window.case, window.opening] = {row[0]: row[1:] for row in rows}
    cases = []
    for index, one in enumerate(whole.cases):
        openings = []
        for number, opening in enumerate(one.openings):
            ends = allowed.get((index, number), {})
            starts = tuple(day for day in opening.start_days if day in ends)
            first = tuple(ends[day][0] for day in starts)
            last = tuple(ends[day][1] for day in starts)
            useful = replace(opening, start_days=starts, earliest_ends=first, latest_ends=last)
            openings.append(useful)
        cases.append(replace(one, openings=tuple(openings)))
    reduced = replace(whole, cases=tuple(cases))
    assert least_cost(reduced) == least_cost(whole)
