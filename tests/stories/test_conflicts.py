"""Who must not meet: a resident and a worker (story 9), two participants."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.participants import Conflict, ConflictKind
from planner.domain.programme import Programme
from planner.domain.schedule import GapKind
from tests.stories.telling import MONDAY, Told, told, week_of, without

KEPT_APART = "S07"


def with_r203_in_the_house() -> Programme:
    """R203, who is kept apart from S07, lives in B1 in the place of P101.

    P102, who lives there too, and P110 of the day program are in conflict.
    """
    programme = week_of("safexst")
    stays = tuple(
        replace(row, participant="R203", admission=date(2027, 1, 18), discharge=date(2027, 10, 18))
        if row.participant == "P101"
        else row
        for row in programme.stays
        if row.participant != "R203"
    )
    return replace(
        programme,
        stays=stays,
        assignments=tuple(row for row in programme.assignments if row.participant != "P101"),
        sessions=tuple(row for row in programme.sessions if row.participant != "P101"),
        conflicts=(*programme.conflicts, Conflict("P110", "P102", ConflictKind.PARTICIPANTS)),
    )


@pytest.fixture(scope="module")
def single() -> Told:
    """One person on each shift of the house."""
    return told(with_r203_in_the_house())


@pytest.fixture(scope="module")
def doubled() -> Told:
    """Two people on each night, with R203 in the house."""
    programme = with_r203_in_the_house()
    shifts = tuple(
        replace(row, min_staff=2) if row.code == "house_night" else row for row in programme.shifts
    )
    return told(replace(programme, shifts=shifts))


def test_worker_kept_from_a_resident_has_no_session_with_her(single: Told, doubled: Told) -> None:
    for plan in (single, doubled):
        assert plan.held_and_missing("R203", MONDAY) == 3
        assert not any(row.staff == KEPT_APART for row in plan.sessions_of("R203"))


def test_worker_kept_from_a_resident_is_never_alone_in_the_house(
    single: Told, doubled: Told
) -> None:
    assert not any(row.shift.startswith("house") for row in single.shifts_of(KEPT_APART))
    for row in doubled.shifts_of(KEPT_APART):
        assert len(doubled.on(row.shift, row.day)) > 1


def test_exclusion_is_told_with_the_shifts_it_costs(single: Told) -> None:
    (warning,) = [text for text in single.warnings if text.startswith(KEPT_APART)]
    assert warning == (
        "S07 is not planned alone in house main (21 shifts, 2027-02-08 to 2027-02-14): blocked by a"
        " conflict (R6)."
    )


def test_plan_with_one_or_two_on_a_night_breaks_no_rule(single: Told, doubled: Told) -> None:
    assert (single.violations(), doubled.violations()) == ([], [])


def test_resident_excluded_by_another_participant_keeps_her_sessions(single: Told) -> None:
    assert single.held_and_missing("P110", MONDAY) == 2
    assert single.held_and_missing("P102", MONDAY) == 1
    assert not single.gaps(GapKind.UNMET_SESSION)


def test_team_that_loses_somebody_else_names_the_excluded_worker_in_each_gap() -> None:
    plan = told(without(with_r203_in_the_house(), "S06", "S11", "S13"))
    gaps = [g for g in plan.gaps(GapKind.UNCOVERED_SHIFT) if g.what.startswith("house")]
    assert gaps
    assert all(f"{KEPT_APART}: blocked by a conflict" in gap.explanation for gap in gaps)
    codes = [person.code for person in plan.programme.participants]
    assert not [gap for gap in gaps if any(code in gap.explanation for code in codes)]
    assert plan.violations() == []
