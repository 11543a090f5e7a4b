"""Who is in service: entry in mid-week, the end of the day program, a worker on leave."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.domain.schedule import GapKind, GapReason
from tests.stories.telling import Told, changed, told, week_of

MONDAY = date(2027, 3, 15)
WEDNESDAY = date(2027, 3, 17)


@pytest.fixture(scope="module")
def plan() -> Told:
    """P102 has left the day program, P113 enters it, S03 is on leave, P103 speaks French only."""
    programme = changed(week_of("safexst", MONDAY), "P103", languages=("fr",))
    enrolments = tuple(
        replace(row, start=WEDNESDAY, end=WEDNESDAY + timedelta(weeks=26))
        if row.participant == "P113"
        else row
        for row in programme.enrolments
    )
    return told(replace(programme, enrolments=enrolments))


def test_plan_breaks_no_rule_and_its_gaps_are_true(plan: Told) -> None:
    assert plan.violations() == []


def test_entry_on_a_wednesday_asks_for_sessions_of_three_days(plan: Told) -> None:
    assert plan.held_and_missing("P113", MONDAY) == 1
    assert all(row.day >= WEDNESDAY for row in plan.sessions_of("P113"))


def test_resident_whose_day_program_has_ended_keeps_her_session(plan: Told) -> None:
    assert plan.held_and_missing("P102", MONDAY) == 1


def test_worker_on_leave_holds_nothing_and_others_step_in(plan: Told) -> None:
    leave = {row.day for row in plan.schedule.sessions if row.staff == "S03"}
    assert leave == set()
    assert not plan.gaps(GapKind.UNMET_SESSION, "P102")


def test_language_that_only_one_other_speaks_leaves_a_session_unmet(plan: Told) -> None:
    """Of those who speak French S03 is on leave, and S01 has one hour a week."""
    assert plan.held_and_missing("P103", MONDAY) == 2
    assert {row.staff for row in plan.sessions_of("P103")} <= {"S01"}
    gap = plan.gap(GapKind.UNMET_SESSION, "P103", MONDAY)
    assert gap is not None
    assert gap.reason in (GapReason.RULES, GapReason.COST)
    assert "S03: absent" in gap.explanation


def test_discharge_within_the_week_ends_the_sessions(plan: Told) -> None:
    """P101 leaves on Friday 19 March: her one session falls on Monday to Thursday."""
    assert plan.held_and_missing("P101", MONDAY) == 1
    assert all(row.day < date(2027, 3, 19) for row in plan.sessions_of("P101"))
