"""P103 leaves at night, on Wednesday 10 February (story 2, what it means for the schedule)."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.errors import CommitmentError
from planner.domain.programme import Programme
from planner.domain.schedule import GapKind
from tests.stories.telling import MONDAY, Told, told, week_of

LEFT = date(2027, 2, 10)


def after_the_departure() -> Programme:
    """The programme on the morning after: stay and day program end on that day."""
    programme = week_of("safexst", LEFT)
    stays = tuple(
        replace(row, discharge=LEFT) if row.participant == "P103" else row
        for row in programme.stays
    )
    enrolments = tuple(
        replace(row, end=LEFT) if row.participant == "P103" else row for row in programme.enrolments
    )
    return replace(programme, stays=stays, enrolments=enrolments)


@pytest.fixture(scope="module")
def plan() -> Told:
    """The week planned anew, her locked session taken out of the table."""
    programme = after_the_departure()
    sessions = tuple(row for row in programme.sessions if not row.locked)
    return told(replace(programme, sessions=sessions))


def test_locked_session_of_somebody_who_has_left_is_named() -> None:
    with pytest.raises(CommitmentError, match="R8: The locked session of P103 with S03"):
        told(after_the_departure())


def test_later_sessions_of_somebody_who_has_left_are_not_held(plan: Told) -> None:
    assert [row.day for row in plan.sessions_of("P103")] == [date(2027, 2, 9)]
    assert plan.violations() == []


def test_sessions_that_fall_away_are_no_gap(plan: Told) -> None:
    gap = plan.gap(GapKind.UNMET_SESSION, "P103", MONDAY)
    assert gap is None or "the day is over" in gap.explanation or "no day" in gap.explanation
    assert not any("P103" in g.explanation for g in plan.schedule.gaps if g.what != "P103")


def test_days_that_are_over_stay_as_they_were_published(plan: Told) -> None:
    def before(rows: object) -> set[tuple[str, str, date]]:
        return {key for key in rows if MONDAY <= key[2] < LEFT}  # type: ignore[attr-defined]

    published = before((r.staff, r.duty, r.day) for r in plan.programme.roster)
    assert before((r.staff, r.shift, r.day) for r in plan.schedule.roster) == published


def test_others_keep_their_workers(plan: Told) -> None:
    assert plan.held_and_missing("P110", MONDAY) == 2
    assert plan.held_and_missing("P111", MONDAY) == 3
