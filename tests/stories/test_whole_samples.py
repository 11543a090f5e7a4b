"""The schedules of the two large samples as they are, whatever good plan the search has found."""

from datetime import date

from planner.domain.schedule import GapKind
from tests.stories.telling import Told

SATURDAY = date(2027, 2, 13)


def test_schedule_in_british_columbia_breaks_no_rule_and_every_gap_is_true(safexst: Told) -> None:
    assert safexst.violations() == []


def test_schedule_in_ontario_breaks_no_rule_and_every_gap_is_true(alluriarniq: Told) -> None:
    assert alluriarniq.violations() == []


def test_somebody_who_is_sick_has_no_duty_on_that_day(safexst: Told) -> None:
    sick = date(2027, 2, 9)
    duties = [row for row in safexst.shifts_of("S06") if row.day == sick]
    sessions = [r for r in safexst.schedule.sessions if (r.staff, r.day) == ("S06", sick)]
    assert (duties, sessions) == ([], [])
    assert safexst.untold("house_day", sick) == 0


def test_locked_duties_stay(safexst: Told, alluriarniq: Told) -> None:
    assert "S14" in safexst.on("van", date(2027, 2, 9))
    assert "S16" in alluriarniq.on("van", date(2027, 2, 10))
    locked = [row for row in safexst.sessions_of("P103") if row.day == date(2027, 2, 11)]
    assert [(row.staff, row.start_minute) for row in locked] == [("S03", 13 * 60)]


def test_night_of_saturday_belongs_to_saturday_and_ends_on_sunday(safexst: Told) -> None:
    rows = [r for r in safexst.schedule.roster if (r.shift, r.day) == ("house_night", SATURDAY)]
    assert [(row.start.isoformat(), row.end.isoformat()) for row in rows] == [
        ("2027-02-13T23:30:00", "2027-02-14T07:30:00")
    ] * len(rows)
    assert safexst.untold("house_night", SATURDAY) == 0


def test_resident_in_the_day_program_is_counted_once(safexst: Told) -> None:
    third_week = date(2027, 2, 22)
    assert safexst.held_and_missing("P103", third_week) == 3
    assert safexst.held_and_missing("P102", third_week) == 1


def test_nobody_has_more_than_her_sessions_or_two_on_a_day(
    safexst: Told, alluriarniq: Told
) -> None:
    for plan in (safexst, alluriarniq):
        days = [(row.participant, row.day) for row in plan.schedule.sessions]
        assert len(days) == len(set(days))


def test_somebody_of_the_waiting_list_has_sessions_from_her_first_day(alluriarniq: Told) -> None:
    (service,) = [row for row in alluriarniq.stays.support if row.participant == "R409"]
    rows = alluriarniq.sessions_of("R409")
    assert rows
    assert min(row.day for row in rows) >= service.start
    assert {row.staff for row in rows} <= {"S03", "S05"}


def test_gap_of_the_house_speaks_of_everybody_who_could_cover_it(safexst: Told) -> None:
    """S08 is on leave, and so few are left that one shift of the house stays open."""
    gaps = [g for g in safexst.gaps(GapKind.UNCOVERED_SHIFT) if g.what.startswith("house")]
    assert gaps
    for gap in gaps:
        skills = {"house", "night"} if gap.what == "house_night" else {"house"}
        able = [m.code for m in safexst.programme.staff if skills <= m.skills]
        assert [code for code in able if f"{code}:" not in gap.explanation] == []
