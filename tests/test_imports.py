"""Which module may import which: the contracts hold, and each one notices a fault."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("planner", "solver", "web")

FAULTS = [
    ("web -> planner -> solver, never back", "planner/services", "import web.cli"),
    ("only planner.scheduling imports solver", "planner/services", "import solver.common"),
    ("planner: cli > worker > services", "planner/domain", "import planner.holidays"),
    ("planner: cli > worker > services", "planner/check", "import planner.scheduling.days"),
    ("the two planning layers share only", "solver/common", "import solver.stays.problem"),
    ("solve > model and its helpers", "solver/stays/problem.py", "import solver.stays.rules"),
    ("the two planning layers share only", "solver/schedule", "import solver.stays.problem"),
    ("solve > its parts", "solver/schedule/problem.py", "import solver.schedule.rules"),
    (
        "no rule imports another rule",
        "solver/schedule/rules/one_rule.py",
        "from . import other_rule",
    ),
    ("no rule imports another rule", "solver/stays/rules/one_rule.py", "from . import other_rule"),
    ("solver: ortools and the standard library", "solver/common", "import pandas"),
    ("domain and check: the standard library", "planner/domain", "import pandera"),
    ("domain and check: the standard library", "planner/check", "import ortools"),
    ("a problem and its result", "solver/stays/problem.py", "import ortools"),
    ("web reaches solver, database, tables", "web", "import planner.tables.plan"),
    ("only planner.db speaks to the database", "planner/services", "import sqlalchemy"),
    ("only planner.db speaks to the database", "planner/tables", "import sqlite3"),
    ("pandas and pandera in tables, icalendar", "planner/services", "import pandas"),
    ("pandas and pandera in tables, icalendar", "planner/services", "import icalendar"),
    ("pandas and pandera in tables, icalendar", "planner/scheduling", "import rich"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the packages in ``folder``."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    paths = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run(
        [*command, "--no-cache"], cwd=folder, env=paths, capture_output=True, text=True, check=False
    )


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after one import."""
    code = f"import sys; {statement}; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def code_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages to put faults into."""
    folder = tmp_path_factory.mktemp("code")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    (folder / "solver/stays/rules/other_rule.py").touch()
    (folder / "solver/schedule/rules/other_rule.py").touch()
    return folder


def test_every_import_contract_is_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "place", "statement"), FAULTS)
def test_import_that_breaks_a_contract_is_named(
    code_copy: Path, contract: str, place: str, statement: str
) -> None:
    path = code_copy / place
    module = path if path.suffix else path / "__init__.py"
    before = module.read_text(encoding="utf-8") if module.exists() else ""
    module.write_text(f"{before}\n{statement}\n", encoding="utf-8")
    done = lint_imports(code_copy)
    module.write_text(before, encoding="utf-8")
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), done.stdout + done.stderr


@pytest.mark.parametrize("package", ["planner", "solver/schedule", "solver/stays"])
def test_new_module_must_ask_for_its_place(code_copy: Path, package: str) -> None:
    module = code_copy / package / "newcomer.py"
    module.touch()
    done = lint_imports(code_copy)
    module.unlink()
    assert "newcomer" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import planner", {"flask", "numpy", "ortools", "pandas", "pandera", "rich"}),
        ("import web.cli", {"flask", "numpy", "ortools", "pandas", "pandera", "rich"}),
        ("import solver.stays.problem", {"numpy", "ortools", "pandas"}),
    ],
)
def test_light_import_leaves_heavy_libraries_alone(statement: str, heavy: set[str]) -> None:
    assert modules_after(statement) & heavy == set()
