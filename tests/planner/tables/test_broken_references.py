from pathlib import Path

import pytest

from tests.planner.tables.folders import (
    Change,
    all_of,
    append,
    problems_of,
    remove,
    sample_copy,
    swap,
    write,
)

ONE_STAY = "accepted: one stay of a participant on a night"
CURES = "accepted: another bed for the stay, or other dates of the closure"
MAIN_ONLY = "accepted: a house of beds.csv"


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "unknown_code": (
        swap("stays.csv", "P101,B1", "P101,B9"),
        ["stays.csv:2:bed: 'B9' is not known; accepted: a code of beds.csv"],
    ),
    "unknown_house": (
        write(
            "referrals.csv",
            "participant,service,received,ready,priority,houses\n"
            "R201,residential,2027-01-12,2027-02-08,high,main;north\n",
        ),
        [f"referrals.csv:2:houses: 'north' is not known; {MAIN_ONLY}"],
    ),
    "unknown_duty": (
        append("roster.csv", "S08,brunch,2027-02-05,\n"),
        [
            "roster.csv:48:shift: 'brunch' is not known;"
            " accepted: a code of shifts.csv or activities.csv"
        ],
    ),
    "unknown_vehicle_and_room": (
        all_of(remove("vehicles.csv"), swap("activities.csv", "GROUP", "HALL")),
        [
            "activities.csv:2:room: 'HALL' is not known; accepted: a code of rooms.csv",
            "shifts.csv:5:vehicle: 'VAN1' is not known; accepted: a code of vehicles.csv",
        ],
    ),
    "shared_bed_of_commitments": (
        append("stays.csv", "P112,B1,2027-03-01,2027-11-17,confirmed\n"),
        [
            "stays.csv:7:bed: participants P101 (row 2) and P112 share bed B1 on the nights"
            " [2027-03-01, 2027-03-19); accepted: one participant in a bed on a night"
        ],
    ),
    "two_beds_of_one_participant": (
        append(
            "stays.csv",
            "P101,B3,2027-08-06,2027-11-17,confirmed\nP101,B1,2027-10-01,2027-12-01,confirmed\n",
        ),
        [
            "stays.csv:8:participant: participant P101 is in bed B3 (row 7) and in bed B1 on the"
            f" nights [2027-10-01, 2027-11-17); {ONE_STAY}"
        ],
    ),
    "same_stay_twice": (
        append("stays.csv", "P101,B1,2026-06-22,2027-03-19,in_house\n"),
        [
            "stays.csv:7:participant: row 2 has the same participant, bed and admission;"
            " accepted: one row for each"
        ],
    ),
    "two_proposals": (
        append("stays.csv", "R203,B3,2027-12-13,2028-11-17,proposed\n"),
        [
            "stays.csv:7:status: participant R203 has a proposed stay in row 5;"
            " accepted: at most one proposed stay for each participant"
        ],
    ),
    "closed_bed": (
        swap("bed_closures.csv", "B3,2027-12-06,2027-12-11", "B3,2027-02-22,2027-02-27"),
        [
            "stays.csv:4:bed: participant P103 is in bed B3 on the nights [2027-02-22,"
            f" 2027-02-27), when it is closed (row 3 of bed_closures.csv); {CURES}"
        ],
    ),
    "bed_not_open_yet": (
        swap("beds.csv", "B3,R3,,,", "B3,R3,,2027-02-01,"),
        [
            "stays.csv:4:bed: participant P103 is in bed B3 on the nights [2027-01-11,"
            f" 2027-02-01), when it is closed (opens, row 4 of beds.csv); {CURES}"
        ],
    ),
    "bed_gone_too_early": (
        swap("beds.csv", "B3,R3,,,", "B3,R3,,,2027-08-01"),
        [
            "stays.csv:4:bed: participant P103 is in bed B3 on the nights [2027-08-01,"
            f" 2027-08-06), when it is closed (closes, row 4 of beds.csv); {CURES}"
        ],
    ),
    "resident_who_waits": (
        swap("referrals.csv", "R201,residential", "P101,residential"),
        [
            "referrals.csv:2:participant: participant P101 waits for a bed and has one until"
            " 2027-03-19 (row 2 of stays.csv); accepted: one of the two, or the status on_hold"
            " or withdrawn"
        ],
    ),
    "two_waiting_referrals": (
        swap("referrals.csv", "R202,", "R201,"),
        [
            "referrals.csv:3:participant: participant R201 has a waiting referral in row 2;"
            " accepted: at most one waiting referral"
        ],
    ),
    "shift_named_as_activity": (
        swap("activities.csv", "peer,", "office,"),
        [
            "activities.csv:3:activity: 'office' is also a shift of shifts.csv; accepted: a code"
            " of its own, as roster.csv names both in one column"
        ],
    ),
    "shift_in_no_house": (
        all_of(
            swap("beds.csv", "bed,room", "bed,house"),
            remove("shifts.csv"),
            remove("roster.csv"),
            remove("requests.csv"),
            write("shifts.csv", "shift,service,weekdays,start,end,min_staff\n"),
            append("shifts.csv", "day,house,Mon,08:00,16:00,1\nvan,outreach,Mon,08:00,16:00,1\n"),
        ),
        [f"shifts.csv:2:house: no house is given and beds.csv has no house 'main'; {MAIN_ONLY}"],
    ),
    "conflict_with_oneself": (
        append("conflicts.csv", "R202,R202,participant_participant\n"),
        [
            "conflicts.csv:9:second: 'R202' is in conflict with itself;"
            " accepted: two different codes"
        ],
    ),
    "conflict_turned_round": (
        append("conflicts.csv", "P102,R202,participant_participant\n"),
        [
            "conflicts.csv:9:first: row 2 has the same pair;"
            " accepted: one row for each pair, in any order"
        ],
    ),
    "conflict_with_the_worker_first": (
        append("conflicts.csv", "S07,R202,participant_staff\n"),
        [
            "conflicts.csv:9:first: 'S07' is not known; accepted: a code of participants.csv",
            "conflicts.csv:9:second: 'R202' is not known; accepted: a code of staff.csv",
        ],
    ),
    "duplicate_bed": (
        append("beds.csv", "B1,R9,,,\n"),
        ["beds.csv:5:bed: row 2 has the same bed; accepted: one row for each"],
    ),
    "two_primary_workers": (
        append("assignments.csv", "P101,S03,2027-02-01,\n"),
        [
            "assignments.csv:10:participant: row 2 has the same participant;"
            " accepted: one row for each"
        ],
    ),
    "duplicate_enrolment": (
        append("enrolments.csv", "P102,2026-09-14,2027-03-15,active\n"),
        [
            "enrolments.csv:8:participant: row 2 has the same participant and start;"
            " accepted: one row for each"
        ],
    ),
    "duplicate_duty": (
        append("roster.csv", "S08,house_day,2027-02-01,locked\n"),
        [
            "roster.csv:48:staff: row 2 has the same staff, shift and date;"
            " accepted: one row for each"
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_row_that_contradicts_others_is_located(name: str, tmp_path: Path) -> None:
    change, messages = BROKEN[name]
    folder = sample_copy(tmp_path)
    change(folder)
    assert problems_of(folder) == messages
