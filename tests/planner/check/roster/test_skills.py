"""R3: every skill of a shift, the house of a house shift, every skill of an activity."""

import pytest

from planner.domain.staffing import StaffMember
from tests.planner.check.roster.building import activity, agency, led, on, schedule, shift, worker
from tests.planner.check.roster.judging import rules_broken


def skilled(*skills: str, houses: tuple[str, ...] = ()) -> StaffMember:
    """W1 with these skills, for these houses."""
    return worker("W1", skills=frozenset(skills), houses=frozenset(houses))


@pytest.mark.parametrize(
    ("member", "rules"),
    [
        (skilled("house", "night"), set()),
        (skilled("house", "night", "van"), set()),
        (skilled("house"), {"R3"}),
        (skilled("house", "night", houses=("north",)), set()),
        (skilled("house", "night", houses=("north", "south")), set()),
        (skilled("house", "night", houses=("south",)), {"R3"}),
    ],
)
def test_shift_asks_for_skills_and_house(member: StaffMember, rules: set[str]) -> None:
    kind = shift("A", service="house", house="north", skills=frozenset({"house", "night"}))
    given = agency(staff=(member,), shifts=(kind,))
    assert rules_broken(given, schedule(on("W1", kind, 0))) == rules


def test_house_does_not_bind_other_services() -> None:
    kind = shift("A", service="outreach", house="north")
    given = agency(staff=(skilled(houses=("south",)),), shifts=(kind,))
    assert rules_broken(given, schedule(on("W1", kind, 0))) == set()


@pytest.mark.parametrize(("member", "rules"), [(skilled("group"), set()), (skilled(), {"R3"})])
def test_activity_asks_for_skills_of_facilitators(member: StaffMember, rules: set[str]) -> None:
    circle = activity("CIRCLE", 0, skills=frozenset({"group"}))
    given = agency(staff=(member,), activities=(circle,))
    assert rules_broken(given, schedule((), [led(circle, 0, "W1"), led(circle, 7)])) == rules
