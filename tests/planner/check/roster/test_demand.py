"""How many sessions a week asks for, told by the cost of what is not held."""

from dataclasses import replace

import pytest

from planner.check.roster.reading import read_schedule
from planner.check.roster.shortfalls import missing_sessions
from planner.domain.participants import Service
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.support import Phase
from tests.factories import (
    AS_OF,
    assignment,
    day,
    enrolment,
    kept_stay,
    participant,
    planned_support,
    referral,
    stay,
    stay_plan,
    support_rules,
)
from tests.planner.check.roster.building import agency, held, in_support, met, schedule
from tests.planner.check.roster.judging import costs

FIVE_THEN_TWO = support_rules(phases=(Phase(0, 5), Phase(2, 2), Phase(3, 0)))


def due(programme: Programme, plan: StayPlan) -> dict[int, int]:
    """The sessions that nobody holds, by the Monday of their week after ``AS_OF``."""
    missing = missing_sessions(read_schedule(programme, plan, schedule()))
    return {(monday - AS_OF).days: count for _, monday, count in missing}


def served(start: int, end: int, **changes: object) -> tuple[Programme, StayPlan]:
    """P1 in support on ``[start, end)``, five sessions a week, then two, then none."""
    base = {"schedule_weeks": 4, "support": FIVE_THEN_TWO}
    row = assignment("P1", "W1", day(start), day(end))
    programme = agency(**{**base, "assignments": (row,), **changes})
    return programme, stay_plan(support=[in_support("P1", start, end)])


@pytest.mark.parametrize(
    ("start", "end", "sessions"),
    [
        (0, 28, {0: 5, 7: 5, 14: 2}),
        (-7, 28, {0: 5, 7: 2}),
        (-1, 28, {0: 5, 7: 2}),
        (4, 28, {0: 1, 7: 5, 14: 2}),
        (5, 28, {7: 5, 14: 2}),
        (0, 15, {0: 5, 7: 5, 14: 1}),
        (0, 18, {0: 5, 7: 5, 14: 1}),
        (0, 19, {0: 5, 7: 5, 14: 2}),
        (0, 23, {0: 5, 7: 5, 14: 2}),
        (20, 28, {21: 5}),
    ],
)
def test_demand_follows_the_phase_and_the_days_in_service(
    start: int, end: int, sessions: dict[int, int]
) -> None:
    assert due(*served(start, end)) == sessions


def test_holiday_is_no_support_day_unless_told() -> None:
    holidays = frozenset({day(0), day(7), day(8), day(9), day(10), day(11)})
    assert due(*served(0, 28, holidays=holidays)) == {0: 4, 14: 2}
    open_then = replace(FIVE_THEN_TWO, on_holidays=True)
    assert due(*served(0, 28, holidays=holidays, support=open_then)) == {0: 5, 7: 5, 14: 2}


@pytest.mark.parametrize(("own", "each"), [(0, 0), (1, 1), (4, 4)])
def test_override_of_the_participant_holds_in_every_week(own: int, each: int) -> None:
    people = (participant("P1", sessions_per_week=own),)
    sessions = {offset: each for offset in (0, 7, 14, 21) if each}
    assert due(*served(0, 28, participants=people)) == sessions


def test_day_program_counts_like_any_service() -> None:
    row = enrolment("P1", day(1), day(15))
    programme = agency(schedule_weeks=4, support=FIVE_THEN_TWO, enrolments=(row,))
    plan = stay_plan(support=[planned_support("P1", row.start, row.end)])
    assert due(programme, plan) == {0: 4, 7: 5, 14: 1}


def test_several_services_count_once_with_the_most() -> None:
    ending = stay("P1", "B1", day(-20), day(9))
    row = enrolment("P1", day(9), day(23))
    programme = agency(
        schedule_weeks=4,
        support=support_rules(phases=(Phase(0, 5), Phase(1, 1))),
        stays=(ending,),
        enrolments=(row,),
    )
    plan = stay_plan([kept_stay(ending)], support=[planned_support("P1", row.start, row.end)])
    assert due(programme, plan) == {0: 1, 7: 5, 14: 1, 21: 1}


def test_enrolment_that_starts_inside_the_stay_belongs_to_it() -> None:
    row = stay("P1", "B1", day(-14), day(28))
    programme = agency(
        schedule_weeks=4,
        support=FIVE_THEN_TWO,
        stays=(row,),
        enrolments=(enrolment("P1", day(0), day(14)),),
    )
    assert due(programme, stay_plan([kept_stay(row)])) == {0: 2}


def test_planned_services_count() -> None:
    asked = (referral("P1", Service.SUPPORT),)
    programme = agency(schedule_weeks=4, support=FIVE_THEN_TWO, referrals=asked)
    plan = stay_plan(support=[planned_support("P1", day(1), day(29))])
    assert due(programme, plan) == {0: 4, 7: 5, 14: 2}


def test_service_that_ended_before_the_planning_date_counts_while_it_lasted() -> None:
    programme, _ = served(-14, 2, as_of=day(3))
    assert due(programme, stay_plan()) == {0: 1}
    longer = replace(FIVE_THEN_TWO, phases=(Phase(0, 5),))
    programme, _ = served(-14, 2, as_of=day(3), support=longer)
    assert due(programme, stay_plan()) == {0: 2}
    row = met("P1", "W1", 0, "09:00")
    past = replace(programme, sessions=(held(row),))
    assert costs(past, schedule((), (), [row]))["unmet"] == 300
