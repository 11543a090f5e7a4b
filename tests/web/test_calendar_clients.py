"""Real calendar clients subscribed to the site as it is served follow what somebody changes."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from planner.calendars.entries import Feed, FeedKind
from planner.calendars.levels import PrivacyLevel
from planner.db.store import Store
from planner.services.desk import Role
from planner.services.records.duties import give_duty, reassign_duty
from tests.installation import desk_of, one_row
from tests.planner.calendars.clients import (
    Phone,
    Served,
    Shown,
    with_ical_js,
    with_recurring_ical_events,
)
from tests.served_feeds import link_of, listening
from tests.web_site import STAFF, client_of

pytestmark = pytest.mark.slow

OWN = Feed(FeedKind.STAFF, STAFF)
TUESDAY = (
    Shown("2027-02-09T14:30", "2027-02-09T22:30", "Shift: house_day", "CONFIRMED"),
    Shown("2027-02-09T18:00", "2027-02-09T18:30", "Session: ONE2", "CONFIRMED"),
)
DAY = date(2027, 2, 13)


def reassign(store: Store, staff: str, to: str) -> None:
    row = one_row(store, "roster", staff=staff, date=DAY.isoformat())
    reassign_duty(desk_of(store, Role.COORDINATOR), "safexst", row.id, row.version, to)


def test_clients_follow_a_duty_that_is_given_taken_back_and_given_to_another(
    site: Flask, house: Store, tmp_path: Path
) -> None:
    link = link_of(site, Role.STAFF, OWN, PrivacyLevel.DUTY)
    shift = Shown("2027-02-13T14:30", "2027-02-13T22:30", "Shift: house_day", "CONFIRMED")
    cancelled = Shown(shift.start, shift.end, f"Cancelled: {shift.title}", "CANCELLED")
    with listening(site) as address:
        feed = Served(b"", f"{address}{link}")
        phone = Phone(feed, tmp_path)

        def expect(*shown: Shown) -> None:
            phone.synchronise()
            coming = [event for event in phone.shown() if event.start >= "2027-02-08"]
            assert coming == list(shown)
            for read in (with_ical_js, with_recurring_ical_events):
                assert [event for event in read(feed) if event.start >= "2027-02-08"] == coming

        expect(*TUESDAY)
        give_duty(desk_of(house, Role.COORDINATOR), "safexst", STAFF, "house_day", DAY)
        expect(*TUESDAY, shift)
        reassign(house, STAFF, "S07")
        expect(*TUESDAY)
        reassign(house, "S07", STAFF)
        expect(*TUESDAY, shift)
        reassign(house, STAFF, "")
        expect(*TUESDAY, cancelled)


def test_phone_gets_nothing_more_from_a_link_that_was_taken_back(
    site: Flask, tmp_path: Path
) -> None:
    link = link_of(site, Role.STAFF, OWN)
    with listening(site) as address:
        phone = Phone(Served(b"", f"{address}{link}"), tmp_path)
        phone.synchronise()
        client_of(site, Role.STAFF).post("/me/calendars/1/revoke")
        with pytest.raises(AssertionError, match="NOT FOUND"):
            phone.synchronise()
