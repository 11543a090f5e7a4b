from dataclasses import replace

import pytest

from planner.calendars.plan_files import plan_calendars
from planner.domain.plan import Plan
from planner.domain.schedule import PlannedShift, Schedule
from tests.calendar_checker import faults_of
from tests.calendar_reader import Component, read_calendar, unfolded
from tests.factories import day, planned_stay, programme, staff_member, stay_plan
from tests.planner.check.roster.building import activity, led, met, on, shift

NIGHT, CIRCLE = shift("night", "23:30", "07:30", service="house"), activity("circle", 2, "16:00")
PROGRAMME = programme(
    staff=(staff_member("S01"), staff_member("S02"), staff_member("house")),
    shifts=(NIGHT,),
    activities=(CIRCLE,),
)
PLAN = Plan(stay_plan([planned_stay("P101", "B1", day(7), day(60))]))


def with_schedule(*roster: PlannedShift) -> Plan:
    """A plan with two sessions of one look and start: nobody is planned so, yet it is written."""
    sessions = (met("P101", "S01", 1, "10:00"), met("P102", "S01", 1, "10:00"))
    return replace(
        PLAN,
        schedule=Schedule(roster=roster, activities=(led(CIRCLE, 2, "S01"),), sessions=sessions),
    )


FULL = with_schedule(*on("S01", NIGHT, 0, 1), *on("S02", NIGHT, 1))


def events(body: bytes) -> list[Component]:
    return read_calendar(body)[0].named("VEVENT")


def test_there_is_one_file_for_the_house_and_one_for_each_staff_member() -> None:
    files = dict(plan_calendars(PROGRAMME, FULL))
    assert list(files) == ["house.ics", "staff_S01.ics", "staff_S02.ics", "staff_house.ics"]
    assert {name: len(events(body)) for name, body in files.items()} == {
        "house.ics": 2,
        "staff_S01.ics": 5,
        "staff_S02.ics": 1,
        "staff_house.ics": 0,
    }
    assert [fault for body in files.values() for fault in faults_of(body)] == []


def test_plan_without_a_schedule_has_none() -> None:
    assert plan_calendars(PROGRAMME, PLAN) == []


def test_same_plan_gives_the_same_octets() -> None:
    assert plan_calendars(PROGRAMME, FULL) == plan_calendars(PROGRAMME, FULL)


def test_files_say_shift_or_session_and_nothing_else() -> None:
    for _, body in plan_calendars(PROGRAMME, FULL):
        assert {event.value("SUMMARY") for event in events(body)} <= {"Shift", "Session"}
        assert faults_of(body, ["P101", "P102", "S01", "S02", "night", "circle", "small"]) == []


def test_stamp_is_the_planning_date() -> None:
    (_, (_, body), *_) = plan_calendars(PROGRAMME, FULL)
    assert {event.value("DTSTAMP") for event in events(body)} == {"20270208T000000Z"}


def test_duty_that_stays_keeps_its_uid_whatever_else_changes() -> None:
    fewer = with_schedule(*on("S01", NIGHT, 1))
    (one, other) = (
        dict(plan_calendars(PROGRAMME, plan))["staff_S01.ics"] for plan in (FULL, fewer)
    )
    kept = {event.value("UID") for event in events(other)}
    assert len(kept) == 4
    assert kept < {event.value("UID") for event in events(one)}


def test_staff_house_and_programmes_share_no_uid() -> None:
    bodies = [body for _, body in plan_calendars(PROGRAMME, FULL)]
    bodies += [body for _, body in plan_calendars(replace(PROGRAMME, code="other"), FULL)]
    uids = [event.value("UID") for body in bodies for event in events(body)]
    assert len(set(uids)) == len(uids) == 16


@pytest.mark.parametrize(("languages", "name"), [(("fr", "en"), "Horaire"), (("iu",), "Schedule")])
def test_files_are_in_the_first_language_of_the_programme(
    languages: tuple[str, ...], name: str
) -> None:
    french = replace(PROGRAMME, languages=languages)
    for _, body in plan_calendars(french, FULL):
        assert f"NAME:{name}" in unfolded(body)
