"""What the repository holds as a whole: its top level, its text files, its locks, its links."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from planner.tables.programme import read_programme

ROOT = Path(__file__).parents[1]
TOP_LEVEL = {
    *("pyproject.toml", "planner", "solver", "web", "templates", "tests", "sample_data"),
    *("README.md", "docs", "benchmarks", "requirements", "Makefile", "CHANGELOG.md"),
    *("CONTRIBUTING.md", "LICENSE", ".ci", ".gitignore", ".gitattributes"),
}
NOT_SOURCE = {".git", ".venv", "__pycache__", "build", "dist", "out", "PKG-INFO"} | {
    *("node_modules", ".venv-clients", "vendor"),
}
LOCKS = ("run", "dev", "bench")
HASHED = (*LOCKS, "clients")
SAMPLES = ("safexst", "alluriarniq", "small/two_houses", "small/weekend_cohort")
TABLES = {
    *("absences", "activities", "assignments", "availability", "bed_closures", "beds"),
    *("conflicts", "enrolments", "participants", "referrals", "requests", "rooms", "roster"),
    *("sessions", "shifts", "staff", "stays", "vehicles"),
}
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|yarnpkg[.]com"
    r"|https?://\S+/simple\b|--(?:extra-)?index[-]url|--find[-]links"
)
ABSOLUTE_PATH = re.compile(
    r"(?<![\w.~*>)\]])/(?:home|mnt|opt|private|root|tmp|Users|work|workspace)/\w"
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@cache
def in_git() -> bool:
    """Whether this tree is the work tree of a git repository of its own."""
    return (ROOT / ".git").exists()


@cache
def source_files() -> tuple[Path, ...]:
    """Every file that is in the repository, or will be once it is added."""
    if not in_git():
        return tuple(walk(ROOT))
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def walk(folder: Path) -> Iterator[Path]:
    """The files of an unpacked source distribution, caches left out."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_SOURCE or path.name.endswith(("cache", ".egg-info")):
            continue
        if path.is_dir():
            yield from walk(path)
        else:
            yield path


def texts() -> Iterator[tuple[str, bytes]]:
    """The name and content of every text file."""
    for path in source_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield str(path.relative_to(ROOT)), content


def locked(name: str) -> dict[str, tuple[Version, str]]:
    """The version of each package in a requirements file, and the lines that belong to it."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\w)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    pins = {}
    for block in blocks:
        pin = re.match(r"([\w.-]+)==([^\s;\\]+)", block)
        assert pin, f"requirements/{name}.txt: {block.splitlines()[0]} has no exact version"
        pins[pin[1]] = (Version(pin[2]), block)
    return pins


def test_top_level_is_exactly_what_was_agreed() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in source_files()}
    if in_git():
        assert found == TOP_LEVEL
    else:
        assert found <= TOP_LEVEL


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        (REGISTRY, "the address of a package registry"),
        (ABSOLUTE_PATH, "a path that exists on one machine only"),
    ],
    ids=["registry", "path"],
)
def test_no_file_names_a_place_of_its_maker(pattern: re.Pattern[str], what: str) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, content in texts()
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == [], f"no file may name {what}"


@pytest.mark.parametrize(
    "line",
    [
        "https://files.pythonhosted" + ".org/packages/x",
        "--index" + "-url https://registry.example",
        "http://localhost:3141/mirror" + "/simple",
        "https://registry.npmjs" + ".org/htmx",
    ],
    ids=["host", "option", "mirror", "npm"],
)
def test_address_of_a_registry_is_recognized(line: str) -> None:
    assert REGISTRY.search(line)


@pytest.mark.parametrize(
    "line", ["cd /home" + "/me/plan", 'Path("/work' + '/main")'], ids=["shell", "python"]
)
def test_path_of_one_machine_is_recognized(line: str) -> None:
    assert ABSOLUTE_PATH.search(line)


def test_every_text_file_has_unix_line_ends() -> None:
    assert [name for name, content in texts() if b"\r\n" in content] == []


@pytest.mark.parametrize("name", HASHED)
def test_every_pinned_package_has_hashes(name: str) -> None:
    pins = locked(name)
    assert [pin for pin, (_, lines) in pins.items() if "--hash=sha256:" not in lines] == []
    assert len(pins) > 10


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_the_project_asks_for(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {"run": (), "dev": ("dev",), "bench": ("dev", "bench")}[name]
    wanted = [*project["project"]["dependencies"]]
    for group in groups:
        wanted += project["dependency-groups"][group]
    pins = locked(name)
    for requirement in map(Requirement, wanted):
        version, _ = pins[requirement.name]
        assert version in requirement.specifier, f"{requirement}: run make lock"


@pytest.mark.parametrize(("smaller", "larger"), [("run", "dev"), ("dev", "bench")])
def test_locks_agree_on_versions(smaller: str, larger: str) -> None:
    larger_pins = locked(larger)
    assert {name: larger_pins[name][0] for name in locked(smaller)} == {
        name: version for name, (version, _) in locked(smaller).items()
    }


@pytest.mark.parametrize("name", ["safexst", "alluriarniq"])
def test_sample_has_every_table_of_the_contract(name: str) -> None:
    found = {path.name for path in (ROOT / "sample_data" / name).iterdir()}
    assert found == {"programme.toml", *(f"{table}.csv" for table in TABLES)}


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_loads_without_a_warning(name: str) -> None:
    assert read_programme(ROOT / "sample_data" / name).warnings == ()


def test_every_link_to_a_file_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in source_files()
        if page.suffix == ".md"
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:|#", target) and not (page.parent / target.split("#")[0]).exists()
    ]
    assert broken == []


def test_continuous_integration_script_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
