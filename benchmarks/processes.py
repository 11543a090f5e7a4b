"""What runs below a process, and when it has gone (Linux, /proc)."""

import time
from pathlib import Path

_PROC = Path("/proc")


def children_of(parent: int) -> list[int]:
    """The processes that this one has started and that live."""
    pids = [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if _state_and_parent(pid)[1:] == (str(parent),)]


def seconds_until_gone(pids: list[int], at_most: float) -> float | None:
    """How long these processes go on; None where one of them outlives the limit."""
    began = time.monotonic()
    while any(_state_and_parent(pid)[0] not in ("", "Z") for pid in pids):
        if time.monotonic() - began > at_most:
            return None
        time.sleep(0.01)
    return time.monotonic() - began


def _state_and_parent(pid: int) -> tuple[str, str]:
    """State and parent as proc(5) tells them after the name in brackets; empty where it is gone."""
    try:
        state, parent, *_ = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "", ""
    return state, parent
