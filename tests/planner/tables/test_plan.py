import json
from datetime import date
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.participants import Service
from planner.domain.plan import (
    Plan,
    PlannedStay,
    Reason,
    StayPlan,
    Unplaced,
)
from planner.domain.schedule import SCHEDULE_TERMS, Schedule
from planner.domain.stays import StayStatus
from planner.tables.plan import read_plan, write_plan
from tests.planner.tables.plans import (
    NAMES,
    PLAN,
    SCHEDULE,
    STAY_PLAN,
    SUMMARY,
    names_in,
)

ROWS = "participant,bed,admission,discharge,status\nP1,B1,2027-02-08,2027-09-06,planned\n"


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_plan(folder)
    return [str(problem) for problem in caught.value.problems]


def test_plan_that_is_written_is_read_again(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    assert read_plan(tmp_path / "out") == (PLAN, SUMMARY)


def test_empty_plan_is_read_again(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", Plan(), SUMMARY)
    assert read_plan(tmp_path / "out") == (Plan(), SUMMARY)


def test_plan_files_are_written_as_the_contract_says(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    write_plan(out, PLAN, SUMMARY)
    assert names_in(out) == NAMES
    assert (out / "stays.csv").read_bytes() == (
        b"participant,bed,admission,discharge,days,waiting_days,status,staff\n"
        b"P101,B1,2026-06-22,2027-03-19,270,,in_house,S02\n"
        b"R203,B1,2027-03-22,2027-11-17,240,28,planned,-x\n"
    )
    assert (out / "enrolments.csv").read_bytes() == (
        b"participant,start,end,status\nR203,2027-03-22,2027-09-20,planned\n"
    )
    assert (out / "support.csv").read_bytes() == (
        b"participant,staff,start,end\nR203,-x,2027-03-22,2027-11-17\n"
    )
    assert (out / "unplaced.csv").read_bytes() == (
        b"participant,service,reason,explanation\n"
        b'R204,residential,bed,"B1 is ""taken"", B2 too; see R203."\n'
        b"R206,residential,minor_protocol,A person decides.\n"
    )


def test_summary_is_written_as_the_contract_says(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    text = (tmp_path / "out" / "summary.json").read_text(encoding="utf-8")
    document = json.loads(text)
    assert list(document) == [
        "stays",
        "schedule",
        "as_of",
        "stopped_by",
        "input_sha256",
        "seed",
        "threads",
        "versions",
        "warnings",
    ]
    assert document["stays"] == {
        "status": "feasible",
        "objective": 100,
        "bound": 90,
        "gap": 0.1,
        "seconds": 1.25,
        "terms": {"waiting": 60, "short_stay": 0, "program_delay": 10, "unplaced": 30, "moved": 0},
    }
    assert list(document["schedule"]["terms"]) == list(SCHEDULE_TERMS)
    assert (document["schedule"]["status"], document["schedule"]["gap"]) == ("optimal", 0.0)
    assert list(document["versions"]) == ["harbourplan", "ortools"]


def test_rows_are_written_in_one_order_whatever_the_order_of_the_plan(tmp_path: Path) -> None:
    stays, schedule = STAY_PLAN, SCHEDULE
    turned = Plan(
        StayPlan(
            stays.stays[::-1], stays.enrolments[::-1], stays.support[::-1], stays.unplaced[::-1]
        ),
        Schedule(
            schedule.roster[::-1],
            schedule.activities[::-1],
            schedule.sessions[::-1],
            schedule.gaps[::-1],
        ),
    )
    write_plan(tmp_path / "one", PLAN, SUMMARY)
    write_plan(tmp_path / "two", turned, SUMMARY)
    for name in NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_line_breaks_of_an_explanation_are_written_as_blanks(tmp_path: Path) -> None:
    row = Unplaced("R204", Service.RESIDENTIAL, Reason.BED, "B1 is taken,\r\nB2 too.\r")
    write_plan(tmp_path / "out", Plan(StayPlan(unplaced=(row,))), SUMMARY)
    plan, _ = read_plan(tmp_path / "out")
    assert plan.stays.unplaced[0].explanation == "B1 is taken, B2 too."


def test_hand_made_plan_needs_stays_only(tmp_path: Path) -> None:
    (tmp_path / "stays.csv").write_text(ROWS)
    stay = PlannedStay(
        "P1", "B1", date(2027, 2, 8), date(2027, 9, 6), 210, None, StayStatus.PLANNED, ""
    )
    assert read_plan(tmp_path) == (Plan(StayPlan(stays=(stay,))), None)


def test_days_of_a_plan_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "stays.csv").write_text(
        "participant,bed,admission,discharge,status,days,waiting_days\n"
        "P1,B1,2027-02-08,2027-09-06,planned,7,-3\n"
    )
    plan, _ = read_plan(tmp_path)
    assert [(stay.days, stay.waiting_days) for stay in plan.stays.stays] == [(7, -3)]


def test_broken_plan_is_located_in_every_file(tmp_path: Path) -> None:
    write_plan(tmp_path / "out", PLAN, SUMMARY)
    out = tmp_path / "out"
    (out / "stays.csv").write_text(ROWS.replace("planned", "proposed"))
    (out / "enrolments.csv").write_text(
        "participant,start,end,status\nP1,2027-02-08,2027-02-08,planned\n"
    )
    (out / "support.csv").write_text("participant,staff,start\n")
    (out / "unplaced.csv").write_text("participant,service,reason\nP1,residential,because\n")
    document = json.loads((out / "summary.json").read_text())
    del document["seed"]
    document["stays"]["objective"] = "100"
    document["stays"]["terms"]["moved"] = 0.5
    document["stopped_by"] = "lunch"
    document["as_of"] = "8 February"
    document["input_sha256"] = 7
    document["versions"] = {"ortools": 9}
    document["warnings"] = "none"
    document["stays"]["seconds"] = -1
    (out / "summary.json").write_text(json.dumps(document))
    assert problems_of(out) == [
        "enrolments.csv:2:end: '2027-02-08' is not after start (2027-02-08);"
        " accepted: a date later than that",
        "stays.csv:2:status: 'proposed' is not a word that belongs here;"
        " accepted: in_house, confirmed or planned",
        "summary.json::as_of: the value is not right; accepted: a date in quotation marks,"
        ' for example "2027-02-08"',
        "summary.json::input_sha256: the value is not right; accepted: a text",
        "summary.json::seed: the value is missing; accepted: a whole number",
        "summary.json::stays.objective: the value is not right; accepted: a whole number",
        "summary.json::stays.seconds: the value is not right; accepted: a number of seconds",
        "summary.json::stays.terms.moved: the value is not right; accepted: a whole number",
        "summary.json::stopped_by: the value is not right;"
        " accepted: proof, work_limit, time_limit or person",
        "summary.json::versions: the value is not right; accepted: texts by name",
        "summary.json::warnings: the value is not right; accepted: a list of texts",
        "support.csv:1:end: the column is missing;"
        " support.csv must have participant, staff, start, end",
        "unplaced.csv:2:reason: 'because' is not a word that belongs here; accepted:"
        " minor_protocol, outranked, window, bed, conflict, spacing, length, program, places,"
        " worker, minutes or several",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{\n\n", "summary.json:3:: the file cannot be read; accepted: JSON"),
        (b"[]", "summary.json::: the file holds no keys; accepted: JSON"),
        (b"[" * 100_000, "summary.json::: the file cannot be read; accepted: JSON"),
        (b"\xff{}", "summary.json:1:: byte 0 is not UTF-8; accepted: UTF-8 text"),
    ],
)
def test_summary_that_is_no_json_is_located(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "stays.csv").write_text(ROWS)
    (tmp_path / "summary.json").write_bytes(content)
    assert [problem[: len(message)] for problem in problems_of(tmp_path)] == [message]


def test_plan_folder_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert problems_of(missing) == [
        f"{missing}::: the folder is missing; accepted: a plan folder with stays.csv"
    ]
    assert problems_of(tmp_path) == ["stays.csv::: the file is missing; a plan folder has it"]
