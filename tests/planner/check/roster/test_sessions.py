"""R7 at its edges: when, how long, with whom, how often, for how many minutes and where."""

from dataclasses import replace
from datetime import datetime

import pytest

from planner.domain.activities import Audience, Room
from planner.domain.participants import WishRule
from planner.domain.programme import Programme
from planner.domain.schedule import PlannedSession
from tests.factories import (
    assignment,
    day,
    enrolment,
    kept_stay,
    participant,
    staff_conflict,
    stay,
    stay_plan,
    support_rules,
)
from tests.planner.check.roster.building import (
    activity,
    agency,
    at,
    away,
    held,
    in_support,
    led,
    met,
    schedule,
    worker,
)
from tests.planner.check.roster.judging import rules_broken

TALKS = frozenset({"one_on_one"})
W1 = worker("W1", skills=TALKS, support_minutes_per_week=600)
PLAN = stay_plan(support=[in_support("P1"), in_support("P2")])
SESSION = met("P1", "W1", 0, "09:00")


def given(**changes: object) -> Programme:
    """P1 and P2 in support for four weeks, two sessions each in the first two; one worker."""
    pair = (assignment("P1", "W1", day(0)), assignment("P2", "W1", day(0)))
    return agency(**{"staff": (W1,), "assignments": pair, **changes})


def held_are(*rows: PlannedSession, **changes: object) -> set[str]:
    """The rules that these sessions break."""
    return rules_broken(given(**changes), schedule((), (), rows), PLAN)


@pytest.mark.parametrize(
    ("start", "rules"), [("09:00", set()), ("08:45", {"R7"}), ("16:00", set()), ("16:15", {"R7"})]
)
def test_session_lies_inside_the_window(start: str, rules: set[str]) -> None:
    assert held_are(met("P1", "W1", 0, start)) == rules


@pytest.mark.parametrize(
    ("offset", "on_holidays", "rules"),
    [(4, False, set()), (5, False, {"R7"}), (1, False, {"R7"}), (1, True, set())],
)
def test_session_is_on_a_support_day(offset: int, on_holidays: bool, rules: set[str]) -> None:
    holidays = frozenset({day(1)})
    rules_of = support_rules(on_holidays=on_holidays)
    row = met("P1", "W1", offset, "09:00")
    assert held_are(row, holidays=holidays, support=rules_of) == rules


@pytest.mark.parametrize(("minutes", "rules"), [(45, {"R7"}), (60, set()), (75, {"R7"})])
def test_session_has_the_length_of_the_programme(minutes: int, rules: set[str]) -> None:
    assert held_are(met("P1", "W1", 0, "09:00", minutes)) == rules


def test_session_has_the_length_of_the_participant() -> None:
    people = (participant("P1", session_minutes=90),)
    assert held_are(met("P1", "W1", 0, "09:00", 90), participants=people) == set()
    assert held_are(SESSION, participants=people) == {"R7"}


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ({"skills": frozenset()}, {"R7"}),
        ({"languages": frozenset({"en"})}, {"R7"}),
        ({"languages": frozenset({"en", "fr"})}, set()),
        ({"languages": frozenset({"fr"}), "gender": "m"}, {"R7"}),
    ],
)
def test_worker_may_meet_the_participant(cells: dict[str, object], rules: set[str]) -> None:
    person = participant(
        "P1",
        languages=("fr",),
        language_rule=WishRule.REQUIRED,
        worker_gender="w",
        worker_gender_rule=WishRule.REQUIRED,
    )
    member = replace(W1, **cells)  # type: ignore[arg-type]
    assert held_are(SESSION, participants=(person,), staff=(member,)) == rules


def test_worker_in_conflict_may_not_meet_the_participant() -> None:
    assert held_are(SESSION, conflicts=(staff_conflict("P1", "W1"),)) == {"R7"}
    assert held_are(SESSION, conflicts=(staff_conflict("P2", "W1"),)) == set()


def test_one_session_a_day() -> None:
    assert held_are(SESSION, met("P1", "W1", 0, "14:00")) == {"R7"}
    assert held_are(SESSION, met("P1", "W1", 1, "14:00")) == set()


@pytest.mark.parametrize(
    ("start", "rules"), [("09:00", set()), ("09:15", {"R7"}), ("11:00", set())]
)
def test_no_session_during_an_activity_led_or_not(start: str, rules: set[str]) -> None:
    circle = activity("CIRCLE", 0, "10:00")
    plan = schedule((), [led(circle, 0), led(circle, 7)], [met("P1", "W1", 0, start)])
    assert rules_broken(given(activities=(circle,)), plan, PLAN) == rules


@pytest.mark.parametrize(
    ("audience", "rules"),
    [
        (Audience.ALL, {"R7"}),
        (Audience.RESIDENTS, set()),
        (Audience.DAY_PROGRAM, set()),
        (Audience.STAFF, set()),
    ],
)
def test_activity_blocks_its_audience_only(audience: Audience, rules: set[str]) -> None:
    circle = activity("CIRCLE", 0, "09:30", audience=audience)
    plan = schedule((), [led(circle, 0), led(circle, 7)], [SESSION])
    assert rules_broken(given(activities=(circle,)), plan, PLAN) == rules
    free = replace(circle, blocks_one_on_one=False)
    assert rules_broken(given(activities=(free,)), plan, PLAN) == set()


@pytest.mark.parametrize(
    ("audience", "rules"), [(Audience.RESIDENTS, {"R7"}), (Audience.DAY_PROGRAM, {"R7"})]
)
def test_resident_who_is_enrolled_is_in_both_audiences(audience: Audience, rules: set[str]) -> None:
    circle = activity("CIRCLE", 0, "09:30", audience=audience)
    row = stay("P1", "B1", day(-1), day(40))
    programme = agency(
        staff=(W1,),
        stays=(row,),
        enrolments=(enrolment("P1", day(0), day(14)),),
        activities=(circle,),
    )
    plan = schedule((), [led(circle, 0), led(circle, 7)], [SESSION])
    assert rules_broken(programme, plan, stay_plan([kept_stay(row)])) == rules


def test_no_more_sessions_in_a_week_than_due() -> None:
    rows = [met("P1", "W1", offset, "09:00") for offset in range(3)]
    assert held_are(*rows[:2]) == set()
    assert held_are(*rows) == {"R7"}
    locked = tuple(held(row, locked=True) for row in rows)
    assert held_are(*rows, sessions=locked) == set()
    assert held_are(*rows, sessions=locked[:2]) == {"R7"}
    assert held_are(*rows, met("P1", "W1", 3, "09:00"), sessions=locked) == {"R7"}


def test_past_sessions_beyond_the_demand_are_kept() -> None:
    rows = [met("P1", "W1", offset, "09:00") for offset in range(3)]
    past = tuple(held(row) for row in rows)
    assert held_are(*rows, as_of=day(3), sessions=past) == set()
    more = met("P1", "W1", 3, "09:00")
    assert held_are(*rows, more, as_of=day(3), sessions=past) == {"R7"}


@pytest.mark.parametrize(
    ("minutes", "away_days", "rules"),
    [(120, 0, set()), (119, 0, {"R7"}), (150, 1, set()), (149, 1, {"R7"}), (0, 0, {"R7"})],
)
def test_minutes_of_a_worker_in_a_week(minutes: int, away_days: int, rules: set[str]) -> None:
    member = replace(W1, support_minutes_per_week=minutes)
    absent = (away("W1", at(day(4), "16:00"), at(day(5), "00:00")),) * away_days
    rows = [SESSION, met("P2", "W1", 1, "09:00")]
    assert held_are(*rows, staff=(member,), absences=absent) == rules


def test_absence_in_the_evening_takes_no_minutes() -> None:
    member = replace(W1, support_minutes_per_week=60)
    evening = (away("W1", at(day(4), "17:00"), datetime(2027, 2, 13)),)
    assert held_are(SESSION, staff=(member,), absences=evening) == set()


def test_worker_without_minutes_holds_locked_sessions_only() -> None:
    member = replace(W1, support_minutes_per_week=0)
    locked = (held(SESSION, locked=True),)
    assert held_are(SESSION, staff=(member,), sessions=locked) == set()
    more = met("P2", "W1", 0, "11:00")
    assert held_are(SESSION, more, staff=(member,), sessions=locked) == {"R7"}


@pytest.mark.parametrize(
    ("rooms", "room", "rules"),
    [
        ((), "", set()),
        ((Room("G", False),), "", set()),
        ((Room("G", False),), "G", {"rows"}),
        ((Room("G", False), Room("T", True)), "T", set()),
        ((Room("G", False), Room("T", True)), "G", {"R7"}),
        ((Room("G", False), Room("T", True)), "", {"R7"}),
        ((Room("G", False), Room("T", True)), "Q", {"rows"}),
    ],
)
def test_room_of_a_session(rooms: tuple[Room, ...], room: str, rules: set[str]) -> None:
    assert held_are(replace(SESSION, room=room), rooms=rooms) == rules


@pytest.mark.parametrize(("start", "rules"), [("10:00", set()), ("09:45", {"R7"})])
def test_room_holds_one_session_at_a_time(start: str, rules: set[str]) -> None:
    pair = (W1, replace(W1, code="W2"))
    rooms = (Room("T", True), Room("U", True))
    first = met("P1", "W1", 0, "09:00", room="T")
    second = met("P2", "W2", 0, start, room="T")
    assert held_are(first, second, staff=pair, rooms=rooms) == rules
    elsewhere = replace(second, room="U")
    assert held_are(first, elsewhere, staff=pair, rooms=rooms) == set()


def test_without_rooms_sessions_do_not_limit_each_other() -> None:
    pair = (W1, replace(W1, code="W2"))
    assert held_are(SESSION, met("P2", "W2", 0, "09:00"), staff=pair) == set()
