"""Beds of a scenario without a programme: a common pool of beds without codes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.capacity.scenario import Bed
from planner.services.capacity.changes import Report
from planner.services.capacity.programme import Clock

_FOREVER = float("inf")


def given_beds(given: Mapping[str, Any], clock: Clock, report: Report) -> tuple[Bed, ...]:
    """The beds given, those opened later, and closures."""
    beds = given["beds"]
    found = [Bed()] * beds if isinstance(beds, int) else [_bed(bed, clock) for bed in beds]
    for change in given.get("open_beds", ()):
        opened = _bed({"opens": change["from"], "closes": change.get("until")}, clock)
        found += [opened] * change.get("count", 1)
    for change in given.get("close_beds", ()):
        found = _closed(found, change, clock, report)
    return tuple(found)


def _bed(given: Mapping[str, Any], clock: Clock) -> Bed:
    closures = tuple(
        (clock.moment(span["from"], 0.0), clock.moment(span["until"], 0.0))
        for span in given.get("closures", ())
    )
    opens = clock.moment(given.get("opens"), 0.0)
    return Bed(opens, clock.moment(given.get("closes"), _FOREVER), closures)


def _closed(beds: list[Bed], change: Mapping[str, Any], clock: Clock, report: Report) -> list[Bed]:
    """The last of the open beds closed; which one makes no difference in a common pool."""
    if "bed" in change:
        report("close_beds", "beds have codes in a programme only; accepted: count")
        return beds
    start = clock.moment(change["from"], 0.0)
    end = clock.moment(change.get("until"), _FOREVER)
    count = change.get("count", 1)
    places = [place for place, bed in enumerate(beds) if bed.opens <= start < bed.closes]
    if count > len(places):
        report("close_beds", f"{count} beds to close, but {len(places)} are in service then")
        return beds
    for place in places[-count:]:
        bed = beds[place]
        if end < _FOREVER:
            beds[place] = replace(bed, closures=(*bed.closures, (start, end)))
        else:
            beds[place] = replace(bed, closes=start)
    return beds
