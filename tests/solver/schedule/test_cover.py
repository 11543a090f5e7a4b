import pytest

from solver.schedule.problem import ScheduleCosts
from tests.solver.schedule.builders import (
    MISSING,
    activity,
    cost,
    is_impossible,
    person,
    problem,
    shift,
    solved,
)

ALL = frozenset({0})


@pytest.mark.parametrize(("able", "missing"), [(0, 2), (1, 1), (2, 0), (3, 0)])
def test_shift_has_as_many_people_as_it_asks_for(able: int, missing: int) -> None:
    made = problem([shift(0, needed=2, most=2)], [person([0]) for _ in range(able)])
    assert cost(made) == MISSING * missing
    assert len(solved(made).solution.duties) == 2 - missing


def test_locked_people_may_be_more_than_are_asked_for() -> None:
    people = [person([0], locked=ALL), person([0], locked=ALL), person([0])]
    outcome = solved(problem([shift(0)], people))
    assert (outcome.objective, outcome.solution.duties) == (0, {(0, 0), (1, 0)})


def test_locked_person_keeps_a_duty_that_costs() -> None:
    people = [person([0], locked=ALL, shift_cost=20), person([0])]
    outcome = solved(problem([shift(0)], people))
    assert (outcome.objective, outcome.solution.duties) == (20, {(0, 0)})


def test_each_person_above_the_need_costs_the_surplus() -> None:
    wanted = shift(0, most=3, surplus_cost=30)
    people = [person([0], contract_minutes=480), person([0], contract_minutes=480)]
    costs = ScheduleCosts(under_contract_quarter=1)
    assert cost(problem([wanted], people, costs=costs)) == 30
    dear = shift(0, most=3, surplus_cost=33)
    assert cost(problem([dear], people, costs=costs)) == 32


@pytest.mark.parametrize(("leads", "missing"), [(0, 2), (1, 1), (2, 0)])
def test_each_missing_lead_costs(leads: int, missing: int) -> None:
    wanted = shift(0, needed=2, most=2, lead_needed=2, missing_lead_cost=400)
    people = [person([0], leads=ALL) for _ in range(leads)] + [person([0]) for _ in range(2)]
    assert cost(problem([wanted], people)) == 400 * missing


def test_empty_shift_costs_its_people_and_its_lead() -> None:
    wanted = shift(0, lead_needed=1, missing_lead_cost=400)
    assert cost(problem([wanted], [])) == MISSING + 400


def test_person_who_must_not_be_alone_needs_company() -> None:
    wanted = shift(0, needed=2, most=2)
    kept_apart = person([0], accompanied=ALL)
    assert cost(problem([wanted], [kept_apart])) == 2 * MISSING
    assert cost(problem([wanted], [kept_apart, person([0])])) == 0


def test_two_people_who_must_not_be_alone_keep_each_other_company() -> None:
    wanted = shift(0, needed=2, most=2)
    assert cost(problem([wanted], [person([0], accompanied=ALL) for _ in range(2)])) == 0


def test_company_on_another_shift_does_not_count() -> None:
    duties = [shift(0, needed=2, most=2), shift(0, needed=1)]
    people = [person([0], accompanied=ALL), person([1])]
    assert cost(problem(duties, people)) == 2 * MISSING


def test_locked_person_who_must_not_be_alone_brings_company_or_nothing() -> None:
    wanted = shift(0, needed=2, most=2)
    locked = person([0], accompanied=ALL, locked=ALL)
    assert is_impossible(problem([wanted], [locked]))
    assert cost(problem([wanted], [locked, person([0], shift_cost=5000)])) == 5000


def test_missing_facilitator_costs_and_relief_staff_lead_for_nothing() -> None:
    circle = activity(0, missing_cost=200)
    assert cost(problem([circle], [])) == 200
    assert cost(problem([circle], [person([0], shift_cost=20)])) == 0
    assert cost(problem([shift(0)], [person([0], shift_cost=20)])) == 20
