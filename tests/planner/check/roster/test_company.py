"""R6 at its edges: nobody in conflict is alone in the house while the participant is there."""

import pytest

from planner.domain.programme import Programme
from planner.domain.staffing import Shift
from tests.factories import bed, day, kept_stay, staff_conflict, stay, stay_plan
from tests.planner.check.roster.building import (
    agency,
    on,
    published,
    schedule,
    shift,
    worker,
)
from tests.planner.check.roster.judging import rules_broken

NORTH = shift("A", service="house", house="north", min_staff=2)
NIGHT = shift("N", "23:30", "07:30", service="house", house="north")
TEAM = (worker("W1"), worker("W2"))
STAY = stay("P1", "B1", day(3), day(20))


def house(*kinds: Shift, **changes: object) -> Programme:
    """P1 lives in the house ``north`` and is in conflict with W1."""
    defaults: dict[str, object] = {
        "staff": TEAM,
        "beds": (bed("B1", "north"),),
        "stays": (STAY,),
        "conflicts": (staff_conflict("P1", "W1"),),
    }
    return agency(shifts=kinds, schedule_weeks=4, **{**defaults, **changes})


PLAN = stay_plan([kept_stay(STAY, "W2")])


@pytest.mark.parametrize(
    ("offset", "rules"), [(2, set()), (3, {"R6"}), (19, {"R6"}), (20, {"R6"}), (21, set())]
)
def test_day_shift_alone_from_admission_to_the_discharge_day(offset: int, rules: set[str]) -> None:
    assert rules_broken(house(NORTH), schedule(on("W1", NORTH, offset)), PLAN) == rules


@pytest.mark.parametrize(("offset", "rules"), [(1, set()), (2, {"R6"}), (20, {"R6"}), (21, set())])
def test_night_alone_that_reaches_into_the_stay(offset: int, rules: set[str]) -> None:
    assert rules_broken(house(NIGHT), schedule(on("W1", NIGHT, offset)), PLAN) == rules


def test_other_people_houses_services_and_company_are_free() -> None:
    south = shift("S", service="house", house="south")
    office = shift("O", house="north")
    given = house(NORTH, south, office)
    for rows in (
        on("W2", NORTH, 5),
        on("W1", south, 5),
        on("W1", office, 5),
        [*on("W1", NORTH, 5), *on("W2", NORTH, 5)],
    ):
        assert rules_broken(given, schedule(rows), PLAN) == set()


def test_company_on_another_shift_does_not_count() -> None:
    other = shift("B", service="house", house="north")
    plan = schedule([*on("W1", NORTH, 5), *on("W2", other, 5)])
    assert rules_broken(house(NORTH, other), plan, PLAN) == {"R6"}


def test_past_shift_alone_is_not_blamed() -> None:
    given = house(NORTH, as_of=day(6), roster=tuple(published("W1", "A", 5)))
    assert rules_broken(given, schedule(on("W1", NORTH, 5)), PLAN) == set()


def test_discharge_on_the_planning_date_counts_until_midnight() -> None:
    ended = stay("P1", "B1", day(-20), day(0))
    given = house(NORTH, stays=(ended,))
    assert rules_broken(given, schedule(on("W1", NORTH, 0))) == {"R6"}
    assert rules_broken(given, schedule(on("W1", NORTH, 1))) == set()
