from dataclasses import replace
from datetime import date, datetime

import pytest

from planner.calendars.entries import EntryKind, Feed, FeedKind
from planner.calendars.feeds import all_duties, all_feeds, feed_duties, session_source
from planner.calendars.levels import Language, PrivacyLevel, first_language
from planner.domain.activities import Room
from planner.domain.plan import Plan
from planner.domain.schedule import Gap, GapKind, GapReason, Schedule
from planner.domain.staffing import Vehicle
from tests.factories import AS_OF, bed, day, planned_stay, programme, staff_member, stay_plan
from tests.planner.check.roster.building import activity, led, met, on, shift

BUSY, DUTY, CODE = PrivacyLevel
NIGHT = shift("night", "23:30", "07:30", service="house", house="main")
VAN = shift("van", "18:00", "23:00", vehicle="VAN1")
CIRCLE = activity("circle", 2, "16:00", room="GROUP")
PROGRAMME = programme(
    beds=(bed("B1"), bed("B2", "annex")),
    staff=(staff_member("S01"), staff_member("S02")),
    shifts=(NIGHT, VAN, shift("annex_day", service="house", house="annex")),
    activities=(CIRCLE,),
    rooms=(Room("ONE1", True), Room("GROUP", False)),
    vehicles=(Vehicle("VAN1"),),
)
SCHEDULE = Schedule(
    roster=(*on("S01", NIGHT, 0), *on("S01", VAN, 1), *on("S02", VAN, 1)),
    activities=(led(CIRCLE, 2, "S01"), led(CIRCLE, 9)),
    sessions=(met("P101", "S01", 1, "10:00", room="ONE1"), met("P102", "S02", 1, "23:30")),
    gaps=(
        Gap(GapKind.UNCOVERED_SHIFT, "night", day(1), 2, GapReason.COST, "S02 could."),
        Gap(GapKind.UNCOVERED_SHIFT, "night", day(0), 1, GapReason.COST, "S02 could."),
        Gap(GapKind.UNCOVERED_SHIFT, "van", day(2), 1, GapReason.COST, "S02 could."),
    ),
)
PLAN = Plan(
    stay_plan(
        [
            planned_stay("P101", "B1", day(-30), day(60), ready=None),
            planned_stay("P102", "B1", day(7), day(60)),
            planned_stay("P103", "B2", day(7), day(90)),
        ]
    ),
    SCHEDULE,
)


def told(feed: Feed, level: PrivacyLevel, plan: Plan = PLAN) -> list[tuple[str, str, str]]:
    """Start, kind and names of each entry of a feed."""
    duties = feed_duties(PROGRAMME, plan, feed, level)
    return [(f"{d.start:%m-%d %H:%M}", str(d.kind), " ".join(d.names)) for d in duties]


def test_own_duties_say_shift_or_session_when_busy() -> None:
    assert told(Feed(FeedKind.STAFF, "S01"), BUSY) == [
        ("02-08 23:30", "shift", ""),
        ("02-09 10:00", "session", ""),
        ("02-09 18:00", "shift", ""),
        ("02-10 16:00", "session", ""),
    ]


def test_own_duties_name_shift_activity_and_room() -> None:
    assert told(Feed(FeedKind.STAFF, "S01"), DUTY) == [
        ("02-08 23:30", "shift", "night"),
        ("02-09 10:00", "session", "ONE1"),
        ("02-09 18:00", "shift", "van"),
        ("02-10 16:00", "activity", "circle GROUP"),
    ]


def test_codes_name_the_participant_too() -> None:
    assert [names for _, _, names in told(Feed(FeedKind.STAFF, "S01"), CODE)] == [
        "night",
        "P101 ONE1",
        "van",
        "circle GROUP",
    ]


def test_night_is_one_entry_across_midnight() -> None:
    (night, *_) = feed_duties(PROGRAMME, PLAN, Feed(FeedKind.STAFF, "S01"), BUSY)
    assert (night.start, night.end) == (
        datetime(2027, 2, 8, 23, 30),
        datetime(2027, 2, 9, 7, 30),
    )


def test_session_past_midnight_ends_on_the_next_day() -> None:
    (_, late) = feed_duties(PROGRAMME, PLAN, Feed(FeedKind.STAFF, "S02"), BUSY)
    assert (late.start, late.end) == (datetime(2027, 2, 9, 23, 30), datetime(2027, 2, 10, 0, 30))


def test_house_says_when_somebody_is_there_and_no_more_when_busy() -> None:
    assert told(Feed(FeedKind.HOUSE), BUSY) == [("02-08 23:30", "shift", "")]


def test_house_counts_cover_arrivals_and_departures_at_both_other_levels() -> None:
    expected = [
        ("02-08 23:30", "shift", "night 1/2"),
        ("02-09 23:30", "shift", "night 0/2"),
        ("02-15 00:00", "arrivals", "2"),
        ("04-09 00:00", "departures", "2"),
        ("05-09 00:00", "departures", "1"),
    ]
    assert told(Feed(FeedKind.HOUSE), DUTY) == expected
    assert told(Feed(FeedKind.HOUSE), CODE) == expected


def test_one_house_of_two_has_its_own_shifts_and_people() -> None:
    annex = Feed(FeedKind.HOUSE, "annex")
    assert [kind for _, kind, _ in told(annex, DUTY)] == ["arrivals", "departures"]


def test_arrivals_are_whole_days() -> None:
    (arrival,) = [
        duty
        for duty in feed_duties(PROGRAMME, PLAN, Feed(FeedKind.HOUSE), DUTY)
        if duty.kind is EntryKind.ARRIVALS
    ]
    expected = (datetime(2027, 2, 15), datetime(2027, 2, 16), True)
    assert (arrival.start, arrival.end, arrival.is_all_day) == expected


def test_rooms_vehicles_and_activities_show_what_takes_them() -> None:
    assert told(Feed(FeedKind.ROOM, "ONE1"), CODE) == [("02-09 10:00", "session", "P101 ONE1")]
    assert told(Feed(FeedKind.ROOM), DUTY) == [
        ("02-09 10:00", "session", "ONE1"),
        ("02-10 16:00", "activity", "circle GROUP"),
        ("02-17 16:00", "activity", "circle GROUP"),
    ]
    assert told(Feed(FeedKind.VEHICLE, "VAN1"), DUTY) == [("02-09 18:00", "shift", "van")]
    assert told(Feed(FeedKind.ACTIVITY, "circle"), BUSY) == [
        ("02-10 16:00", "session", ""),
        ("02-17 16:00", "session", ""),
    ]


def test_plan_without_a_schedule_leaves_arrivals_and_departures() -> None:
    plan = replace(PLAN, schedule=None)
    kinds = [kind for _, kind, _ in told(Feed(FeedKind.HOUSE), DUTY, plan)]
    assert kinds == ["arrivals", "departures", "departures"]
    others = [feed for feed in all_feeds(PROGRAMME) if feed.kind is not FeedKind.HOUSE]
    assert [duty for feed in others for duty in feed_duties(PROGRAMME, plan, feed, CODE)] == []


def test_every_feed_of_a_programme_and_all_of_a_kind_where_there_are_several() -> None:
    assert [(feed.kind.value, feed.code) for feed in all_feeds(PROGRAMME)] == [
        ("house", ""),
        ("house", "annex"),
        ("house", "main"),
        ("staff", "S01"),
        ("staff", "S02"),
        ("room", ""),
        ("room", "ONE1"),
        ("room", "GROUP"),
        ("vehicle", "VAN1"),
        ("activity", "circle"),
    ]


def test_programme_with_one_house_has_one_feed_of_it() -> None:
    assert all_feeds(programme()) == (Feed(FeedKind.HOUSE), Feed(FeedKind.STAFF, "W1"))


@pytest.mark.parametrize("level", [BUSY, DUTY])
def test_no_level_below_codes_holds_a_participant_even_before_it_is_written(
    level: PrivacyLevel,
) -> None:
    duties = all_duties(PROGRAMME, PLAN, level)
    assert [duty for duty in duties if {"P101", "P102"} & set(duty.names)] == []
    assert {duty.source for duty in duties} >= {session_source("P101")}


def test_activity_is_named_by_its_code_and_never_by_its_title() -> None:
    named = replace(PROGRAMME, activities=(replace(CIRCLE, title="Healing circle"),))
    duties = feed_duties(named, PLAN, Feed(FeedKind.ACTIVITY, "circle"), CODE)
    assert {duty.names for duty in duties} == {("circle", "GROUP")}


def test_arrivals_before_the_planning_date_are_left_out() -> None:
    later = replace(PROGRAMME, as_of=date(2027, 3, 1))
    duties = feed_duties(later, replace(PLAN, schedule=None), Feed(FeedKind.HOUSE), DUTY)
    assert AS_OF < later.as_of <= min(duty.start.date() for duty in duties)


@pytest.mark.parametrize(
    ("codes", "language"),
    [
        (("en", "fr"), Language.ENGLISH),
        (("iu", "fr", "en"), Language.FRENCH),
        (("iu",), Language.ENGLISH),
        ((), Language.ENGLISH),
    ],
)
def test_calendar_speaks_the_first_language_it_can(
    codes: tuple[str, ...], language: Language
) -> None:
    assert first_language(codes) is language
