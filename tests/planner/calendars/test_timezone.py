from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.calendars.lines import content
from planner.calendars.timezone import timezone_lines
from tests.calendar_reader import Component, offset_of, read_calendar

ZONES = ("America/Vancouver", "America/Toronto", "America/Iqaluit", "America/St_Johns", "UTC")


def zone_part(key: str, first_year: int, last_year: int) -> Component:
    lines = ["BEGIN:VCALENDAR", *timezone_lines(key, first_year, last_year), "END:VCALENDAR"]
    calendar, faults = read_calendar(content(lines))
    assert faults == []
    return calendar.named("VTIMEZONE")[0]


@pytest.mark.parametrize("key", ZONES)
def test_offset_is_right_every_day_and_every_quarter_hour_around_a_change(
    key: str,
) -> None:
    zone, part = ZoneInfo(key), zone_part(key, 2026, 2028)
    local, wrong = datetime(2026, 1, 1), []
    changes = {
        datetime(y, m, d) for y in range(2026, 2029) for m in (3, 11) for d in (1, 7, 8, 12, 14)
    }
    while local < datetime(2029, 1, 1):
        if offset_of(part, local) != local.replace(tzinfo=zone).utcoffset():
            wrong.append(local)
        day = datetime(local.year, local.month, local.day)
        local += timedelta(minutes=15) if day in changes else timedelta(days=1)
    assert wrong == []


def test_onset_is_read_in_the_offset_before_the_change() -> None:
    onsets = [
        (part.name, part.value("DTSTART"), part.value("TZOFFSETFROM"), part.value("TZOFFSETTO"))
        for part in zone_part("America/Toronto", 2027, 2027).parts
    ]
    assert onsets == [
        ("STANDARD", "20261230T190000", "-0500", "-0500"),
        ("DAYLIGHT", "20270314T020000", "-0500", "-0400"),
        ("STANDARD", "20271107T020000", "-0400", "-0500"),
    ]


def test_british_columbia_changes_clocks_for_the_last_time_in_2026() -> None:
    onsets = [part.value("DTSTART") for part in zone_part("America/Vancouver", 2026, 2029).parts]
    assert onsets == ["20251230T160000", "20260308T020000"]


def test_zone_has_neither_rules_nor_lists_of_dates() -> None:
    lines = timezone_lines("America/Toronto", 2026, 2036)
    assert [line for line in lines if line.startswith(("RRULE", "RDATE"))] == []


def test_first_part_begins_before_the_year_does_anywhere() -> None:
    for key in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        part = zone_part(key, 2027, 2027)
        expected = datetime(2027, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(key)).utcoffset()
        assert offset_of(part, datetime(2027, 1, 1)) == expected
