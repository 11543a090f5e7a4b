"""kill -9 amid changes and searches: python -m benchmarks.kills [writer | worker]."""

import argparse
from collections.abc import Sequence

from benchmarks.command import Tally
from benchmarks.kill_worker import cancel_in_time, kill_workers
from benchmarks.kill_writer import kill_writers


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill and count; 1 where something was lost, half done or done twice."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("of", nargs="?", choices=("writer", "worker"), help="only these")
    options = parser.parse_args(arguments)
    tally = Tally()
    if options.of != "worker":
        kill_writers(tally)
    if options.of != "writer":
        kill_workers(tally)
        cancel_in_time(tally)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
