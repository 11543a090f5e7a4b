"""The console script."""

import os
import sys
import threading


def main() -> int:
    """Run the command line; returns the exit status."""
    from planner.cli.main import main as run  # here, so that importing web stays light

    return _leave(run())


def _leave(status: int) -> int:
    """End at once where a search that was stopped still computes in a thread.

    Such a thread cannot be ended from Python, and the interpreter would crash on its way out.
    """
    if any(thread.daemon for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status
