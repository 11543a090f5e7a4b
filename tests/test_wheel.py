"""The built distributions are complete, and the wheel works in an empty environment."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NPM_FILES = {f"web/{name}" for name in ("package.json", "package-lock.json", ".npmrc")}
PIP = ("-m", "pip", "--disable-pip-version-check")

pytestmark = pytest.mark.slow


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in ``folder``; what it prints, or an error that shows all of it."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=folder, env=quiet, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path) -> Path:
    """The executables of an empty environment into which the wheel has been installed."""
    environment = built / "environment"
    venv.create(environment)
    executables = environment / "bin"
    wheel = next(built.glob("*.whl"))
    locked = ROOT / "requirements" / "run.txt"
    install = (sys.executable, *PIP, "--python", executables / "python", "install", "--quiet")
    run(*install, "--require-hashes", "--requirement", locked, folder=built)
    run(*install, "--no-deps", "--no-index", wheel, folder=built)
    return executables


def files_of(*folders: str) -> Iterator[Path]:
    """Every source file below some folders of the repository."""
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not {"__pycache__", "node_modules", ".ready"} & {*path.parts}:
                yield path.relative_to(ROOT)


def test_wheel_holds_packages_templates_and_samples(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    wanted = {path.as_posix() for path in files_of("planner", "solver", "web")}
    wanted |= {f"web/{path.as_posix()}" for path in files_of("templates")}
    wanted |= {f"planner/{path.as_posix()}" for path in files_of("sample_data")}
    assert held == wanted - NPM_FILES
    assert {"web/static/vendor/htmx.min.js", "web/translations/fr/LC_MESSAGES/reasons.mo"} <= held


def test_source_distribution_holds_what_the_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as source:
        held = {name.split("/", 1)[1] for name in source.getnames()}
    folders = ("planner", "solver", "web", "templates", "sample_data", "tests", "requirements")
    wanted = {path.as_posix() for path in files_of(*folders, "benchmarks", "docs", ".ci")}
    assert wanted - held == set()
    assert {"pyproject.toml", "Makefile", "README.md", "LICENSE", "CHANGELOG.md"} - held == set()


def test_installed_command_lists_what_it_can_do(installed: Path, tmp_path: Path) -> None:
    text = run(installed / "harbourplan", "--help", folder=tmp_path)
    assert [word for word in ("plan", "check", "explain", "new") if word not in text] == []


def test_installed_site_serves_pages_and_what_they_load(installed: Path, tmp_path: Path) -> None:
    data, sample = tmp_path / "data", ROOT / "sample_data" / "safexst"
    demo = ("demo", "--data", data, "--programme", sample, "--today", "2027-02-08")
    assert "demo-coordinator" in run(installed / "harbourplan", *demo, folder=tmp_path)
    ask = (
        "import datetime as dt, sys; from pathlib import Path; from web.app import create_app\n"
        "from planner.services.installation import Installation\n"
        "from web.settings import WebSettings\n"
        "store = Installation.at(Path(sys.argv[1])).open()\n"
        "app = create_app(WebSettings(store, lambda: dt.datetime.now(dt.UTC)))\n"
        "paths = ('/sign-in', '/static/vendor/htmx.min.js', '/static/app.css')\n"
        "print([app.test_client().get(path).status_code for path in paths])\n"
        "french = {'Accept-Language': 'fr'}\n"
        "print('Mot de passe' in app.test_client().get('/sign-in', headers=french).text)"
    )
    told = run(installed / "python", "-c", ask, data, folder=tmp_path)
    assert told.split("\n")[:2] == ["[200, 200, 200]", "True"]


def test_installed_command_plans_an_installed_sample(installed: Path, tmp_path: Path) -> None:
    find = "from importlib.resources import files; print(files('planner') / 'sample_data')"
    samples = Path(run(installed / "python", "-c", find, folder=tmp_path).strip())
    assert samples.is_relative_to(installed.parent)
    sample, out = samples / "safexst", tmp_path / "plan"
    options = ("--out", out, "--time-limit", "40")
    run(installed / "harbourplan", "plan", sample, *options, folder=tmp_path)
    assert (out / "roster.csv").is_file()
    run(installed / "harbourplan", "check", sample, out, folder=tmp_path)
