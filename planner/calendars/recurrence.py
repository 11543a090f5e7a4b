"""Repeated events of an .ics file: daily and weekly rules, counted from any day on.

Other rules are refused in words, because a rule can be written that never ends or never begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from planner.calendars.moments import UnreadableValueError
from planner.domain.sentences import told

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_READ = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}
_MOST_INTERVAL, _MOST_COUNT = 1_000, 100_000
_ACCEPTED = told("accepted: FREQ=DAILY or WEEKLY with INTERVAL, COUNT, UNTIL and weekdays in BYDAY")


@dataclass(frozen=True)
class Rule:
    """A period in days, and the days of it (from 0) on which an event begins.

    A weekly period begins on weekday ``week_starts`` (Monday = 0); for a daily rule it is None and
    the period begins with the event. ``last`` is the last start possible.
    """

    period_days: int
    days: tuple[int, ...]
    week_starts: int | None
    count: int | None
    last: datetime | None


def rule_of(parts: dict[str, list[object]], start: datetime, zone: tzinfo) -> Rule:
    """The rule of an event that begins at ``start`` on the clock of ``zone``.

    Raises:
        UnreadableValueError: it is not one of the rules accepted.
    """
    named = {name.upper(): values for name, values in parts.items()}
    frequency = str(_single(named, "FREQ")).upper()
    if frequency not in ("DAILY", "WEEKLY") or not set(named) <= _READ:
        raise UnreadableValueError(
            told(
                "this repetition is not read: write its dates as single events, {accepted}",
                accepted=_ACCEPTED,
            )
        )
    interval = _number(named, "INTERVAL", _MOST_INTERVAL) or 1
    count = _number(named, "COUNT", _MOST_COUNT)
    last = _last(_single(named, "UNTIL"), zone)
    weekdays = [_weekday(value) for value in named.get("BYDAY", [])]
    if frequency == "DAILY" and not weekdays:
        return Rule(interval, (0,), None, count, last)
    if frequency == "DAILY" and interval > 1:
        raise UnreadableValueError(
            told("every so many days on weekdays is not read; {accepted}", accepted=_ACCEPTED)
        )
    week_starts = _weekday(_single(named, "WKST") or "MO")
    days = {(day - week_starts) % 7 for day in weekdays or [start.weekday()]}
    return Rule(7 * interval, tuple(sorted(days)), week_starts, count, last)


def starts(rule: Rule, start: datetime, after: datetime, before: datetime) -> Iterator[datetime]:
    """The local starts of an event in ``[after, before)``; the first of all is at ``start``."""
    lead = 0 if rule.week_starts is None else (start.weekday() - rule.week_starts) % 7
    origin, period = start - timedelta(days=lead), timedelta(days=rule.period_days)
    skipped = sum(day < lead for day in rule.days)
    number = max(0, (after - origin) // period)
    index = number * len(rule.days) - skipped
    while True:
        for day in rule.days:
            moment = origin + number * period + timedelta(days=day)
            if moment >= before or (rule.last is not None and moment > rule.last):
                return
            if index >= 0 and rule.count is not None and index >= rule.count:
                return
            if index >= 0 and moment >= after:
                yield moment
            index += 1
        number += 1


def _single(parts: dict[str, list[object]], name: str) -> object:
    values = parts.get(name) or [None]
    if len(values) > 1:
        raise UnreadableValueError(
            told("{name} has several values; {accepted}", name=name, accepted=_ACCEPTED)
        )
    return values[0]


def _number(parts: dict[str, list[object]], name: str, most: int) -> int | None:
    value = _single(parts, name)
    if value is None:
        return None
    if not isinstance(value, int) or not 1 <= value <= most:
        raise UnreadableValueError(
            told("{name} is not a number from 1 to {most}", name=name, most=most)
        )
    return int(value)


def _weekday(value: object) -> int:
    text = str(value).upper()
    if text not in _WEEKDAYS:
        raise UnreadableValueError(
            told("a weekday has a number or is none; {accepted}", accepted=_ACCEPTED)
        )
    return _WEEKDAYS.index(text)


def _last(value: object, zone: tzinfo) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value
        return value.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if isinstance(value, date):
        return datetime.combine(value, time.max)
    raise UnreadableValueError(told("UNTIL is no date or time; {accepted}", accepted=_ACCEPTED))
