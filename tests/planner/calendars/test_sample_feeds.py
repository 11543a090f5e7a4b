"""Every feed of both large samples, at every level and in both languages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from planner.calendars.entries import CalendarEntry, Feed, FeedKind
from planner.calendars.feeds import all_duties, all_feeds
from planner.calendars.levels import Language, PrivacyLevel
from planner.calendars.plan_files import plan_calendars
from planner.calendars.render import render_feed
from planner.calendars.revisions import Publication, next_entries
from planner.domain.programme import Programme
from tests.calendar_checker import faults_of
from tests.planner.calendars.building import STAMP, Published, counted_uids

EVERYTHING = [(level, language) for level in PrivacyLevel for language in Language]
CANARIES = ("Kestrel", "Ôtarie-77", "ᐊᓪᓗᕆᐊᕐᓂᖅ")


def feeds(
    published: Published, level: PrivacyLevel, language: Language
) -> Iterator[tuple[Feed, bytes]]:
    programme, zone = published.programme, ZoneInfo(published.programme.timezone)
    duties = all_duties(programme, published.plan, level)
    entries = next_entries((), duties, Publication(STAMP, zone), counted_uids())
    for feed in all_feeds(programme):
        own = [entry for entry in entries if entry.duty.feed == feed]
        yield feed, render_feed(own, zone, language, programme.as_of)


def people_and_places(programme: Programme) -> set[str]:
    """What no feed below level ``code`` may hold."""
    everybody = {row.code for row in (*programme.participants, *programme.staff, *programme.beds)}
    shown = " ".join(names_of_duties(programme)).lower()
    words = {word for row in programme.activities for word in row.title.split()}
    words |= {row.service for row in programme.shifts}
    words |= {need for row in programme.participants for need in row.needs}
    hidden = {word for word in words if word.lower() not in shown}
    return {*everybody, *hidden, programme.code, programme.title}


def names_of_duties(programme: Programme) -> set[str]:
    rows = (*programme.shifts, *programme.activities, *programme.rooms, *programme.vehicles)
    return {row.code for row in rows}


@pytest.mark.parametrize(("level", "language"), EVERYTHING)
def test_every_feed_of_a_sample_keeps_every_rule(
    published: Published, level: PrivacyLevel, language: Language
) -> None:
    found = {feed: faults_of(body) for feed, body in feeds(published, level, language)}
    assert len(found) > 25
    assert {feed: faults for feed, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", Language)
def test_busy_feed_holds_two_words_and_times(published: Published, language: Language) -> None:
    words = {"en": {"Shift", "Session"}, "fr": {"Quart", "Séance"}}[language]
    forbidden = {*people_and_places(published.programme), *names_of_duties(published.programme)}
    said = set()
    for feed, body in feeds(published, PrivacyLevel.BUSY, language):
        said |= set(re.findall(r"SUMMARY:(.*)\r", body.decode()))
        assert (feed, faults_of(body, forbidden - {"session"})) == (feed, [])
    assert said == words


def test_feed_of_duties_names_no_person_bed_title_or_need(published: Published) -> None:
    forbidden = people_and_places(published.programme)
    for feed, body in feeds(published, PrivacyLevel.DUTY, Language.ENGLISH):
        assert (feed, faults_of(body, forbidden)) == (feed, [])


def test_feed_with_codes_names_participants_of_her_own_sessions_only(published: Published) -> None:
    sessions = published.plan.schedule.sessions if published.plan.schedule else ()
    everybody = {row.code for row in published.programme.participants}
    for feed, body in feeds(published, PrivacyLevel.CODE, Language.ENGLISH):
        if feed.kind is FeedKind.STAFF:
            own = {row.participant for row in sessions if row.staff == feed.code}
            assert {code for code in everybody if code.encode() in body} == own


@pytest.mark.parametrize("level", [PrivacyLevel.BUSY, PrivacyLevel.DUTY])
def test_words_that_somebody_has_typed_anywhere_reach_no_feed(
    published: Published, level: PrivacyLevel
) -> None:
    programme = published.programme
    word, other, third = CANARIES
    marked = replace(
        programme,
        title=f"{word} {other}",
        absences=tuple(replace(row, kind=third) for row in programme.absences),
        activities=tuple(replace(row, title=f"{word} {third}") for row in programme.activities),
        closures=tuple(replace(row, reason=other) for row in programme.closures),
        staff=tuple(replace(row, role=word) for row in programme.staff),
        shifts=tuple(
            row if row.service == "house" else replace(row, service=other)
            for row in programme.shifts
        ),
    )
    for feed, body in feeds(Published(marked, published.plan), level, Language.FRENCH):
        assert (feed, faults_of(body, CANARIES)) == (feed, [])


def test_canary_in_a_feed_would_be_seen(published: Published) -> None:
    coded = dict(feeds(published, PrivacyLevel.CODE, Language.ENGLISH))
    codes = {row.code for row in published.programme.participants}
    assert [feed for feed, body in coded.items() if faults_of(body, codes)] != []


def test_files_of_a_plan_folder_keep_every_rule(published: Published) -> None:
    files = plan_calendars(published.programme, published.plan)
    forbidden = {*people_and_places(published.programme), *names_of_duties(published.programme)}
    assert len(files) == 1 + len(published.programme.staff)
    assert {name: faults_of(body, forbidden) for name, body in files} == {
        name: [] for name, _ in files
    }


def test_same_publication_twice_changes_no_octet(published: Published) -> None:
    programme, zone = published.programme, ZoneInfo(published.programme.timezone)
    duties = all_duties(programme, published.plan, PrivacyLevel.CODE)
    first: list[CalendarEntry] = next_entries((), duties, Publication(STAMP, zone), counted_uids())
    again = next_entries(
        first, duties[::-1], Publication(STAMP.replace(day=10), zone), counted_uids(9000)
    )
    assert again == first
