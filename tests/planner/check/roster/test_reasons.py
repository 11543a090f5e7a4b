"""The reason of each gap: the first that applies, the rest of the plan left as it is."""

from dataclasses import replace

import pytest

from planner.check.roster.reading import read_schedule
from planner.check.roster.reasons import reason_of
from planner.domain.activities import Room
from planner.domain.labour import LabourRules
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import GapKind, GapReason, Schedule
from planner.domain.staffing import Cover, StaffMember
from tests.factories import (
    absence,
    assignment,
    bed,
    day,
    kept_stay,
    participant,
    staff_conflict,
    stay,
    stay_plan,
)
from tests.planner.check.roster.building import (
    activity,
    agency,
    in_support,
    led,
    met,
    on,
    published,
    schedule,
    shift,
    worker,
)
from tests.planner.check.roster.judging import NOBODY_STAYS

HOUSE = frozenset({"house"})
KIND = shift("A", service="house", house="north", skills=HOUSE)
LATE, CIRCLE = shift("L", "16:00", "23:45"), activity("CIRCLE", 0, skills=HOUSE)
REST = LabourRules(min_rest_minutes=480)
UNCOVERED, LEAD = GapKind.UNCOVERED_SHIFT, GapKind.MISSING_LEAD


def reason(
    given: Programme,
    plan: Schedule,
    kind: GapKind,
    what: str,
    offset: int = 0,
    stays: StayPlan = NOBODY_STAYS,
) -> GapReason | None:
    """Why this is missing on that day after ``AS_OF``."""
    return reason_of(read_schedule(given, stays, plan), kind, what, day(offset))


def team(*members: StaffMember, **changes: object) -> Programme:
    """These people, a house shift, a late shift and an activity."""
    base: dict[str, object] = {"shifts": (KIND, LATE), "activities": (CIRCLE,), "labour": REST}
    return agency(staff=members, **{**base, **changes})


W1 = worker("W1", skills=HOUSE)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (worker("W1"), GapReason.NOBODY_QUALIFIED),
        (worker("W1", skills=HOUSE, houses=frozenset({"south"})), GapReason.NOBODY_QUALIFIED),
        (W1, GapReason.COST),
    ],
)
def test_shift_for_somebody_with_skills_and_house(member: StaffMember, expected: GapReason) -> None:
    assert reason(team(member), schedule(), UNCOVERED, "A") is expected


def test_shift_for_somebody_who_is_there() -> None:
    sick = team(W1, absences=(absence("W1", day(0), day(0)),))
    assert reason(sick, schedule(), UNCOVERED, "A") is GapReason.NOBODY_AVAILABLE
    assert reason(sick, schedule(), UNCOVERED, "A", 1) is GapReason.COST
    busy = schedule((), [led(CIRCLE, 0, "W1")])
    assert reason(team(W1), busy, UNCOVERED, "A") is GapReason.NOBODY_AVAILABLE
    pair = replace(KIND, min_staff=2)
    half = schedule(on("W1", pair, 0))
    given = team(W1, shifts=(pair,))
    assert reason(given, half, UNCOVERED, "A") is GapReason.NOBODY_AVAILABLE


def test_shift_that_rules_forbid() -> None:
    evening = schedule(on("W1", LATE, 0))
    assert reason(team(W1), evening, UNCOVERED, "A", 1) is GapReason.COST
    early = shift("E", "07:30", "15:30")
    given = team(W1, shifts=(early, LATE))
    assert reason(given, evening, UNCOVERED, "E", 1) is GapReason.RULES
    other = team(W1, worker("W2"), shifts=(early, LATE))
    assert reason(other, evening, UNCOVERED, "E", 1) is GapReason.COST


def test_shift_that_an_agency_rule_forbids() -> None:
    given = team(replace(W1, max_total_hours=7))
    assert reason(given, schedule(), UNCOVERED, "A") is GapReason.RULES
    short = team(replace(W1, min_total_hours=80))
    assert reason(short, schedule(), UNCOVERED, "A") is GapReason.COST


def test_shift_that_somebody_in_conflict_may_not_have_alone() -> None:
    row = stay("P1", "B1", day(-5), day(40))
    given = team(
        W1,
        worker("W2", skills=HOUSE),
        beds=(bed("B1", "north"),),
        stays=(row,),
        conflicts=(staff_conflict("P1", "W1"),),
        absences=(absence("W2", day(1), day(1)),),
    )
    plan = stay_plan([kept_stay(row)])
    assert reason(given, schedule(), UNCOVERED, "A", 0, plan) is GapReason.COST
    assert reason(given, schedule(), UNCOVERED, "A", 1, plan) is GapReason.RULES
    pair = replace(KIND, min_staff=2)
    helped = replace(given, shifts=(pair,), absences=())
    with_company = schedule(on("W2", pair, 1))
    assert reason(helped, with_company, UNCOVERED, "A", 1, plan) is GapReason.COST


def test_gap_of_the_past_has_no_reason_to_check() -> None:
    assert reason(team(W1, as_of=day(1)), schedule(), UNCOVERED, "A", 0) is None


def led_team(*members: StaffMember, **changes: object) -> Programme:
    """A shift of one that asks for a senior."""
    kind = replace(KIND, lead_skill="senior", lead_count=1)
    return team(*members, **{"shifts": (kind, LATE), **changes})


SENIOR = worker("S1", skills=HOUSE | {"senior"})


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((W1,), GapReason.NOBODY_QUALIFIED),
        ((W1, worker("S1", skills=frozenset({"senior"}))), GapReason.NOBODY_QUALIFIED),
        ((W1, SENIOR), GapReason.COST),
    ],
)
def test_lead_takes_the_place_of_somebody_on_a_full_shift(
    members: tuple[StaffMember, ...], expected: GapReason
) -> None:
    full = schedule(on("W1", KIND, 0))
    assert reason(led_team(*members), full, LEAD, "A") is expected


def test_lead_who_is_away_or_too_tired() -> None:
    full = schedule(on("W1", KIND, 0))
    away = led_team(W1, SENIOR, absences=(absence("S1", day(0), day(0)),))
    assert reason(away, full, LEAD, "A") is GapReason.NOBODY_AVAILABLE
    tired = led_team(W1, SENIOR, labour=LabourRules(daily_max_minutes=450))
    assert reason(tired, full, LEAD, "A") is GapReason.RULES


def test_lead_on_a_full_shift_of_locked_people_is_not_judged() -> None:
    full = schedule(on("W1", KIND, 0))
    given = led_team(W1, SENIOR, roster=tuple(published("W1", "A", 0, locked=True)))
    assert reason(given, full, LEAD, "A") is None
    wide = replace(given, cover=(Cover("A", day(0), 1, surplus_cost=1),))
    assert reason(wide, full, LEAD, "A") is GapReason.COST


def test_activity_without_a_facilitator() -> None:
    kind = GapKind.UNLED_ACTIVITY
    assert reason(team(worker("W1")), schedule(), kind, "CIRCLE") is GapReason.NOBODY_QUALIFIED
    busy = schedule(on("W1", KIND, 0))
    assert reason(team(W1), busy, kind, "CIRCLE") is GapReason.NOBODY_AVAILABLE
    tired = team(W1, labour=LabourRules(daily_max_minutes=45))
    assert reason(tired, schedule(), kind, "CIRCLE") is GapReason.RULES
    assert reason(team(W1), schedule(), kind, "CIRCLE") is GapReason.COST


TALKER = worker("W1", skills=frozenset({"one_on_one"}), support_minutes_per_week=120)
IN_SUPPORT = stay_plan(support=[in_support("P1"), in_support("P2")])


def unmet(*members: StaffMember, plan: Schedule | None = None, **changes: object) -> str:
    """Why P1 has no further session in the first week."""
    pair = tuple(assignment(code, "W1", day(0)) for code in ("P1", "P2"))
    given = agency(**{"staff": members, "assignments": pair, **changes})
    found = reason(given, plan or schedule(), GapKind.UNMET_SESSION, "P1", 0, IN_SUPPORT)
    return str(found)


def test_session_for_somebody_who_may_meet_her() -> None:
    assert unmet(worker("W1")) == "nobody_qualified"
    assert unmet(TALKER, conflicts=(staff_conflict("P1", "W1"),)) == "nobody_qualified"
    assert unmet(TALKER) == "cost"


def test_session_for_somebody_who_is_there() -> None:
    assert unmet(TALKER, absences=(absence("W1", day(0), day(4)),)) == "nobody_available"
    assert unmet(TALKER, absences=(absence("W1", day(0), day(3)),)) == "rules"
    long = shift("A", "08:15", "16:15")
    busy = schedule(on("W1", long, 0, 1, 2, 3, 4))
    assert unmet(TALKER, plan=busy, shifts=(long,)) == "nobody_available"
    assert unmet(TALKER, plan=schedule(on("W1", long, 0, 1, 2, 3)), shifts=(long,)) == "cost"


def test_session_without_a_room() -> None:
    pair = (TALKER, replace(TALKER, code="W2", support_minutes_per_week=6000))
    people = (participant("P2", session_minutes=480),)
    all_day = [met("P2", "W2", offset, "09:00", 480, "T") for offset in range(5)]
    taken = schedule((), (), all_day)
    one, two = (Room("T", True),), (Room("T", True), Room("U", True))
    assert unmet(*pair, plan=taken, participants=people, rooms=one) == "room"
    assert unmet(*pair, plan=taken, participants=people, rooms=two) == "cost"
    assert unmet(*pair, plan=taken, participants=people) == "cost"


def test_session_that_rules_forbid() -> None:
    assert unmet(replace(TALKER, support_minutes_per_week=45)) == "rules"
    full = schedule((), (), [met("P2", "W1", 0, "09:00"), met("P2", "W1", 1, "09:00")])
    assert unmet(TALKER, plan=full) == "rules"
    assert unmet(TALKER, labour=LabourRules(daily_max_minutes=45)) == "rules"
    long_one = tuple(activity(f"C{n}", n, "09:00", minutes=480) for n in range(5))
    assert unmet(TALKER, activities=long_one) == "rules"


def test_session_only_on_days_that_are_left() -> None:
    assert unmet(TALKER, as_of=day(4), absences=(absence("W1", day(4), day(4)),)) == (
        "nobody_available"
    )
    assert unmet(TALKER, as_of=day(5)) == "None"
    held_on_friday = schedule((), (), [met("P1", "W1", 4, "09:00")])
    assert unmet(TALKER, as_of=day(4), plan=held_on_friday) == "rules"
