from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.calendars.absences import Upload, read_absences
from planner.domain.clock import DateRange
from planner.domain.errors import InputError
from planner.domain.staffing import Absence
from tests.planner.calendars.building import OTTAWA, PENTICTON

ALL_DAY = "DTSTART;VALUE=DATE:20270301"
START, WHOLE = "DTSTART:20270301T090000", "DTSTART:20270301T090000\r\nDTEND:20270301T100000"
YEAR = DateRange(date(2027, 1, 1), date(2028, 1, 1))


def calendar(*events: str) -> bytes:
    """A file with events of these lines, as a phone writes it."""
    parts = "".join(f"BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n" for lines in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{parts}END:VCALENDAR\r\n"
    return text.encode()


def times(*events: str, zone: ZoneInfo = PENTICTON, window: DateRange = YEAR) -> list[str]:
    """The absences of a file, as ``start/end``."""
    upload = Upload("leave.ics", calendar(*events), "S01")
    found = read_absences(upload, zone, window)
    return [f"{row.start:%Y-%m-%dT%H:%M}/{row.end:%Y-%m-%dT%H:%M}" for row in found]


def problems(content: bytes) -> list[str]:
    """What is wrong with a file."""
    with pytest.raises(InputError) as error:
        read_absences(Upload("leave.ics", content, "S01"), PENTICTON, YEAR)
    return [str(problem) for problem in error.value.problems]


def lines(*texts: str) -> str:
    return "\r\n".join(texts)


def test_absence_holds_the_times_and_nothing_of_the_text() -> None:
    event = lines(
        "UID:1",
        "SUMMARY:Dentist",
        "DESCRIPTION:with Dr. Kestrel",
        "DTSTART:20270301T093000",
        "DTEND:20270301T110000",
    )
    upload = Upload("leave.ics", calendar(event), "S01", "other")
    start, end = datetime(2027, 3, 1, 9, 30), datetime(2027, 3, 1, 11)
    assert read_absences(upload, PENTICTON, YEAR) == (Absence("S01", start, end, "other"),)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("DTSTART:20270301T093000", "DTEND:20270301T110000", "03-01T09:30/2027-03-01T11:00"),
        ("DTSTART:20270301T173000Z", "DTEND:20270301T190000Z", "03-01T10:30/2027-03-01T12:00"),
        (
            "DTSTART;TZID=America/Toronto:20270301T093000",
            "DTEND;TZID=America/Toronto:20270301T110000",
            "03-01T07:30/2027-03-01T09:00",
        ),
        (
            "DTSTART;TZID=Eastern Standard Time:20270701T093000",
            "DURATION:PT90M",
            "07-01T06:30/2027-07-01T08:00",
        ),
        (
            'DTSTART;TZID="/example.org/America/Toronto":20270701T093000',
            "DURATION:PT1H30M",
            "07-01T06:30/2027-07-01T08:00",
        ),
        (
            "DTSTART;VALUE=DATE:20270301",
            "DTEND;VALUE=DATE:20270303",
            "03-01T00:00/2027-03-03T00:00",
        ),
        ("DTSTART;VALUE=DATE:20270301", "SUMMARY:x", "03-01T00:00/2027-03-02T00:00"),
        (
            "DTSTART;VALUE=DATE:20270301",
            "DTEND;VALUE=DATE:20270301",
            "03-01T00:00/2027-03-02T00:00",
        ),
        ("DTSTART;VALUE=DATE:20270301", "DURATION:P1W", "03-01T00:00/2027-03-08T00:00"),
        ("dtstart:20270301T093000", "dtend:20270301T110000", "03-01T09:30/2027-03-01T11:00"),
    ],
)
def test_every_way_to_write_a_time_is_read(start: str, end: str, expected: str) -> None:
    assert times(lines(start, end)) == [f"2027-{expected}"]


def test_times_are_rounded_outwards_to_quarter_hours() -> None:
    event = lines("DTSTART:20270301T091459", "DTEND:20270301T100001")
    assert times(event) == ["2027-03-01T09:00/2027-03-01T10:15"]
    assert times(lines("DTSTART:20270301T235959", "DURATION:PT1S")) == [
        "2027-03-01T23:45/2027-03-02T00:00"
    ]


def test_absence_over_the_missing_hour_keeps_its_wall_clock_times() -> None:
    event = lines("DTSTART:20270314T053000Z", "DTEND:20270314T120000Z")
    assert times(event, zone=OTTAWA) == ["2027-03-14T00:30/2027-03-14T08:00"]
    assert times(event, zone=PENTICTON) == ["2027-03-13T22:30/2027-03-14T05:00"]


def test_absence_within_the_repeated_hour_covers_all_of_it() -> None:
    event = lines("DTSTART:20271107T053000Z", "DTEND:20271107T061500Z")
    assert times(event, zone=OTTAWA) == ["2027-11-07T01:30/2027-11-07T02:00"]
    second = lines("DTSTART:20271107T061500Z", "DTEND:20271107T063000Z")
    assert times(second, zone=OTTAWA) == ["2027-11-07T01:15/2027-11-07T02:00"]


def test_cancelled_events_and_other_parts_are_passed_over() -> None:
    cancelled = lines(START, "DTEND:20270301T100000", "STATUS:CANCELLED")
    alarm = lines(
        "DTSTART:20270302T090000",
        "DTEND:20270302T100000",
        "BEGIN:VALARM",
        "DURATION:nonsense",
        "DTSTART:nonsense",
        "END:VALARM",
    )
    assert times(cancelled, alarm) == ["2027-03-02T09:00/2027-03-02T10:00"]


def test_same_absence_twice_counts_once() -> None:
    event = lines(START, "DTEND:20270301T100000")
    assert len(times(event, event)) == 1


def test_only_what_touches_the_window_is_taken_and_that_whole() -> None:
    window = DateRange(date(2027, 3, 2), date(2027, 3, 3))
    days = [
        lines(f"DTSTART:{start}", f"DTEND:{end}")
        for start, end in (
            ("20270301T080000", "20270302T000000"),
            ("20270301T080000", "20270302T001500"),
            ("20270302T234500", "20270303T080000"),
            ("20270303T000000", "20270303T080000"),
        )
    ]
    assert times(*days, window=window) == [
        "2027-03-01T08:00/2027-03-02T00:15",
        "2027-03-02T23:45/2027-03-03T08:00",
    ]


def test_folded_lines_and_bare_line_feeds_and_a_mark_are_read() -> None:
    text = calendar(
        lines("SUM", " MARY:long", "DTSTART:202703", " 01T0900", "\t00", "DURATION:PT1H")
    )
    for content in (text, text.replace(b"\r\n", b"\n"), b"\xef\xbb\xbf" + text):
        (row,) = read_absences(Upload("leave.ics", content, "S01"), PENTICTON, YEAR)
        assert (row.start, row.end) == (datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 10))


def test_calendar_without_events_holds_no_absence() -> None:
    assert times() == []


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("UID:1", "leave.ics:3:DTSTART: the event has no start"),
        (START, "leave.ics:4:DTSTART: the event has no end"),
        ("DTSTART:soon", "leave.ics:4:DTSTART: the value cannot be read"),
        ("DTSTART:20270231", "leave.ics:4:DTSTART: the value cannot be read"),
        ("DTSTART:00010101T000000Z", "leave.ics:4:DTSTART: the year lies outside 1970 to 2199"),
        ("DTSTART:99991231", "leave.ics:4:DTSTART: the year lies outside"),
        ("DTSTART;TZID=Nowhere:20270301T090000", "leave.ics:4:DTSTART: the time zone of TZID"),
        ("DTSTART;TZID=../../UTC:20270301T090000", None),
        ("DTSTART;TZID=America:20270301T090000", "leave.ics:4:DTSTART: the time zone of TZID"),
        ("DTSTART:20270301,20270302", "leave.ics:4:DTSTART: there are several moments here"),
        (
            f"{WHOLE}\r\nDTEND:20270301T110000",
            "leave.ics:6:DTEND: the event has this property twice",
        ),
        (f"{WHOLE}\r\nDURATION:PT1H", "leave.ics:5:DTEND: the event has an end and a length"),
        (f"{START}\r\nDURATION:1 hour", "leave.ics:5:DURATION: the value cannot"),
        (f"{START}\r\nDURATION:-PT1H", "leave.ics:5:DURATION: this length is not"),
        (f"{START}\r\nDURATION:P9999W", "leave.ics:5:DURATION: this length is not"),
        (
            "DTSTART:20270301T090000\r\nDTEND:20270301T090000",
            "leave.ics:5:DTEND: the event does not",
        ),
        (
            "DTSTART:20270301T090000\r\nDTEND:20400301T090000",
            "leave.ics:5:DTEND: the event does not",
        ),
        (f"{START}\r\nDTEND:20270302", "leave.ics:5:DTEND: a date and a time are"),
        (f"{WHOLE}\r\nRDATE:20270401T090000", "leave.ics:6:RDATE: this repetition is not read"),
        (f"{WHOLE}\r\nEXDATE:never", "leave.ics:6:EXDATE: the value cannot be read"),
        (f"{WHOLE}\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270401", "leave.ics:6:RECURRENCE-ID: a"),
        (f"{WHOLE}\r\nRECURRENCE-ID:x", "leave.ics:6:RECURRENCE-ID: the value cannot be read"),
        (f"{WHOLE}\r\nno property", "leave.ics:6:: the line is no property"),
        (f"{WHOLE}\r\nDTSTAMP;:\x00", None),
        (f"{WHOLE}\r\nRRULE:{'FREQ=DAILY;' * 2000}", "leave.ics:6:RRULE: the line is too long"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(event: str, expected: str | None) -> None:
    if expected is None:
        assert len(times(event if "DTEND" in event else f"{event}\r\nDURATION:PT1H")) == 1
    else:
        (problem,) = problems(calendar(event))
        assert problem.startswith(expected)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "leave.ics:1:BEGIN: this is no calendar"),
        (b"PK\x03\x04\x00\x00", "leave.ics:1:BEGIN: this is no calendar"),
        (b"participant,bed\nP101,B1\n", "leave.ics:1:BEGIN: this is no calendar"),
        (b"BEGIN:VCALENDAR\r\n\xff\r\n", "leave.ics:2:: the line is not UTF-8"),
        (b"BEGIN:VCALENDAR\r\n", "leave.ics::END: the file ends too early: parts lack an END"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "leave.ics:2:END: this is not the end"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nX:1\r\n", "leave.ics:3:BEGIN: the file does not"),
        (b"BEGIN:VCALENDAR\r\n" * 20, "leave.ics:9:BEGIN: the part lies inside another one"),
        (
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nBEGIN:VEVENT\r\n",
            "leave.ics:3:BEGIN: the part lies inside another one",
        ),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nBEGIN:VEVENT\r\n", "leave.ics:3:BEGIN: a calendar"),
        (b"x" * 1_000_001, "leave.ics::: the file is too large; accepted: up to 1 MB"),
    ],
)
def test_file_that_is_no_calendar_is_refused(content: bytes, expected: str) -> None:
    (problem,) = problems(content)
    assert problem.startswith(expected)


def test_all_problems_come_at_once_and_nothing_is_taken() -> None:
    found = problems(calendar(WHOLE, "DTSTART:x", WHOLE, "UID:2"))
    assert [problem.split(": ")[0] for problem in found] == [
        "leave.ics:8:DTSTART",
        "leave.ics:14:DTSTART",
    ]


def test_no_problem_repeats_what_stands_in_the_file() -> None:
    found = problems(calendar("DTSTART;TZID=Kestrel:Kestrel", "DTSTART:Kestrel", "Kestrel"))
    assert found
    assert "Kestrel" not in "".join(found)


def test_too_many_problems_are_as_good_as_all() -> None:
    assert len(problems(calendar(*["DTSTART:x"] * 500))) == 100


def test_too_many_events_are_refused() -> None:
    (problem,) = problems(calendar(*["UID:1"] * 5001))
    assert problem == "leave.ics:15003:BEGIN: the file holds too many events; accepted: 5000"


def test_window_must_have_an_end() -> None:
    with pytest.raises(ValueError, match="end"):
        read_absences(Upload("x", b"", "S01"), PENTICTON, DateRange(date(2027, 1, 1), None))
