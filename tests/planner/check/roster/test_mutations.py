"""One fault at a time in a good schedule: each is named with its rule."""

from dataclasses import replace

import pytest

from planner.check.roster.person_rules import PERSON_RULES
from planner.check.roster.schedule import SCHEDULE_RULES, check_schedule, schedule_cost_terms
from planner.domain.schedule import GapKind, GapReason
from tests.factories import day, proof
from tests.planner.check.roster.building import at, gap, led, met, on
from tests.planner.check.roster.good_schedule import (
    CIRCLE,
    DAY,
    EVE,
    GOOD_PLAN,
    GOOD_PROGRAMME,
    GOOD_SCHEDULE,
    GOOD_TERMS,
    OUT,
    P2_LOCKED,
    P2_PAST,
    SAFETY,
)
from tests.planner.check.roster.judging import broken
from tests.planner.check.roster.mutating import (
    Mutation,
    activity_row,
    both,
    gap_row,
    instead,
    plus,
    roster_row,
    session_row,
    without,
)

P1_FIRST = met("P1", "W1", 3, "10:00", room="TALK")
P1_SECOND = met("P1", "W1", 8, "11:00", room="TALK")
P2_SECOND = met("P2", "W1", 10, "09:00", room="TALK")
NO_P3_GAP = without("gaps", what="P3")
LEAD, UNCOVERED = GapKind.MISSING_LEAD, GapKind.UNCOVERED_SHIFT
UNMET, UNLED = GapKind.UNMET_SESSION, GapKind.UNLED_ACTIVITY

MUTATIONS: dict[str, tuple[Mutation, set[str]]] = {
    "session during an activity that the worker leads": (
        session_row(P2_SECOND, day=day(9), start_minute=600, end_minute=660),
        {"R1"},
    ),
    "twice on one shift": (plus("roster", *on("E1", EVE, 8)), {"R1"}),
    "twice the facilitator": (activity_row("CIRCLE", 2, staff=("W1", "W1")), {"R1"}),
    "session after the availability": (
        session_row(P1_FIRST, start_minute=960, end_minute=1020),
        {"R2"},
    ),
    "shift in an absence": (instead("R1", "E2", "EVE", 11), {"R2"}),
    "activity led in an absence": (
        both(activity_row("SAFETY", 11, staff=("W2",)), without("gaps", what="SAFETY")),
        {"R2"},
    ),
    "shift without the skill": (instead("H1", "W2", "DAY", 8), {"R3"}),
    "night without the skill": (instead("N1", "E2", "NIGHT", 8), {"R3"}),
    "shift in a house of others": (instead("H1", "X1", "DAY", 8), {"R3"}),
    "facilitator without the skill": (activity_row("CIRCLE", 9, staff=("N2",)), {"R3"}),
    "two shifts in a day": (instead("E2", "S2", "EVE", 13), {"R4"}),
    "six days in a row": (instead("S2", "S1", "DAY", 11, 12), {"R4"}),
    "five nights in a row": (instead("N2", "N1", "NIGHT", 4), {"R4"}),
    "day after a night": (instead("H2", "N1", "DAY", 11), {"R4"}),
    "more people than asked for": (plus("roster", *on("S2", EVE, 8)), {"R5"}),
    "more facilitators than asked for": (activity_row("CIRCLE", 9, staff=("W1", "X1")), {"R5"}),
    "shift while the vehicle is closed": (plus("roster", *on("W2", OUT, 8)), {"R5"}),
    "shift on a holiday": (plus("roster", *on("W2", OUT, 7)), {"R5"}),
    "shift on another weekday": (plus("roster", *on("W2", OUT, 2)), {"R5"}),
    "activity on another weekday": (plus("activities", led(CIRCLE, 8)), {"R5"}),
    "alone because somebody is missing": (
        both(
            without("roster", staff="S2", day=day(12)),
            plus(
                "gaps",
                gap(UNCOVERED, "DAY", 12, GapReason.COST),
                gap(LEAD, "DAY", 12, GapReason.COST),
            ),
        ),
        {"R6"},
    ),
    "session on a Saturday": (session_row(P1_FIRST, day=day(5)), {"R7"}),
    "session on a holiday": (session_row(P1_SECOND, day=day(7)), {"R7"}),
    "session before the window": (session_row(P1_FIRST, start_minute=525, end_minute=585), {"R7"}),
    "session of another length": (session_row(P1_FIRST, end_minute=645), {"R7"}),
    "session with somebody without the skill": (session_row(P1_SECOND, staff="X1"), {"R7"}),
    "session with somebody in conflict": (
        both(plus("sessions", met("P3", "W2", 9, "13:00", room="TALK")), NO_P3_GAP),
        {"R7"},
    ),
    "second session of a day": (
        both(
            session_row(P2_SECOND, day=day(8)),
            plus("sessions", met("P2", "W2", 8, "14:00", room="TALK")),
        ),
        {"R7"},
    ),
    "session during an activity": (
        session_row(P1_SECOND, day=day(9), staff="W2", start_minute=615, end_minute=675),
        {"R7"},
    ),
    "more sessions than due": (plus("sessions", met("P1", "W1", 4, "10:00", room="TALK")), {"R7"}),
    "more minutes than the worker has": (session_row(P1_FIRST, staff="W2"), {"R7"}),
    "no room": (session_row(P1_FIRST, room=""), {"R7"}),
    "room for groups": (session_row(P1_FIRST, room="GROUP"), {"R7"}),
    "room with two sessions": (session_row(P1_FIRST, start_minute=585, end_minute=645), {"R7"}),
    "session before the service": (
        both(plus("sessions", met("P3", "W1", 8, "13:00", room="TALK")), NO_P3_GAP),
        {"R8"},
    ),
    "locked shift given away": (instead("S1", "S2", "DAY", 3), {"R8"}),
    "past shift given away": (instead("H1", "H2", "DAY", 1), {"R8"}),
    "past shift left out": (without("roster", staff="N1", day=day(0)), {"R8"}),
    "past shift added": (plus("roster", *on("X1", EVE, 1)), {"R8"}),
    "locked session moved": (session_row(P2_LOCKED, start_minute=780, end_minute=840), {"R8"}),
    "locked session with another worker": (session_row(P2_LOCKED, staff="W1"), {"R8"}),
    "past session left out": (without("sessions", day=day(0)), {"R8"}),
    "past session in another room": (session_row(P2_PAST, room="GROUP"), {"R8"}),
    "past session added": (plus("sessions", met("P1", "W1", 1, "10:00", room="TALK")), {"R8"}),
    "fewer hours than the least": (instead("E1", "S2", "EVE", 7), {"A1"}),
    "more hours than the most": (instead("E2", "E1", "EVE", 12), {"A1"}),
    "more days in a row than her own most": (instead("H1", "H2", "DAY", 7), {"A2"}),
    "run of days that is too short": (instead("S1", "S2", "DAY", 10), {"A3"}),
    "time off that is too short": (instead("N1", "N2", "NIGHT", 10), {"A4"}),
    "weekend too many": (instead("H2", "H1", "DAY", 13), {"A5"}),
    "shift that may not follow": (instead("H1", "E2", "DAY", 7), {"A6"}),
    "shift too often": (instead("E2", "R1", "EVE", 12), {"A7"}),
    "unknown staff member": (plus("roster", *on("Q1", DAY, 8)), {"rows"}),
    "unknown shift": (plus("roster", replace(on("H2", DAY, 8)[0], shift="Q")), {"rows"}),
    "shift outside the schedule": (plus("roster", *on("H2", DAY, 14)), {"rows"}),
    "shift before the schedule": (plus("roster", *on("H2", DAY, -1)), {"rows"}),
    "shift with other times": (roster_row("E1", "EVE", 8, end=at(day(8), "23:00")), {"rows"}),
    "unknown activity": (plus("activities", replace(led(CIRCLE, 9), activity="Q")), {"rows"}),
    "unknown facilitator": (activity_row("CIRCLE", 9, staff=("W1", "Q1")), {"rows"}),
    "unknown room of an activity": (activity_row("CIRCLE", 9, room="Q"), {"rows"}),
    "activity in another room": (activity_row("CIRCLE", 9, room="TALK"), {"rows"}),
    "activity at another time": (activity_row("CIRCLE", 9, start_minute=615), {"rows"}),
    "activity without a row": (without("activities", activity="SAFETY", staff=()), {"rows"}),
    "activity listed twice": (plus("activities", led(SAFETY, 4, "W2")), {"rows"}),
    "activity of the past that was none": (plus("activities", led(CIRCLE, 1)), {"rows"}),
    "unknown participant": (plus("sessions", met("Q", "W1", 4, "10:00", room="TALK")), {"rows"}),
    "unknown worker": (plus("sessions", met("P1", "Q", 4, "10:00", room="TALK")), {"rows"}),
    "unknown room": (session_row(P1_FIRST, room="Q"), {"rows"}),
    "session listed twice": (plus("sessions", P1_FIRST), {"rows"}),
    "session without length": (plus("sessions", met("P1", "W1", 4, "10:00", 0, "TALK")), {"rows"}),
    "session off the quarter hour": (
        session_row(P1_FIRST, start_minute=605, end_minute=665),
        {"rows"},
    ),
    "gap not told": (without("gaps", kind=LEAD), {"gaps"}),
    "gap told twice": (plus("gaps", gap(LEAD, "DAY", 4)), {"gaps"}),
    "gap told and nothing open": (plus("gaps", gap(UNCOVERED, "EVE", 8)), {"gaps"}),
    "gap with another count": (gap_row(UNMET, "P3", count=2), {"gaps"}),
    "gap on another day of the week": (gap_row(UNMET, "P3", day=day(9)), {"gaps"}),
    "gap without explanation": (gap_row(UNLED, "SAFETY", explanation=" "), {"gaps"}),
    "nobody qualified where somebody is": (
        gap_row(UNCOVERED, "OUT", reason=GapReason.NOBODY_QUALIFIED),
        {"gaps"},
    ),
    "nobody available where somebody is": (
        gap_row(UNCOVERED, "DAY", reason=GapReason.NOBODY_AVAILABLE),
        {"gaps"},
    ),
    "cost where nobody is there": (gap_row(UNLED, "SAFETY", reason=GapReason.COST), {"gaps"}),
    "rules where nothing forbids it": (gap_row(UNMET, "P3", reason=GapReason.RULES), {"gaps"}),
    "room where rooms are free": (gap_row(UNMET, "P3", reason=GapReason.ROOM), {"gaps"}),
}


def test_good_schedule_passes() -> None:
    claim = proof(GOOD_TERMS, bound=0)
    assert check_schedule(GOOD_PROGRAMME, GOOD_PLAN, GOOD_SCHEDULE, claim) == []


def test_terms_of_the_good_schedule() -> None:
    assert schedule_cost_terms(GOOD_PROGRAMME, GOOD_PLAN, GOOD_SCHEDULE) == GOOD_TERMS


def test_locked_session_may_have_another_room() -> None:
    rooms = (*GOOD_PROGRAMME.rooms, replace(GOOD_PROGRAMME.rooms[0], code="TALK2"))
    moved = session_row(P2_LOCKED, room="TALK2")(GOOD_SCHEDULE)
    assert broken(replace(GOOD_PROGRAMME, rooms=rooms), moved, GOOD_PLAN) == set()


@pytest.mark.parametrize("name", MUTATIONS)
def test_fault_is_named_with_its_rule(name: str) -> None:
    mutate, rules = MUTATIONS[name]
    assert broken(GOOD_PROGRAMME, mutate(GOOD_SCHEDULE), GOOD_PLAN) == rules


def test_mutations_touch_every_rule() -> None:
    named = set().union(*(rules for _, rules in MUTATIONS.values()))
    assert named == {code for code, _ in (*SCHEDULE_RULES, *PERSON_RULES)}
    assert named == {
        "rows",
        "gaps",
        *(f"R{number}" for number in range(1, 9)),
        *(f"A{number}" for number in range(1, 8)),
    }


def test_violations_come_sorted_and_once() -> None:
    mutate = both(*(mutate for mutate, _ in list(MUTATIONS.values())[:5]))
    found = check_schedule(GOOD_PROGRAMME, GOOD_PLAN, mutate(GOOD_SCHEDULE))
    assert found == sorted(set(found))


def test_schedule_of_unknown_codes_alone_is_judged_without_a_crash() -> None:
    bare = replace(GOOD_PROGRAMME, staff=(), shifts=(), activities=(), rooms=())
    assert "rows" in broken(bare, GOOD_SCHEDULE, GOOD_PLAN)
