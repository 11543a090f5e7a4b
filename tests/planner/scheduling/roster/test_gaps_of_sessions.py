"""Why a session is not held, which rule stands against it and what one change cures it."""

from dataclasses import replace

import pytest

from planner.domain.activities import Room
from planner.domain.labour import LabourRules
from planner.domain.participants import WishRule
from planner.domain.programme import ScheduleCosts
from planner.domain.schedule import GapReason
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.gaps import find_gaps
from tests.factories import (
    absence,
    day,
    participant,
    staff_conflict,
    staff_member,
)
from tests.planner.check.roster.building import (
    activity,
    met,
    minute,
    published,
    schedule,
    shift,
)
from tests.planner.check.roster.judging import broken
from tests.planner.scheduling.roster.asking import gaps, told
from tests.planner.scheduling.roster.serving import ONE_DAY, WORKER, served, unmet

ONLY = "Only W1 may hold sessions with {}"
ALONE = "This alone would be enough: {}."


def test_opening_names_the_participant_and_the_week() -> None:
    gap = unmet(absences=(absence("W1", day(0), day(0)),))
    assert gap.explanation == (
        "P1 lacks 1 session in the week from Mon 2027-02-08. Only W1 may hold sessions with P1; she"
        " is absent."
    )
    assert (gap.what, gap.count) == ("P1", 1)


SKILL = "the skill one_on_one"
FRENCH = participant(
    "P1",
    sessions_per_week=1,
    languages=("fr", "cr"),
    language_rule=WishRule.REQUIRED,
    worker_gender="m",
    worker_gender_rule=WishRule.REQUIRED,
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"staff": (replace(WORKER, skills=frozenset()),)}, SKILL),
        (
            {"conflicts": (staff_conflict("P1", "W1"),)},
            f"{SKILL}; whoever has that is blocked by a conflict",
        ),
        (
            {"participants": (FRENCH,)},
            f"{SKILL}, the language fr or cr and the gender m",
        ),
    ],
)
def test_nobody_may_meet_her(changes: dict[str, object], words: str) -> None:
    gap = unmet(**changes)
    assert gap.reason is GapReason.NOBODY_QUALIFIED
    assert told(gap) == f"It takes somebody with {words}."


def test_only_worker_is_absent_or_on_duty() -> None:
    gap = unmet(absences=(absence("W1", day(0), day(0)),))
    assert gap.reason is GapReason.NOBODY_AVAILABLE
    kind = shift("A", last_date=day(0), skills=frozenset({"one_on_one"}))
    gap = unmet(shifts=(kind,))
    assert (gap.reason, told(gap)) == (
        GapReason.NOBODY_AVAILABLE,
        f"{ONLY.format('P1')}. W1 (Mon 2027-02-08 09:00): has A then."
        f" {ALONE.format('W1 without A on Mon 2027-02-08')}",
    )


def test_week_without_a_day_left_has_nobody_available() -> None:
    gap = unmet(as_of=day(1))
    assert (gap.reason, gap.explanation) == (
        GapReason.NOBODY_AVAILABLE,
        "P1 lacked 1 session in the week from Mon 2027-02-08; no day of the week is left.",
    )


def test_every_room_is_taken() -> None:
    two = (WORKER, staff_member("W2", weekly_hours=0))
    gap = unmet("P2", staff=two, rooms=(Room("T", True),))
    assert gap.reason is GapReason.ROOM
    assert told(gap) == (
        "W1 (Mon 2027-02-08 09:00): has a session at 09:00 then. W2 (Mon 2027-02-08 09:00): every"
        " room is taken. Any one of these would be enough: W1 without the session at 09:00 on Mon"
        " 2027-02-08; one more room."
    )


def test_rooms_of_the_plan_are_left_as_they_are() -> None:
    """Both sessions could be in one room; as they are, no room is free for an hour and a half."""
    hours = replace(ONE_DAY, window_end_minute=minute("11:00"))
    long = participant("P3", sessions_per_week=1, session_minutes=90)
    made, stays = served(
        "P2",
        "P3",
        support=hours,
        staff=tuple(staff_member(code, weekly_hours=0) for code in ("W1", "W2", "W3")),
        rooms=(Room("T1", True), Room("T2", True)),
        participants=(*(participant(code, sessions_per_week=1) for code in ("P1", "P2")), long),
    )
    held_apart = (
        met("P1", "W1", 0, "09:00", room="T1"),
        met("P2", "W2", 0, "10:00", room="T2"),
    )
    found = find_gaps(RosterContext(made, stays), schedule(sessions=held_apart))
    assert [(gap.what, gap.reason) for gap in found] == [("P3", GapReason.ROOM)]
    assert broken(made, schedule(sessions=held_apart, gaps=found), stays) == set()
    together = (held_apart[0], replace(held_apart[1], room="T1"))
    found = find_gaps(RosterContext(made, stays), schedule(sessions=together))
    assert [(gap.what, gap.reason) for gap in found] == [("P3", GapReason.COST)]


def test_support_minutes_of_the_week_are_used_up() -> None:
    hours = replace(ONE_DAY, window_end_minute=minute("12:00"))
    gap = unmet("P2", support=hours, staff=(replace(WORKER, support_minutes_per_week=60),))
    assert gap.reason is GapReason.RULES
    assert told(gap) == (
        f"{ONLY.format(gap.what)}. W1 (Mon 2027-02-08 10:00): 60 of 60 support minutes of the week"
        f" are given. {ALONE.format('60 more support minutes for W1 in the week')}"
    )


def test_worker_without_support_minutes_may_meet_her_and_has_no_time() -> None:
    gap = unmet(staff=(replace(WORKER, support_minutes_per_week=0),))
    assert (gap.reason, told(gap)) == (
        GapReason.RULES,
        f"{ONLY.format('P1')}. W1 (Mon 2027-02-08 09:00): no support minutes in the week."
        f" {ALONE.format('60 more support minutes for W1 in the week')}",
    )


def test_activity_of_hers_takes_the_only_hour() -> None:
    circle = activity("G", 0, "09:45", minutes=15, facilitators=0)
    gap = unmet(activities=(circle,))
    assert (gap.reason, told(gap)) == (
        GapReason.RULES,
        f"{ONLY.format('P1')}. W1 (Mon 2027-02-08 09:00): P1 has G then.",
    )


def test_more_sessions_are_asked_for_than_there_are_days() -> None:
    made, stays = served(participants=(participant("P1", sessions_per_week=2),))
    two_days = replace(made, support=replace(ONE_DAY, weekdays=(0, 1)))
    holiday = replace(two_days, holidays=frozenset({day(1)}), as_of=day(0))
    assert gaps(holiday, stays) == ()
    late = replace(two_days, as_of=day(1))
    (gap,) = gaps(late, stays)
    assert gap.reason is GapReason.NOBODY_AVAILABLE
    wide = replace(late, support=replace(two_days.support, window_end_minute=minute("12:00")))
    (gap,) = gaps(wide, stays)
    assert (gap.reason, told(gap)) == (
        GapReason.RULES,
        f"{ONLY.format('P1')}; P1 has a session on every day on which W1 could.",
    )


def test_labour_rule_keeps_the_only_worker() -> None:
    late = shift("L", "17:15", "25:15", last_date=day(-1))
    made = served(
        shifts=(late,),
        roster=tuple(published("W1", "L", -1)),
        labour=LabourRules(min_rest_minutes=480),
    )
    (gap,) = gaps(*made)
    assert (gap.reason, told(gap)) == (
        GapReason.RULES,
        f"{ONLY.format('P1')}. W1 (Mon 2027-02-08 09:00): 7 h 45 of rest after L of Sun 2027-02-07;"
        " 8 h are needed.",
    )


def test_each_worker_is_told_with_what_stands_against_her() -> None:
    two = (
        replace(WORKER, support_minutes_per_week=30),
        staff_member("W2", weekly_hours=0),
        staff_member("W3", weekly_hours=0, skills=frozenset()),
    )
    gap = unmet(staff=two, absences=(absence("W2", day(0), day(0)),))
    assert (gap.reason, told(gap)) == (
        GapReason.RULES,
        "W1 (Mon 2027-02-08 09:00): 0 of 30 support minutes of the week are given. W2: absent."
        f" {ALONE.format('30 more support minutes for W1 in the week')}"
        " It would be held if W2 were not absent.",
    )


def test_price_of_a_session_that_the_plan_did_not_pay() -> None:
    costs = ScheduleCosts(unmet_session=10)
    wants = participant("P1", sessions_per_week=1, languages=("fr",))
    gap = unmet(schedule_costs=replace(costs, preference=25), participants=(wants,))
    assert (gap.reason, told(gap)) == (
        GapReason.COST,
        "W1 could; that saves 10 for the session, costs 25 for a preferred language or gender not"
        " met: 15 more in all, which the plan did not pay.",
    )
