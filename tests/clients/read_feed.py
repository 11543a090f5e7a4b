"""Reads the feed at the address given with recurring-ical-events and prints its events as JSON."""

import json
import sys
import urllib.request
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import recurring_ical_events


def written(moment: date) -> str:
    """A date, or a time in UTC as JavaScript writes it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def read(address: str, first: str, last: str) -> list[dict[str, Any]]:
    """The events between two dates."""
    with urllib.request.urlopen(address) as answer:
        calendar = icalendar.Calendar.from_ical(answer.read())
    span = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
    return [
        {
            "uid": str(event["UID"]),
            "start": written(event["DTSTART"].dt),
            "end": written(event["DTEND"].dt),
            "summary": str(event["SUMMARY"]),
            "status": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
        }
        for event in recurring_ical_events.of(calendar).between(*span)
    ]


print(json.dumps(read(*sys.argv[1:])))
