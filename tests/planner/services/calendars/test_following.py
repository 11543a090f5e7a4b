"""The stored calendars follow what is published: one event for one change, none for none."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from planner.calendars.entries import Feed, FeedKind
from planner.calendars.feeds import all_feeds
from planner.calendars.levels import Language, PrivacyLevel
from planner.db.plans import CalendarFeedRecord
from planner.db.store import Store
from planner.services.calendars.feeds import ServedFeed, WantedFeed, served_feed
from planner.services.desk import Desk, Role
from planner.services.permissions import Action, NotFoundError
from planner.services.plans.publishing import publish_plan
from planner.services.records.duties import lock_duty, reassign_duty
from planner.services.records.staffing import record_absence
from planner.services.records.stays import discharge
from planner.services.rehearsing import rehearse
from planner.services.snapshots import snapshot
from planner.services.undoing import undo
from tests.databases import KEY
from tests.installation import NOW, desk_of, one_row, rows_of
from tests.kept_plans import keep_draft, sample_plan_files

HOUSE = Feed(FeedKind.HOUSE)
BUSY, DUTY, CODE = PrivacyLevel
NIGHT = {"staff": "S10", "shift": "house_night", "date": "2027-02-12"}
LATER = NOW + timedelta(hours=1)


def own(staff: str) -> Feed:
    return Feed(FeedKind.STAFF, staff)


def coordinator(store: Store) -> Desk:
    return desk_of(store, Role.COORDINATOR)


def fetched(
    store: Store, feed: Feed, level: PrivacyLevel = DUTY, now: datetime = NOW
) -> ServedFeed:
    wanted = WantedFeed("safexst", feed, level, Language.ENGLISH)
    return served_feed(store, wanted, now, lambda: coordinator(store))


def everything(store: Store, now: datetime = NOW) -> dict[tuple[Feed, PrivacyLevel], bytes]:
    feeds = all_feeds(snapshot(coordinator(store), "safexst", Action.VIEW_BEDS).programme)
    return {
        (feed, level): fetched(store, feed, level, now).body
        for feed in feeds
        for level in PrivacyLevel
    }


def events(body: bytes) -> dict[str, str]:
    """The events of a feed by UID."""
    found = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", body.decode(), re.DOTALL)
    return {re.findall(r"UID:(\w+)", event)[0]: event for event in found}


def titles(shown: Iterable[str]) -> list[str]:
    return sorted(re.findall(r"SUMMARY:(.*)\r", event)[0] for event in shown)


def give_night(store: Store, staff: str) -> None:
    row = one_row(store, "roster", **NIGHT)
    reassign_duty(coordinator(store), "safexst", row.id, row.version, staff)


def test_moved_duty_leaves_one_feed_and_enters_another_and_nothing_else_changes(
    house: Store,
) -> None:
    before = everything(house)
    give_night(house, "S09")
    after = everything(house)
    changed = {place for place in before if before[place] != after[place]}
    assert changed == {(own(staff), level) for staff in ("S10", "S09") for level in PrivacyLevel}
    for level in PrivacyLevel:
        for staff, difference in (("S10", -1), ("S09", 1)):
            place = (own(staff), level)
            old, new = events(before[place]), events(after[place])
            assert len(new) - len(old) == difference
            assert len(old.items() ^ new.items()) == 1


def test_duty_without_anybody_is_one_cancelled_event_and_comes_back_by_undo(house: Store) -> None:
    before = events(fetched(house, own("S10")).body)
    give_night(house, "")
    cancelled = dict(events(fetched(house, own("S10")).body).items() - before.items())
    assert titles(cancelled.values()) == ["Cancelled: Shift: house_night"]
    assert set(cancelled) <= set(before)
    undo(coordinator(house), "safexst")
    again = dict(events(fetched(house, own("S10")).body).items() - before.items())
    assert (set(again), titles(again.values())) == (set(cancelled), ["Shift: house_night"])
    assert all("SEQUENCE:2" in event for event in again.values())


def test_one_person_less_changes_one_event_of_the_house_at_level_duty_only(house: Store) -> None:
    before = {level: fetched(house, HOUSE, level) for level in PrivacyLevel}
    give_night(house, "")
    shown = {level: events(fetched(house, HOUSE, level).body) for level in PrivacyLevel}
    new = dict(shown[DUTY].items() - events(before[DUTY].body).items())
    assert titles(new.values()) == ["Shift: house_night\\, 0/1"]


def test_what_no_subscriber_sees_changes_no_octet_and_no_date(house: Store) -> None:
    before = {place: fetched(house, *place) for place in everything(house)}
    row = one_row(house, "roster", **NIGHT)
    lock_duty(coordinator(house), "safexst", row.id, row.version, locked=True)
    assert {place: fetched(house, *place, LATER) for place in before} == before


def test_feeds_are_the_same_to_the_octet_after_a_restart(house: Store, house_address: str) -> None:
    before = everything(house)
    reopened = Store.open(house_address, KEY)
    assert everything(reopened, LATER) == before
    reopened.close()


def test_rehearsal_changes_no_feed(house: Store) -> None:
    before = everything(house)
    row = one_row(house, "roster", **NIGHT)
    rehearse(
        coordinator(house), lambda at: reassign_duty(at, "safexst", row.id, row.version, "S09")
    )
    assert everything(house) == before


def test_absence_cancels_the_duties_in_it(house: Store) -> None:
    fetched(house, own("S10"))
    start = datetime(2027, 2, 12)
    record_absence(coordinator(house), "safexst", "S10", start, start + timedelta(days=2))
    assert "Cancelled: Shift: house_night" in titles(
        events(fetched(house, own("S10")).body).values()
    )


def test_sessions_of_somebody_who_has_left_are_dropped_at_once(house: Store) -> None:
    before = fetched(house, own("S02"), CODE).body
    assert b"P101" in before
    row = one_row(house, "stays", participant="P101", status="in_house")
    discharge(coordinator(house), "safexst", row.id, row.version, coordinator(house).today)
    after = fetched(house, own("S02"), CODE).body
    assert b"P101" not in after
    assert not any("Cancelled" in title for title in titles(events(after).values()))
    assert len(events(after)) < len(events(before))


def test_published_plan_reaches_the_feeds_and_keeps_what_stays(house: Store) -> None:
    before = events(fetched(house, own("S10")).body)
    draft = keep_draft(house, sample_plan_files())
    fetched(house, HOUSE, BUSY)
    assert events(fetched(house, own("S10")).body) == before
    publish_plan(coordinator(house), "safexst", draft, 1)
    after = events(fetched(house, own("S10")).body)
    assert set(before) < set(after)
    held = rows_of(house, "roster", staff="S10")
    assert len([event for event in after.values() if "CONFIRMED" in event]) == sum(
        row.cells["date"] >= "2027-02-08" for row in held
    )


def test_nothing_is_stored_before_somebody_fetches_it(house: Store) -> None:
    give_night(house, "S09")
    with house.reading() as session:
        assert session.scalar(select(func.count()).select_from(CalendarFeedRecord)) == 0
    fetched(house, HOUSE, BUSY)
    with house.reading() as session:
        assert set(session.scalars(select(CalendarFeedRecord.level))) == {"busy"}


def test_feed_of_nobody_is_not_there(house: Store) -> None:
    with pytest.raises(NotFoundError):
        fetched(house, own("S99"))


def test_cancelled_duty_goes_with_its_end_and_that_is_when_the_feed_last_changed(
    house: Store,
) -> None:
    fetched(house, own("S10"))
    give_night(house, "")
    soon = fetched(house, own("S10"))
    past = fetched(house, own("S10"), now=NOW + timedelta(days=6))
    assert "Cancelled" in soon.body.decode()
    assert "Cancelled" not in past.body.decode()
    assert soon.last_modified < past.last_modified <= NOW + timedelta(days=6)
    assert soon.etag != past.etag


def test_dates_narrow_a_feed_and_never_widen_it(house: Store) -> None:
    whole = events(fetched(house, HOUSE).body)
    first = coordinator(house).today + timedelta(days=3)
    wanted = WantedFeed("safexst", HOUSE, DUTY, Language.ENGLISH, first, first + timedelta(days=1))
    part = events(served_feed(house, wanted, NOW, lambda: coordinator(house)).body)
    assert part.items() < whole.items()
    assert all("20270211" in event for event in part.values())
