"""``harbourplan serve`` as a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.services.installation import Installation
from tests.installation import install

SECONDS = 60


def is_there(process_id: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
def test_worker_ends_with_the_site_when_the_system_ends_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store = Installation.at(data).open()
    install(store)
    store.close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "web.cli", "serve", "--data", data, "--port", str(port))
    served = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert served.stderr is not None
    try:
        found = None
        while not found:
            line = served.stderr.readline()
            assert line, "the site ended before its worker began"
            found = re.search(r"worker \S*?-(\d+)-\w+ waits for runs", line)
        worker = int(found[1])
        assert is_there(worker)
        served.send_signal(signal.SIGTERM)
        served.wait(SECONDS)
    finally:
        served.kill()
        served.wait()
        served.stderr.close()
    ends = time.monotonic() + SECONDS
    while is_there(worker) and time.monotonic() < ends:
        time.sleep(0.1)
    left_behind = is_there(worker)
    if left_behind:
        os.kill(worker, signal.SIGKILL)
    assert (left_behind, served.returncode) == (False, 0)
