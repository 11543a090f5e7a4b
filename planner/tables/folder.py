"""Writing a folder whole or not at all: built beside its place, then swapped in by one rename."""

import ctypes
import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.domain.sentences import told

_LEFTOVER = re.compile(r"\.(?P<pid>[0-9]+)\.[0-9a-f]{8}\.(?P<kind>new|old)")
_CURRENT_FOLDER, _EXCHANGE = -100, 2
_NOT_SUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


class FolderError(PlannerError):
    """A folder cannot be written where it was asked for."""


def replace_folder(
    out: Path, files: Iterable[tuple[str, bytes]], may_replace: Callable[[Path], bool]
) -> None:
    """Write the named files as the folder ``out``; an earlier one is there until the last moment.

    A name may hold one folder, as in ``calendars/house.ics``.

    Raises:
        FolderError: ``out`` may not be replaced, or the system refuses to write it.
    """
    try:
        place = _real_place(out)
        _refuse_foreign(out, place, may_replace)
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(place)
        _swap_in(place, files)
    except OSError as fault:
        raise FolderError(
            told(
                "{out} cannot be written ({fault}); nothing has been changed. Give a folder"
                " that you may write to and that is not a disk of its own.",
                out=str(out),
                fault=str(fault.strerror),
            )
        ) from None


def refuse_foreign_folder(out: Path, may_replace: Callable[[Path], bool]) -> None:
    """Say before any work is done that ``out`` cannot be written; nothing is changed.

    Raises:
        FolderError: ``out`` may not be replaced, or cannot be looked at.
    """
    try:
        _refuse_foreign(out, _real_place(out), may_replace)
    except OSError as fault:
        raise FolderError(
            told("{out} cannot be read ({fault}).", out=str(out), fault=str(fault.strerror))
        ) from None


def _real_place(out: Path) -> Path:
    try:
        return out.resolve()
    except (RuntimeError, ValueError):
        raise FolderError(
            told(
                "{out} leads in a circle or is not a name; give the name of a folder.",
                out=f"{str(out)!r}",
            )
        ) from None


def _refuse_foreign(out: Path, place: Path, may_replace: Callable[[Path], bool]) -> None:
    if not place.name:
        raise FolderError(
            told("{out} is a whole disk; give the name of a folder on it.", out=str(out))
        )
    if place.exists() and not place.is_dir():
        raise FolderError(told("{out} is a file; give the name of a folder.", out=str(out)))
    if place.is_dir() and any(place.iterdir()) and not may_replace(place):
        raise FolderError(
            told(
                "{out} holds other files than an earlier run leaves there; nothing has been"
                " changed. Give an empty folder or a new name.",
                out=str(out),
            )
        )


def _swap_in(place: Path, files: Iterable[tuple[str, bytes]]) -> None:
    fresh = _beside(place, "new")
    try:
        fresh.mkdir()
        for name, content in files:
            (fresh / name).parent.mkdir(exist_ok=True)
            _write_through(fresh / name, content)
        for folder in (*filter(Path.is_dir, fresh.iterdir()), fresh):
            _flush_folder(folder)
        if not place.exists():
            fresh.rename(place)
        elif not _exchange(fresh, place):
            swap_by_two_renames(fresh, place)
        _flush_folder(place.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _beside(place: Path, kind: str) -> Path:
    return place.with_name(f".{place.name}.{os.getpid()}.{secrets.token_hex(4)}.{kind}")


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(fresh: Path, place: Path) -> bool:
    """Swap two folders in one step; False where the system knows no such step."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(fresh), os.fsencode(place)
    if rename(_CURRENT_FOLDER, names[0], _CURRENT_FOLDER, names[1], _EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _NOT_SUPPORTED:
        return False
    raise OSError(fault, os.strerror(fault))


def swap_by_two_renames(fresh: Path, place: Path) -> None:
    """The next best to an exchange: a crash between the two is mended by the next run."""
    old = _beside(place, "old")
    place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _clear_leftovers(place: Path) -> None:
    """Remove what runs that ended in a crash left beside ``place``, or put it back."""
    for path in sorted(place.parent.glob(".*")):
        if not path.name.startswith(f".{place.name}."):
            continue
        match = _LEFTOVER.fullmatch(path.name[len(place.name) + 1 :])
        if match is None or _is_running(int(match["pid"])):
            continue
        if match["kind"] == "old" and not place.exists():
            path.rename(place)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
