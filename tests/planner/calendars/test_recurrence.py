from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from planner.calendars.moments import UnreadableValueError
from planner.calendars.recurrence import rule_of, starts
from planner.domain.clock import DateRange
from tests.planner.calendars.building import OTTAWA, PENTICTON
from tests.planner.calendars.test_absences import calendar, lines, problems, times

WINDOW = DateRange(date(2027, 3, 1), date(2027, 4, 1))
MORNING = ("DTSTART:20270105T090000", "DTEND:20270105T100000")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def days(*event: str) -> list[int]:
    """The days of March 2027 on which an absence begins."""
    return [int(text[8:10]) for text in times(lines(*event), window=WINDOW)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", [2, 9, 16, 23, 30]),
        ("FREQ=WEEKLY;BYDAY=MO,FR", [1, 5, 8, 12, 15, 19, 22, 26, 29]),
        ("FREQ=WEEKLY;INTERVAL=2", [2, 16, 30]),
        ("FREQ=WEEKLY;COUNT=10", [2, 9]),
        ("FREQ=WEEKLY;UNTIL=20270309T170000Z", [2, 9]),
        ("FREQ=WEEKLY;UNTIL=20270309T145959Z", [2]),
        ("FREQ=WEEKLY;UNTIL=20270316", [2, 9, 16]),
        ("FREQ=DAILY;INTERVAL=10", [6, 16, 26]),
        ("FREQ=DAILY;BYDAY=SA,SU;UNTIL=20270314", [6, 7, 13, 14]),
        ("freq=daily;count=57", [1, 2]),
    ],
)
def test_daily_and_weekly_rules_are_written_out(rule: str, expected: list[int]) -> None:
    assert days(*MORNING, f"RRULE:{rule}") == expected


def test_days_left_out_are_left_out() -> None:
    event = (*MORNING, "RRULE:FREQ=WEEKLY", "EXDATE:20270309T090000,20270316T160000Z")
    assert days(*event) == [2, 23, 30]
    assert days(*event, "EXDATE;VALUE=DATE:20270323") == [2, 30]


def test_one_moved_or_cancelled_of_many_replaces_its_own() -> None:
    many = lines("UID:a", *MORNING, "RRULE:FREQ=WEEKLY")
    moved = lines(
        "UID:a",
        "RECURRENCE-ID:20270309T090000",
        "DTSTART:20270310T130000",
        "DTEND:20270310T140000",
    )
    gone = lines("UID:a", "RECURRENCE-ID:20270316T160000Z", *MORNING, "STATUS:CANCELLED")
    other = lines("UID:b", "RECURRENCE-ID:20270323T090000", *MORNING)
    found = times(many, moved, gone, other, window=WINDOW)
    assert [text[8:16] for text in found] == ["02T09:00", "10T13:00", "23T09:00", "30T09:00"]


def test_repeated_event_keeps_its_own_clock_over_a_change() -> None:
    event = lines(
        "DTSTART;TZID=America/Toronto:20270312T090000",
        "DTEND;TZID=America/Toronto:20270312T100000",
        "RRULE:FREQ=DAILY;COUNT=4",
    )
    assert [text[11:16] for text in times(event, zone=OTTAWA)] == ["09:00"] * 4
    assert [text[11:16] for text in times(event, zone=PENTICTON)] == [
        *("07:00", "07:00", "06:00", "06:00")
    ]


def test_whole_days_repeat_as_whole_days() -> None:
    event = lines("DTSTART;VALUE=DATE:20270305", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert times(event) == [
        "2027-03-05T00:00/2027-03-06T00:00",
        "2027-03-12T00:00/2027-03-13T00:00",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYSETPOS=1;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000000000000",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=1,2",
        "FREQ=DAILY;UNTIL=soon",
        "INTERVAL=2",
        "nonsense",
        "",
    ],
)
def test_rule_of_another_kind_is_refused_with_its_line(rule: str) -> None:
    (problem,) = problems(calendar(lines(*MORNING, f"RRULE:{rule}")))
    assert problem.startswith("leave.ics:6:RRULE: ")


def test_end_that_is_no_moment_is_refused() -> None:
    with pytest.raises(UnreadableValueError, match="UNTIL is no date or time"):
        rule_of({"FREQ": ["DAILY"], "UNTIL": [7]}, datetime(2027, 1, 5), PENTICTON)


def test_repeated_event_of_months_is_refused() -> None:
    event = lines("DTSTART:20270105", "DURATION:P32D", "RRULE:FREQ=DAILY")
    assert problems(calendar(event)) == [
        "leave.ics:6:RRULE: a repeated event lasts at most 31 days"
    ]


def test_too_many_repetitions_are_refused() -> None:
    (problem,) = problems(calendar(*[lines(*MORNING, "RRULE:FREQ=DAILY")] * 60))
    assert "too many repetitions" in problem


@given(
    st.sampled_from(["DAILY", "WEEKLY"]),
    st.integers(1, 5),
    st.one_of(st.none(), st.integers(1, 80)),
    st.one_of(st.none(), st.integers(0, 200)),
    st.sets(st.sampled_from(DAYS)),
    st.sampled_from(DAYS),
    st.integers(0, 6),
    st.integers(0, 150),
)
def test_rules_mean_what_another_reader_takes_them_for(
    frequency: str,
    interval: int,
    count: int | None,
    until: int | None,
    weekdays: set[str],
    week_starts: str,
    first: int,
    later: int,
) -> None:
    start = datetime(2027, 1, 4, 9) + timedelta(days=first)
    if frequency == "DAILY" and weekdays:
        interval = 1
    parts: dict[str, list[object]] = {"FREQ": [frequency], "INTERVAL": [interval]}
    parts["WKST"] = [week_starts]
    text = f"FREQ={frequency};INTERVAL={interval};WKST={week_starts}"
    if weekdays:
        parts["BYDAY"] = sorted(weekdays)
        text += f";BYDAY={','.join(sorted(weekdays))}"
    if count is not None:
        parts["COUNT"], text = [count], f"{text};COUNT={count}"
    elif until is not None:
        last = start + timedelta(days=until)
        parts["UNTIL"], text = [last], f"{text};UNTIL={last:%Y%m%dT%H%M%S}"
    after = datetime(2027, 1, 1) + timedelta(days=later)
    before = after + timedelta(days=60)
    expected = rrulestr(text, dtstart=start).between(after, before - timedelta(seconds=1), inc=True)
    rule = rule_of(parts, start, PENTICTON)
    assert list(starts(rule, start, after, before)) == expected
