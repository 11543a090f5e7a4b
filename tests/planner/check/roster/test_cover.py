"""R5: as many people as asked for, and only when a shift or an activity runs."""

from dataclasses import replace

import pytest

from planner.domain.programme import Programme
from planner.domain.staffing import Cover, Shift, Vehicle
from tests.factories import day
from tests.planner.check.roster.building import (
    activity,
    agency,
    led,
    on,
    published,
    schedule,
    shift,
    worker,
)
from tests.planner.check.roster.judging import rules_broken

TEAM = (worker("W1"), worker("W2"), worker("W3"))
ONE, PAIR = shift("A"), shift("A", min_staff=2)


def team(**changes: object) -> Programme:
    """Three workers."""
    return agency(staff=TEAM, **changes)


@pytest.mark.parametrize(("kind", "rules"), [(PAIR, set()), (ONE, {"R5"})])
def test_shift_has_no_more_people_than_asked_for(kind: Shift, rules: set[str]) -> None:
    plan = schedule([*on("W1", kind, 0), *on("W2", kind, 0)])
    assert rules_broken(team(shifts=(kind,)), plan) == rules


def test_locked_rows_may_exceed_what_is_asked_for_and_nobody_is_added() -> None:
    locked = (*published("W1", "A", 0, locked=True), *published("W2", "A", 0, locked=True))
    given = team(shifts=(ONE,), roster=locked)
    plan = schedule([*on("W1", ONE, 0), *on("W2", ONE, 0)])
    assert rules_broken(given, plan) == set()
    more = replace(plan, roster=(*plan.roster, *on("W3", ONE, 0)))
    assert rules_broken(given, more) == {"R5"}
    one_locked = replace(given, roster=locked[:1])
    assert rules_broken(one_locked, plan) == {"R5"}


@pytest.mark.parametrize(
    ("cover", "rules"),
    [
        (Cover("A", day(0), 2), set()),
        (Cover("A", day(1), 2), {"R5"}),
        (Cover("A", day(0), 0, surplus_cost=1), set()),
        (Cover("A", day(0), 0, surplus_cost=0), set()),
        (Cover("A", day(0), 1, missing_cost=1), {"R5"}),
    ],
)
def test_cover_replaces_what_the_shift_asks_for(cover: Cover, rules: set[str]) -> None:
    plan = schedule([*on("W1", ONE, 0), *on("W2", ONE, 0)])
    assert rules_broken(team(shifts=(ONE,), cover=(cover,)), plan) == rules


@pytest.mark.parametrize(("wanted", "rules"), [(2, set()), (1, {"R5"})])
def test_activity_has_no_more_facilitators_than_asked_for(wanted: int, rules: set[str]) -> None:
    circle = activity("CIRCLE", 0, facilitators=wanted)
    plan = schedule((), [led(circle, 0, "W1", "W2"), led(circle, 7)])
    assert rules_broken(team(activities=(circle,)), plan) == rules


def test_locked_facilitators_may_exceed_what_is_asked_for() -> None:
    circle = activity("CIRCLE", 0)
    rows = (*published("W1", "CIRCLE", 0, locked=True), *published("W2", "CIRCLE", 0, locked=True))
    given = team(activities=(circle,), roster=rows)
    assert rules_broken(given, schedule((), [led(circle, 0, "W1", "W2"), led(circle, 7)])) == set()


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, set()),
        ({"weekdays": (1,)}, {"R5"}),
        ({"first_date": day(0)}, set()),
        ({"first_date": day(1)}, {"R5"}),
        ({"last_date": day(0)}, set()),
        ({"last_date": day(-1)}, {"R5"}),
        ({"on_holidays": False}, {"R5"}),
        ({"vehicle": "VAN"}, {"R5"}),
        ({"vehicle": "CAR"}, set()),
        ({"vehicle": "BUS"}, {"R5"}),
        ({"vehicle": "BIKE"}, set()),
    ],
)
def test_shift_runs_on_its_days_only(changes: dict[str, object], rules: set[str]) -> None:
    kind = replace(ONE, **changes)  # type: ignore[arg-type]
    vehicles = (
        Vehicle("VAN", day(0), day(1)),
        Vehicle("CAR", day(-3), day(0)),
        Vehicle("CAR", day(1), None),
        Vehicle("BUS", day(-3), None),
        Vehicle("BIKE"),
    )
    given = team(shifts=(kind,), vehicles=vehicles, holidays=frozenset({day(0)}))
    assert rules_broken(given, schedule(on("W1", kind, 0))) == rules


@pytest.mark.parametrize(
    ("changes", "runs"),
    [
        ({}, (0, 14, 21)),
        ({"on_holidays": True}, (0, 7, 14, 21)),
        ({"first_date": day(8), "last_date": day(21)}, (14, 21)),
        ({"first_date": day(0), "every_weeks": 2}, (0, 14)),
        ({"first_date": day(-6), "every_weeks": 3}, (0, 21)),
        ({"first_date": day(1), "every_weeks": 2}, (21,)),
    ],
)
def test_activity_takes_place_on_its_days_only(
    changes: dict[str, object], runs: tuple[int, ...]
) -> None:
    """The holiday ``day(7)`` counts as a week of the rhythm."""
    circle = activity("CIRCLE", 0, **changes)
    given = team(activities=(circle,), schedule_weeks=4, holidays=frozenset({day(7)}))
    rows = [led(circle, offset) for offset in runs]
    assert rules_broken(given, schedule((), rows)) == set()
    assert rules_broken(given, schedule((), rows[1:])) == {"rows"}
    others = [offset for offset in (0, 7, 14, 21, 22) if offset not in runs]
    for offset in others:
        assert rules_broken(given, schedule((), [*rows, led(circle, offset)])) == {"R5"}
