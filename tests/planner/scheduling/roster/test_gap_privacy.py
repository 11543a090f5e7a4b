"""No sentence on a gap or a warning says who is in conflict with whom, or whose session it is."""

from dataclasses import replace

from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, GapKind, Schedule
from planner.domain.staffing import StaffMember
from planner.domain.stays import StayStatus
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.gaps import find_gaps
from planner.scheduling.roster.locked import warnings
from tests.factories import (
    assignment,
    bed,
    day,
    kept_stay,
    participant,
    programme,
    staff_conflict,
    stay,
    stay_plan,
)
from tests.french import in_french
from tests.planner.check.roster.building import BC, in_support, met, schedule, shift, worker

RESIDENT, OTHER, SERVED = "P901", "P902", "P903"
SECRET = (RESIDENT, OTHER)


def supporter(code: str) -> StaffMember:
    """Somebody for the house and for sessions."""
    skills = frozenset({"house", "one_on_one"})
    return worker(code, skills=skills, support_minutes_per_week=60, max_weekly_hours=40)


def kept_apart() -> tuple[Programme, StayPlan]:
    """W1 and W2 are in conflict with two residents, and W3 with one of them."""
    stays = (
        stay(RESIDENT, "B1", day(-9), day(30), StayStatus.IN_HOUSE),
        stay(OTHER, "B2", day(2), day(30)),
    )
    house = shift("A", "08:00", "17:00", service="house", skills=frozenset({"house"}))
    made = programme(
        schedule_weeks=1,
        labour=BC,
        beds=(bed("B1"), bed("B2")),
        shifts=(house,),
        staff=tuple(supporter(code) for code in ("W1", "W2", "W3")),
        participants=tuple(
            participant(code, sessions_per_week=2) for code in (RESIDENT, OTHER, SERVED)
        ),
        stays=stays,
        assignments=(assignment(SERVED, "W3"), assignment(RESIDENT, "W3")),
        conflicts=(
            staff_conflict(RESIDENT, "W1"),
            staff_conflict(OTHER, "W1"),
            staff_conflict(RESIDENT, "W2"),
            staff_conflict(OTHER, "W2"),
            staff_conflict(OTHER, "W3"),
        ),
    )
    support = [in_support(code) for code in (SERVED, RESIDENT, OTHER)]
    return made, stay_plan([kept_stay(row) for row in stays], support=support)


def found(rows: Schedule) -> tuple[Gap, ...]:
    """Everything that a schedule of the house leaves open."""
    gaps = find_gaps(RosterContext(*kept_apart()), rows)
    assert all(in_french(gap.explanation) for gap in gaps)
    return gaps


def test_gap_of_the_house_names_no_participant_though_workers_meet_them() -> None:
    """W3 has a session with the resident of the conflict at the time of the shift."""
    held = schedule(sessions=(met(RESIDENT, "W3", 0, "10:00"), met(SERVED, "W1", 1, "10:00")))
    told = [gap.explanation for gap in found(held) if gap.kind is GapKind.UNCOVERED_SHIFT]
    assert len(told) == 7
    assert not [text for text in told if any(code in text for code in (*SECRET, SERVED))]
    assert told[0] == (
        "A on Mon 2027-02-08 lacks 1 person. W1: blocked by a conflict (she would be alone). W2:"
        " blocked by a conflict (she would be alone). W3: has a session at 10:00 then. Any one of"
        " these would be enough: W1 or W2 with a second person on the shift; W3 without the session"
        " at 10:00 on Mon 2027-02-08."
    )


def test_gap_of_a_session_names_nobody_who_is_in_conflict_with_her() -> None:
    texts = {
        gap.what: gap.explanation
        for gap in found(schedule(sessions=(met(SERVED, "W3", 0, "10:00"),)))
        if gap.kind is GapKind.UNMET_SESSION
    }
    assert texts[OTHER] == (
        f"{OTHER} lacks 2 sessions in the week from Mon 2027-02-08. It takes somebody with the"
        " skill one_on_one; whoever has that is blocked by a conflict."
    )
    assert "W1" not in texts[RESIDENT]
    assert "W2" not in texts[RESIDENT]
    assert "conflict" not in texts[RESIDENT]
    assert not any(code in texts[SERVED] for code in SECRET)


def test_warning_names_no_resident() -> None:
    made, stays = kept_apart()
    assert warnings(RosterContext(made, stays)) == tuple(
        f"{code} is not planned alone in house main ({shifts}, {days}): blocked by a conflict (R6)."
        for code, shifts, days in (
            ("W1", "7 shifts", "2027-02-08 to 2027-02-14"),
            ("W2", "7 shifts", "2027-02-08 to 2027-02-14"),
            ("W3", "5 shifts", "2027-02-10 to 2027-02-14"),
        )
    )


def test_day_that_is_over_names_nobody() -> None:
    made, stays = kept_apart()
    later = RosterContext(replace(made, as_of=day(1)), stays)
    text = next(gap.explanation for gap in find_gaps(later, schedule()) if gap.what == "A")
    assert text == "A on Mon 2027-02-08 had nobody; the day is over."
