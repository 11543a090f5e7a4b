"""What is offered to fill a gap: only what an agency can change, and only where it is enough."""

from dataclasses import replace

from planner.domain.labour import LabourRules
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, GapReason, Schedule
from planner.domain.staffing import Availability
from planner.domain.stays import StayStatus
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.gaps import find_gaps
from tests.factories import absence, day, kept_stay, staff_conflict, stay, stay_plan
from tests.french import in_french
from tests.planner.check.roster.building import activity, agency, led, on, schedule, shift, worker
from tests.planner.scheduling.roster.asking import NOBODY, told

MONDAY = {"last_date": day(0)}
KIND = shift("A", **MONDAY)
LATE = shift("B", "15:00", "23:00", **MONDAY)
WEEK = "in the legal week 2027-02-07 to 2027-02-13"
NEVER = (Availability("W1", 6, 0, 60),)


def left_open(made: Programme, made_so_far: Schedule | None = None, what: str = "A") -> Gap:
    """The gap of one thing in a schedule made by hand."""
    context = RosterContext(made, NOBODY)
    found = find_gaps(context, made_so_far or schedule())
    assert all(in_french(gap.explanation) for gap in found)
    (gap,) = [gap for gap in found if gap.what == what]
    return gap


def given(*staff: str, **changes: object) -> Programme:
    """People without any limit beside one shift on Monday."""
    base: dict[str, object] = {
        "schedule_weeks": 1,
        "shifts": (KIND,),
        "staff": tuple(worker(code) for code in staff),
    }
    return agency(**{**base, **changes})


def test_changes_are_joined_where_the_same_would_do_for_several() -> None:
    hours = tuple(Availability(code, 0, 9 * 60, 24 * 60) for code in ("W1", "W2"))
    staff = (worker("W1"), worker("W2"), worker("W3", max_weekly_hours=7))
    gap = left_open(given(staff=staff, availability=hours))
    assert told(gap) == (
        f"W1: outside her availability. W2: outside her availability. W3: 8 h {WEEK}, her own limit"
        " is 7 h. Any one of these would be enough: W1 or W2 available then; W3 allowed 8 h"
        f" {WEEK}."
    )


def test_change_that_is_offered_is_enough() -> None:
    """With any of them made, somebody could come and only the cost is left to speak of."""
    staff = (worker("W1"), worker("W2", max_weekly_hours=7), worker("W3"))
    made = given(staff=staff, availability=NEVER, shifts=(KIND, LATE))
    busy = schedule(roster=on("W3", LATE, 0))
    assert told(left_open(made, busy)).endswith(
        "Any one of these would be enough: W1 available then; W2 allowed 8 h"
        f" {WEEK}; W3 without B on Mon 2027-02-08."
    )
    for changed, rows in (
        (replace(made, availability=()), busy),
        (replace(made, staff=(staff[0], worker("W2"), staff[2])), busy),
        (made, schedule()),
    ):
        assert left_open(changed, rows).reason is GapReason.COST


def test_duty_that_she_has_then_is_no_cure_where_a_rule_would_be_broken_without_it() -> None:
    made = given("W1", "W2", shifts=(KIND, LATE), labour=LabourRules(daily_max_minutes=465))
    gap = left_open(made, schedule(roster=[*on("W1", LATE, 0), *on("W2", LATE, 0)]))
    facts = "has B then; 8 h of duty in a day, 7 h 45 allowed"
    assert gap.reason is GapReason.NOBODY_AVAILABLE
    assert told(gap) == f"W1: {facts}. W2: {facts}. No single change would be enough."


def test_duty_that_began_before_the_planning_date_cannot_be_taken_from_her() -> None:
    night = shift("N", "23:30", "08:30", last_date=day(-1))
    made = given("W1", "W2", shifts=(KIND, night))
    rows = tuple(row for code in ("W1", "W2") for row in on(code, night, -1))
    gap = left_open(made, schedule(roster=rows))
    assert told(gap) == (
        "W1: has N of Sun 2027-02-07 then. W2: has N of Sun 2027-02-07 then. No single change would"
        " be enough."
    )


def test_law_is_never_offered() -> None:
    gap = left_open(given("W1", "W2", labour=LabourRules(daily_max_minutes=465)))
    assert told(gap).endswith("No single change would be enough.")


def test_absent_people_are_told_apart_and_only_where_nothing_else_keeps_them_off() -> None:
    staff = (worker("W1"), worker("W2", max_weekly_hours=7), worker("W3"), worker("W4"))
    away = tuple(absence(code, day(0), day(0)) for code in ("W1", "W2", "W3"))
    hours = (Availability("W3", 0, 9 * 60, 24 * 60), Availability("W4", 0, 9 * 60, 24 * 60))
    gap = left_open(given(staff=staff, absences=away, availability=hours))
    assert told(gap) == (
        "W1: absent. W2: absent. W3: absent. W4: outside her availability. This alone would be"
        " enough: W4 available then. It would be filled if W1 were not absent."
    )


def test_one_person_needs_no_sentence_that_only_says_the_fact_again() -> None:
    made = given("W1", availability=NEVER)
    assert told(left_open(made)) == "Only W1 is on staff; she is outside her availability."
    sick = given("W1", absences=(absence("W1", day(0), day(0)),))
    assert told(left_open(sick)) == "Only W1 is on staff; she is absent."


def test_people_on_the_shift_already_are_no_candidates() -> None:
    two = replace(KIND, min_staff=2)
    made = given("W1", "W2", shifts=(two,), absences=(absence("W2", day(0), day(0)),))
    gap = left_open(made, schedule(roster=on("W1", two, 0)))
    assert gap.reason is GapReason.NOBODY_AVAILABLE
    assert told(gap) == ("W2: absent. On it already: W1. It would be filled if W2 were not absent.")


def test_people_who_lead_the_activity_already_are_no_candidates() -> None:
    circle = activity("G", 0, facilitators=2)
    made = given("W1", "W2", shifts=(), activities=(circle,), availability=NEVER)
    gap = left_open(made, schedule(activities=[led(circle, 0, "W2")]), "G")
    assert told(gap) == (
        "W1: outside her availability. On it already: W2. This alone would be enough: W1 available"
        " then."
    )


def test_where_two_are_missing_each_is_spoken_of() -> None:
    two = replace(KIND, min_staff=2)
    hours = (*NEVER, *(replace(row, staff="W2") for row in NEVER))
    made = given("W1", "W2", "W3", shifts=(two,), availability=hours)
    away = replace(made, absences=(absence("W3", day(0), day(0)),))
    assert told(left_open(away)) == (
        "W1: outside her availability. W2: outside her availability. W3: absent. This would be"
        " enough for one of the 2: W1 or W2 available then. One of the 2 would be filled if W3 were"
        " not absent."
    )
    more = replace(away, staff=(*made.staff, worker("W4", max_weekly_hours=7)))
    assert (
        f"For each of the 2 any one of these would be enough: W1 or W2 available then; W4 allowed"
        f" 8 h {WEEK}." in told(left_open(more))
    )


def test_price_where_two_are_missing_is_that_of_one() -> None:
    two = replace(KIND, min_staff=2)
    made = given(shifts=(two,), staff=(worker("W1", is_relief=True), worker("W2")))
    assert told(left_open(made)) == (
        "For each of the 2 by itself: W1 could; that saves 1000 for the shift, costs 20 for relief"
        " staff: 980 less in all, which the search had not found when it ended. W2 could too, at"
        " prices of their own."
    )


def test_people_without_the_skills_are_told_in_one_clause() -> None:
    skilled = replace(KIND, service="house", house="main", skills=frozenset({"house"}))
    house = frozenset({"house"})
    staff = (
        worker("W1"),
        worker("W2", skills=house),
        worker("W3", skills=house),
        worker("W4", skills=house, houses=frozenset({"annex"})),
        worker("W5", houses=frozenset({"annex"})),
    )
    away = tuple(absence(code, day(0), day(0)) for code in ("W2", "W3"))
    assert told(left_open(given(shifts=(skilled,), staff=staff, absences=away))) == (
        "W2: absent. W3: absent. Without the skills for it: W1, W5. Not of that house: W4. It would"
        " be filled if W2 or W3 were not absent."
    )


def test_conflict_is_cured_by_company_and_never_lifted() -> None:
    """Without a word on W2, whom her absence keeps off as well as the conflict."""
    kept = stay("P1", "B1", day(-9), day(30), StayStatus.IN_HOUSE)
    made = given(
        "W1",
        "W2",
        shifts=(replace(KIND, service="house"),),
        stays=(kept,),
        conflicts=(staff_conflict("P1", "W1"), staff_conflict("P1", "W2")),
        absences=(absence("W2", day(0), day(0)),),
    )
    context = RosterContext(made, stay_plan([kept_stay(kept)]))
    (gap,) = [gap for gap in find_gaps(context, schedule()) if gap.what == "A"]
    assert told(gap) == (
        "W1: blocked by a conflict (she would be alone). W2: absent. This alone would be enough:"
        " W1 with a second person on the shift."
    )
