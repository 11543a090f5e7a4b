"""Calendars that no program would write, handed in: python -m benchmarks.malformed_calendars.

Good files are damaged at random, the same for the same seed. Each must be read or refused in
located sentences, and none may take long.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from time import process_time
from zoneinfo import ZoneInfo

from benchmarks.command import Tally
from planner.calendars.absences import Upload, read_absences
from planner.domain.clock import DateRange
from planner.domain.errors import InputError

FILES, MOST_SECONDS = 10_000, 2.0
_FILE = "absences.ics"
_WINDOW = DateRange(date(2027, 2, 1), date(2028, 8, 1))
_PROBLEM = re.compile(rf"{_FILE}:\d*:[A-Z-]*: [^\n]{{10,200}}")
_GOOD = (
    """BEGIN:VCALENDAR
PRODID:-//Example//Phone//EN
VERSION:2.0
BEGIN:VTIMEZONE
TZID:America/Toronto
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example
DTSTAMP:20270101T000000Z
DTSTART;TZID=America/Toronto:20270301T093000
DTEND;TZID=America/Toronto:20270301T110000
SUMMARY:Dentist\\, then home é ☕ ᐊᓪᓗ
RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20
EXDATE;TZID=America/Toronto:20270308T093000,20270310T093000
BEGIN:VALARM
TRIGGER:-PT15M
DURATION:PT5M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:1@example
RECURRENCE-ID;TZID=America/Toronto:20270315T093000
DTSTART:20270316T143000Z
DURATION:PT1H30M
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
""",
    """BEGIN:VCALENDAR
VERSION:2.0
X-WR-TIMEZONE:America/Vancouver
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20270701
DTEND;VALUE=DATE:20270715
SUMMARY:Away for a very long time\\, which is why this line is so long that it
  is folded in two
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;TZID="Pacific Standard Time":20270402T120000
DTEND;TZID="Pacific Standard Time":20270402T170000
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20270105T090000
DTEND:20270105T100000
RRULE:FREQ=DAILY;INTERVAL=3;UNTIL=20271231T000000Z;WKST=SU
END:VEVENT
END:VCALENDAR
""",
)
_NASTY = (
    *("\0", "\xff", "\r", "\n", "\n ", "\n\t", ":", ";", ",", "=", '"', "\\", "\u2028", "é", "Z"),
    *("RRULE:FREQ=SECONDLY\n", "RRULE:FREQ=DAILY\n", "RRULE:FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2\n"),
    *("RRULE:FREQ=WEEKLY;INTERVAL=99999999999\n", "RRULE:FREQ=DAILY;COUNT=99999999\n", "RRULE:\n"),
    *("BEGIN:VEVENT\n", "END:VEVENT\n", "BEGIN:VCALENDAR\n", "END:VCALENDAR\n", "BEGIN:\n", "END:"),
    *("DTSTART:00010101T000000Z\n", "DTSTART:99991231T235959\n", "DTEND:20270301\n", "DTSTART:\n"),
    *("DURATION:P99999999999999W\n", "DURATION:-PT1S\n", "DURATION:P\n", "TZID=../../etc/hosts"),
    *("TZID=America", ";VALUE=PERIOD", ";VALUE=DATE", "RDATE:20270301T090000/PT1H\n", "9" * 400),
    *("EXDATE:" + "20270301T090000," * 300 + "\n", "RECURRENCE-ID;RANGE=THISANDFUTURE:x\n"),
)


@dataclass(frozen=True)
class Outcome:
    """What became of one file: ``read``, ``refused``, or the name of an error that got through.

    The seconds are those of the processor, whatever else runs.
    """

    verdict: str
    seconds: float


def damaged_files(number: int, seed: int) -> Iterator[bytes]:
    """So many files, each a good one with one to eight wounds."""
    rng = random.Random(seed)
    for _ in range(number):
        content = rng.choice(_GOOD).replace("\n", rng.choice(("\n", "\r\n"))).encode()
        for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
            content = _wounded(content, rng)
        yield content


def outcome_of(content: bytes) -> Outcome:
    """Read one file as a staff member's absences."""
    upload, begin = Upload(_FILE, content, "S01"), process_time()
    try:
        read_absences(upload, ZoneInfo("America/Toronto"), _WINDOW)
        verdict = "read"
    except InputError as faults:
        located = all(_PROBLEM.fullmatch(str(problem)) for problem in faults.problems)
        verdict = "refused" if faults.problems and located else "refused without a place"
    except Exception as fault:
        verdict = type(fault).__name__
    return Outcome(verdict, process_time() - begin)


def heaviest_files() -> Iterator[tuple[str, bytes]]:
    """Files as large as are accepted, each heavy in its own way."""
    start = "DTSTART;TZID=America/Toronto:20270105T090000\r\nDURATION:PT1H"
    zones = "DTSTART;TZID=Pacific Standard Time:20270105T090000\r\nDURATION:PT1H"
    yield "many events", _calendar([zones] * 5_000)
    yield "many repetitions", _calendar([f"{start}\r\nRRULE:FREQ=DAILY"] * 35)
    left_out = ",".join(["20270301T090000"] * 1_200)
    yield "many days left out", _calendar([f"{start}\r\nEXDATE:{left_out}"] * 50)
    yield "far away", _calendar([f"{start}\r\nRRULE:FREQ=DAILY".replace("2027", "1970")] * 34)
    yield "one long line", _calendar(["SUMMARY:" + "x" * 990_000])
    yield "many folds", _calendar(["SUMMARY:x" + "\r\n x" * 247_000])
    yield "many bad lines", _calendar(["x\r\n" * 330_000])
    yield "many quotes", _calendar(['DTSTART;TZID="' + '";X="' * 3_000 + ":1"] * 39)


def _calendar(events: Sequence[str]) -> bytes:
    parts = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\n{parts}END:VCALENDAR\r\n".encode()


def _wounded(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    end = min(len(content), at + rng.choice((1, 1, 2, 5, 20, 100)))
    match rng.randrange(6):
        case 0:
            return content[:at] + content[end:]
        case 1:
            return content[:at] + bytes(rng.randrange(256) for _ in range(end - at)) + content[end:]
        case 2:
            return content[:at] + content[at:end] * rng.choice((2, 3, 50)) + content[end:]
        case 3:
            return content[:at]
        case 4:
            lines = content.split(b"\n")
            one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            return b"\n".join(lines)
        case _:
            nasty = rng.choice(_NASTY)
            return content[:at] + nasty.encode(rng.choice(("utf-8", "utf-16"))) + content[at:]


def malformed_calendars(tally: Tally, number: int, seed: int = 1) -> None:
    """Note whether every file was read or refused, and how long the slowest took."""
    outcomes = [outcome_of(content) for content in damaged_files(number, seed)]
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    slowest = max(outcome.seconds for outcome in outcomes)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    tally.note(f"{number} damaged calendars: {counts}", set(verdicts) <= {"read", "refused"})
    text = f"slowest of them {slowest:.3f} s, at most {MOST_SECONDS} s"
    tally.note_time(text, slowest < MOST_SECONDS)
    for name, content in heaviest_files():
        outcome = outcome_of(content)
        text = f"{name}, {len(content) / 1e6:.1f} MB: {outcome.verdict}"
        tally.note(text, outcome.verdict in ("read", "refused"))
        tally.note_time(f"{text}, {outcome.seconds:.2f} s", outcome.seconds < MOST_SECONDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read so many damaged files; 1 where one of them gets through or takes too long."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.malformed_calendars", description=__doc__
    )
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    tally = Tally()
    malformed_calendars(tally, options.files, options.seed)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
