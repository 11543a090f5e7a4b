"""Dates, times and lengths of an .ics file, read by the library, every refusal in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from icalendar.parser import Contentline
from icalendar.prop import vDate, vDatetime, vDuration, vRecur
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from planner.calendars.uploads import Line
from planner.domain.sentences import told

EARLIEST_YEAR, LATEST_YEAR = 1970, 2199
_MOMENTS = told("accepted: a date such as 20270208, or a time such as 20270208T093000")
_Value = TypeVar("_Value")


class UnreadableValueError(Exception):
    """A property cannot be read; the message is a sentence without the value itself."""


@dataclass(frozen=True)
class Moment:
    """A date (midnight) or a time on the clock of ``zone``."""

    local: datetime
    zone: tzinfo
    is_date: bool

    @property
    def instant(self) -> datetime:
        """The same in UTC; an hour that comes twice is read as the first."""
        return self.local.replace(tzinfo=self.zone).astimezone(UTC)

    def on_clock_of(self, zone: tzinfo) -> datetime:
        """The wall-clock time in another zone; a date stays the same date."""
        if self.is_date or zone == self.zone:
            return self.local
        return self.instant.astimezone(zone).replace(tzinfo=None)


def read_moments(line: Line, programme_zone: ZoneInfo) -> list[Moment]:
    """The moments of a property; a time without a zone is the programme's.

    Raises:
        UnreadableValueError: one of them is none, or its zone is not known.
    """
    parameters, value = _parts(line)
    zone = _zone(parameters.get("TZID"), programme_zone)
    return [_moment(part.strip(), zone) for part in value.split(",")]


def read_moment(line: Line, programme_zone: ZoneInfo) -> Moment:
    """The one moment of a property.

    Raises:
        UnreadableValueError: there is none or more than one, or its zone is not known.
    """
    moments = read_moments(line, programme_zone)
    if len(moments) > 1:
        raise UnreadableValueError(
            told("there are several moments here; {accepted}", accepted=_MOMENTS)
        )
    return moments[0]


def read_length(line: Line) -> timedelta:
    """The value of a DURATION.

    Raises:
        UnreadableValueError: it is none, or longer than three years.
    """
    value = _parts(line)[1]
    accepted = told("accepted: a length such as PT8H or P2D, up to three years")
    length: timedelta = _by_library(lambda: vDuration.from_ical(value), accepted)  # type: ignore[no-untyped-call]
    if not timedelta() < length <= timedelta(days=3 * 366):
        raise UnreadableValueError(
            told("this length is not possible; {accepted}", accepted=accepted)
        )
    return length


def read_rule(line: Line) -> dict[str, list[object]]:
    """The parts of an RRULE by name.

    Raises:
        UnreadableValueError: it is none.
    """
    value = _parts(line)[1]
    accepted = told("accepted: a rule such as FREQ=WEEKLY;BYDAY=FR;COUNT=10")
    return _by_library(lambda: dict(vRecur.from_ical(value).items()), accepted)


def has_parameter(line: Line, name: str) -> bool:
    """Whether the property has a parameter of that name.

    Raises:
        UnreadableValueError: its parameters cannot be read.
    """
    return name in _parts(line)[0]


def _parts(line: Line) -> tuple[dict[str, object], str]:
    def split() -> tuple[dict[str, object], str]:
        _, parameters, value = Contentline(line.text).parts()  # type: ignore[no-untyped-call]
        return {str(name).upper(): parameters[name] for name in parameters}, str(value).strip()

    return _by_library(split, told("accepted: NAME;PARAMETER=value:value"))


def _moment(value: str, zone: tzinfo) -> Moment:
    is_date = len(value) == 8
    read = vDate.from_ical if is_date else vDatetime.from_ical
    found: date = _by_library(lambda: read(value), _MOMENTS)  # type: ignore[no-untyped-call]
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise UnreadableValueError(
            told(
                "the year lies outside {first} to {last}",
                first=EARLIEST_YEAR,
                last=LATEST_YEAR,
            )
        )
    if not isinstance(found, datetime):
        return Moment(datetime.combine(found, time()), zone, is_date=True)
    is_utc = found.tzinfo is not None
    return Moment(found.replace(tzinfo=None), UTC if is_utc else zone, is_date=False)


def _zone(name: object, programme_zone: ZoneInfo) -> tzinfo:
    """The zone of a TZID: an IANA name, also at the end of a path, or the name in Windows."""
    if name is None:
        return programme_zone
    known, key = _known_zones(), str(name).strip()
    pieces = key.split("/")
    names = ["/".join(pieces[first:]) for first in range(max(0, len(pieces) - 3), len(pieces))]
    for candidate in (key, *names, WINDOWS_TO_OLSON.get(key, "")):
        if candidate in known:
            return ZoneInfo(candidate)
    raise UnreadableValueError(
        told(
            "the time zone of TZID is not known; accepted: a name such as America/Toronto, or"
            " UTC times"
        )
    )


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _by_library(read: Callable[[], _Value], accepted: str) -> _Value:
    """What the library reads; it fails on bad input with errors of many kinds."""
    try:
        return read()
    except Exception:
        raise UnreadableValueError(
            told("the value cannot be read; {accepted}", accepted=accepted)
        ) from None
