"""R8: locked rows and the past stay, nothing is added to the past, sessions fall in services."""

from dataclasses import replace

import pytest

from planner.domain.activities import Audience, Room
from planner.domain.programme import Programme
from planner.domain.schedule import PlannedSession
from tests.factories import assignment, day, stay_plan
from tests.planner.check.roster.building import (
    activity,
    agency,
    held,
    in_support,
    led,
    met,
    on,
    published,
    schedule,
    shift,
    worker,
)
from tests.planner.check.roster.judging import rules_broken

KIND = shift("A")
CIRCLE = activity("CIRCLE", 3)
TALKS = frozenset({"one_on_one"})
TEAM = (
    worker("W1", skills=TALKS, support_minutes_per_week=600),
    worker("W2", skills=TALKS, support_minutes_per_week=600),
)
ROOMS = (Room("T1", True), Room("T2", True))
PLAN = stay_plan(support=[in_support("P1")])
LEDS = (led(CIRCLE, 3), led(CIRCLE, 10))


def given(**changes: object) -> Programme:
    """P1 in support from ``day(0)`` to ``day(28)``; two workers, planned as of ``day(2)``."""
    defaults: dict[str, object] = {
        "as_of": day(2),
        "staff": TEAM,
        "shifts": (KIND,),
        "activities": (replace(CIRCLE, audience=Audience.STAFF),),
        "rooms": ROOMS,
        "assignments": (assignment("P1", "W1", day(0)),),
    }
    return agency(**{**defaults, **changes})


@pytest.mark.parametrize(
    ("offset", "locked", "rules"),
    [
        (1, False, {"R8"}),
        (1, True, {"R8"}),
        (2, True, {"R8"}),
        (2, False, set()),
        (14, True, set()),
    ],
)
def test_shift_that_must_stay(offset: int, locked: bool, rules: set[str]) -> None:
    programme = given(roster=tuple(published("W1", "A", offset, locked=locked)))
    assert rules_broken(programme, schedule((), LEDS), PLAN) == rules
    if offset < 14:
        kept = schedule(on("W1", KIND, offset), LEDS)
        assert rules_broken(programme, kept, PLAN) == set()


def test_locked_facilitator_must_stay() -> None:
    programme = given(roster=tuple(published("W1", "CIRCLE", 3, locked=True)))
    assert rules_broken(programme, schedule((), LEDS), PLAN) == {"R8"}
    kept = schedule((), [led(CIRCLE, 3, "W1"), led(CIRCLE, 10)])
    assert rules_broken(programme, kept, PLAN) == set()


@pytest.mark.parametrize(("offset", "rules"), [(1, {"R8"}), (2, set())])
def test_shift_that_is_new(offset: int, rules: set[str]) -> None:
    assert rules_broken(given(), schedule(on("W1", KIND, offset), LEDS), PLAN) == rules


@pytest.mark.parametrize(("offset", "rules"), [(1, {"R8"}), (2, set())])
def test_session_that_is_new(offset: int, rules: set[str]) -> None:
    plan = schedule((), LEDS, [met("P1", "W1", offset, "09:00", room="T1")])
    assert rules_broken(given(), plan, PLAN) == rules


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, set()),
        ({"room": "T2"}, set()),
        ({"staff": "W2"}, {"R8"}),
        ({"start_minute": 600, "end_minute": 660}, {"R8"}),
        ({"day": day(5)}, {"R8", "R7"}),
    ],
)
def test_locked_session_keeps_everything_but_its_room(
    changed: dict[str, object], rules: set[str]
) -> None:
    row = met("P1", "W1", 4, "09:00", room="T1")
    programme = given(sessions=(held(row, locked=True),))
    plan = schedule((), LEDS, [replace(row, **changed)])  # type: ignore[arg-type]
    assert rules_broken(programme, plan, PLAN) == rules


@pytest.mark.parametrize("changed", [{"room": "T2"}, {"staff": "W2"}, {"day": day(0)}])
def test_past_session_keeps_everything(changed: dict[str, object]) -> None:
    row = met("P1", "W1", 1, "09:00", room="T1")
    programme = given(sessions=(held(row),))
    assert rules_broken(programme, schedule((), LEDS, [row]), PLAN) == set()
    plan = schedule((), LEDS, [replace(row, **changed)])  # type: ignore[arg-type]
    assert rules_broken(programme, plan, PLAN) == {"R8"}


def test_past_of_a_room_that_was_not_listed_is_not_blamed() -> None:
    row = met("P1", "W1", 1, "09:00")
    programme = given(sessions=(held(row),))
    assert rules_broken(programme, schedule((), LEDS, [row]), PLAN) == set()


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        (met("P1", "W1", 10, "09:00"), set()),
        (met("P1", "W1", 11, "09:00"), {"R8"}),
    ],
)
def test_session_falls_inside_the_service(row: PlannedSession, rules: set[str]) -> None:
    ends = (assignment("P1", "W1", day(0), day(11)),)
    plan = stay_plan(support=[in_support("P1", 0, 11)])
    programme = given(assignments=ends, rooms=())
    assert rules_broken(programme, schedule((), LEDS, [row]), plan) == rules
