"""The address of the timeline."""

import datetime as dt

import pytest

from planner.services.pages.timeline_query import TimelineQuery, timeline_query

TODAY = dt.date(2027, 2, 8)


def test_timeline_begins_with_this_month_and_shows_eighteen() -> None:
    query = timeline_query({}, TODAY)
    assert (query.start, query.end) == (dt.date(2027, 2, 1), dt.date(2028, 8, 1))
    assert query.arguments(TODAY) == {}


def test_address_says_what_is_not_as_usual() -> None:
    given = {
        "from": "2026-11",
        "months": "6",
        "bed": "B1",
        "zoom": "quarter",
        "page": "2",
        "draft": "3",
    }
    assert timeline_query(given, TODAY).arguments(TODAY) == given


@pytest.mark.parametrize(
    "arguments",
    [
        {"from": "2027-13"},
        {"from": "0000-00"},
        {"from": "soon"},
        {"months": "7"},
        {"months": "1_8"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "²"},
        {"zoom": "day"},
        {"view": "poem"},
    ],
)
def test_what_is_not_understood_is_as_if_absent(arguments: dict[str, str]) -> None:
    assert timeline_query(arguments, TODAY) == TimelineQuery(dt.date(2027, 2, 1))


@pytest.mark.parametrize(("text", "year"), [("0000-05", 2000), ("9999-12", 2100)])
def test_years_far_away_are_held_within_a_century(text: str, year: int) -> None:
    assert timeline_query({"from": text}, TODAY).moved(-6).end.year <= 2102
    assert timeline_query({"from": text}, TODAY).start.year == year
