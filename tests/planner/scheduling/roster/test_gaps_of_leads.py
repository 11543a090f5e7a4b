"""A lead missing on a full shift may take the place of somebody who is not needed as lead."""

from dataclasses import replace

from planner.domain.labour import LabourRules
from planner.domain.programme import Programme, ScheduleCosts
from planner.domain.schedule import Gap, GapKind, GapReason
from planner.domain.staffing import Cover
from planner.domain.stays import StayStatus
from tests.factories import absence, day, kept_stay, staff_conflict, stay, stay_plan
from tests.planner.check.roster.building import agency, published, shift, worker
from tests.planner.scheduling.roster.asking import gaps, planned, told

SENIOR = frozenset({"senior"})
KIND = shift("A", last_date=day(0), lead_skill="senior", lead_count=1)


def given(*seniors: str, **changes: object) -> Programme:
    """W1, who cannot lead, and people who can, beside one shift."""
    staff = (worker("W1"), *(worker(code, skills=SENIOR) for code in seniors))
    return agency(**{"schedule_weeks": 1, "shifts": (KIND,), "staff": staff, **changes})


def lead_gap(made: Programme) -> Gap:
    """The only gap, which is one of leads."""
    (gap,) = gaps(made)
    assert gap.kind is GapKind.MISSING_LEAD
    return gap


def test_nobody_could_lead() -> None:
    gap = lead_gap(given())
    assert gap.reason is GapReason.NOBODY_QUALIFIED
    assert told(gap) == "It takes somebody with the skill senior."


def test_only_lead_is_absent() -> None:
    gap = lead_gap(given("S1", absences=(absence("S1", day(0), day(0)),)))
    assert gap.reason is GapReason.NOBODY_AVAILABLE
    assert told(gap) == "Only S1 has the skills to lead it; she is absent."


def test_only_lead_would_break_a_rule() -> None:
    short = LabourRules(daily_max_minutes=420, daily_max_minutes_averaging=480)
    staff = (worker("W1", averaging_agreement=True), worker("S1", skills=SENIOR))
    gap = lead_gap(given(staff=staff, labour=short))
    assert gap.reason is GapReason.RULES
    assert told(gap) == (
        "Only S1 has the skills to lead it; she would have 8 h of duty in a day, 7 h allowed."
    )


def test_lead_in_the_place_of_somebody_costs_more_than_it_saves() -> None:
    """A relief lead would take the place of W1, whose contract is then not filled."""
    staff = (worker("W1"), worker("S1", skills=SENIOR, is_relief=True))
    gap = lead_gap(given(staff=staff, schedule_costs=ScheduleCosts(missing_lead=15)))
    assert gap.reason is GapReason.COST
    assert told(gap) == (
        "S1 could; that saves 15 for the lead, costs 20 for relief staff: 5 more in all, which the"
        " plan did not pay."
    )


def test_locked_people_cannot_give_their_place() -> None:
    gap = lead_gap(given("S1", roster=tuple(published("W1", "A", 0, locked=True))))
    assert gap.reason is GapReason.RULES
    assert told(gap) == (
        "Only S1 has the skills to lead it; the shift is full, and nobody on it can give her place."
    )


def test_lead_who_takes_a_place_must_not_be_left_alone() -> None:
    """S1 is kept from a resident: with W1 she may be there, in her place she may not."""
    kept = stay("P1", "B1", day(-9), day(30), StayStatus.IN_HOUSE)
    kind = replace(KIND, service="house")
    made = given("S1", shifts=(kind,), stays=(kept,), conflicts=(staff_conflict("P1", "S1"),))
    found = [
        gap for gap in planned(made, stay_plan([kept_stay(kept)])).schedule.gaps if gap.what == "A"
    ]
    assert [(gap.kind, gap.reason) for gap in found] == [(GapKind.MISSING_LEAD, GapReason.RULES)]
    assert told(found[0]) == (
        "Only S1 has the skills to lead it; she is blocked by a conflict (she would be alone). This"
        " alone would be enough: S1 with a second person on the shift."
    )


def test_empty_shift_lacks_its_people_and_its_lead() -> None:
    made = given(absences=(absence("W1", day(0), day(0)),))
    assert [(gap.kind, gap.reason) for gap in gaps(made)] == [
        (GapKind.MISSING_LEAD, GapReason.NOBODY_QUALIFIED),
        (GapKind.UNCOVERED_SHIFT, GapReason.NOBODY_AVAILABLE),
    ]


def test_shift_that_may_have_more_people_is_not_full() -> None:
    """A lead beside W1, who is locked, would cost more as one too many than as one missing."""
    cover = (Cover("A", day(0), 1, None, 500),)
    made = given("S1", cover=cover, roster=tuple(published("W1", "A", 0, locked=True)))
    gap = lead_gap(made)
    assert gap.reason is GapReason.COST
    assert told(gap) == (
        "S1 could; that saves 400 for the lead, costs 500 for one person too many: 100 more in all,"
        " which the plan did not pay."
    )


def test_cover_of_nobody_asks_for_no_lead() -> None:
    assert gaps(given(cover=(Cover("A", day(0), 0),))) == ()
