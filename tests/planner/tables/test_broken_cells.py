from pathlib import Path

import pytest

from tests.planner.tables.folders import (
    Change,
    append,
    problems_of,
    sample_copy,
    swap,
)

DAY = "YYYY-MM-DD, for example 2027-02-08, between 1900 and 2199"
CODE = "a code of 1 to 32 letters, digits, '-' or '_', never a name"
QUARTERS = "HH:MM in quarter hours, for example 09:30"


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "date_that_is_none": (
        swap("stays.csv", "2027-03-19", "2027-02-30"),
        [f"stays.csv:2:discharge: '2027-02-30' is not a date; accepted: {DAY}"],
    ),
    "date_written_otherwise": (
        swap("referrals.csv", "2027-01-12", "12/01/2027"),
        [f"referrals.csv:2:received: '12/01/2027' is not a date; accepted: {DAY}"],
    ),
    "date_of_another_age": (
        swap("referrals.csv", "2027-01-12", "0202-01-12"),
        [f"referrals.csv:2:received: '0202-01-12' is not a date; accepted: {DAY}"],
    ),
    "latest_before_ready": (
        swap("referrals.csv", "2027-06-30", "2027-02-07"),
        [
            "referrals.csv:2:latest: '2027-02-07' is before ready (2027-02-08);"
            " accepted: a date not before it"
        ],
    ),
    "min_above_max": (
        swap("referrals.csv", "2027-06-30,,,,", "2027-06-30,,,150,"),
        [
            "referrals.csv:2:max_days: min_days of programme.toml is 182, more than max_days,"
            " which is 150; accepted: min_days up to max_days"
        ],
    ),
    "min_above_default_max": (
        swap("referrals.csv", "2027-06-30,,,,", "2027-06-30,,400,,"),
        [
            "referrals.csv:2:min_days: min_days is 400, more than max_days of programme.toml,"
            " which is 365; accepted: min_days up to max_days"
        ],
    ),
    "discharge_on_admission": (
        swap("stays.csv", "2027-03-19", "2026-06-22"),
        [
            "stays.csv:2:discharge: '2026-06-22' is not after admission (2026-06-22);"
            " accepted: a date later than that"
        ],
    ),
    "absence_backwards": (
        swap("absences.csv", "2027-02-22T00:00", "2027-02-14T00:00"),
        [
            "absences.csv:2:end: '2027-02-14T00:00' is not after start (2027-02-15T00:00);"
            " accepted: a date later than that"
        ],
    ),
    "name_for_a_code": (
        append("rooms.csv", "Mary Example,group\n"),
        [f"rooms.csv:5:room: the cell is not a code; accepted: {CODE}"],
    ),
    "name_for_a_date": (
        append("requests.csv", "S07,Mary Example,off,,\n"),
        [f"requests.csv:8:date: the cell is not a date; accepted: {DAY}"],
    ),
    "long_cell_is_cut": (
        append("requests.csv", f"S07,{'9' * 50},off,,\n"),
        [f"requests.csv:8:date: '{'9' * 37}...' is not a date; accepted: {DAY}"],
    ),
    "empty_required_cell": (
        append("requests.csv", "S07,,off,,\n"),
        [f"requests.csv:8:date: the cell is empty; accepted: {DAY}"],
    ),
    "word": (
        append("requests.csv", "S07,2027-02-15,maybe,,\n"),
        ["requests.csv:8:want: 'maybe' is not a word that belongs here; accepted: on or off"],
    ),
    "odd_minutes": (
        swap("shifts.csv", "07:30,15:30", "07:40,15:30"),
        [f"shifts.csv:2:start: '07:40' is not a start time; accepted: {QUARTERS}, up to 23:45"],
    ),
    "midnight_as_a_start": (
        swap("shifts.csv", "07:30,15:30", "24:00,15:30"),
        [f"shifts.csv:2:start: '24:00' is not a start time; accepted: {QUARTERS}, up to 23:45"],
    ),
    "end_after_midnight": (
        swap("shifts.csv", "07:30,15:30", "07:30,24:15"),
        [f"shifts.csv:2:end: '24:15' is not an end time; accepted: {QUARTERS}, up to 24:00"],
    ),
    "weekday_twice": (
        swap("shifts.csv", "Tue;Wed;Thu;Fri;Sat,", "Tue;Tue,"),
        [
            "shifts.csv:5:weekdays: 'Tue;Tue' is not a list of weekdays; accepted: Mon, Tue, Wed,"
            " Thu, Fri, Sat, Sun, separated by ';', each at most once"
        ],
    ),
    "yes_in_words": (
        append("participants.csv", "P900,,,,,,,,,yes\n"),
        [
            "participants.csv:23:adult_residence_ok: 'yes' is not a yes or no;"
            " accepted: 1 for yes or 0 for no"
        ],
    ),
    "negative_number": (
        append("participants.csv", "P900,,,,,,,-1,,\n"),
        [
            "participants.csv:23:sessions_per_week: '-1' is not such a number;"
            " accepted: a whole number from 0 to 7"
        ],
    ),
    "hours_with_a_comma": (
        swap("staff.csv", "37.5", '"37,5"'),
        [
            "staff.csv:2:weekly_hours: '37,5' is not a number of hours;"
            " accepted: a number from 0 to 168, for example 37.5"
        ],
    ),
    "endless_hours": (
        swap("staff.csv", "37.5", "inf"),
        [
            "staff.csv:2:weekly_hours: 'inf' is not a number of hours;"
            " accepted: a number from 0 to 168, for example 37.5"
        ],
    ),
    "weeks_counted_from_nowhere": (
        swap("activities.csv", "4,2027-01-13", "4,"),
        [
            "activities.csv:4:first_date: the cell is empty; accepted where every_weeks is more"
            " than 1: the date from which the weeks are counted"
        ],
    ),
    "lead_of_no_skill": (
        swap("shifts.csv", "house,,,,1", "house,,1,,1"),
        [
            "shifts.csv:2:lead_count: there is no lead_skill;"
            " accepted: a lead_skill beside it, or neither"
        ],
    ),
    "closure_of_a_vehicle_without_start": (
        append("vehicles.csv", "VAN1,,2027-05-01\n"),
        [
            "vehicles.csv:3:closed_from: the cell is empty though closed_to is given;"
            " accepted: the first day of the closure"
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_cell_that_is_broken_is_located(name: str, tmp_path: Path) -> None:
    change, messages = BROKEN[name]
    folder = sample_copy(tmp_path)
    change(folder)
    assert problems_of(folder) == messages
