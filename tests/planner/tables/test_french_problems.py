"""Whatever is wrong with a programme folder can be said in French, down to its last word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.sentences import Sentence
from planner.tables.contents import Contents, folder_contents
from planner.tables.contract import TABLES
from planner.tables.labour_sections import edition_in_force, province_pack_text
from planner.tables.programme import read_contents
from planner.tables.scenarios import scenarios_in
from planner.tables.workbook import workbook_contents
from tests.french import untold
from tests.installation import TODAY
from tests.planner.tables import (
    test_broken_cells,
    test_broken_files,
    test_broken_references,
    test_broken_settings,
    test_labour,
)
from tests.planner.tables.folders import Change, sample_copy
from tests.planner.tables.workbooks import hostile_workbooks

BROKEN: dict[str, Change] = {
    f"{module.__name__.rpartition('_')[2]}-{name}": change
    for module in (
        test_broken_cells,
        test_broken_files,
        test_broken_references,
        test_broken_settings,
        test_labour,
    )
    for name, (change, _) in module.BROKEN.items()
}
HOSTILE = hostile_workbooks()
STUDIES = (
    '[study]\nmode = "other"\nunknown = 1\n[base]\nbeds = -1\nturnover = "x"\n',
    "[base]\nbeds = [{ opens = true }]\npatience = 1\nopen_beds = 3\nplaces = false\n",
    "[study]\nwindow = [0, 99]\nprecision = 0.1\nreplications = 100\n[base]\nstay = 3\n",
    "[unknown]\n[[scenario]]\nbeds = 2\n[tornado]\nvary = { x = 1 }\n[target]\nkey = 3\n",
    "scenario = 1\n[base]\nstaff_gone = [{ staff = 'S1' }]\npolicy = { stays = {} }\n",
)


def left(text: str) -> Iterator[str]:
    """Words without French; codes joined by commas are none."""
    for words in untold(text):
        is_list = ", " in words and not any(" " in word for word in words.split(", "))
        if not is_list and not words.endswith(" ="):
            yield words


def problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_contents(folder_contents(folder))
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("name", BROKEN)
def test_problem_of_a_broken_folder_has_its_french(name: str, tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    BROKEN[name](folder)
    found = problems(folder)
    assert all(isinstance(message, Sentence) for message in found)
    assert [words for message in found for words in left(message)] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_problem_of_a_hostile_workbook_has_its_french(name: str) -> None:
    contents = workbook_contents(HOSTILE[name])
    told = [problem.message for problem in contents.problems] + contents.warnings
    assert [words for message in told for words in left(message)] == []


@pytest.mark.parametrize("text", STUDIES)
def test_problem_of_a_scenario_file_has_its_french(text: str) -> None:
    with pytest.raises(InputError) as caught:
        scenarios_in(text.encode(), "study", Path())
    found = [problem.message for problem in caught.value.problems]
    assert len(found) > 1
    assert [words for message in found for words in left(message)] == []


def test_what_a_column_accepts_has_its_french() -> None:
    kinds = {column.kind for table in TABLES for column in table.columns}
    texts = [text for kind in kinds for text in (kind.accepted, kind.noun)]
    assert [words for text in texts for words in left(text)] == []


@pytest.mark.parametrize("province", ["BC", "ON"])
def test_purpose_of_a_labour_rule_has_its_french(province: str) -> None:
    content = province_pack_text(province)
    assert content is not None
    edition = edition_in_force(content, TODAY)
    assert edition is not None
    assert all(isinstance(rule.purpose, Sentence) for rule in edition.rules)
    assert [words for rule in edition.rules for words in left(rule.purpose)] == []


def test_warning_about_what_is_left_out_has_its_french(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    (folder / "other.csv").write_text("a\n1\n", encoding="utf-8")
    settings, beds = folder / "programme.toml", folder / "beds.csv"
    settings.write_text(f"{settings.read_text()}\n[own]\nkey = 1\n", encoding="utf-8")
    heading, *rows = beds.read_text().splitlines()
    lines = [f"{heading},own,", *(f"{row},1,2" for row in rows)]
    beds.write_text("\n".join(lines), encoding="utf-8")
    contents: Contents = folder_contents(folder)
    warnings = read_contents(contents).warnings
    assert len(warnings) == 4
    assert [words for warning in warnings for words in left(warning)] == []
