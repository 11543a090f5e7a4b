"""What an agency rules on shifts: hours and days in a row, forbidden successions, cover."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.staffing import Cover, ShiftLimit
from planner.tables.programme import read_programme
from tests.planner.tables.folders import Change, all_of, append, problems_of, sample_copy, write

STAFF = (
    "staff,role,employment,weekly_hours,max_weekly_hours,min_total_hours,max_total_hours,"
    "max_consecutive_days,min_consecutive_days,min_consecutive_days_off,max_weekends\n"
)
SHIFTS = "shift,service,weekdays,start,end,min_staff,first_date,last_date,not_followed_by\n"
COVER = "shift,date,min_staff,missing_cost,surplus_cost\n"
DAYS = "a whole number from 1 to 366"


def agency(staff: str = "", shifts: str = "", cover: str = "", limits: str = "") -> Change:
    """A team of two and two shifts with rows of their own, without anything else to do."""
    return all_of(
        *(lambda folder, name=name: (folder / name).unlink() for name in _EMPTIED),
        write("staff.csv", f"{STAFF}{staff or _TEAM}"),
        write("shifts.csv", f"{SHIFTS}{shifts or _SHIFTS}"),
        write("cover.csv", f"{COVER}{cover}"),
        write("shift_limits.csv", f"staff,shift,most\n{limits}"),
        write("conflicts.csv", "first,second,kind\n"),
    )


_EMPTIED = (
    *("availability.csv", "absences.csv", "requests.csv", "roster.csv", "sessions.csv"),
    "assignments.csv",
)
_TEAM = "A,carer,regular,40,40,120,150.5,5,2,3,1\nB,carer,regular,40,40,,,,,,\n"
_SHIFTS = "early,care,Mon;Sun,07:00,15:00,1,,,\nlate,care,Mon;Sun,15:00,23:00,1,,,early;late\n"


def test_rules_of_an_agency_are_in_the_programme(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    change = agency(
        cover="early,2027-02-08,3,100,\nlate,2027-02-14,0,,7\n", limits="A,late,2\nB,late,0\n"
    )
    change(folder)
    programme = read_programme(folder).programme
    ruled, free = programme.staff
    assert (ruled.min_total_hours, ruled.max_total_hours) == (120.0, 150.5)
    assert (ruled.max_consecutive_days, ruled.min_consecutive_days) == (5, 2)
    assert (ruled.min_consecutive_days_off, ruled.max_weekends) == (3, 1)
    assert (free.min_total_hours, free.max_total_hours, free.max_weekends) == (None, None, None)
    assert (free.max_consecutive_days, free.min_consecutive_days) == (None, 1)
    assert [shift.not_followed_by for shift in programme.shifts] == [
        frozenset(),
        frozenset({"early", "late"}),
    ]
    assert programme.cover == (
        Cover("early", date(2027, 2, 8), 3, 100, None),
        Cover("late", date(2027, 2, 14), 0, None, 7),
    )
    assert programme.shift_limits == (ShiftLimit("A", "late", 2), ShiftLimit("B", "late", 0))


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "hours": (
        agency("A,carer,regular,40,40,170,160.5,,,,\nB,carer,regular,40,40,10000,x,,,,\n"),
        [
            "staff.csv:2:min_total_hours: 170 is more than max_total_hours, which is 160.5;"
            " accepted: at most that",
            "staff.csv:3:max_total_hours: 'x' is not a number of hours;"
            " accepted: a number from 0 to 9999, for example 150",
            "staff.csv:3:min_total_hours: '10000' is not a number of hours;"
            " accepted: a number from 0 to 9999, for example 150",
        ],
    ),
    "days_in_a_row": (
        agency("A,carer,regular,40,40,,,2,3,1,\nB,carer,regular,40,40,,,0,1,0,54\n"),
        [
            "staff.csv:2:min_consecutive_days: 3 is more than max_consecutive_days, which is 2;"
            " accepted: at most that",
            f"staff.csv:3:max_consecutive_days: '0' is not such a number; accepted: {DAYS}",
            "staff.csv:3:max_weekends: '54' is not such a number;"
            " accepted: a whole number from 0 to 53",
            f"staff.csv:3:min_consecutive_days_off: '0' is not such a number; accepted: {DAYS}",
        ],
    ),
    "succession": (
        agency(shifts=f"{_SHIFTS}night,care,Mon,23:00,07:00,1,,,early;nap\n"),
        ["shifts.csv:4:not_followed_by: 'nap' is not known; accepted: a code of shifts.csv"],
    ),
    "cover_codes_and_numbers": (
        agency(cover="nap,2027-02-08,1,,\nlate,2027-02-08,-1,x,-7\n"),
        [
            "cover.csv:2:shift: 'nap' is not known; accepted: a code of shifts.csv",
            "cover.csv:3:min_staff: '-1' is not such a number;"
            " accepted: a whole number from 0 to 100",
            "cover.csv:3:missing_cost: 'x' is not such a number;"
            " accepted: a whole number from 0 to 1000000",
            "cover.csv:3:surplus_cost: '-7' is not such a number;"
            " accepted: a whole number from 0 to 1000000",
        ],
    ),
    "cover_twice": (
        agency(cover="late,2027-02-08,1,,\nlate,2027-02-08,2,,\n"),
        ["cover.csv:3:shift: row 2 has the same shift and date; accepted: one row for each"],
    ),
    "cover_of_another_day": (
        agency(
            shifts="early,care,Mon,07:00,15:00,1,2027-02-15,2027-02-22,\n",
            cover="early,2027-02-16,1,,\nearly,2027-02-08,1,,\nearly,2027-03-01,1,,\n",
        ),
        [
            "cover.csv:2:date: shift early does not run on a Tue (row 2 of shifts.csv);"
            " accepted: a day on which it runs",
            "cover.csv:3:date: shift early begins on 2027-02-15 (row 2 of shifts.csv);"
            " accepted: a day on which it runs",
            "cover.csv:4:date: shift early ends on 2027-02-22 (row 2 of shifts.csv);"
            " accepted: a day on which it runs",
        ],
    ),
    "limits": (
        all_of(agency(limits="A,nap,2\nC,late,2\nA,late,\nB,late,1\nB,late,2\n")),
        [
            "shift_limits.csv:2:shift: 'nap' is not known; accepted: a code of shifts.csv",
            "shift_limits.csv:3:staff: 'C' is not known; accepted: a code of staff.csv",
            "shift_limits.csv:4:most: the cell is empty; accepted: a whole number from 0 to 1000",
            "shift_limits.csv:6:staff: row 5 has the same staff and shift;"
            " accepted: one row for each",
        ],
    ),
    "cover_without_a_column": (
        all_of(agency(), append("cover.csv", "late,2027-02-08,1,,,\n")),
        [
            "cover.csv:2:: the row has 6 cells; accepted: 5, as many as the header (a comma inside"
            " a cell needs quotation marks around the cell)"
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_rule_of_an_agency_that_is_broken_is_located(name: str, tmp_path: Path) -> None:
    change, messages = BROKEN[name]
    folder = sample_copy(tmp_path)
    change(folder)
    assert problems_of(folder) == messages
