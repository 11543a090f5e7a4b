"""The rules that every feed of the planner keeps; each that is broken is one short line."""

import re
import unicodedata
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.calendar_reader import (
    Component,
    Property,
    moment,
    octet_faults,
    offset_of,
    read_calendar,
    signed,
    unfolded,
)

# The system's zone files may be older than British Columbia's last change.
zoneinfo.reset_tzpath(to=[])

_CALENDAR = {
    "VERSION": "2[.]0",
    "PRODID": "-//harbourplan//schedule//EN",
    "CALSCALE": "GREGORIAN",
    "METHOD": "PUBLISH",
    "NAME": "Schedule|Horaire",
    "X-WR-CALNAME": "Schedule|Horaire",
    "REFRESH-INTERVAL": "PT1H",
    "X-PUBLISHED-TTL": "PT1H",
}
_EVENT = {
    "UID": "[0-9a-f]{32}",
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "LAST-MODIFIED": r"\d{8}T\d{6}Z",
    "SEQUENCE": r"0|[1-9]\d*",
    "DTSTART": r"\d{8}(T\d{4}00Z?)?",
    "DTEND": r"\d{8}(T\d{4}00Z?)?",
    "SUMMARY": r"(?:[^\\;,]|\\[\\;,nN])+",
    "STATUS": "CONFIRMED|CANCELLED",
    "TRANSP": "OPAQUE|TRANSPARENT",
    "CLASS": "PRIVATE",
}
_ZONE = {"TZID": r"[A-Za-z_]+/[A-Za-z_/]+"}
_PART = {
    "DTSTART": r"\d{8}T\d{6}",
    "TZOFFSETFROM": r"[+-]\d{4}",
    "TZOFFSETTO": r"[+-]\d{4}",
    "TZNAME": r"[A-Z+-][A-Z0-9+-]*",
}
_PARAMETERS = {"REFRESH-INTERVAL": {"VALUE": "DURATION"}}
_CANCELLED = ("Cancelled: ", "Annulé\N{NO-BREAK SPACE}: ")


def faults_of(body: bytes, forbidden: Iterable[str] = ()) -> list[str]:
    """Every rule that a feed breaks, each once; ``forbidden`` words may stand nowhere in it."""
    found = dict.fromkeys(octet_faults(body))
    calendar, nesting = read_calendar(body)
    found |= dict.fromkeys(nesting)
    found |= dict.fromkeys(_structure_faults(calendar))
    if not found:
        found |= dict.fromkeys(_event_faults(calendar))
    found |= dict.fromkeys(_told(body, forbidden))
    return list(found)


def _structure_faults(calendar: Component) -> Iterator[str]:
    yield from _property_faults(calendar, _CALENDAR)
    if calendar.value("NAME") != calendar.value("X-WR-CALNAME"):
        yield "two names"
    if {part.name for part in calendar.parts} - {"VTIMEZONE", "VEVENT"}:
        yield "strange part"
    if len(calendar.named("VTIMEZONE")) != 1:
        yield "one VTIMEZONE"
    for zone in calendar.named("VTIMEZONE"):
        yield from _property_faults(zone, _ZONE)
        if not zone.parts or {part.name for part in zone.parts} - {"STANDARD", "DAYLIGHT"}:
            yield "parts of a VTIMEZONE"
        for part in zone.parts:
            yield from _property_faults(part, _PART)
    for event in calendar.named("VEVENT"):
        if event.parts:
            yield "part of an event"
        yield from _property_faults(event, _EVENT)
    uids = Counter(event.value("UID") for event in calendar.named("VEVENT"))
    if any(count > 1 for count in uids.values()):
        yield "UID twice"


def _property_faults(component: Component, wanted: dict[str, str]) -> Iterator[str]:
    """Each of the wanted properties once, in its form, and no other."""
    counts = Counter(prop.name for prop in component.properties)
    for name in sorted(wanted.keys() | counts.keys()):
        if counts[name] != (name in wanted):
            yield f"{component.name} {name}: {counts[name]} times"
    for prop in component.properties:
        if prop.name in wanted and not re.fullmatch(wanted[prop.name], prop.value):
            yield f"{component.name} {prop.name}: form"
        is_time = component.name == "VEVENT" and prop.name in ("DTSTART", "DTEND")
        if not is_time and prop.parameters != _PARAMETERS.get(prop.name, {}):
            yield f"{component.name} {prop.name}: parameters"


def _event_faults(calendar: Component) -> Iterator[str]:
    (zone,) = calendar.named("VTIMEZONE")
    try:
        key = ZoneInfo(zone.value("TZID"))
    except (KeyError, ValueError):
        yield "unknown TZID"
        return
    days = [moment(event.value("DTSTART")) for event in calendar.named("VEVENT")]
    if days:
        yield from _zone_faults(zone, key, min(days), max(days))
    for event in calendar.named("VEVENT"):
        times = {prop.name: prop for prop in event.properties}
        start, end = times["DTSTART"], times["DTEND"]
        yield from _status_faults(event)
        if event.value("DTSTAMP") != event.value("LAST-MODIFIED"):
            yield "two stamps"
        if _instant(end, key) <= _instant(start, key):
            yield "end before start"
        if ("T" in start.value) != ("T" in end.value):
            yield "two kinds of time"
        for prop in (start, end):
            yield from _time_faults(prop, zone, key)


def _status_faults(event: Component) -> Iterator[str]:
    is_cancelled = event.value("STATUS") == "CANCELLED"
    if event.value("SUMMARY").startswith(_CANCELLED) != is_cancelled:
        yield "words of a cancelled event"
    if is_cancelled and event.value("SEQUENCE") == "0":
        yield "sequence of a cancelled event"
    is_free = is_cancelled or "T" not in event.value("DTSTART")
    if (event.value("TRANSP") == "TRANSPARENT") != is_free:
        yield "TRANSP"


def _time_faults(prop: Property, zone: Component, key: ZoneInfo) -> Iterator[str]:
    """A date; else wall-clock time in the zone, but UTC in an hour left out or repeated."""
    if "T" not in prop.value:
        if prop.parameters != {"VALUE": "DATE"}:
            yield "date without VALUE=DATE"
        return
    hour, instant = timedelta(hours=1), _instant(prop, key)
    sides = [(instant + step).astimezone(key).utcoffset() for step in (-hour, hour)]
    is_utc = prop.value.endswith("Z")
    if is_utc and sides[0] == sides[1]:
        yield "UTC"
    if prop.parameters != ({} if is_utc else {"TZID": key.key}):
        yield "TZID"
    local = moment(prop.value)
    if not is_utc and offset_of(zone, local) != local.replace(tzinfo=key).utcoffset():
        yield "offset"
    if not is_utc and local.replace(tzinfo=key) != instant.astimezone(key):
        yield "hour left out"
    if not is_utc and instant + hour == local.replace(tzinfo=key, fold=1).astimezone(UTC):
        yield "hour repeated"


def _instant(prop: Property, key: ZoneInfo) -> datetime:
    zone = UTC if prop.value.endswith("Z") else key
    return moment(prop.value).replace(tzinfo=zone).astimezone(UTC)


def _zone_faults(zone: Component, key: ZoneInfo, first: datetime, last: datetime) -> Iterator[str]:
    """Each onset is an instant of a change, and no change is missing until a year after all."""
    for part in zone.parts:
        instant = (moment(part.value("DTSTART")) - signed(part, "FROM")).replace(tzinfo=UTC)
        sides = {"FROM": instant - timedelta(seconds=1), "TO": instant}
        if any(signed(part, side) != on.astimezone(key).utcoffset() for side, on in sides.items()):
            yield "onset"
    for days in range(0, (datetime(last.year + 1, 12, 31) - first).days, 14):
        local = first + timedelta(days=days)
        if offset_of(zone, local) != local.replace(tzinfo=key).utcoffset():
            yield "span of the VTIMEZONE"


def _told(body: bytes, forbidden: Iterable[str]) -> Iterator[str]:
    """Words that stand in the feed, whatever their case, accents, punctuation and folds.

    A word of up to three letters counts where it stands alone, for a UID holds all sorts; a longer
    one in the midst of a value too.
    """
    lines = [_plain(line) for line in unfolded(body)]
    text = "\n".join(lines)
    alone = set(re.findall(r"\w+", text)) | set(re.findall(r"[^\W_]+", text))
    squeezed = "\n".join(re.sub(r"[\W_]", "", line.rpartition(":")[2]) for line in lines)
    for word in forbidden:
        plain = re.sub(r"[\W_]", "", _plain(word))
        if plain in alone or (len(plain) > 3 and plain in squeezed):
            yield f"tells {word}"


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
