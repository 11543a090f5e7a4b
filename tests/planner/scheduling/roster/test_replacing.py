"""Who may take a duty that stands, judged by the checker that knows no solver."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from planner.check.roster.schedule import check_schedule
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import PlannedSession
from planner.domain.staffing import Absence, Request, RosterRow
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run
from planner.scheduling.roster.replacing import (
    Replacement,
    find_run,
    missing_people,
    replacements,
    session_replacements,
)
from planner.scheduling.roster.standing import standing_duties
from planner.scheduling.standing import standing_stays
from planner.tables.programme import read_programme
from tests.french import in_french
from tests.installation import SAMPLES, TODAY

TUESDAY = dt.date(2027, 2, 9)


@cache
def sample() -> Programme:
    """The sample on its planning day; S06 is there on Tuesday, for a session alone."""
    programme = read_programme(SAMPLES / "safexst", TODAY).programme
    absences = tuple(row for row in programme.absences if row.staff != "S06")
    roster = tuple(r for r in programme.roster if (r.staff, r.day) != ("S06", TUESDAY))
    return replace(programme, absences=absences, roster=roster)


@cache
def filled() -> Programme:
    """The sample with every open duty of two weeks given to the first who may take it."""
    programme, end = sample(), TODAY + dt.timedelta(weeks=2)
    for run in RosterContext(programme, StayPlan()).runs:
        if run.day < end:
            programme = _filled(programme, run)
    return programme


def _filled(programme: Programme, run: Run) -> Programme:
    context = context_of(programme)
    for _ in range(missing_people(context, standing_duties(context), run)):
        found = offered(programme, run)
        if found:
            programme = given(programme, run, found[0].member.code)
    return programme


def context_of(programme: Programme) -> RosterContext:
    """A programme beside its commitments."""
    return RosterContext(programme, standing_stays(programme, StayPlan()))


def beside(programme: Programme, run: Run, holder: str = "") -> list[Replacement]:
    """Everybody beside a duty."""
    context = context_of(programme)
    found = replacements(context, standing_duties(context), run, holder)
    assert all(in_french(reason) for one in found for reason in one.reasons)
    return found


def offered(programme: Programme, run: Run, holder: str = "") -> list[Replacement]:
    """Who may take it."""
    return [one for one in beside(programme, run, holder) if one.is_legal]


def given(programme: Programme, run: Run, staff: str, holder: str = "") -> Programme:
    """The same with a duty published for somebody, taken off its holder."""
    rows = [r for r in programme.roster if (r.staff, r.duty, r.day) != (holder, run.code, run.day)]
    return replace(programme, roster=(*rows, RosterRow(staff, run.code, run.day)))


def faults(programme: Programme) -> Counter[str]:
    """The rules that the standing schedule breaks, gaps apart: they are told elsewhere."""
    context = context_of(programme)
    found = check_schedule(programme, context.stays, standing_duties(context), None)
    return Counter(f"{one.rule} {one}" for one in found if one.rule != "gaps")


def run_of(programme: Programme, code: str, day: dt.date) -> Run:
    """A shift or an activity of a day."""
    run = find_run(context_of(programme), code, day)
    assert run is not None
    return run


def test_duties_given_to_the_first_who_may_break_no_rule() -> None:
    assert len(filled().roster) > len(sample().roster) + 50
    assert faults(filled()) == Counter()


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("house_eve", TUESDAY),
        ("house_night", dt.date(2027, 2, 13)),
        ("van", dt.date(2027, 2, 12)),
        ("circle", dt.date(2027, 2, 10)),
    ],
)
def test_whoever_is_offered_breaks_no_rule_and_whoever_is_not_would(
    code: str, day: dt.date
) -> None:
    programme = filled()
    run = run_of(programme, code, day)
    holder = next(r.staff for r in programme.roster if (r.duty, r.day) == (code, day))
    others = beside(programme, run, holder)
    assert {one.member.code for one in others} == {m.code for m in programme.staff} - {holder}
    on_it = {r.staff for r in programme.roster if (r.duty, r.day) == (code, day)}
    for one in others:
        if one.member.code not in on_it:
            after = faults(given(programme, run, one.member.code, holder))
            assert (not after) == one.is_legal, (one.member.code, one.reasons, after)


def test_session_is_offered_to_whom_no_rule_keeps_off_it() -> None:
    programme = filled()
    context = context_of(programme)
    schedule = standing_duties(context)
    coming = [row for row in schedule.sessions if row.day > TODAY]
    for session in coming:
        for one in session_replacements(context, schedule, session):
            assert all(map(in_french, one.reasons))
            after = faults(_held_by(programme, session, one.member.code))
            assert (not after) == one.is_legal, (session, one.member.code, one.reasons, after)


def _held_by(programme: Programme, session: PlannedSession, staff: str) -> Programme:
    sessions = tuple(
        replace(row, staff=staff, locked=False)
        if (row.participant, row.day, row.staff)
        == (session.participant, session.day, session.staff)
        else row
        for row in programme.sessions
    )
    return replace(programme, sessions=sessions)


def test_reasons_are_told_in_words_and_a_conflict_only_as_one() -> None:
    programme = sample()
    sick = Absence("S07", dt.datetime(2027, 2, 9), dt.datetime(2027, 2, 10), "sick")
    programme = replace(programme, absences=(*programme.absences, sick))
    night = run_of(programme, "house_night", TUESDAY)
    reasons = {one.member.code: one.reasons for one in beside(programme, night)}
    assert reasons["S07"] == ("absent",)
    assert reasons["S06"] == ("lacks the skill night",)
    assert reasons["S02"] == ("lacks the skills house and night",)
    evening = run_of(programme, "house_eve", TUESDAY)
    [kept] = [one for one in beside(programme, evening) if one.member.code == "S12"]
    assert kept.reasons == ("blocked by a conflict",)


def test_hours_are_those_of_the_legal_week_before_and_after() -> None:
    programme = sample()
    night = run_of(programme, "house_night", dt.date(2027, 2, 13))
    [one] = [one for one in beside(programme, night) if one.member.code == "S10"]
    assert (one.first_day, one.last_day) == (dt.date(2027, 2, 7), dt.date(2027, 2, 13))
    assert one.minutes_after - one.minutes_before == 8 * 60


def test_regular_staff_come_before_relief_and_wishes_are_heard() -> None:
    programme = sample()
    run = run_of(programme, "house_eve", TUESDAY)
    order = [one.member for one in offered(programme, run)]
    assert [member.is_relief for member in order] == sorted(m.is_relief for m in order)
    wish = Request(order[0].code, TUESDAY, wants_work=False)
    heard = offered(replace(programme, requests=(*programme.requests, wish)), run)
    assert heard[0].member != order[0]
    last_regular = [one for one in heard if not one.member.is_relief][-1]
    assert (last_regular.member, last_regular.against_wishes) == (order[0], wish.weight)


def test_shift_that_would_lose_its_lead_goes_first_to_somebody_who_leads() -> None:
    programme = sample()
    run = run_of(programme, "van", dt.date(2027, 2, 10))
    programme = given(programme, run, "S15")
    leads = [one.leads for one in offered(programme, run)]
    assert leads == sorted(leads, reverse=True)
