"""Which time of a week is told of a session that nobody holds, and what its price is."""

from dataclasses import replace

from planner.domain.programme import ScheduleCosts
from planner.domain.schedule import GapReason
from planner.domain.staffing import Availability
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.gaps import find_gaps
from tests.factories import absence, day, participant
from tests.planner.check.roster.building import minute, schedule
from tests.planner.scheduling.roster.asking import told
from tests.planner.scheduling.roster.serving import ONE_DAY, SECOND, WORKER, served, unmet


def test_workers_who_could_on_days_of_other_sessions_are_told_in_one_sentence() -> None:
    """Three sessions are due on three days, and the first day is over."""
    three = replace(ONE_DAY, weekdays=(0, 1, 2), window_end_minute=minute("12:00"))
    people = (participant("P1", sessions_per_week=3),)
    gap = unmet(support=three, participants=people, staff=(WORKER, SECOND), as_of=day(1))
    assert (gap.reason, told(gap)) == (
        GapReason.RULES,
        "P1 has a session on every day on which W1 or W2 could. No single change would be enough.",
    )


def test_session_longer_than_the_support_window() -> None:
    long = participant("P1", sessions_per_week=1, session_minutes=90)
    gap = unmet(participants=(long,))
    assert (gap.reason, told(gap)) == (
        GapReason.NOBODY_AVAILABLE,
        "Only W1 may hold sessions with P1; a session of 90 minutes does not fit into the support"
        " window 09:00-10:00.",
    )


def test_best_time_is_one_that_the_agency_can_make_possible() -> None:
    """W1 is away on Monday and outside her availability on Tuesday."""
    two = replace(ONE_DAY, weekdays=(0, 1))
    gap = unmet(
        support=two,
        staff=(WORKER, SECOND),
        absences=(absence("W1", day(0), day(0)), absence("W2", day(0), day(1))),
        availability=(Availability("W1", 0, 0, 24 * 60),),
    )
    assert (gap.reason, told(gap)) == (
        GapReason.NOBODY_AVAILABLE,
        "W1 (Tue 2027-02-09 09:00): outside her availability. W2: absent. This alone would be"
        " enough: W1 available then. It would be held if W2 were not absent.",
    )


def test_absence_that_takes_her_minutes_is_told_alone() -> None:
    """With a fifth of her minutes a day, W2 would have enough if she were there."""
    few = replace(SECOND, support_minutes_per_week=60)
    away = (absence("W1", day(0), day(0)), absence("W2", day(0), day(0)))
    gap = unmet(staff=(WORKER, few), absences=away)
    assert told(gap) == "W1: absent. W2: absent. It would be held if W1 or W2 were not absent."


def test_price_that_is_no_higher_and_price_of_nothing() -> None:
    costs = ScheduleCosts(unmet_session=25, preference=25)
    wants = participant("P1", sessions_per_week=1, languages=("fr",))
    made, stays = served(schedule_costs=costs, participants=(wants,))
    (gap,) = find_gaps(RosterContext(made, stays), schedule())
    assert told(gap) == (
        "W1 could; that saves 25 for the session, costs 25 for a preferred language or gender not"
        " met: no less in all, so the plan left it."
    )
    free = replace(made, schedule_costs=replace(costs, unmet_session=0, preference=0))
    (gap,) = find_gaps(RosterContext(free, stays), schedule())
    assert told(gap) == "W1 could; that changes no cost: no less in all, so the plan left it."
