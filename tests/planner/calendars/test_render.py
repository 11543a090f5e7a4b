from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from planner.calendars.entries import Duty
from planner.calendars.levels import Language
from planner.calendars.render import strong_etag
from tests.calendar_checker import faults_of
from tests.calendar_reader import read_calendar, unfolded
from tests.planner.calendars.building import (
    OTTAWA,
    PENTICTON,
    arrivals,
    entries,
    entry,
    feed,
    session,
    shift,
)


def year_of_duties() -> list[Duty]:
    """A shift and two sessions on every day of 2027."""
    days = [datetime(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    hours = [(shift, "08:00"), (session, "10:00"), (session, "13:00")]
    return [make(f"{day:%Y-%m-%d} {clock}") for day in days for make, clock in hours]


def summaries(body: bytes) -> list[str]:
    return [line[8:] for line in unfolded(body) if line.startswith("SUMMARY:")]


def test_feed_is_written_out_as_agreed() -> None:
    assert feed(entries(shift("2027-02-08 23:30"))).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//harbourplan//schedule//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Schedule",
        "X-WR-CALNAME:Schedule",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
        "TZID:America/Vancouver",
        "BEGIN:STANDARD",
        "DTSTART:20261230T170000",
        "TZOFFSETFROM:-0700",
        "TZOFFSETTO:-0700",
        "TZNAME:MST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:00000000000000000000000000000001",
        "DTSTAMP:20270208T180000Z",
        "LAST-MODIFIED:20270208T180000Z",
        "SEQUENCE:0",
        "DTSTART;TZID=America/Vancouver:20270208T233000",
        "DTEND;TZID=America/Vancouver:20270209T073000",
        "SUMMARY:Shift: day",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_whole_day_is_a_date_and_leaves_the_day_free() -> None:
    calendar, _ = read_calendar(feed(entries(arrivals("2027-02-10", 2))))
    (event,) = calendar.named("VEVENT")
    times = [(p.value, p.parameters) for p in event.properties if p.name in ("DTSTART", "DTEND")]
    assert times == [("20270210", {"VALUE": "DATE"}), ("20270211", {"VALUE": "DATE"})]
    assert (event.value("SUMMARY"), event.value("TRANSP")) == ("Arrivals: 2", "TRANSPARENT")


def test_cancelled_entry_says_so_in_words_and_leaves_the_time_free() -> None:
    gone = entry(session("2027-02-10 10:00"), sequence=1, is_cancelled=True)
    calendar, _ = read_calendar(feed([gone]))
    (event,) = calendar.named("VEVENT")
    names = ("SUMMARY", "STATUS", "TRANSP")
    assert [event.value(name) for name in names] == [
        "Cancelled: Session",
        "CANCELLED",
        "TRANSPARENT",
    ]


def test_french_feed_speaks_french() -> None:
    gone = entry(shift("2027-02-10 10:00"), 9, sequence=1, is_cancelled=True)
    shown = [*entries(session("2027-02-09 10:00"), arrivals("2027-02-10")), gone]
    body = feed(shown, language=Language.FRENCH)
    gap = "\N{NO-BREAK SPACE}: "
    expected = ["Séance", f"Arrivées{gap}1", f"Annulé{gap}Quart{gap}day"]
    assert summaries(body) == expected
    assert b"\r\nNAME:Horaire\r\n" in body


def test_several_codes_are_escaped_in_one_title() -> None:
    duty = session("2027-02-10 10:00", names=("P101", "ONE1"))
    body = feed(entries(duty))
    assert summaries(body) == [r"Session: P101\, ONE1"]
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["SUMMARY"] == "Session: P101, ONE1"


def test_feed_does_not_depend_on_the_order_of_its_entries() -> None:
    shown = entries(*year_of_duties()[:20])
    assert feed(shown) == feed(reversed(shown))


def test_empty_feed_is_a_calendar_too() -> None:
    assert faults_of(feed([])) == []
    assert list(Calendar.from_ical(feed([])).walk("VEVENT")) == []


def test_zone_covers_the_entries_and_a_year_more() -> None:
    late = entries(shift("2028-12-31 23:30"))
    lines = unfolded(feed(late, OTTAWA, published=date(2027, 2, 8)))
    onsets = [line[8:12] for line in lines if line.startswith("DTSTART:")]
    assert onsets == ["2026", "2027", "2027", "2028", "2028", "2029", "2029", "2030", "2030"]


def test_only_the_event_of_a_moved_duty_changes() -> None:
    shown = entries(*year_of_duties())
    later = replace(
        shown[7],
        duty=session("2027-02-03 15:00"),
        sequence=1,
        changed_at=datetime(2027, 2, 9, tzinfo=UTC),
    )
    before, after = (
        {event.value("UID"): event for event in read_calendar(feed(x))[0].named("VEVENT")}
        for x in (shown, [*shown[:7], later, *shown[8:]])
    )
    assert before.keys() == after.keys()
    assert [uid for uid, event in before.items() if event != after[uid]] == [later.uid]


def test_etag_is_quoted_and_follows_the_octets() -> None:
    one, other = feed(entries(shift("2027-02-08 08:00"))), feed([])
    assert strong_etag(one) == strong_etag(bytes(one))
    assert strong_etag(one) != strong_etag(other)
    assert strong_etag(one)[0] == strong_etag(one)[-1] == '"'


def test_year_of_duties_is_without_a_fault() -> None:
    body = feed(entries(*year_of_duties()), OTTAWA)
    assert len(read_calendar(body)[0].named("VEVENT")) == 1095
    assert faults_of(body) == []


def test_same_duty_in_another_zone_keeps_its_wall_clock_time() -> None:
    shown = entries(shift("2027-03-14 00:00"))
    west, east = feed(shown, PENTICTON), feed(shown, OTTAWA)
    assert b"DTSTART;TZID=America/Vancouver:20270314T000000" in west
    assert b"DTSTART;TZID=America/Toronto:20270314T000000" in east


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2027-03-13 18:00", 7.75, ";TZID=America/Toronto:20270314T014500"),
        ("2027-03-13 18:00", 8, ":20270314T070000Z"),
        ("2027-03-13 18:00", 8.75, ":20270314T074500Z"),
        ("2027-03-13 18:00", 9, ";TZID=America/Toronto:20270314T030000"),
        ("2027-11-06 18:00", 6.75, ";TZID=America/Toronto:20271107T004500"),
        ("2027-11-06 18:00", 7, ":20271107T050000Z"),
        ("2027-11-06 18:00", 7.75, ":20271107T054500Z"),
        ("2027-11-06 18:00", 8, ";TZID=America/Toronto:20271107T020000"),
    ],
)
def test_time_in_an_hour_left_out_or_repeated_is_written_in_utc(
    start: str, hours: float, expected: str
) -> None:
    body = feed(entries(shift(start, hours)), OTTAWA)
    assert f"DTEND{expected}" in unfolded(body)
    assert faults_of(body) == []
    assert b"DTEND;TZID=America/Vancouver:" in feed(entries(shift(start, hours)))
