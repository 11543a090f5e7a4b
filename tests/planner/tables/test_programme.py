import time
from datetime import date
from pathlib import Path

import pytest

from planner.domain.activities import Activity, Audience
from planner.domain.day_program import EntryRule
from planner.domain.errors import InputError
from planner.domain.participants import (
    Conflict,
    ConflictKind,
    Participant,
    Priority,
    Referral,
    Service,
    WishRule,
)
from planner.domain.staffing import Availability, RosterRow, Shift, StaffMember
from planner.domain.stays import Bed, Stay, StayStatus
from planner.domain.support import Phase, Session
from planner.tables.programme import read_programme
from tests.planner.tables.folders import (
    SAMPLES,
    append,
    problems_of,
    sample_copy,
    swap,
    write,
)


@pytest.mark.parametrize("name", ["safexst", "alluriarniq"])
def test_sample_loads_without_a_warning(name: str) -> None:
    assert read_programme(SAMPLES / name).warnings == ()


def test_settings_of_a_sample_are_in_the_programme() -> None:
    programme = read_programme(SAMPLES / "alluriarniq").programme
    assert (programme.code, programme.province) == ("alluriarniq", "ON")
    assert programme.as_of == date(2027, 2, 8)
    assert programme.languages == ("en", "fr", "iu")
    assert programme.stay_rules.admission_weekdays == (0, 1, 2)
    assert programme.day_program.entry is EntryRule.COHORT
    assert programme.day_program.cohort_starts[0] == date(2027, 2, 16)
    assert programme.support.window_end_minute == 18 * 60
    assert programme.support.phases == (Phase(0, 3), Phase(12, 2), Phase(24, 1))
    assert programme.priority_weights[Priority.URGENT] == 6
    assert programme.schedule_costs.moved_duty == 10
    assert programme.labour.max_consecutive_nights == 3


def test_rows_of_a_sample_are_in_the_programme() -> None:
    programme = read_programme(SAMPLES / "safexst").programme
    assert programme.beds[0] == Bed("B1", "main", "R1", frozenset({"ground_floor", "accessible"}))
    assert programme.participants[2] == Participant(
        "P103",
        languages=("fr", "en"),
        language_rule=WishRule.REQUIRED,
        worker_gender="w",
        stage="preparation",
    )
    assert programme.referrals[2] == Referral(
        "R203",
        Service.RESIDENTIAL,
        date(2027, 1, 26),
        date(2027, 2, 22),
        Priority.HIGH,
        target_days=240,
    )
    assert programme.stays[0] == Stay(
        "P101", "B1", date(2026, 6, 22), date(2027, 3, 19), StayStatus.IN_HOUSE
    )
    assert programme.conflicts[3] == Conflict("R203", "S07", ConflictKind.STAFF)
    assert programme.staff[4] == StaffMember(
        "S05",
        "life_skills_facilitator",
        False,
        21.0,
        24.0,
        frozenset({"group"}),
        frozenset({"en"}),
        "m",
    )
    assert programme.availability[0] == Availability("S01", 0, 8 * 60 + 30, 17 * 60 + 30)


def test_schedule_rows_of_a_sample_are_in_the_programme() -> None:
    programme = read_programme(SAMPLES / "safexst").programme
    week = (0, 1, 2, 3, 4, 5, 6)
    skills = frozenset({"house", "night"})
    assert programme.shifts[2] == Shift(
        "house_night", "house", week, 23 * 60 + 30, 31 * 60 + 30, 1, skills=skills
    )
    assert (programme.shifts[3].lead_skill, programme.shifts[3].lead_count) == ("van_driver", 1)
    assert programme.activities[0] == Activity(
        "circle",
        "Healing circle",
        2,
        16 * 60,
        90,
        1,
        frozenset({"circle"}),
        "GROUP",
        Audience.ALL,
        first_date=date(2026, 9, 2),
    )
    assert programme.roster[0] == RosterRow("S08", "house_day", date(2027, 2, 1))
    assert programme.sessions[0] == Session(
        "P101", "S02", date(2027, 2, 2), 10 * 60, 11 * 60, "ONE1"
    )
    assert [row.weight for row in programme.requests[:4]] == [8, 8, 5, 5]


def test_midnight_as_an_end_is_the_end_of_the_same_day(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    swap("availability.csv", "08:30,17:30", "08:30,24:00")(folder)
    swap("availability.csv", "08:30,17:30", "08:30,00:00")(folder)
    rows = read_programme(folder).programme.availability
    assert [row.end_minute for row in rows[:2]] == [1440, 1440]


def test_absence_until_midnight_ends_on_the_next_day(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    write("absences.csv", "staff,start,end\nS01,2027-02-15T00:00,2027-02-15T24:00\n")(folder)
    assert read_programme(folder).programme.absences[0].end.isoformat() == "2027-02-16T00:00:00"


def test_holidays_cover_two_years_on_both_sides() -> None:
    holidays = read_programme(SAMPLES / "safexst").programme.holidays
    assert {date(2025, 2, 17), date(2027, 2, 15), date(2031, 7, 1)} <= holidays


def test_as_of_given_goes_before_the_one_of_the_file(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    later = read_programme(folder, as_of=date(2027, 2, 22))
    assert later.programme.as_of == date(2027, 2, 22)
    assert later.input_sha256 != read_programme(folder).input_sha256
    swap("programme.toml", "as_of = 2027-02-08", "as_of = 2027-02-22")(folder)
    assert read_programme(folder).programme == later.programme


def test_as_of_given_is_enough_without_one_in_the_file(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    swap("programme.toml", "as_of = 2027-02-08", "")(folder)
    assert read_programme(folder, date(2027, 2, 8)).programme.as_of == date(2027, 2, 8)


def test_fingerprint_is_that_of_the_contract_files_only(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    before = read_programme(folder).input_sha256
    write("README.md", "notes")(folder)
    assert read_programme(folder).input_sha256 == before
    append("rooms.csv", "HALL,group\n")(folder)
    assert read_programme(folder).input_sha256 != before


def test_errors_of_several_files_are_reported_at_once(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    swap("programme.toml", "stay_days = 546", "stay_days = 0")(folder)
    swap("stays.csv", "2027-03-19", "19 March")(folder)
    append("rooms.csv", "A,hall\nB,hall\n")(folder)
    append("beds.csv", "B1,,,\n")(folder)
    write("requests.csv", b"\xff\xfe")(folder)
    swap("assignments.csv", "P102,S03", "P999,S99")(folder)
    assert problems_of(folder) == [
        "assignments.csv:3:participant: 'P999' is not known; accepted: a code of participants.csv",
        "assignments.csv:3:staff: 'S99' is not known; accepted: a code of staff.csv",
        "beds.csv:5:: the row has 4 cells; accepted: 5, as many as the header"
        " (a comma inside a cell needs quotation marks around the cell)",
        "programme.toml:11:horizon.stay_days: 0 is not accepted here;"
        " accepted: a whole number from 1 to 3660",
        "requests.csv::: the file is UTF-16; accepted: UTF-8 text (save as 'CSV UTF-8')",
        "rooms.csv:5:kind: 'hall' is not a word that belongs here; accepted: one_on_one or group",
        "rooms.csv:6:kind: 'hall' is not a word that belongs here; accepted: one_on_one or group",
        "stays.csv:2:discharge: the cell is not a date;"
        " accepted: YYYY-MM-DD, for example 2027-02-08, between 1900 and 2199",
    ]


def test_columns_that_are_not_listed_are_named_and_their_cells_kept_out(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    write("rooms.csv", "room,Full name,kind,,\nONE1,Mary Example,group,born 1990,\n")(folder)
    write("sessions.csv", "participant,staff,date,start,end\n")(folder)
    write("activities.csv", "activity,title,weekday,start,minutes,facilitators\n")(folder)
    loaded = read_programme(folder)
    assert loaded.warnings == (
        "rooms.csv:1:Full name: the column is not known and is kept out",
        "rooms.csv:1:: column 4 has no heading and is kept out",
    )
    assert "Mary" not in repr(loaded)
    assert "1990" not in repr(loaded)


def test_unknown_keys_and_tables_are_warnings(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    swap("programme.toml", "[stays]", '[stays]\ncolour = "red"\n"odd key" = 1')(folder)
    append("programme.toml", "\n[extra]\na = 1\n")(folder)
    write("stay.csv", "participant\nMary\n")(folder)
    assert read_programme(folder).warnings == (
        "stay.csv:: the table is not known and is left out",
        "programme.toml::[extra]: the key is not known and is left out",
        "programme.toml::stays.colour: the key is not known and is left out",
        "programme.toml::stays.a key: the key is not known and is left out",
    )


def test_values_that_are_hardly_meant_are_warnings(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path, "alluriarniq")
    swap("programme.toml", "2027-02-16, ", "2027-02-13, ")(folder)
    swap("staff.csv", "37.5,40", "37.5,30")(folder)
    assert read_programme(folder).warnings == (
        "staff.csv::max_weekly_hours: staff member S01 has fewer max_weekly_hours than"
        " weekly_hours",
        "programme.toml::day_program.cohort_starts: nobody can start on 2027-02-13, which is no"
        " day of the day program",
    )


def test_folder_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    accepted = "accepted: a programme folder with programme.toml and its tables"
    missing = tmp_path / "missing"
    assert problems_of(missing) == [f"{missing}::: the folder is missing; {accepted}"]
    file = tmp_path / "file"
    file.touch()
    assert problems_of(file) == [f"{file}::: this is a file; {accepted}"]
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    assert problems_of(circle) == [
        f"{circle}::: the folder is a link that leads in a circle; put the file itself here;"
        f" {accepted}"
    ]
    odd = Path("a\0b")
    assert problems_of(odd) == [f"{odd}::: this is not the name of a folder; {accepted}"]


def test_empty_folder_lacks_four_files(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_programme(tmp_path)
    assert [problem.file for problem in caught.value.problems] == [
        "beds.csv",
        "participants.csv",
        "programme.toml",
        "staff.csv",
    ]


def test_very_large_file_is_refused_at_once(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    with (folder / "roster.csv").open("r+b") as stream:
        stream.truncate(200_000_000)
    begin = time.process_time()
    problems = problems_of(folder)
    assert problems == ["roster.csv::: the file is too large; accepted: up to 20 MB"]
    assert time.process_time() - begin < 5
