import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.tables.contents import csv_bytes
from planner.tables.grid import read_grid
from planner.tables.live_cells import as_meant, harmless, is_live

TEXTS = st.text(
    st.sampled_from("=+-@'\t\r;, aA1\"\uff1d\uff0b\uff0d\uff20\ufe63\n")
    | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=8,
)


@given(TEXTS)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert as_meant(harmless(text)) == text


@given(TEXTS)
def test_no_part_of_a_harmless_text_is_live(text: str) -> None:
    assert not any(is_live(part) for part in harmless(text).split(";"))


@given(st.lists(TEXTS.map(str.strip), min_size=1, max_size=4))
def test_a_table_comes_back_as_it_was(texts: list[str]) -> None:
    written = csv_bytes(["text", "other"], [{"text": text, "other": "x"} for text in texts])
    grid = read_grid(written.decode())
    assert [cells[0] for cells in grid.rows.values()] == texts


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "\uff1d1", "\uff0b1", " =1"]
)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "2027-02-08", "09:30", "R1;R2", "it's late", "'tis", "37.5"])
def test_an_ordinary_cell_means_itself(text: str) -> None:
    assert as_meant(text) == text


def test_each_part_of_a_list_is_made_harmless() -> None:
    assert harmless("a;-b;=c") == "a;'-b;'=c"
