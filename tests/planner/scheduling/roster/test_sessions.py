"""When sessions may be held, how many, by whom and at what cost."""

from dataclasses import replace

import pytest

from planner.domain.activities import Audience, Room
from planner.domain.participants import WishRule
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from planner.domain.support import Phase
from tests.factories import (
    absence,
    assignment,
    day,
    enrolment,
    kept_enrolment,
    kept_stay,
    participant,
    programme,
    staff_conflict,
    staff_member,
    stay,
    stay_plan,
    support_rules,
)
from tests.planner.check.roster.building import activity, held, in_support, met, minute
from tests.planner.scheduling.roster.asking import (
    needed,
    planned,
    problem,
    session_days,
    terms,
)

MORNING = support_rules(window_start_minute=minute("09:00"), window_end_minute=minute("11:00"))


def served(start: int = 0, end: int = 28, **changes: object) -> tuple[Programme, StayPlan]:
    """P1 in a support service, a schedule of two weeks, W1 without contract hours."""
    base: dict[str, object] = {
        "schedule_weeks": 2,
        "support": MORNING,
        "staff": (staff_member("W1", weekly_hours=0),),
        "participants": (participant("P1"),),
        "assignments": (assignment("P1", "W1", day(start), day(end)),),
    }
    return programme(**{**base, **changes}), stay_plan(support=[in_support("P1", start, end)])


def starts(made: Programme, stays: StayPlan, number: int = 0) -> list[str]:
    """The times at which the first choice of a day may begin."""
    session_day = session_days(made, stays)[number]
    minutes = [start - session_day.clock_minute for start in session_day.choices[0].starts]
    return [f"{m // 60:02}:{m % 60:02}" for m in minutes]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 28, [2, 2]),
        (-7, 21, [2, 1]),
        (-14, 14, [1, 1]),
        (2, 30, [1, 2]),
        (4, 32, [1, 2]),
        (5, 33, [0, 2]),
        (-7, 9, [2, 1]),
        (-7, 8, [2, 1]),
        (-7, 7, [2, 0]),
        (14, 42, []),
    ],
)
def test_demand_of_whole_and_partial_weeks(start: int, end: int, expected: list[int]) -> None:
    """Two sessions a week for two weeks, then one; at least one in a week with a support day."""
    assert needed(*served(start, end)) == expected


def test_holidays_take_their_share_of_the_demand() -> None:
    four = support_rules(phases=(Phase(0, 4),))
    assert needed(*served(support=four)) == [4, 4]
    holiday = {"holidays": frozenset({day(0)})}
    assert needed(*served(support=four, **holiday)) == [3, 4]
    on_holidays = replace(four, on_holidays=True)
    assert needed(*served(support=on_holidays, **holiday)) == [4, 4]
    two_days = replace(four, weekdays=(0, 3))
    assert needed(*served(support=two_days, **holiday)) == [2, 4]


def test_own_number_of_sessions_overrides_the_phase() -> None:
    assert needed(*served(participants=(participant("P1", sessions_per_week=3),))) == [3, 3]
    assert needed(*served(participants=(participant("P1", sessions_per_week=0),))) == [0, 0]


def test_no_session_is_asked_for_in_a_phase_without() -> None:
    silent = support_rules(phases=(Phase(0, 2), Phase(1, 0)))
    assert needed(*served(support=silent)) == [2, 0]


def test_of_two_services_the_one_with_most_sessions_counts_once() -> None:
    kept = stay("P1", "B1", day(-14), day(30), StayStatus.IN_HOUSE)
    made, _ = served(stays=(kept,))
    plan = stay_plan([kept_stay(kept)], support=[in_support("P1", 0, 28)])
    assert needed(made, plan) == [2, 2]


def test_service_of_the_weekend_does_not_count_beside_that_of_the_week() -> None:
    made, _ = served()
    plan = stay_plan(support=[in_support("P1", -14, 5), in_support("P1", 5, 33)])
    assert needed(made, plan) == [1, 2]


def test_service_that_ended_before_the_planning_date_is_part_of_the_first_week() -> None:
    kept = stay("P1", "B1", day(-30), day(2), StayStatus.IN_HOUSE)
    made, _ = served(as_of=day(3), stays=(kept,), assignments=())
    assert needed(made, stay_plan()) == [1, 0]
    assert terms(made, stay_plan()) == {"unmet": 300}
    seen = replace(made, sessions=(held(met("P1", "W1", 1, "09:00")),))
    assert terms(seen, stay_plan()) == {}
    assigned = replace(seen, assignments=(assignment("P1", "W2", day(-30), day(2)),))
    assigned = replace(assigned, staff=(*made.staff, staff_member("W2", weekly_hours=0)))
    assert terms(assigned, stay_plan()) == {"other_worker": 15}


def test_sessions_of_the_first_week_that_are_over_count() -> None:
    over = (held(met("P1", "W1", 0, "09:00")), held(met("P1", "W1", -1, "09:00")))
    made, stays = served(as_of=day(2), sessions=over)
    assert [(d.needed, d.held) for d in problem(made, stays).demands] == [(2, 1), (2, 0)]
    assert len(planned(made, stays).schedule.sessions) == 4


def test_session_begins_at_each_quarter_hour_of_the_window() -> None:
    made, stays = served()
    assert starts(made, stays) == ["09:00", "09:15", "09:30", "09:45", "10:00"]
    assert [session_day.day for session_day in session_days(made, stays)] == [
        *range(5),
        *range(7, 12),
    ]


def test_own_length_of_a_session_fits_into_the_window() -> None:
    long = participant("P1", session_minutes=105)
    assert starts(*served(participants=(long,))) == ["09:00", "09:15"]
    too_long = participant("P1", session_minutes=135)
    assert session_days(*served(participants=(too_long,))) == ()


@pytest.mark.parametrize(
    ("audience", "blocks", "expected"),
    [
        (Audience.ALL, True, ["10:00"]),
        (Audience.ALL, False, ["09:00", "09:15", "09:30", "09:45", "10:00"]),
        (Audience.RESIDENTS, True, ["09:00", "09:15", "09:30", "09:45", "10:00"]),
        (Audience.STAFF, True, ["09:00", "09:15", "09:30", "09:45", "10:00"]),
    ],
)
def test_activity_of_hers_blocks_sessions(
    audience: Audience, blocks: bool, expected: list[str]
) -> None:
    circle = activity(
        "G", 0, "09:30", minutes=30, facilitators=0, audience=audience, blocks_one_on_one=blocks
    )
    assert starts(*served(activities=(circle,))) == expected


def test_activity_of_the_day_program_blocks_those_enrolled() -> None:
    circle = activity("G", 0, "09:30", minutes=30, audience=Audience.DAY_PROGRAM)
    row = enrolment("P1", day(0), day(14))
    made, _ = served(activities=(circle,), enrolments=(row,), assignments=())
    plan = stay_plan(enrolments=[kept_enrolment(row)], support=[in_support("P1", 0, 14)])
    assert starts(made, plan) == ["10:00"]


def choices(**changes: object) -> list[tuple[int, int]]:
    """Person and cost of each choice of the first day."""
    return [(c.person, c.cost) for c in session_days(*served(**changes))[0].choices]


def workers(**second: object) -> dict[str, object]:
    """W1 and a second worker."""
    return {"staff": (staff_member("W1"), staff_member("W2", **second))}


def test_another_worker_costs_and_a_preference_costs_once() -> None:
    assert choices(**workers()) == [(0, 0), (1, 15)]
    wants = participant("P1", languages=("fr",), worker_gender="m")
    assert choices(**workers(), participants=(wants,)) == [(0, 10), (1, 25)]
    suits = {"languages": frozenset({"fr"}), "gender": "m"}
    assert choices(**workers(**suits), participants=(wants,)) == [(0, 10), (1, 15)]


@pytest.mark.parametrize(
    ("second", "wants"),
    [
        ({"skills": frozenset()}, {}),
        ({"support_minutes_per_week": 0}, {}),
        ({}, {"languages": ("fr",), "language_rule": WishRule.REQUIRED}),
        ({"gender": "m"}, {"worker_gender": "w", "worker_gender_rule": WishRule.REQUIRED}),
    ],
)
def test_some_may_not_hold_her_sessions(
    second: dict[str, object], wants: dict[str, object]
) -> None:
    first = staff_member("W1", languages=frozenset({"en", "fr"}))
    made = {"staff": (first, staff_member("W2", **second))}
    assert choices(**made, participants=(participant("P1", **wants),)) == [(0, 0)]


def test_somebody_in_conflict_holds_none_of_her_sessions() -> None:
    assert choices(**workers(), conflicts=(staff_conflict("P1", "W2"),)) == [(0, 0)]


def test_support_minutes_of_a_week_with_absences_and_sessions_that_are_over() -> None:
    over = (held(met("P1", "W1", 0, "09:00")),)
    member = staff_member("W1", support_minutes_per_week=301)
    made, stays = served(
        as_of=day(2), staff=(member,), absences=(absence("W1", day(8), day(9)),), sessions=over
    )
    assert problem(made, stays).people[0].support_minutes_by_week == (241, 180)


def test_locked_sessions_may_be_more_than_her_support_minutes() -> None:
    locked = tuple(held(met("P1", "W1", n, "09:00"), locked=True) for n in (2, 3))
    member = staff_member("W1", support_minutes_per_week=60)
    made, stays = served(staff=(member,), sessions=locked)
    assert problem(made, stays).people[0].support_minutes_by_week == (120, 60)


def test_rooms_are_given_the_published_one_first() -> None:
    rooms = (Room("T1", True), Room("HALL", False), Room("T2", True))
    published = tuple(
        held(met(code, staff, 0, "09:00", room=room))
        for code, staff, room in (("P1", "W1", "T2"), ("P2", "W2", "HALL"))
    )
    one_day = replace(MORNING, weekdays=(0,))
    made = programme(
        schedule_weeks=1,
        support=one_day,
        staff=(staff_member("W1", weekly_hours=0), staff_member("W2", weekly_hours=0)),
        assignments=(assignment("P1", "W1"), assignment("P2", "W2")),
        rooms=rooms,
        sessions=published,
        participants=tuple(participant(code, sessions_per_week=1) for code in ("P1", "P2")),
    )
    stays = stay_plan(support=[in_support("P1"), in_support("P2", staff="W2")])
    found = planned(made, stays)
    assert [(row.participant, row.start_minute, row.room) for row in found.schedule.sessions] == [
        ("P1", minute("09:00"), "T2"),
        ("P2", minute("09:00"), "T1"),
    ]
    none = planned(replace(made, rooms=()), stays)
    assert [row.room for row in none.schedule.sessions] == ["", ""]
    single = planned(replace(made, rooms=rooms[:2]), stays)
    assert sorted(row.start_minute for row in single.schedule.sessions) == [540, 600]
    assert single.proof.objective == 8
