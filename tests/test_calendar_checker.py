"""The checker of feeds passes a good one and notices every kind of fault."""

import pytest

from tests.calendar_checker import faults_of
from tests.planner.calendars.building import OTTAWA, arrivals, entries, entry, feed, session, shift

GOOD = feed(
    [
        *entries(shift("2027-03-13 23:30"), session("2027-11-07 10:00"), arrivals("2027-04-01", 2)),
        entry(session("2027-05-03 10:00", names=("P101", "ONE1")), 9, sequence=2),
        entry(shift("2027-06-01 08:00"), 8, sequence=1, is_cancelled=True),
    ],
    OTTAWA,
)
UID = "UID:" + "0" * 31
START = "DTSTART;TZID=America/Toronto:20270313T233000"
END = "DTEND;TZID=America/Toronto:20270314T073000"
SUMMER = "DTSTART:20270314T020000"
REFRESH = "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
BROKEN = {
    "byte-order mark": ("BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR", "bom"),
    "bare line feed": ("VERSION:2.0\r\n", "VERSION:2.0\n", "line end"),
    "bare carriage return": ("VERSION:2.0\r\n", "VERSION:2.0\r", "line end"),
    "blank line": ("VERSION:2.0\r\n", "VERSION:2.0\r\n\r\n", "blank line"),
    "long line": ("SUMMARY:Shift", "SUMMARY:Shift" + "x" * 80, "long line"),
    "control character": ("SUMMARY:Shift", "SUMMARY:Sh\x07ift", "control character"),
    "no content line": ("VERSION:2.0", "VERSION", "no content line"),
    "end of another part": ("END:VTIMEZONE", "END:VEVENT", "nesting"),
    "event without an end": ("CLASS:PRIVATE\r\nEND:VEVENT", "CLASS:PRIVATE", "nesting"),
    "no version": ("VERSION:2.0\r\n", "", "VCALENDAR VERSION: 0 times"),
    "another version": ("VERSION:2.0", "VERSION:1.0", "VCALENDAR VERSION: form"),
    "no method": ("METHOD:PUBLISH\r\n", "", "VCALENDAR METHOD: 0 times"),
    "request": ("METHOD:PUBLISH", "METHOD:REQUEST", "VCALENDAR METHOD: form"),
    "no scale": ("CALSCALE:GREGORIAN\r\n", "", "VCALENDAR CALSCALE: 0 times"),
    "no product": ("PRODID:", "X-PRODID:", "VCALENDAR PRODID: 0 times"),
    "telling name": ("\nNAME:Schedule", "\nNAME:Night shelter", "VCALENDAR NAME: form"),
    "two names": ("X-WR-CALNAME:Schedule", "X-WR-CALNAME:Horaire", "two names"),
    "calendar UID": ("VERSION:2.0", "VERSION:2.0\r\nUID:1", "VCALENDAR UID: 1 times"),
    "address": ("VERSION:2.0", "VERSION:2.0\r\nURL:x", "VCALENDAR URL: 1 times"),
    "bare refresh": (REFRESH, "REFRESH-INTERVAL:PT1H", "VCALENDAR REFRESH-INTERVAL: parameters"),
    "refresh in words": (
        REFRESH,
        REFRESH.replace("PT1H", "1:00"),
        "VCALENDAR REFRESH-INTERVAL: form",
    ),
    "no published interval": ("X-PUBLISHED-TTL:PT1H\r\n", "", "VCALENDAR X-PUBLISHED-TTL: 0 times"),
    "readable UID": (f"{UID}1", "UID:S01-night", "VEVENT UID: form"),
    "UID twice": (f"{UID}2", f"{UID}1", "UID twice"),
    "no UID": (f"{UID}1\r\n", "", "VEVENT UID: 0 times"),
    "local stamp": ("DTSTAMP:20270208T180000Z", "DTSTAMP:20270208T180000", "VEVENT DTSTAMP: form"),
    "two stamps": (
        "LAST-MODIFIED:20270208T180000Z",
        "LAST-MODIFIED:20270209T180000Z",
        "two stamps",
    ),
    "no sequence": ("SEQUENCE:0\r\n", "", "VEVENT SEQUENCE: 0 times"),
    "negative sequence": ("SEQUENCE:0", "SEQUENCE:-1", "VEVENT SEQUENCE: form"),
    "no end": (f"{END}\r\n", "", "VEVENT DTEND: 0 times"),
    "end before start": (END, END.replace("0314", "0313"), "end before start"),
    "UTC": (START, "DTSTART:20270314T043000Z", "UTC"),
    "floating": (START, "DTSTART:20270313T233000", "TZID"),
    "hour left out": (END, END.replace("0314T07", "0314T02"), "hour left out"),
    "hour repeated": ("20271107T100000", "20271107T010000", "hour repeated"),
    "seconds": (START, START.replace("233000", "233001"), "VEVENT DTSTART: form"),
    "zone without a part": (START, START.replace("Toronto", "Halifax"), "TZID"),
    "unknown zone": ("TZID:America/Toronto", "TZID:America/Ottawa", "unknown TZID"),
    "mixed kinds": (END, "DTEND;VALUE=DATE:20270315", "two kinds of time"),
    "date without its kind": (
        "DTEND;VALUE=DATE:20270402",
        "DTEND:20270402",
        "date without VALUE=DATE",
    ),
    "day without a length": ("DATE:20270402", "DATE:20270401", "end before start"),
    "onset in the new offset": (SUMMER, "DTSTART:20270314T030000", "onset"),
    "offset of another zone": ("TZOFFSETTO:-0400", "TZOFFSETTO:-0300", "offset"),
    "rule in a zone": (SUMMER, f"{SUMMER}\r\nRRULE:FREQ=YEARLY", "DAYLIGHT RRULE: 1 times"),
    "dates in a zone": (SUMMER, f"{SUMMER}\r\nRDATE:20280312T020000", "DAYLIGHT RDATE: 1 times"),
    "no year more": ("20281105T020000", "20291105T020000", "span of the VTIMEZONE"),
    "repeated event": (START, f"{START}\r\nRRULE:FREQ=DAILY", "VEVENT RRULE: 1 times"),
    "alarm": ("CLASS:PRIVATE", "CLASS:PRIVATE\r\nBEGIN:VALARM\r\nEND:VALARM", "part of an event"),
    "place": ("CLASS:PRIVATE", "CLASS:PRIVATE\r\nLOCATION:x", "VEVENT LOCATION: 1 times"),
    "guest": ("CLASS:PRIVATE", "CLASS:PRIVATE\r\nATTENDEE:x", "VEVENT ATTENDEE: 1 times"),
    "public": ("CLASS:PRIVATE", "CLASS:PUBLIC", "VEVENT CLASS: form"),
    "bare comma": (r"P101\, ONE1", "P101, ONE1", "VEVENT SUMMARY: form"),
    "to-do": ("END:VTIMEZONE", "END:VTIMEZONE\r\nBEGIN:VTODO\r\nEND:VTODO", "strange part"),
    "busy whole day": ("TRANSP:TRANSPARENT", "TRANSP:OPAQUE", "TRANSP"),
    "quietly cancelled": ("SUMMARY:Cancelled: ", "SUMMARY:", "words of a cancelled event"),
    "cancelled unchanged": ("SEQUENCE:1", "SEQUENCE:0", "sequence of a cancelled event"),
    "tentative": ("STATUS:CONFIRMED", "STATUS:TENTATIVE", "VEVENT STATUS: form"),
}
WORDS = ["P101", "p-101", "ÔNE1", "P1 01"]


def test_good_feed_has_no_fault() -> None:
    assert faults_of(GOOD, ["P102", "S01"]) == []


@pytest.mark.parametrize("name", BROKEN)
def test_broken_feed_is_noticed(name: str) -> None:
    old, new, fault = BROKEN[name]
    assert old.encode() in GOOD
    assert fault in faults_of(GOOD.replace(old.encode(), new.encode(), 1))


def test_feed_without_its_last_line_end_is_noticed() -> None:
    assert faults_of(GOOD.removesuffix(b"\r\n")) == ["no last line end"]


def test_character_split_by_a_fold_is_noticed() -> None:
    split = GOOD.replace(b"SUMMARY:Shift", b"SUMMARY:\xc3\r\n \xa9", 1)
    assert "split character" in faults_of(split)


def test_feed_that_is_no_utf8_is_noticed() -> None:
    assert "not UTF-8" in faults_of(GOOD.replace(b"Shift", b"Sh\xffift", 1))


def test_feed_without_a_zone_is_noticed() -> None:
    begin, end = GOOD.index(b"BEGIN:VTIMEZONE"), GOOD.index(b"BEGIN:VEVENT")
    assert "one VTIMEZONE" in faults_of(GOOD[:begin] + GOOD[end:])


@pytest.mark.parametrize("word", WORDS)
def test_forbidden_word_is_found_in_any_disguise(word: str) -> None:
    assert faults_of(GOOD, [word]) == [f"tells {word}"]


def test_forbidden_word_is_found_across_a_fold() -> None:
    folded = GOOD.replace(rb"P101\, ONE1", b"P1\r\n 01")
    assert faults_of(folded, ["P101"]) == ["tells P101"]


def test_short_code_is_not_found_inside_a_uid() -> None:
    hexadecimal = GOOD.replace(b"UID:0000", b"UID:00b1", 1)
    assert faults_of(hexadecimal, ["B1"]) == []
