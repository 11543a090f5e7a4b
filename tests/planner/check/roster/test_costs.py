"""Each cost term of a schedule, with exact numbers."""

from dataclasses import replace

import pytest

from planner.check.roster.schedule import schedule_cost_terms
from planner.domain.programme import Programme
from planner.domain.schedule import SCHEDULE_TERMS
from planner.domain.staffing import Cover, Request, StaffMember, Vehicle
from tests.factories import assignment, day, participant, stay_plan
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
from tests.planner.check.roster.judging import NOBODY_STAYS, costs

TALKS = frozenset({"one_on_one"})
FREE = shift("A", min_staff=0)


def team(*members: StaffMember, **changes: object) -> Programme:
    """One week with these people, W1 and W2 by default."""
    staff = members or (worker("W1"), worker("W2"))
    return agency(**{"staff": staff, "schedule_weeks": 1, **changes})


def test_terms_come_in_their_order() -> None:
    given = agency(cover=(Cover("A", day(0), 1, surplus_cost=1),), shifts=(FREE,))
    terms = schedule_cost_terms(given, NOBODY_STAYS, schedule())
    assert tuple(terms) == (*SCHEDULE_TERMS, "over_cover")
    plain = schedule_cost_terms(agency(), NOBODY_STAYS, schedule())
    assert plain == dict.fromkeys(SCHEDULE_TERMS, 0)


def test_each_missing_person_costs() -> None:
    pair = shift("A", min_staff=2, weekdays=(0, 2))
    assert costs(team(shifts=(pair,)), schedule(on("W1", pair, 0))) == {"uncovered": 3000}


def test_shift_that_does_not_run_misses_nobody() -> None:
    closed = shift("A", vehicle="VAN", weekdays=(0, 1, 2), on_holidays=False)
    given = team(
        shifts=(closed,), vehicles=(Vehicle("VAN", day(0), day(1)),), holidays=frozenset({day(1)})
    )
    assert costs(given, schedule()) == {"uncovered": 1000}


def test_cover_sets_the_number_and_the_cost() -> None:
    kind = shift("A", weekdays=(0, 1, 2, 3))
    cover = (
        Cover("A", day(0), 3, missing_cost=7),
        Cover("A", day(1), 0, missing_cost=7, surplus_cost=11),
        Cover("A", day(2), 2),
    )
    rows = [*on("W1", kind, 0, 1), *on("W2", kind, 1)]
    given = team(shifts=(kind,), cover=cover)
    assert costs(given, schedule(rows)) == {"uncovered": 14 + 2000 + 1000, "over_cover": 22}


def test_empty_shift_costs_the_lead_too() -> None:
    kind = shift("A", min_staff=2, lead_skill="senior", lead_count=1, weekdays=(0, 1, 2))
    given = team(worker("W1"), worker("W2", skills=frozenset({"senior"})), shifts=(kind,))
    rows = [*on("W1", kind, 0), *on("W2", kind, 1)]
    assert costs(given, schedule(rows)) == {"uncovered": 4000, "lead": 800}


def test_cover_of_fewer_people_asks_for_fewer_leads() -> None:
    kind = shift("A", lead_skill="senior", lead_count=1, weekdays=(0,))
    given = team(shifts=(kind,), cover=(Cover("A", day(0), 0),))
    assert costs(given, schedule()) == {}


def test_each_missing_facilitator_costs() -> None:
    circle = activity("CIRCLE", 0, facilitators=3)
    given = team(activities=(circle,))
    assert costs(given, schedule((), [led(circle, 0, "W1")])) == {"unled": 400}


def test_each_session_not_held_costs() -> None:
    given = team(assignments=(assignment("P1", "W1", day(0)),))
    plan = stay_plan(support=[in_support("P1")])
    assert costs(given, schedule(), plan) == {"unmet": 600}
    one = schedule((), (), [met("P1", "W1", 0, "09:00")])
    assert costs(given, one, plan) == {"unmet": 300}


def test_relief_shifts_cost_and_their_activities_do_not() -> None:
    circle = activity("CIRCLE", 1)
    given = team(worker("W1", is_relief=True), shifts=(FREE,), activities=(circle,))
    plan = schedule(on("W1", FREE, 0, 3), [led(circle, 1, "W1")])
    assert costs(given, plan) == {"relief": 40}


def sessions_team(**person: object) -> Programme:
    """P1 in support with W1; W2 could meet her too."""
    pair = tuple(
        worker(code, skills=TALKS, support_minutes_per_week=300, languages=frozenset({language}))
        for code, language in (("W1", "en"), ("W2", "fr"))
    )
    return team(
        *pair,
        participants=(participant("P1", **person),),
        assignments=(assignment("P1", "W1", day(0)),),
    )


IN_SUPPORT = stay_plan(support=[in_support("P1")])
PAIR = schedule((), (), [met("P1", "W1", 0, "09:00"), met("P1", "W2", 1, "09:00")])


def test_session_with_another_worker_costs() -> None:
    assert costs(sessions_team(), PAIR, IN_SUPPORT) == {"other_worker": 15}


def test_session_against_a_preference_costs_once() -> None:
    given = sessions_team(languages=("es",), worker_gender="m")
    assert costs(given, PAIR, IN_SUPPORT) == {"other_worker": 15, "preference": 20}
    given = sessions_team(languages=("fr", "es"))
    assert costs(given, PAIR, IN_SUPPORT) == {"other_worker": 15, "preference": 10}


@pytest.mark.parametrize(
    ("request_", "cost"),
    [
        (Request("W1", day(0), wants_work=True), 0),
        (Request("W1", day(0), wants_work=False, weight=9), 9),
        (Request("W1", day(1), wants_work=True, weight=9), 9),
        (Request("W1", day(1), wants_work=False), 0),
        (Request("W1", day(0), wants_work=True, shift="A"), 0),
        (Request("W1", day(0), wants_work=True, shift="B"), 5),
        (Request("W1", day(0), wants_work=False, shift="A"), 5),
        (Request("W1", day(0), wants_work=False, shift="B"), 0),
        (Request("W1", day(7), wants_work=True), 0),
        (Request("W1", day(-1), wants_work=True), 0),
    ],
)
def test_request_that_is_not_met_costs(request_: Request, cost: int) -> None:
    given = team(shifts=(FREE, shift("B", min_staff=0)), requests=(request_,))
    assert costs(given, schedule(on("W1", FREE, 0))).get("requests", 0) == cost


def test_request_off_is_not_met_by_an_activity() -> None:
    circle = activity("CIRCLE", 0)
    wish = Request("W1", day(0), wants_work=False)
    given = team(activities=(circle,), requests=(wish,))
    assert costs(given, schedule((), [led(circle, 0, "W1")])) == {"requests": 5}


NIGHT = shift("N", "23:30", "07:30", min_staff=0)


def test_nights_are_spread_over_regular_staff_with_the_skill() -> None:
    at_night = frozenset({"night"})
    given = team(
        worker("W1", skills=at_night),
        worker("W2", skills=at_night, paid_office_hours=True),
        worker("W3", skills=at_night, is_relief=True),
        worker("W4"),
        shifts=(NIGHT,),
        roster=tuple(published("W2", "N", -1)),
    )
    rows = [*on("W1", NIGHT, 0, 1, 2), *on("W2", NIGHT, 3)]
    assert costs(given, schedule(rows)) == {"night_spread": 2 * 5}


def test_late_shift_is_no_night() -> None:
    late = shift("L", "19:00", "03:00", min_staff=0)
    pair = tuple(worker(code, skills=frozenset({"night"})) for code in ("W1", "W2"))
    assert costs(team(*pair, shifts=(late,)), schedule(on("W1", late, 0))) == {}


@pytest.mark.parametrize(
    ("other", "points"),
    [
        (worker("W2", skills=frozenset({"house"})), 2),
        (worker("W2"), 0),
        (worker("W2", skills=frozenset({"house"}), is_relief=True), 0),
        (worker("W2", skills=frozenset({"house"}), paid_office_hours=True), 0),
    ],
)
def test_weekend_shifts_are_spread_over_those_who_could_take_one(
    other: StaffMember, points: int
) -> None:
    kind = shift("A", min_staff=0, skills=frozenset({"house"}))
    given = team(worker("W1", skills=frozenset({"house"})), other, shifts=(kind,))
    found = costs(given, schedule(on("W1", kind, 4, 5, 6)))
    assert found.get("weekend_spread", 0) == 5 * points


def test_shift_that_runs_on_weekdays_only_opens_no_weekend() -> None:
    weekday = shift("B", min_staff=0, weekdays=(0,))
    kind = shift("A", min_staff=0, skills=frozenset({"house"}))
    given = team(worker("W1", skills=frozenset({"house"})), worker("W2"), shifts=(kind, weekday))
    assert costs(given, schedule(on("W1", kind, 5))) == {}


@pytest.mark.parametrize(
    ("offset", "locked", "moved"),
    [(-1, False, 0), (1, False, 0), (2, False, 8), (2, True, 8), (6, False, 8), (7, False, 0)],
)
def test_published_shift_that_is_not_in_the_plan_costs(
    offset: int, locked: bool, moved: int
) -> None:
    rows = tuple(published("W1", "A", offset, locked=locked))
    given = team(shifts=(FREE,), roster=rows, as_of=day(2))
    assert costs(given, schedule()).get("moved", 0) == moved
    if 0 <= offset < 7:
        kept = schedule(on("W1", FREE, offset))
        assert "moved" not in costs(given, kept)


def test_published_facilitation_that_is_not_in_the_plan_costs() -> None:
    circle = activity("CIRCLE", 3, facilitators=0)
    given = team(activities=(circle,), roster=tuple(published("W1", "CIRCLE", 3)))
    assert costs(given, schedule((), [led(circle, 3)])) == {"moved": 8}
    assert costs(given, schedule((), [led(circle, 3, "W1")])) == {}


@pytest.mark.parametrize(
    ("changed", "moved"),
    [
        ({}, 0),
        ({"room": "T"}, 0),
        ({"staff": "W2"}, 8),
        ({"start_minute": 555, "end_minute": 615}, 8),
        ({"day": day(2)}, 8),
    ],
)
def test_published_session_that_is_not_in_the_plan_costs(
    changed: dict[str, object], moved: int
) -> None:
    row = met("P1", "W1", 1, "09:00")
    given = replace(sessions_team(), sessions=(held(row),))
    plan = schedule((), (), [replace(row, **changed)])  # type: ignore[arg-type]
    assert costs(given, plan, IN_SUPPORT).get("moved", 0) == moved
