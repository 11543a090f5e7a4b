"""However bad a plan is, it is judged and priced, and never a crash."""

from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.check.roster.schedule import check_schedule, schedule_cost_terms
from planner.domain.plan import StayPlan
from planner.domain.schedule import (
    Gap,
    GapKind,
    GapReason,
    PlannedActivity,
    PlannedSession,
    PlannedShift,
    Schedule,
)
from tests.factories import day
from tests.planner.check.roster.good_schedule import GOOD_PLAN, GOOD_PROGRAMME, GOOD_SCHEDULE

CODES = st.sampled_from(
    ["", "W1", "W2", "N1", "H2", "X1", "R1", "P1", "P2", "P3", "DAY", "NIGHT", "OUT", "CIRCLE", "Q"]
)
ROOMS = st.sampled_from(["", "TALK", "GROUP", "Q"])
DAYS = st.one_of(
    st.integers(-10, 20).map(day), st.sampled_from([date.min, date.max, day(0), day(13)])
)
MINUTES = st.sampled_from([-15, 0, 540, 545, 600, 660, 1440, 2880, 10**9])
MOMENTS = st.datetimes(datetime(2027, 2, 1), datetime(2027, 3, 1))


def rows(kind: Any, *cells: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """A few rows of a table."""
    return st.lists(st.builds(kind, *cells), max_size=6)


@settings(max_examples=60)
@given(
    rows(PlannedShift, CODES, CODES, DAYS, MOMENTS, MOMENTS),
    rows(PlannedActivity, CODES, DAYS, MINUTES, MINUTES, st.tuples(CODES, CODES), ROOMS),
    rows(PlannedSession, CODES, CODES, DAYS, MINUTES, MINUTES, ROOMS),
    rows(
        Gap,
        st.sampled_from(GapKind),
        CODES,
        DAYS,
        st.integers(-1, 3),
        st.sampled_from(GapReason),
        CODES,
    ),
    st.booleans(),
    st.booleans(),
)
def test_any_rows_are_judged_without_a_crash(
    roster: list[PlannedShift],
    activities: list[PlannedActivity],
    sessions: list[PlannedSession],
    gaps: list[Gap],
    has_good_rows: bool,
    has_stays: bool,
) -> None:
    base = GOOD_SCHEDULE if has_good_rows else Schedule()
    plan = Schedule(
        (*base.roster, *roster),
        (*base.activities, *activities),
        (*base.sessions, *sessions),
        (*base.gaps, *gaps),
    )
    stays = GOOD_PLAN if has_stays else StayPlan()
    assert check_schedule(GOOD_PROGRAMME, stays, plan) is not None
    assert all(cost >= 0 for cost in schedule_cost_terms(GOOD_PROGRAMME, stays, plan).values())
