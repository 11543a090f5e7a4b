import datetime as dt
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.domain.errors import InputError
from planner.tables.contents import folder_contents, table_cells, table_files
from planner.tables.programme import read_contents
from planner.tables.settings import SETTINGS_FILE
from planner.tables.workbook import WorkbookError, workbook_bytes, workbook_contents
from tests.planner.tables.folders import SAMPLES
from tests.planner.tables.workbooks import hostile_workbooks, saved

HOSTILE = hostile_workbooks()
TEXTS = st.text(
    st.sampled_from("=+-@';_x0041_ aA1") | st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
    min_size=1,
    max_size=12,
).map(str.strip)


@pytest.mark.parametrize("name", ["safexst", "alluriarniq", "small/two_houses"])
def test_a_sample_comes_back_from_its_workbook(name: str) -> None:
    files = folder_contents(SAMPLES / name).files
    contents = workbook_contents(workbook_bytes(files))
    assert (contents.problems, contents.warnings) == ([], [])
    assert table_cells(contents.files) == table_cells(files)
    assert contents.files[SETTINGS_FILE] == files[SETTINGS_FILE]


def test_a_labour_pack_of_its_own_travels_along() -> None:
    settings = b'[labour]\npack = "ours.toml"\n'
    files = {SETTINGS_FILE: settings, "ours.toml": b"# ours\n[[edition]]\n\nx = 1\n"}
    assert workbook_contents(workbook_bytes(files)).files == files


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=5))
def test_every_text_comes_back_from_a_workbook(reasons: list[str]) -> None:
    rows = [{"bed": "B1", "reason": reason} for reason in reasons]
    contents = workbook_contents(workbook_bytes(table_files({"bed_closures": rows})))
    assert table_cells(contents.files)["bed_closures"] == rows


def test_a_formula_is_a_quoted_text_for_spreadsheets() -> None:
    files = table_files({"bed_closures": [{"bed": "B1", "reason": "=1+1"}]})
    sheet = load_workbook(io.BytesIO(workbook_bytes(files)))["bed_closures"]
    cell = sheet["D2"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == ("=1+1", "s", True)
    assert sheet["A2"].number_format == "@"


def test_what_an_opened_csv_export_holds_is_understood() -> None:
    book = saved({"bed_closures": [["bed", "reason"], ["B1", "'=1+1"]]})
    cells = table_cells(workbook_contents(book).files)["bed_closures"]
    assert cells == [{"bed": "B1", "reason": "=1+1"}]


def test_dates_times_and_numbers_of_a_spreadsheet_become_texts() -> None:
    book = saved(
        {
            "absences": [
                ["staff", "start", "end", "kind"],
                ["S1", dt.datetime(2027, 3, 1, 9, 30), dt.datetime(2027, 3, 2), 5],
            ],
            "availability": [
                ["staff", "weekday", "start", "end"],
                ["S1", "Mon", dt.time(9, 30), dt.timedelta(days=1)],
            ],
            "beds": [["bed", "opens"], [1, dt.date(2027, 2, 8)]],
            "staff": [["staff", "weekly_hours", "averaging_agreement"], ["S1", 37.5, True]],
        }
    )
    cells = table_cells(workbook_contents(book).files)
    assert cells["absences"] == [
        {"staff": "S1", "start": "2027-03-01T09:30", "end": "2027-03-02T00:00", "kind": "5"}
    ]
    assert cells["availability"][0] == {
        "staff": "S1",
        "weekday": "Mon",
        "start": "09:30",
        "end": "24:00",
    }
    assert cells["beds"] == [{"bed": "1", "opens": "2027-02-08"}]
    assert cells["staff"] == [{"staff": "S1", "weekly_hours": "37.5", "averaging_agreement": "1"}]


def test_a_formula_in_a_cell_is_named_with_its_place() -> None:
    book = saved({"beds": [["bed", "room"], ["B1", "=A2"]]})
    (problem,) = workbook_contents(book).problems
    assert str(problem) == "beds.csv:2:room: the cell holds a formula; accepted: its value"


def test_unknown_sheets_are_left_out_with_a_warning() -> None:
    contents = workbook_contents(saved({"Beds ": [["bed"], ["B1"]], "Notes": [["x"]]}))
    assert list(contents.files) == ["beds.csv"]
    assert contents.warnings == ["Notes:: the sheet is not known and is left out"]


def test_a_text_that_no_workbook_holds_is_refused() -> None:
    with pytest.raises(WorkbookError, match="Row 1 of programme"):
        workbook_bytes({SETTINGS_FILE: b"# \xef\xbf\xbf\n"})


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_at_once(name: str) -> None:
    started = time.process_time()
    contents = workbook_contents(HOSTILE[name])
    with pytest.raises(InputError):
        read_contents(contents)
    assert time.process_time() - started < 2


def test_the_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    book = saved({"beds": [["bed", "opens"], [], [], ["B1", "soon"]]})
    with pytest.raises(InputError) as caught:
        read_contents(workbook_contents(book))
    assert any(str(problem).startswith("beds.csv:4:opens:") for problem in caught.value.problems)
