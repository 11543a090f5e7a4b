from pathlib import Path

import pytest

from planner.tables.programme import read_programme
from tests.planner.tables.folders import Change, all_of, append, sample_copy, swap, write

HARMLESS: dict[str, Change] = {
    "proposal_in_a_bed_that_is_taken": swap(
        "stays.csv", "R203,B1,2027-03-22", "R203,B1,2027-03-01"
    ),
    "history_in_a_closed_bed": all_of(
        append("stays.csv", "P113,B3,2026-01-05,2026-06-01,in_house\n"),
        append("bed_closures.csv", "B3,2026-02-01,2026-03-01,\n"),
    ),
    "turnover_broken_by_commitments": append(
        "stays.csv", "P112,B1,2027-03-19,2027-11-17,confirmed\n"
    ),
    "worker_without_the_skill": swap("assignments.csv", "P101,S02", "P101,S05"),
    "target_outside_the_lengths": swap("referrals.csv", "06-30,,,,w", "06-30,500,,,w"),
    "referral_on_hold_of_a_resident": append(
        "referrals.csv", "P101,residential,2027-02-01,2027-03-19,high,,,,,on_hold\n"
    ),
    "byte_order_mark": write(
        "rooms.csv", b"\xef\xbb\xbfroom,kind\nONE1,one_on_one\nGROUP,group\nONE2,one_on_one\n"
    ),
    "windows_line_ends": write(
        "rooms.csv", b"room,kind\r\nONE1,one_on_one\r\nGROUP,group\r\nONE2,one_on_one\r\n"
    ),
    "old_line_ends": write(
        "rooms.csv", b"room,kind\rONE1,one_on_one\rGROUP,group\rONE2,one_on_one\r"
    ),
    "blank_rows": append("rooms.csv", "\n,\n  ,  \n"),
    "blanks_around_cells": append("rooms.csv", " HALL , group \n"),
    "roster_with_times": write(
        "roster.csv", "staff,shift,date,start,end\nS08,house_day,2027-02-01,x,y\n"
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_table_that_is_allowed_loads_without_a_warning(name: str, tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    HARMLESS[name](folder)
    assert read_programme(folder).warnings == ()
