"""S9: the places of the day program."""

from tests.solver.stays.builders import case, enrolled, entry, into_bed, optimum, problem, supported

FIRST = enrolled([0], unplaced_cost=500)


def test_place_is_free_on_the_day_an_enrolment_ends() -> None:
    assert optimum(problem(FIRST, enrolled([7]), places_free=(1,))) == 7


def test_place_is_taken_on_the_last_day_of_an_enrolment() -> None:
    assert optimum(problem(FIRST, enrolled([6]), places_free=(1,))) == 100


def test_second_place_takes_the_second_enrolment() -> None:
    assert optimum(problem(FIRST, enrolled([6]), places_free=(2,))) == 6


def test_place_that_commitments_take_during_an_enrolment_is_missing() -> None:
    """The places fall to none on day 8, for one day."""
    free = (*(1 for _ in range(8)), 0, 1)
    assert optimum(problem(enrolled([1]), places_free=free)) == 1
    assert optimum(problem(enrolled([2]), places_free=free)) == 100
    assert optimum(problem(enrolled([8]), places_free=free)) == 100
    assert optimum(problem(enrolled([9]), places_free=free)) == 9


def test_resident_takes_a_place_as_well() -> None:
    joins = case(into_bed([0], 10), entry=entry([0]), unplaced_cost=500)
    assert optimum(problem(joins, enrolled([7]), places_free=(1,))) == 7
    assert optimum(problem(joins, enrolled([6]), places_free=(1,))) == 100


def test_support_takes_no_place() -> None:
    assert optimum(problem(supported([0], 7), places_free=(0,))) == 0
    assert optimum(problem(enrolled([0]), places_free=(0,))) == 100
