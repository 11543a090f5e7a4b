"""Locked rows that break a hard rule themselves are named, and nothing is planned."""

from dataclasses import replace

import pytest

from planner.domain.activities import Room
from planner.domain.errors import CommitmentError
from planner.domain.labour import LabourRules
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.staffing import RosterRow, ShiftLimit
from planner.domain.stays import StayStatus
from planner.domain.support import Session
from planner.scheduling.roster.planning import plan_schedule
from solver.common.limits import Limits
from tests.factories import (
    absence,
    assignment,
    day,
    planned_stay,
    programme,
    staff_conflict,
    staff_member,
    stay,
    stay_plan,
    support_rules,
)
from tests.french import in_french
from tests.planner.check.roster.building import (
    activity,
    agency,
    held,
    in_support,
    met,
    published,
    shift,
    worker,
)
from tests.planner.scheduling.roster.asking import NOBODY, planned

KIND = shift("A", weekdays=(0, 1, 2, 3, 4))
IN_SUPPORT = stay_plan(support=[in_support("P1")])


def complaints(made: Programme, stays: StayPlan = NOBODY) -> list[str]:
    """What is said of the locked rows."""
    with pytest.raises(CommitmentError) as error:
        plan_schedule(made, stays, Limits())
    assert all(map(in_french, error.value.sentences))
    return error.value.sentences


def codes(made: Programme, stays: StayPlan = NOBODY) -> list[str]:
    """The codes of the rules that they break."""
    return [sentence.split(":")[0] for sentence in complaints(made, stays)]


def locked(*days: int, shift: str = "A", staff: str = "W1") -> tuple[RosterRow, ...]:
    return tuple(published(staff, shift, *days, locked=True))


def test_locked_rows_that_break_nothing_are_kept() -> None:
    made = agency(shifts=(KIND,), roster=locked(0, 1))
    assert len(planned(made).schedule.roster) == 10


def test_locked_duty_on_a_day_on_which_it_does_not_run() -> None:
    assert complaints(agency(shifts=(KIND,), roster=locked(5))) == [
        "R5: The locked duty A of W1 on Sat 2027-02-13 is on a day on which it does not run."
    ]


def test_locked_duty_in_an_absence_or_without_the_skill() -> None:
    away = {"absences": (absence("W1", day(0), day(0)),)}
    assert codes(agency(shifts=(KIND,), roster=locked(0), **away)) == ["R2"]
    skilled = replace(KIND, skills=frozenset({"van"}))
    assert codes(agency(shifts=(skilled,), roster=locked(0))) == ["R3"]


def test_locked_duties_that_overlap() -> None:
    other = shift("B", "15:45", "20:00")
    rows = (*locked(0), *locked(0, shift="B"))
    assert complaints(agency(shifts=(KIND, other), roster=rows)) == [
        "R1: The locked B of W1 on Mon 2027-02-08 overlaps A of Mon 2027-02-08."
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (LabourRules(min_rest_minutes=975), "16 h of rest after A of Mon 2027-02-08"),
        (LabourRules(daily_max_minutes=465), "8 h of duty in a day"),
        (LabourRules(weekly_max_minutes=900), "16 h in the legal week 2027-02-07 to 2027-02-13"),
        (LabourRules(max_consecutive_days=1), "2 work days in a row"),
        (
            LabourRules(weekly_rest_minutes=9000),
            "in one piece in the legal week 2027-02-07 to 2027-02-13",
        ),
    ],
)
def test_locked_duties_that_break_a_labour_rule(rules: LabourRules, words: str) -> None:
    found = complaints(agency(shifts=(KIND,), roster=locked(0, 1), labour=rules))
    assert {sentence[:3] for sentence in found} == {"R4:"}
    assert words in found[-1]


def test_locked_duty_too_close_to_history() -> None:
    night = shift("N", "23:30", "07:30")
    rows = (*published("W1", "N", -1), *locked(0))
    made = agency(shifts=(KIND, night), roster=rows, labour=LabourRules(min_rest_minutes=480))
    assert complaints(made) == [
        "R4: The locked A of W1 on Mon 2027-02-08 cannot stay: she would have 0 h 30 of rest after"
        " N of Sun 2027-02-07; 8 h are needed."
    ]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"max_total_hours": 15}, "A1"),
        ({"max_consecutive_days": 1}, "A2"),
    ],
)
def test_locked_duties_that_break_a_rule_of_the_agency(
    limits: dict[str, object], code: str
) -> None:
    made = agency(shifts=(KIND,), staff=(worker("W1", **limits),), roster=locked(0, 1))
    assert codes(made) == [code]


def test_locked_duties_beyond_a_limit_or_an_order_of_shifts() -> None:
    made = agency(shifts=(KIND,), shift_limits=(ShiftLimit("W1", "A", 1),), roster=locked(0, 2))
    assert codes(made) == ["A7"]
    barred = replace(KIND, not_followed_by=frozenset({"A"}))
    assert codes(agency(shifts=(barred,), roster=locked(0, 1))) == ["A6"]


def in_conflict(min_staff: int, *others: str) -> tuple[Programme, StayPlan]:
    """W1, locked on a shift of the house, is in conflict with P1, who lives there."""
    kind = replace(KIND, service="house", min_staff=min_staff, weekdays=(0,), last_date=day(0))
    kept = stay("P1", "B1", day(-9), day(30), StayStatus.IN_HOUSE)
    made = agency(
        shifts=(kind,),
        stays=(kept,),
        staff=tuple(worker(code) for code in ("W1", *others)),
        conflicts=(staff_conflict("P1", "W1"),),
        roster=locked(0),
    )
    return made, stay_plan([planned_stay("P1", "B1", day(-9), day(30))])


def test_locked_duty_that_leaves_somebody_alone() -> None:
    words = "cannot stay: blocked by a conflict (she would be alone)."
    assert complaints(*in_conflict(1, "W2")) == [
        f"R6: The locked duty A of W1 on Mon 2027-02-08 {words}"
    ]
    assert codes(*in_conflict(2)) == ["R6"]


def test_locked_duty_with_company_is_kept() -> None:
    assert len(planned(*in_conflict(2, "W2")).schedule.roster) == 2


def meeting(*sessions: Session, **changes: object) -> Programme:
    """P1 and P2 in support with W1, these sessions published."""
    base: dict[str, object] = {
        "schedule_weeks": 1,
        "support": support_rules(),
        "staff": (staff_member("W1", weekly_hours=0), staff_member("W2", weekly_hours=0)),
        "assignments": (assignment("P1", "W1"), assignment("P2", "W1")),
        "sessions": sessions,
    }
    return programme(**{**base, **changes})


def met_and_locked(
    start: str, minutes: int = 60, on: int = 0, staff: str = "W1", who: str = "P1"
) -> Session:
    return held(met(who, staff, on, start, minutes), locked=True)


@pytest.mark.parametrize(
    ("session", "changes", "words"),
    [
        (met_and_locked("08:45"), {}, "R7: {} lies outside the support window."),
        (met_and_locked("16:15"), {}, "R7: {} lies outside the support window."),
        (met_and_locked("10:00", 45), {}, "R7: {} does not last the 60 minutes of her sessions."),
        (
            met_and_locked("10:00"),
            {"holidays": frozenset({day(0)})},
            "R7: {} is on no support day.",
        ),
        (
            met_and_locked("10:00"),
            {"activities": (activity("G", 0, "10:30"),)},
            "R7: {} is during G, which is for her too.",
        ),
        (
            met_and_locked("10:00"),
            {"conflicts": (staff_conflict("P1", "W1"),)},
            "R7: {} is with somebody who may not be her worker.",
        ),
        (
            met_and_locked("10:00"),
            {"absences": (absence("W1", day(0), day(0)),)},
            "R2: {} is outside her availability or in an absence.",
        ),
    ],
)
def test_locked_session_that_breaks_a_rule(
    session: Session, changes: dict[str, object], words: str
) -> None:
    what = "The locked session of P1 with W1 on Mon 2027-02-08"
    assert complaints(meeting(session, **changes), IN_SUPPORT) == [words.format(what)]


def test_locked_session_of_somebody_who_is_not_in_service() -> None:
    made = meeting(met_and_locked("10:00", who="P2"))
    assert codes(made, IN_SUPPORT) == ["R8"]


def test_second_locked_session_of_a_day() -> None:
    rows = (met_and_locked("09:00"), met_and_locked("11:00"))
    assert codes(meeting(*rows), IN_SUPPORT) == ["R7"]


def test_locked_sessions_of_one_worker_that_overlap() -> None:
    both = stay_plan(support=[in_support("P1"), in_support("P2")])
    rows = (met_and_locked("09:00"), met_and_locked("09:45", who="P2"))
    assert codes(meeting(*rows), both) == ["R1"]


@pytest.mark.parametrize(("start", "rooms", "expected"), [("09:45", 1, ["R7"]), ("09:45", 2, [])])
def test_locked_sessions_without_rooms_for_all(start: str, rooms: int, expected: list[str]) -> None:
    both = stay_plan(support=[in_support("P1"), in_support("P2")])
    rows = (met_and_locked("09:00"), met_and_locked(start, who="P2", staff="W2"))
    made = meeting(*rows, rooms=tuple(Room(f"T{n}", True) for n in range(rooms)))
    if expected:
        assert codes(made, both) == expected
    else:
        assert len(planned(made, both).schedule.sessions) == 4


def test_locked_sessions_that_follow_each_other_share_a_room() -> None:
    both = stay_plan(support=[in_support("P1"), in_support("P2")])
    rows = (met_and_locked("09:00"), met_and_locked("10:00", who="P2", staff="W2"))
    made = meeting(*rows, rooms=(Room("T", True),))
    assert {row.room for row in planned(made, both).schedule.sessions} == {"T"}


def test_every_broken_rule_is_named_at_once() -> None:
    skilled = replace(KIND, skills=frozenset({"van"}))
    rows = (*locked(0), *locked(5))
    away = (absence("W1", day(0), day(0)),)
    assert codes(agency(shifts=(skilled,), roster=rows, absences=away)) == ["R2", "R3", "R5"]
