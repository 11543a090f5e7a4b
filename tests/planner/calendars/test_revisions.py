from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planner.calendars.entries import CalendarEntry, Duty, Feed, FeedKind
from planner.calendars.revisions import Publication, next_entries, within_window
from tests.planner.calendars.building import (
    PENTICTON,
    S02,
    arrivals,
    at,
    counted_uids,
    entries,
    entry,
    feed,
    publication,
    session,
    shift,
)

TUESDAY = publication("2027-02-09 12:00")
LATER = datetime(2027, 2, 9, 19, 0, tzinfo=UTC)


def following(
    before: Sequence[CalendarEntry], *duties: Duty, ended: Sequence[str] = ()
) -> list[CalendarEntry]:
    """The entries after a publication on Tuesday noon."""
    return next_entries(before, duties, TUESDAY, counted_uids(), ended)


def test_nothing_changed_leaves_every_octet() -> None:
    duties = [shift("2027-02-10 08:00"), session("2027-02-11 10:00"), arrivals("2027-02-12")]
    before = entries(*duties)
    after = following(before, *reversed(duties))
    assert sorted(after, key=lambda e: e.uid) == before
    assert feed(after) == feed(before)


def test_first_publication_numbers_every_entry_anew() -> None:
    (made,) = following((), shift("2027-02-10 08:00"))
    assert made == CalendarEntry(shift("2027-02-10 08:00"), f"{100:032x}", 0, LATER)


def test_moved_duty_keeps_its_uid_and_is_counted() -> None:
    before = entries(session("2027-02-10 10:00"), session("2027-02-17 10:00"))
    after = following(before, session("2027-02-11 14:00"), session("2027-02-17 10:00"))
    assert after == [
        CalendarEntry(session("2027-02-11 14:00"), before[0].uid, 1, LATER),
        before[1],
    ]


def test_of_two_duties_each_keeps_the_nearest() -> None:
    before = entries(session("2027-02-10 10:00"), session("2027-02-12 10:00"))
    after = following(before, session("2027-02-12 14:00"), session("2027-02-10 14:00"))
    assert [(e.duty.start.day, e.uid) for e in after] == [
        (10, before[0].uid),
        (12, before[1].uid),
    ]


def test_duty_farther_than_a_week_is_another_one() -> None:
    before = entries(session("2027-02-10 10:00"))
    gone, new = following(before, session("2027-02-17 10:15"))
    assert (gone.uid, gone.is_cancelled, new.uid) == (before[0].uid, True, f"{100:032x}")
    (moved,) = following(before, session("2027-02-17 10:00"))
    assert moved.uid == before[0].uid


def test_cancelled_duty_is_marked_once_and_goes_with_its_end() -> None:
    before = entries(shift("2027-02-10 08:00"))
    (gone,) = following(before)
    assert gone == replace(before[0], sequence=1, changed_at=LATER, is_cancelled=True)
    assert following([gone]) == [gone]
    late = publication("2027-02-10 16:00")
    assert next_entries([gone], (), late, counted_uids()) == []


def test_cancelled_duty_that_comes_back_is_the_same_event() -> None:
    (gone,) = following(entries(shift("2027-02-10 08:00")))
    (back,) = following([gone], shift("2027-02-10 08:00"))
    assert (back.uid, back.sequence, back.is_cancelled) == (gone.uid, 2, False)


def test_another_worker_has_it_under_a_uid_of_its_own_and_the_first_no_more() -> None:
    duty = shift("2027-02-10 08:00")
    before = entries(duty, shift("2027-02-11 08:00", feed=S02))
    after = following(before, replace(duty, feed=S02), before[1].duty)
    assert [(e.duty.feed, e.uid, e.sequence) for e in after] == [
        (S02, f"{100:032x}", 0),
        (S02, before[1].uid, 0),
    ]


def test_worker_who_takes_it_by_moving_her_own_duty_takes_it_too() -> None:
    duty = shift("2027-02-10 08:00")
    before = entries(duty, shift("2027-02-11 08:00", feed=S02))
    (moved,) = following(before, replace(duty, feed=S02))
    assert (moved.uid, moved.duty.feed, moved.is_cancelled) == (before[1].uid, S02, False)


def test_one_takes_over_and_the_other_is_cancelled() -> None:
    duty, third = shift("2027-02-10 08:00"), Feed(FeedKind.STAFF, "S03")
    before = entries(duty, replace(duty, feed=S02))
    after = following(before, replace(duty, feed=third))
    assert sorted((e.duty.feed.code, e.is_cancelled) for e in after) == [
        ("S02", True),
        ("S03", False),
    ]


def test_session_in_a_room_does_not_take_over_a_workers_session() -> None:
    duty = session("2027-02-10 10:00")
    after = following(entries(duty), replace(duty, feed=Feed(FeedKind.ROOM, "ONE1")))
    assert {(e.duty.feed.kind.value, e.is_cancelled) for e in after} == {
        ("staff", True),
        ("room", False),
    }


def test_change_that_nobody_can_see_changes_nothing() -> None:
    before = entries(session("2027-02-10 10:00", "P101"))
    after = following(before, session("2027-02-10 10:00", "P102"))
    assert feed(after) == feed(before)
    (moved,) = following(after, session("2027-02-10 11:00", "P102"))
    assert (moved.uid, moved.sequence) == (before[0].uid, 1)


def test_two_sessions_that_change_places_change_nothing_when_busy() -> None:
    before = entries(session("2027-02-10 10:00", "P101"), session("2027-02-10 13:00", "P102"))
    after = following(
        before, session("2027-02-10 10:00", "P102"), session("2027-02-10 13:00", "P101")
    )
    assert feed(after) == feed(before)


def test_another_room_is_a_change_where_it_is_shown() -> None:
    before = entries(session("2027-02-10 10:00", names=("ONE1",)))
    (after,) = following(before, session("2027-02-10 10:00", names=("ONE2",)))
    assert (after.uid, after.sequence, after.changed_at) == (before[0].uid, 1, LATER)


def test_another_count_of_arrivals_is_a_change() -> None:
    before = entries(arrivals("2027-02-12", 1))
    (after,) = following(before, arrivals("2027-02-12", 2))
    assert (after.uid, after.sequence) == (before[0].uid, 1)


def test_what_is_over_stays_as_it_was_for_thirty_days() -> None:
    before = entries(shift("2027-01-10 03:00"), shift("2027-01-10 08:00"))
    assert following(before) == before[1:]


def test_duty_that_has_begun_is_moved_and_one_that_is_over_is_not() -> None:
    begun, over = shift("2027-02-09 08:00"), shift("2027-02-09 03:00")
    (still,) = following(entries(begun), shift("2027-02-09 09:00"))
    assert still.sequence == 1
    kept, new = following(entries(over), shift("2027-02-10 03:00"))
    assert (kept.sequence, kept.is_cancelled, new.sequence) == (0, False, 0)


def test_sessions_of_somebody_who_has_left_go_at_once_past_ones_too() -> None:
    before = entries(
        session("2027-02-08 10:00", "P101"),
        session("2027-02-10 10:00", "P101"),
        session("2027-02-11 10:00", "P102"),
    )
    after = following(before, before[2].duty, ended=["session P101"])
    assert after == before[2:]


def test_stamp_of_a_publication_is_in_utc_and_whole_seconds() -> None:
    moment = datetime(2027, 2, 9, 12, 0, 30, 999, tzinfo=PENTICTON)
    stamped = Publication(moment, PENTICTON)
    assert stamped.stamp == datetime(2027, 2, 9, 19, 0, 30, tzinfo=UTC)
    assert stamped.now == datetime(2027, 2, 9, 12, 0, 30, 999)


def test_publication_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        Publication(datetime(2027, 2, 9, 12), PENTICTON)


def test_feed_shows_thirty_days_back_and_half_a_year_ahead() -> None:
    now = at("2027-02-09 12:00")
    shown = entries(
        shift("2027-01-10 03:00"),
        shift("2027-01-10 05:00"),
        shift("2027-08-08 11:45"),
        shift("2027-08-08 12:00"),
    )
    gone = [
        entry(shift(start), number, is_cancelled=True)
        for number, start in enumerate(("2027-02-09 04:00", "2027-02-09 04:15"), start=10)
    ]
    kept = within_window([*shown, *gone], now)
    assert kept == [*shown[1:3], gone[1]]
