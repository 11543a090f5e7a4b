"""S11 at its edges: two sessions of an hour in the first two weeks of a service, then one."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planner.check.services import ServicePeriod
from planner.check.team_minutes import available_minutes, weekly_load
from planner.domain.participants import Service
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.staffing import Absence
from tests.factories import (
    AS_OF,
    absence,
    assignment,
    day,
    participant,
    planned_support,
    programme,
    referral,
    staff_member,
    stay_plan,
)
from tests.planner.check.judging import broken


def team(minutes: int, **changes: object) -> Programme:
    """One support referral P1 and one worker with these minutes a week."""
    worker = staff_member("W1", support_minutes_per_week=minutes)
    asked = (referral("P1", Service.SUPPORT),)
    return programme(**{"referrals": asked, "staff": (worker,), **changes})


def served(start: int = 0) -> StayPlan:
    """P1 in support from a day on."""
    return stay_plan(support=[planned_support("P1", day(start), day(start + 28))])


@pytest.mark.parametrize(("minutes", "rules"), [(120, set()), (119, {"S11"})])
def test_minutes_equal_to_the_team_pass_and_one_less_does_not(
    minutes: int, rules: set[str]
) -> None:
    assert broken(team(minutes), served()) == rules


@pytest.mark.parametrize(("minutes", "rules"), [(150, set()), (149, {"S11"})])
def test_absence_of_one_day_takes_a_fifth_of_the_minutes(minutes: int, rules: set[str]) -> None:
    away = (absence("W1", day(3), day(3)),)
    assert broken(team(minutes, absences=away), served()) == rules


@pytest.mark.parametrize(
    ("first", "last", "minutes"),
    [
        (datetime(2027, 2, 8, 17), datetime(2027, 2, 9, 9), 300),
        (datetime(2027, 2, 8, 16, 45), datetime(2027, 2, 9, 9), 240),
        (datetime(2027, 2, 8, 16, 45), datetime(2027, 2, 9, 9, 15), 180),
        (datetime(2027, 2, 13), datetime(2027, 2, 15), 300),
        (datetime(2027, 2, 1), datetime(2027, 3, 1), 0),
    ],
)
def test_absence_counts_where_it_touches_office_hours(
    first: datetime, last: datetime, minutes: int
) -> None:
    given = team(300, absences=(Absence("W1", first, last), Absence("W1", first, last)))
    assert available_minutes(given, AS_OF) == minutes


def test_minutes_are_rounded_down_person_by_person() -> None:
    staff = tuple(staff_member(f"W{n}", support_minutes_per_week=99) for n in (1, 2))
    away = tuple(absence(f"W{n}", day(0), day(0)) for n in (1, 2))
    assert available_minutes(programme(staff=staff, absences=away), AS_OF) == 2 * 79


def test_phase_is_counted_from_the_monday_of_the_first_week() -> None:
    service = ServicePeriod("P1", day(4), day(32), Service.SUPPORT, True)
    loads = {day(7 * week): minutes for week, minutes in enumerate([120, 120, 60, 60, 60])}
    assert weekly_load(programme(), [service]) == loads


def test_service_that_ends_on_a_monday_does_not_touch_that_week() -> None:
    service = ServicePeriod("P1", day(0), day(7), Service.SUPPORT, True)
    assert weekly_load(programme(), [service]) == {AS_OF: 120}
    longer = replace(service, end=service.end + timedelta(days=1))
    assert weekly_load(programme(), [longer]) == {AS_OF: 120, day(7): 120}


def test_several_services_of_a_participant_count_once_with_the_most() -> None:
    old = ServicePeriod("P1", day(-21), day(7), Service.DAY_PROGRAM, False)
    new = ServicePeriod("P1", day(0), day(7), Service.RESIDENTIAL, True)
    assert weekly_load(programme(), [old, new])[AS_OF] == 120


def test_overrides_of_a_participant_do_not_count() -> None:
    person = participant("P1", sessions_per_week=5, session_minutes=90)
    assert broken(team(120, participants=(person,)), served()) == set()


def test_commitments_beyond_the_minutes_pass_where_nothing_is_added() -> None:
    given = team(60, assignments=(assignment("K1", "W1"), assignment("K2", "W1")))
    rows = [planned_support(code, day(0), day(28)) for code in ("K1", "K2")]
    waits = replace(given, referrals=())
    assert broken(waits, stay_plan(support=rows)) == set()
    plan = stay_plan(support=[*rows, *served().support])
    assert broken(given, plan) == {"S11"}
