"""Who is there when, and who may be where: availability, absences, skills, houses, conflicts."""

from dataclasses import replace

import pytest

from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.staffing import Availability, Request, Shift, ShiftLimit
from planner.domain.stays import StayStatus
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.locked import warnings
from solver.schedule.problem import Wish
from tests.factories import (
    absence,
    bed,
    day,
    planned_stay,
    staff_conflict,
    staff_member,
    stay,
    stay_plan,
)
from tests.french import in_french
from tests.planner.check.roster.building import (
    EVERY_DAY,
    activity,
    agency,
    at,
    away,
    minute,
    shift,
    worker,
)
from tests.planner.scheduling.roster.asking import as_solver, costly, planned, terms

NIGHT = shift("N", "22:00", "06:00", weekdays=(2,))


def window(weekday: int, start: str, end: str) -> Availability:
    """When W1 may be scheduled."""
    return Availability("W1", weekday, minute(start), minute(end))


def can_work(made: Programme) -> bool:
    """Whether W1 may have the only shift of the first week."""
    return 0 in as_solver(made, "W1").duties


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ((), True),
        ((window(2, "22:00", "24:00"), window(3, "00:00", "06:00")), True),
        ((window(2, "22:00", "30:00"),), True),
        ((window(2, "22:00", "24:00"), window(3, "00:00", "05:45")), False),
        ((window(2, "22:15", "24:00"), window(3, "00:00", "06:00")), False),
        ((window(2, "20:00", "23:00"), window(2, "23:00", "30:00")), True),
        ((window(2, "20:00", "23:00"), window(2, "23:15", "30:00")), False),
        ((window(2, "20:00", "25:00"), window(3, "00:30", "08:00")), True),
        ((window(3, "00:00", "24:00"),), False),
    ],
)
def test_windows_that_meet_are_one(windows: tuple[Availability, ...], expected: bool) -> None:
    assert can_work(agency(shifts=(NIGHT,), availability=windows)) is expected


def test_windows_reach_beyond_both_ends_of_the_schedule() -> None:
    every = tuple(window(weekday, "00:00", "24:00") for weekday in EVERY_DAY)
    first = shift("A", "00:00", "08:00", weekdays=(0,))
    last = shift("B", "22:00", "06:00", weekdays=(6,))
    made = agency(schedule_weeks=1, shifts=(first, last), availability=every)
    assert as_solver(made, "W1").duties == (0, 1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [("22:00", "22:15", False), ("20:00", "22:00", True), ("30:00", "31:00", True)],
)
def test_absence_touches_a_shift(start: str, end: str, expected: bool) -> None:
    missing = away("W1", at(day(2), start), at(day(2), end))
    assert can_work(agency(shifts=(NIGHT,), absences=(missing,))) is expected


def test_absence_takes_a_fifth_of_a_week_off_the_contract() -> None:
    member = worker("W1", weekly_hours=40)
    made = agency(staff=(member,), absences=(absence("W1", day(3), day(6)),))
    assert as_solver(made, "W1").contract_minutes == 60 * (80 - 16)
    sunday = agency(staff=(member,), absences=(absence("W1", day(5), day(6)),))
    assert as_solver(sunday, "W1").contract_minutes == 60 * 80


def test_contract_is_exact_where_hours_are_no_binary_fraction() -> None:
    """Thirty-seven days of absence of eight weeks of forty hours leave 24 hours."""
    days = [day(7 * week + weekday) for week in range(8) for weekday in range(5)][:37]
    missing = tuple(absence("W1", one, one) for one in days)
    member = worker("W1", weekly_hours=40.0)
    made = agency(schedule_weeks=8, staff=(member,), absences=missing)
    assert as_solver(made, "W1").contract_minutes == 24 * 60
    assert terms(made) == {"under_contract": 96}


@pytest.mark.parametrize("changes", [{"is_relief": True}, {"paid_office_hours": True}])
def test_contract_of_others_is_not_asked_for(changes: dict[str, object]) -> None:
    made = agency(staff=(worker("W1", weekly_hours=40, **changes),))
    assert as_solver(made, "W1").contract_minutes is None


@pytest.mark.parametrize(
    ("kind", "houses", "expected"),
    [
        (shift("A", weekdays=(1,), skills=frozenset({"van"})), frozenset(), False),
        (shift("A", weekdays=(1,), skills=frozenset({"house"})), frozenset(), True),
        (shift("A", weekdays=(1,), service="house", house="annex"), frozenset(), True),
        (shift("A", weekdays=(1,), service="house", house="annex"), frozenset({"annex"}), True),
        (shift("A", weekdays=(1,), service="house", house="annex"), frozenset({"main"}), False),
        (shift("A", weekdays=(1,), house="annex"), frozenset({"main"}), True),
    ],
)
def test_skills_and_house_of_a_shift(kind: Shift, houses: frozenset[str], expected: bool) -> None:
    member = worker("W1", skills=frozenset({"house"}), houses=houses)
    assert can_work(agency(shifts=(kind,), staff=(member,))) is expected


def house_shift(admission: int, discharge: int, kind: Shift) -> tuple[Programme, StayPlan]:
    """W1 is in conflict with P1, who lives in the house of the shift for a while."""
    kept = stay("P1", "B1", day(admission), day(discharge), StayStatus.IN_HOUSE)
    made = agency(
        shifts=(kind,),
        beds=(bed("B1"), bed("B2", "annex")),
        stays=(kept,),
        staff=(worker("W1"), staff_member("W2", skills=frozenset({"one_on_one"}))),
        conflicts=(staff_conflict("P1", "W1"),),
    )
    return made, stay_plan([planned_stay("P1", "B1", kept.admission, kept.discharge)])


@pytest.mark.parametrize(
    ("admission", "discharge", "expected"),
    [(-9, 1, True), (-9, 2, False), (3, 30, False), (4, 30, True), (2, 3, False)],
)
def test_conflict_reaches_from_the_admission_to_the_end_of_the_discharge_day(
    admission: int, discharge: int, expected: bool
) -> None:
    """The night from Wednesday to Thursday, 22:00 to 06:00."""
    kind = shift("N", "22:00", "06:00", weekdays=(2,), service="house")
    made, stays = house_shift(admission, discharge, kind)
    assert (0 in as_solver(made, "W1", stays).duties) is expected


@pytest.mark.parametrize(
    ("weekday", "start", "expected"), [(1, "23:45", False), (2, "00:00", True)]
)
def test_conflict_ends_at_midnight_after_the_discharge_day(
    weekday: int, start: str, expected: bool
) -> None:
    kind = shift("N", start, "08:00", weekdays=(weekday,), service="house")
    made, stays = house_shift(-9, 1, kind)
    assert (0 in as_solver(made, "W1", stays).duties) is expected


def test_stay_that_ended_before_the_planning_date_counts_on_its_last_day() -> None:
    """Discharged on the planning date: the plan has no row of hers, the day is still hers."""
    kind = shift("A", weekdays=(0,), service="house")
    made, _ = house_shift(-9, 0, kind)
    assert as_solver(made, "W1").duties == (1,)


def test_conflict_asks_for_company_where_a_shift_may_have_two() -> None:
    kind = shift("A", weekdays=(1,), service="house", min_staff=2)
    made, stays = house_shift(-9, 30, kind)
    person = as_solver(made, "W1", stays)
    assert (person.duties, person.accompanied) == ((0, 1), frozenset({0, 1}))


@pytest.mark.parametrize(
    "kind",
    [
        shift("A", weekdays=(1,), service="house", house="annex"),
        shift("A", weekdays=(1,), service="outreach"),
    ],
)
def test_conflict_is_about_shifts_of_the_house(kind: Shift) -> None:
    made, stays = house_shift(-9, 30, kind)
    person = as_solver(made, "W1", stays)
    assert (person.duties, person.accompanied) == ((0, 1), frozenset())


def test_person_who_would_be_alone_is_told_of() -> None:
    kind = shift("A", weekdays=(1,), service="house", first_date=day(8))
    made, stays = house_shift(-9, 30, kind)
    assert planned(made, stays).warnings == (
        "W1 is not planned alone in house main (1 shift, 2027-02-16): blocked by a conflict (R6).",
    )


def test_person_in_conflict_with_two_residents_is_told_of_once() -> None:
    """P1 leaves the day before P2 comes; neither code nor date of theirs is told."""
    kind = shift("A", service="house")
    made, stays = house_shift(-9, 2, kind)
    kept = stay("P2", "B1", day(3), day(30))
    two = (*made.conflicts, staff_conflict("P2", "W1"))
    later = planned_stay("P2", "B1", kept.admission, kept.discharge)
    both = replace(made, stays=(*made.stays, kept), conflicts=two, schedule_weeks=1)
    assert all(map(in_french, warnings(RosterContext(both, stays))))
    assert warnings(RosterContext(both, replace(stays, stays=(*stays.stays, later)))) == (
        "W1 is not planned alone in house main (7 shifts, 2027-02-08 to 2027-02-14): blocked by a"
        " conflict (R6).",
    )


def test_requests_become_wishes_of_the_days_to_come() -> None:
    requests = (
        Request("W1", day(1), wants_work=False),
        Request("W1", day(4), wants_work=False),
        Request("W1", day(5), wants_work=True, shift="A", weight=9),
        Request("W1", day(4), wants_work=True, shift="A"),
        Request("W1", day(14), wants_work=True),
    )
    kind = shift("A", weekdays=(5,))
    made = agency(as_of=day(2), shifts=(kind,), requests=requests)
    assert as_solver(made, "W1").wishes == (
        Wish(4, False, 5),
        Wish(5, True, 9, frozenset({0})),
        Wish(4, True, 5, frozenset()),
    )
    assert costly(planned(made).proof) == {"requests": 5}


def test_request_is_met_by_any_duty_of_the_day() -> None:
    wish = (Request("W1", day(2), wants_work=True),)
    circle = activity("G", 2)
    assert terms(agency(requests=wish)) == {"requests": 5}
    assert terms(agency(requests=wish, activities=(circle,))) == {}
    other = (Request("W1", day(2), wants_work=True, shift="A"),)
    kinds = {"shifts": (shift("A", weekdays=(3,)),), "activities": (circle,)}
    assert terms(agency(requests=other, **kinds)) == {"requests": 5}


def test_limits_of_an_agency_reach_the_solver() -> None:
    member = worker(
        "W1", min_total_hours=8.5, max_total_hours=40, max_consecutive_days=4, max_weekends=1
    )
    made = agency(
        staff=(member,), shifts=(shift("A"), shift("B")), shift_limits=(ShiftLimit("W1", "B", 2),)
    )
    pattern = as_solver(made, "W1").pattern
    assert (pattern.min_minutes, pattern.max_minutes) == (510, 2400)
    assert (pattern.max_consecutive_days, pattern.max_weekends) == (4, 1)
    assert dict(pattern.most_by_shift) == {1: 2}
