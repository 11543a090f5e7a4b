"""Every refusal of a use case keeps its parts, so that a page can say it in French."""

import ast
from collections.abc import Iterator
from pathlib import Path

import planner.services
from planner.domain import errors
from planner.domain.errors import PlannerError

SERVICES = Path(planner.services.__file__).parent
PLANNER = SERVICES.parent
# Read by whoever wrote the code: no page and no command shows them.
FOR_PROGRAMMERS = {"LookupError", "RuntimeError", "ValueError"}

# Questions and folders that are asked about on the command line alone, which speaks English.
ON_THE_COMMAND_LINE = {"earlier.py", "explaining.py", "explaining_staff.py"}


def python_files(folder: Path) -> Iterator[Path]:
    found = sorted(folder.rglob("*.py"))
    return (path for path in found if path.name not in ON_THE_COMMAND_LINE)


def bare_text(node: ast.expr) -> bool:
    """Whether an argument is words that nobody can say in another language."""
    if isinstance(node, ast.JoinedStr):
        return any(bare_text(part) for part in node.values if isinstance(part, ast.Constant))
    if isinstance(node, ast.BinOp):
        return bare_text(node.left) or bare_text(node.right)
    if isinstance(node, ast.IfExp):
        return bare_text(node.body) or bare_text(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("join", "format")
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_refusal(call: ast.Call) -> bool:
    """Whether somebody is told this: an error, its own words, or a problem of a table."""
    name = name_of(call)
    made = name.endswith("Error") and name not in FOR_PROGRAMMERS
    return made or name in ("InputProblem", "located")


def own_words(tree: ast.Module) -> Iterator[ast.Call]:
    """What classes of errors give their base."""
    for kind in ast.walk(tree):
        if isinstance(kind, ast.ClassDef) and kind.name.endswith("Error"):
            for call in ast.walk(kind):
                if isinstance(call, ast.Call) and name_of(call) == "__init__":
                    yield call


def bare_refusals(folder: Path) -> Iterator[str]:
    for path in python_files(folder):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in [*filter(is_refusal, calls), *own_words(tree)]:
            if any(bare_text(given) for given in call.args) and not tells_all(call, tree):
                yield f"{path.relative_to(PLANNER)}:{call.lineno}"


def tells_all(call: ast.Call, tree: ast.Module) -> bool:
    """Whether the class keeps its ``sentences`` beside the text that joins them."""
    return any(
        isinstance(kind, ast.ClassDef)
        and call in list(ast.walk(kind))
        and any(isinstance(n, ast.Attribute) and n.attr == "sentences" for n in ast.walk(kind))
        for kind in tree.body
    )


def test_no_refusal_of_a_use_case_is_bare_text() -> None:
    assert list(bare_refusals(SERVICES)) == []


def test_no_refusal_of_what_is_read_or_kept_is_bare_text() -> None:
    folders = [PLANNER / name for name in ("calendars", "db", "domain", "tables")]
    assert [place for folder in folders for place in bare_refusals(folder)] == []


def test_lines_of_an_error_are_its_sentences() -> None:
    assert list(PlannerError("One.").lines) == ["One."]
    assert list(PlannerError().lines) == []
    assert list(errors.CommitmentError(["S1: One.", "S2: Two."]).lines) == ["S1: One.", "S2: Two."]
    problem = errors.InputProblem("beds.csv", 2, "bed", "the cell is empty")
    assert list(errors.InputError([problem, problem]).lines) == [str(problem)]


def test_place_of_a_problem_is_told_as_far_as_it_is_known() -> None:
    told = [errors.located("a.csv", row, column, "x") for row in (0, 3) for column in ("", "b")]
    assert told == ["a.csv::: x", "a.csv::b: x", "a.csv:3:: x", "a.csv:3:b: x"]
