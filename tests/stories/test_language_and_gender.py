"""Whom a participant may meet: language, gender, required or preferred (stories 10 and 11)."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.schedule import GapKind, GapReason
from tests.stories.telling import MONDAY, Told, changed, told, week_of

INUKTUT = {"S02", "S04", "S06", "S07", "S09"}
WOMEN = {"S01", "S02", "S04", "S06", "S07"}


@pytest.fixture(scope="module")
def all_men() -> Told:
    """The team in British Columbia, if every one of them were a man."""
    programme = week_of("safexst")
    staff = tuple(replace(member, gender="m") for member in programme.staff)
    return told(replace(programme, staff=staff))


@pytest.fixture(scope="module")
def cree_only() -> Told:
    """Ontario, with a participant whose only language nobody on staff speaks."""
    programme = changed(week_of("alluriarniq"), "P303", languages=("cr",))
    others = tuple(row for row in programme.sessions if row.participant != "P303")
    return told(replace(programme, sessions=others))


def test_participant_who_speaks_inuktut_only_meets_those_who_speak_it(alluriarniq: Told) -> None:
    rows = alluriarniq.sessions_of("P303")
    assert rows
    assert {row.staff for row in rows} <= INUKTUT


def test_speakers_without_one_on_one_still_work_in_the_house(alluriarniq: Told) -> None:
    assert {row.shift for row in alluriarniq.shifts_of("S12")} <= {
        "house_day",
        "house_eve",
        "house_night",
    }
    assert not any(row.staff == "S12" for row in alluriarniq.schedule.sessions)


def test_language_that_nobody_speaks_is_told_as_nobody_qualified(cree_only: Told) -> None:
    assert cree_only.sessions_of("P303") == []
    gap = cree_only.gap(GapKind.UNMET_SESSION, "P303", MONDAY)
    assert gap is not None
    assert (gap.count, gap.reason) == (3, GapReason.NOBODY_QUALIFIED)
    assert cree_only.violations() == []


def test_required_woman_is_the_rule_for_every_session(safexst: Told) -> None:
    rows = safexst.sessions_of("P120")
    assert rows
    assert {row.staff for row in rows} <= WOMEN


def test_required_woman_is_not_met_where_there_is_none(all_men: Told) -> None:
    assert all_men.sessions_of("P120") == []
    gap = all_men.gap(GapKind.UNMET_SESSION, "P120", MONDAY)
    assert gap is not None
    assert gap.reason is GapReason.NOBODY_QUALIFIED


def test_preferred_woman_costs_and_the_sessions_are_held(all_men: Told) -> None:
    preferring = ("P101", "P103", "P111")
    held = sum(len(all_men.sessions_of(code)) for code in preferring)
    assert held > 0
    price = all_men.programme.schedule_costs.preference
    assert all_men.proof.terms["preference"] == price * held
    assert all_men.violations() == []


def test_preferred_language_is_no_rule(alluriarniq: Told) -> None:
    assert alluriarniq.held_and_missing("P301", date(2027, 2, 22)) == 2
    assert not alluriarniq.gaps(GapKind.UNMET_SESSION, "P301")
