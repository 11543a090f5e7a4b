import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.tables.plan import read_plan, write_plan
from planner.tables.programme import read_programme
from planner.tables.skeleton import write_skeleton
from tests.planner.tables.folders import sample_copy
from tests.planner.tables.plans import PLAN, SUMMARY

SPLINTERS = (
    b"\0",
    b"\xff",
    b'"',
    b",",
    b";",
    b"\n",
    b"\r",
    b"-1",
    b"24:00",
    b"9999-12-31",
    b"0001-01-01",
    b"99999999999999999999",
    b"nan",
    b"1e999",
    b"\xef\xbb\xbf",
    "\u2028é".encode(),
    b"[",
    b"{",
    b"true",
    b"null",
    b"=",
    b" ",
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes cut, doubled or put in."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 1, 1, 5, 60)))
        piece = chance.choice((*SPLINTERS, b"", content[start:end] * 2))
        content = content[:start] + piece + content[end:]
    return content


def refusals(folder: Path, read: Callable[[Path], object], cases: int, seed: int) -> int:
    """How often ``read`` refused a folder of which one file was mutated."""
    chance = random.Random(seed)
    originals = {path: path.read_bytes() for path in sorted(folder.iterdir())}
    refused = 0
    for _ in range(cases):
        path = chance.choice(list(originals))
        path.write_bytes(mutated(originals[path], chance))
        try:
            read(folder)
        except InputError:
            refused += 1
        path.write_bytes(originals[path])
    return refused


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("safexst", 60),
        ("alluriarniq", 60),
        pytest.param("safexst", 150, marks=pytest.mark.slow),
    ],
)
def test_mutated_programme_loads_or_is_an_input_error(
    name: str, cases: int, tmp_path: Path
) -> None:
    folder = sample_copy(tmp_path, name)
    assert refusals(folder, read_programme, cases, seed=20270208 + cases) > cases // 4


def test_mutated_plan_loads_or_is_an_input_error(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    write_plan(folder, PLAN, SUMMARY)
    assert refusals(folder, read_plan, cases=150, seed=8) > 150 // 4


def test_every_cell_of_a_small_programme_may_be_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write_skeleton(folder, date(2027, 2, 8))
    for path in sorted(folder.glob("*.csv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) < 2:
            continue
        width = len(lines[0].split(","))
        path.write_text(f"{lines[0]}\n{','.join(['?!'] * width)}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_programme(folder)
    columns = {(problem.file, problem.column) for problem in caught.value.problems}
    assert ("stays.csv", "status") in columns
    assert len(columns) > 70
