"""The schedule in a plan folder: its files, times around midnight, mistakes in them."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.plan import Plan
from planner.domain.schedule import PlannedActivity, PlannedSession, PlannedShift, Schedule
from planner.tables.plan import read_plan, write_plan
from tests.planner.tables.folders import Change, all_of, append, swap, write
from tests.planner.tables.plans import (
    DAY,
    PLAN,
    STAY_NAMES,
    STAYS_ONLY,
    SUMMARY,
    names_in,
)

SCHEDULE_FILES = ("roster.csv", "activities.csv", "sessions.csv", "gaps.csv")
CODE = "a code of 1 to 32 letters, digits, '-' or '_', never a name"
DATE = "YYYY-MM-DD, for example 2027-02-08, between 1900 and 2199"
MOMENT = "YYYY-MM-DDTHH:MM in quarter hours, for example 2027-02-08T"


def test_schedule_files_are_written_as_the_contract_says(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_plan(out, PLAN, SUMMARY)
    assert (out / "roster.csv").read_bytes() == (
        b"staff,shift,date,start,end\n"
        b"S01,day,2027-02-08,2027-02-08T08:00,2027-02-08T16:00\n"
        b"-x,night,2027-02-08,2027-02-08T16:00,2027-02-09T00:00\n"
        b"S01,night,2027-02-09,2027-02-09T23:30,2027-02-10T07:00\n"
    )
    assert (out / "activities.csv").read_bytes() == (
        b"activity,date,start,end,staff,room\n"
        b"review,2027-02-08,13:00,14:00,,\n"
        b"circle,2027-02-09,16:00,17:30,S01;S02,GROUP\n"
        b"vigil,2027-02-09,22:00,01:00,S01,\n"
    )
    assert (out / "sessions.csv").read_bytes() == (
        b"participant,staff,date,start,end,room\n"
        b"P101,S02,2027-02-08,10:00,11:00,ONE1\n"
        b"R203,-x,2027-02-09,23:00,24:00,\n"
    )
    assert (out / "gaps.csv").read_bytes() == (
        b"kind,what,date,count,reason,explanation\n"
        b'unled_activity,review,2027-02-08,1,cost,"S03 could, ""at 20""."\n'
        b"unmet_session,P101,2027-02-08,2,room,ONE1 is taken; see P102.\n"
    )


def test_plan_without_a_schedule_has_no_files_of_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = replace(SUMMARY, schedule=None)
    write_plan(out, PLAN, SUMMARY)
    write_plan(out, STAYS_ONLY, summary)
    assert names_in(out) == STAY_NAMES
    assert json.loads((out / "summary.json").read_text())["schedule"] is None
    assert read_plan(out) == (STAYS_ONLY, summary)


def test_empty_schedule_is_a_schedule(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", Plan(PLAN.stays, Schedule()), SUMMARY)
    assert read_plan(tmp_path / "out")[0].schedule == Schedule()


@pytest.mark.parametrize("name", SCHEDULE_FILES)
def test_hand_made_schedule_needs_one_of_its_files(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_plan(out, PLAN, SUMMARY)
    for other in SCHEDULE_FILES:
        if other != name:
            (out / other).unlink()
    plan, _ = read_plan(out)
    table = name.partition(".")[0]
    assert plan.schedule is not None
    assert vars(plan.schedule)[table] == vars(PLAN.schedule)[table]
    assert sum(len(rows) for rows in vars(plan.schedule).values()) == len(
        vars(PLAN.schedule)[table]
    )


@pytest.mark.parametrize(
    ("start_minute", "end_minute", "written"),
    [
        (0, 1440, "00:00,24:00"),
        (15, 1440, "00:15,24:00"),
        (1425, 1455, "23:45,00:15"),
        (600, 2040, "10:00,10:00"),
    ],
)
def test_end_beyond_midnight_is_a_time_of_the_next_day(
    start_minute: int, end_minute: int, written: str, tmp_path: Path
) -> None:
    activity = PlannedActivity("vigil", DAY, start_minute, end_minute)
    session = PlannedSession("P1", "S1", DAY, start_minute, end_minute)
    given = Plan(PLAN.stays, Schedule(activities=(activity,), sessions=(session,)))
    write_plan(tmp_path / "out", given, SUMMARY)
    assert f",{written}," in (tmp_path / "out" / "sessions.csv").read_text()
    assert read_plan(tmp_path / "out")[0] == given


def test_midnight_of_a_shift_may_be_written_in_two_ways(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    write(
        "roster.csv",
        "staff,shift,date,start,end\nS1,late,2027-02-08,2027-02-08T16:00,2027-02-08T24:00\n",
    )(tmp_path / "out")
    schedule = read_plan(tmp_path / "out")[0].schedule
    assert schedule is not None
    assert schedule.roster == (
        PlannedShift("S1", "late", DAY, datetime(2027, 2, 8, 16), datetime(2027, 2, 9)),
    )


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "roster": (
        all_of(
            swap("roster.csv", "S01,day,2027-02-08,", "Mary Example,day,8 Feb,"),
            swap("roster.csv", "2027-02-09T00:00", "2027-02-08T16:00"),
            swap("roster.csv", "2027-02-09T23:30,2027-02-10T07:00", "23:30,2027-02-10T07:05"),
        ),
        [
            f"roster.csv:2:date: the cell is not a date; accepted: {DATE}",
            f"roster.csv:2:staff: the cell is not a code; accepted: {CODE}",
            "roster.csv:3:end: '2027-02-08T16:00' is not after start (2027-02-08T16:00);"
            " accepted: a date later than that",
            f"roster.csv:4:end: '2027-02-10T07:05' is not a date and time; accepted: {MOMENT}24:00",
            f"roster.csv:4:start: '23:30' is not a date and time; accepted: {MOMENT}09:30",
        ],
    ),
    "activities": (
        all_of(
            swap("activities.csv", "13:00,14:00", "24:00,14:10"),
            swap("activities.csv", "S01;S02", "S01;Mary Example"),
        ),
        [
            "activities.csv:2:end: '14:10' is not an end time; accepted: HH:MM in quarter hours,"
            " for example 09:30, up to 24:00",
            "activities.csv:2:start: '24:00' is not a start time; accepted: HH:MM in quarter"
            " hours, for example 09:30, up to 23:45",
            "activities.csv:3:staff: the cell is not a list of codes; accepted: each item"
            f" {CODE}, separated by ';'",
        ],
    ),
    "sessions": (
        all_of(
            write("sessions.csv", "participant,date,start,end,room\nP1,,10:00,11:00,\n"),
            append("sessions.csv", "P1,2027-02-08,10:00,11:00\n"),
        ),
        [
            "sessions.csv:1:staff: the column is missing;"
            " sessions.csv must have participant, staff, date, start, end",
            f"sessions.csv:2:date: the cell is empty; accepted: {DATE}",
            "sessions.csv:3:: the row has 4 cells; accepted: 5, as many as the header"
            " (a comma inside a cell needs quotation marks around the cell)",
        ],
    ),
    "gaps": (
        all_of(
            swap("gaps.csv", "unled_activity,review,2027-02-08,1,cost", "hole,review,,0,money"),
        ),
        [
            "gaps.csv:2:count: '0' is not such a number; accepted: a whole number from 1 to 1000",
            f"gaps.csv:2:date: the cell is empty; accepted: {DATE}",
            "gaps.csv:2:kind: 'hole' is not a word that belongs here; accepted: uncovered_shift,"
            " missing_lead, unmet_session or unled_activity",
            "gaps.csv:2:reason: 'money' is not a word that belongs here; accepted:"
            " nobody_qualified, nobody_available, room, rules or cost",
        ],
    ),
    "summary": (
        all_of(
            swap("summary.json", '"unmet": 640', '"unmet": "640"'),
            swap("summary.json", '"status": "optimal"', '"status": "best"'),
        ),
        [
            "summary.json::schedule.status: the value is not right; accepted: optimal or feasible",
            "summary.json::schedule.terms.unmet: the value is not right; accepted: a whole number",
        ],
    ),
    "not_a_file": (
        all_of(
            lambda folder: (folder / "gaps.csv").unlink(),
            lambda folder: (folder / "gaps.csv").mkdir(),
        ),
        ["gaps.csv::: the file is a folder; a file is expected here"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_schedule_that_is_broken_is_located(name: str, tmp_path: Path) -> None:
    change, messages = BROKEN[name]
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    change(tmp_path / "out")
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path / "out")
    assert [str(problem) for problem in caught.value.problems] == messages
