"""The duties of a feed, from a published plan; what its level may not tell is left out here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from planner.calendars.entries import Duty, EntryKind, Feed, FeedKind
from planner.calendars.levels import PrivacyLevel
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.schedule import (
    GapKind,
    PlannedActivity,
    PlannedSession,
    PlannedShift,
    Schedule,
)
from planner.domain.staffing import Shift

_HOUSE = "house"
_Run = tuple[str, date]
Wanted = Mapping[_Run, int]
"""How many people a shift asks for, by its code and work day."""


def all_feeds(programme: Programme) -> tuple[Feed, ...]:
    """Every feed that a link can be made for, in the order of the tables.

    Where there are several of a kind, one feed shows them all together.
    """
    houses = sorted({bed.house for bed in programme.beds})
    vehicles = list(dict.fromkeys(vehicle.code for vehicle in programme.vehicles))
    codes = {
        FeedKind.HOUSE: _with_all(houses) if len(houses) > 1 else [""],
        FeedKind.STAFF: [member.code for member in programme.staff],
        FeedKind.ROOM: _with_all([room.code for room in programme.rooms]),
        FeedKind.VEHICLE: _with_all(vehicles),
        FeedKind.ACTIVITY: _with_all([activity.code for activity in programme.activities]),
    }
    return tuple(Feed(kind, code) for kind, several in codes.items() for code in several)


def _with_all(codes: list[str]) -> list[str]:
    return ["", *codes] if len(codes) > 1 else codes


def feed_duties(
    programme: Programme, plan: Plan, feed: Feed, level: PrivacyLevel, wanted: Wanted | None = None
) -> tuple[Duty, ...]:
    """The duties of one feed in order of time, with no more than ``level`` allows.

    ``plan`` is the published one; without a schedule only arrivals and departures are left.
    ``wanted`` is how many people each shift asks for; without it the plan's gaps tell who lacks.
    """
    if feed.kind is FeedKind.HOUSE:
        duties = _house(programme, plan, feed, level, wanted)
    else:
        duties = _DUTIES[feed.kind](programme, plan, feed, level)
    return tuple(sorted(duties, key=lambda duty: (duty.start, duty.end, duty.source)))


def all_duties(
    programme: Programme, plan: Plan, level: PrivacyLevel, wanted: Wanted | None = None
) -> list[Duty]:
    """The duties of every feed: what ``next_entries`` compares with the publication before."""
    feeds = all_feeds(programme)
    return [duty for feed in feeds for duty in feed_duties(programme, plan, feed, level, wanted)]


def session_source(participant: str) -> str:
    """The ``source`` of the sessions of one participant."""
    return f"session {participant}"


def _staff(programme: Programme, plan: Plan, feed: Feed, level: PrivacyLevel) -> Iterator[Duty]:
    schedule = plan.schedule or Schedule()
    for shift in schedule.roster:
        if shift.staff == feed.code:
            yield _shift(feed, shift, level)
    for activity in schedule.activities:
        if feed.code in activity.staff:
            yield _activity(feed, activity, level)
    for session in schedule.sessions:
        if session.staff == feed.code:
            yield _session(feed, session, level)


def _room(programme: Programme, plan: Plan, feed: Feed, level: PrivacyLevel) -> Iterator[Duty]:
    schedule = plan.schedule or Schedule()
    for activity in schedule.activities:
        if activity.room and feed.code in ("", activity.room):
            yield _activity(feed, activity, level)
    for session in schedule.sessions:
        if session.room and feed.code in ("", session.room):
            yield _session(feed, session, level)


def _vehicle(programme: Programme, plan: Plan, feed: Feed, level: PrivacyLevel) -> Iterator[Duty]:
    schedule = plan.schedule or Schedule()
    vehicles = {shift.code: shift.vehicle for shift in programme.shifts if shift.vehicle}
    runs = {(row.shift, row.day): row for row in schedule.roster if row.shift in vehicles}
    for row in runs.values():
        if feed.code in ("", vehicles[row.shift]):
            yield _shift(feed, row, level)


def _activities(
    programme: Programme, plan: Plan, feed: Feed, level: PrivacyLevel
) -> Iterator[Duty]:
    schedule = plan.schedule or Schedule()
    for activity in schedule.activities:
        if feed.code in ("", activity.activity):
            yield _activity(feed, activity, level)


def _house(
    programme: Programme, plan: Plan, feed: Feed, level: PrivacyLevel, wanted: Wanted | None
) -> Iterator[Duty]:
    shifts = {
        shift.code: shift
        for shift in programme.shifts
        if shift.service == _HOUSE and feed.code in ("", shift.house)
    }
    schedule = plan.schedule or Schedule()
    on = Counter((row.shift, row.day) for row in schedule.roster if row.shift in shifts)
    missing = _missing(schedule) if wanted is None else Counter(wanted) - on
    yield from _cover(shifts, on, missing, feed, level)
    if level is PrivacyLevel.BUSY:
        return
    beds = {bed.code for bed in programme.beds if feed.code in ("", bed.house)}
    stays = [stay for stay in plan.stays.stays if stay.bed in beds]
    arrivals = Counter(stay.admission for stay in stays)
    departures = Counter(stay.discharge for stay in stays)
    yield from _counts(feed, EntryKind.ARRIVALS, arrivals, programme.as_of)
    yield from _counts(feed, EntryKind.DEPARTURES, departures, programme.as_of)


def _missing(schedule: Schedule) -> Counter[_Run]:
    return Counter(
        {
            (gap.what, gap.day): gap.count
            for gap in schedule.gaps
            if gap.kind is GapKind.UNCOVERED_SHIFT
        }
    )


def _cover(
    shifts: Mapping[str, Shift],
    on: Counter[_Run],
    missing: Counter[_Run],
    feed: Feed,
    level: PrivacyLevel,
) -> Iterator[Duty]:
    """Each house shift with how many people of how many; at ``busy`` only where there is one."""
    runs = {run for run in (*on, *missing) if run[0] in shifts}
    for code, day in sorted(runs, key=lambda run: (run[1], run[0])):
        there, wanted = on[code, day], on[code, day] + missing[code, day]
        if level is PrivacyLevel.BUSY and not there:
            continue
        names = () if level is PrivacyLevel.BUSY else (code, f"{there}/{wanted}")
        start, end = _times(day, shifts[code].start_minute, shifts[code].end_minute)
        yield Duty(feed, f"shift {code}", start, end, EntryKind.SHIFT, names)


def _counts(feed: Feed, kind: EntryKind, days: Counter[date], as_of: date) -> Iterator[Duty]:
    """All-day entries from ``as_of`` on: a plan need not name the stays that are over."""
    for day, count in days.items():
        if day >= as_of:
            start, end = _times(day, 0, 24 * 60)
            yield Duty(feed, str(kind), start, end, kind, (str(count),), is_all_day=True)


def _shift(feed: Feed, row: PlannedShift, level: PrivacyLevel) -> Duty:
    names = () if level is PrivacyLevel.BUSY else (row.shift,)
    return Duty(feed, f"shift {row.shift}", row.start, row.end, EntryKind.SHIFT, names)


def _activity(feed: Feed, row: PlannedActivity, level: PrivacyLevel) -> Duty:
    """The code of an activity, never its title; at ``busy`` it is a session like any other."""
    is_busy = level is PrivacyLevel.BUSY
    kind = EntryKind.SESSION if is_busy else EntryKind.ACTIVITY
    names = () if is_busy else _given(row.activity, row.room)
    start, end = _times(row.day, row.start_minute, row.end_minute)
    return Duty(feed, f"activity {row.activity}", start, end, kind, names)


def _session(feed: Feed, row: PlannedSession, level: PrivacyLevel) -> Duty:
    participant = row.participant if level is PrivacyLevel.CODE else ""
    names = () if level is PrivacyLevel.BUSY else _given(participant, row.room)
    start, end = _times(row.day, row.start_minute, row.end_minute)
    return Duty(feed, session_source(row.participant), start, end, EntryKind.SESSION, names)


def _given(*names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name)


def _times(day: date, start_minute: int, end_minute: int) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time())
    return midnight + timedelta(minutes=start_minute), midnight + timedelta(minutes=end_minute)


_DUTIES: Mapping[FeedKind, Callable[[Programme, Plan, Feed, PrivacyLevel], Iterator[Duty]]] = {
    FeedKind.STAFF: _staff,
    FeedKind.ROOM: _room,
    FeedKind.VEHICLE: _vehicle,
    FeedKind.ACTIVITY: _activities,
}
