import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 40


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        paths = (ROOT / folder).rglob("*.py")
        yield from sorted(path for path in paths if "node_modules" not in path.parts)


@pytest.mark.parametrize("folder", ["planner", "solver", "web", "tests", "benchmarks"])
def test_files_stay_short(folder: str) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(folder)
    }
    assert {path: n for path, n in lengths.items() if n > MOST_LINES_IN_A_FILE} == {}


@pytest.mark.parametrize("folder", ["planner", "solver", "web"])
def test_functions_stay_short(folder: str) -> None:
    too_long = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": length
        for path in python_files(folder)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := lines_of(function)) > MOST_LINES_IN_A_FUNCTION
    }
    assert too_long == {}


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
