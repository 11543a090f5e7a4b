"""Programme folders for tests: a copy of a sample, changed in one place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.tables.programme import read_programme

SAMPLES = Path(__file__).parents[3] / "sample_data"
Change = Callable[[Path], None]


def sample_copy(tmp_path: Path, name: str = "safexst") -> Path:
    folder = tmp_path / name
    shutil.copytree(SAMPLES / name, folder)
    return folder


def swap(file: str, old: str, new: str) -> Change:
    """Replace the first occurrence of a text."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def append(file: str, content: bytes | str) -> Change:
    """Add bytes at the end of a file."""

    def change(folder: Path) -> None:
        more = content if isinstance(content, bytes) else content.encode()
        (folder / file).write_bytes((folder / file).read_bytes() + more)

    return change


def write(file: str, content: bytes | str) -> Change:
    """Replace a whole file."""

    def change(folder: Path) -> None:
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def recode(file: str, encoding: str) -> Change:
    """Store a file in another encoding."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_bytes(text.encode(encoding))

    return change


def remove(file: str) -> Change:
    return lambda folder: (folder / file).unlink()


def all_of(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_programme(folder)
    return [str(problem) for problem in caught.value.problems]
