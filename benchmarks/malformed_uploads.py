"""Damaged calendars sent to the page that reads absences: python -m benchmarks.malformed_uploads.

The files are those of benchmarks.malformed_calendars, through the real route of the site over a
sample: no answer may be an error of ours, show a traceback or take long.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from flask.testing import FlaskClient

from benchmarks.command import Tally
from benchmarks.malformed_calendars import damaged_files, heaviest_files
from planner.services.desk import Role
from tests.web_site import STAFF, client_of, site_over

FILES, MOST_SECONDS = 10_000, 2.0
_ADDRESS = "/me/absences/import"
_TYPE = "multipart/form-data; boundary=between-the-fields"
_FORM = (
    b'--between-the-fields\r\nContent-Disposition: form-data; name="staff"\r\n\r\n'
    + STAFF.encode()
    + b'\r\n--between-the-fields\r\nContent-Disposition: form-data; name="file";'
    b' filename="absences.ics"\r\nContent-Type: text/calendar\r\n\r\n%b'
    b"\r\n--between-the-fields--\r\n"
)
_ACCEPTED = {"200", "422"}


def verdict_of(client: FlaskClient, content: bytes) -> tuple[str, float]:
    """The status of the answer, or what is wrong with it, and the seconds of the processor."""
    begin = process_time()
    answer = client.post(_ADDRESS, data=_FORM % content, content_type=_TYPE)
    seconds = process_time() - begin
    verdict = str(answer.status_code)
    if "Traceback" in answer.text:
        verdict = "traceback"
    elif answer.status_code == 422 and 'role="alert"' not in answer.text:
        verdict = "refused without a word"
    return verdict, seconds


def malformed_uploads(tally: Tally, number: int, seed: int = 1) -> None:
    """Note whether every upload was answered well, and how long the slowest took."""
    with tempfile.TemporaryDirectory() as folder, site_over(Path(folder) / "data") as site:
        client = client_of(site, Role.STAFF)
        outcomes = [verdict_of(client, content) for content in damaged_files(number, seed)]
        heavy = [(name, *verdict_of(client, content)) for name, content in heaviest_files()]
    counts = Counter(verdict for verdict, _ in outcomes)
    slowest = max(seconds for _, seconds in outcomes)
    listing = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    tally.note(f"{number} damaged uploads: {listing}", set(counts) <= _ACCEPTED)
    text = f"slowest of them {slowest:.3f} s, at most {MOST_SECONDS} s"
    tally.note_time(text, slowest < MOST_SECONDS)
    for name, verdict, seconds in heavy:
        is_good = verdict in _ACCEPTED and seconds < MOST_SECONDS
        tally.note(f"{name}: {verdict}, {seconds:.2f} s", is_good)


def main(arguments: Sequence[str] | None = None) -> int:
    """Send so many damaged files; 1 where an answer is wrong or takes too long."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.malformed_uploads", description=__doc__
    )
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    tally = Tally()
    malformed_uploads(tally, options.files, options.seed)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
