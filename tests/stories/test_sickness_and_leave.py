"""Somebody calls in sick, is on leave, or has left (stories 1, 13, 14 and the measured teams)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from planner.check.roster.schedule import check_schedule, schedule_cost_terms
from planner.domain.programme import Programme
from planner.domain.schedule import GapKind, PlannedShift, Schedule
from planner.domain.staffing import RosterRow
from planner.domain.support import Session
from tests.stories.telling import MONDAY, SAMPLE_SECONDS, Told, absent, told, week_of, without

TUESDAY = date(2027, 2, 9)
LEAVE = date(2027, 2, 15)
RELIEF = ("S11", "S12", "S13")


def published(programme: Programme, schedule: Schedule) -> Programme:
    """The programme after a schedule has been given to the team."""
    rows = {(r.staff, r.duty, r.day): r for r in programme.roster if r.locked}
    duties = [(row.staff, row.shift, row.day) for row in schedule.roster]
    duties += [(code, row.activity, row.day) for row in schedule.activities for code in row.staff]
    before = [row for row in programme.roster if row.day < programme.as_of]
    roster = [rows.get(key, RosterRow(*key)) for key in duties]
    held = [row for row in programme.sessions if row.day < programme.as_of]
    sessions = [
        Session(r.participant, r.staff, r.day, r.start_minute, r.end_minute, r.room)
        for r in schedule.sessions
    ]
    return replace(programme, roster=(*before, *roster), sessions=(*held, *sessions))


@pytest.fixture(scope="module")
def healthy() -> Told:
    """The week as it would be if S06 were well; she has the house on Tuesday by day."""
    programme = week_of("safexst")
    absences = tuple(row for row in programme.absences if row.staff != "S06")
    locked = RosterRow("S06", "house_day", TUESDAY, locked=True)
    roster = [r for r in programme.roster if (r.duty, r.day) != ("house_day", TUESDAY)]
    changed = replace(programme, absences=absences, roster=(*roster, locked))
    return told(changed, SAMPLE_SECONDS)


@pytest.fixture(scope="module")
def sick(healthy: Told) -> Told:
    """The week, published, after S06 has called in sick for Tuesday."""
    programme = published(healthy.programme, healthy.schedule)
    unlocked = tuple(
        replace(row, locked=row.locked and row.staff != "S06") for row in programme.roster
    )
    return told(
        absent(replace(programme, roster=unlocked), "S06", TUESDAY, TUESDAY), SAMPLE_SECONDS
    )


def patches(healthy: Told, sick: Told) -> Iterator[tuple[str, int]]:
    """Who could take that one shift with everything else left as it is, and at what cost."""
    old = healthy.schedule
    hers = next(r for r in old.roster if (r.staff, r.day) == ("S06", TUESDAY))
    roster = tuple(row for row in old.roster if row != hers)
    sessions = tuple(row for row in old.sessions if (row.staff, row.day) != ("S06", TUESDAY))
    for member in sick.programme.staff:
        row: PlannedShift = replace(hers, staff=member.code)
        patched = replace(old, roster=(*roster, row), sessions=sessions, gaps=())
        broken = check_schedule(sick.programme, sick.stays, patched)
        if not any(violation.rule != "gaps" for violation in broken):
            terms = schedule_cost_terms(sick.programme, sick.stays, patched)
            yield member.code, sum(terms.values())


def test_sick_worker_has_nothing_on_her_day_and_the_plan_breaks_no_rule(sick: Told) -> None:
    assert [row for row in sick.shifts_of("S06") if row.day == TUESDAY] == []
    assert sick.untold("house_day", TUESDAY) == 0
    assert sick.violations() == []


def test_replacement_is_no_dearer_than_a_change_of_that_shift_alone(
    healthy: Told, sick: Told
) -> None:
    legal = dict(patches(healthy, sick))
    assert legal
    assert "S06" not in legal
    assert sick.proof.objective <= min(legal.values())


def test_most_of_what_was_published_stays_when_one_calls_in_sick(sick: Told) -> None:
    price = sick.programme.schedule_costs.moved_duty
    duties = len([row for row in sick.programme.roster if row.day >= MONDAY])
    assert sick.proof.terms["moved"] <= price * duties // 4


def test_leave_without_relief_staff_names_the_unfilled_shift() -> None:
    """From Sunday 14 to Saturday 20 February 168 h are to be covered by 152 h and one shift."""
    programme = replace(week_of("safexst"), schedule_weeks=2)
    plan = told(without(programme, *RELIEF), seconds=8)
    gaps = [g for g in plan.gaps(GapKind.UNCOVERED_SHIFT) if g.what.startswith("house")]
    assert any(date(2027, 2, 14) <= gap.day <= date(2027, 2, 20) for gap in gaps)
    on_leave = [gap for gap in gaps if LEAVE <= gap.day < date(2027, 2, 22)]
    assert all("S08: absent" in gap.explanation for gap in on_leave)
    assert not any(row.day >= LEAVE for row in plan.shifts_of("S08") if row.day < date(2027, 2, 22))
    assert plan.violations() == []


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("safexst", ("S09", "S10")),
        ("alluriarniq", ("S12", "S13")),
    ],
)
def test_smaller_team_still_has_a_plan_that_names_every_gap(
    name: str, gone: tuple[str, ...]
) -> None:
    plan = told(without(week_of(name), *gone))
    assert not any(row.staff in gone for row in plan.schedule.roster)
    assert plan.violations() == []
